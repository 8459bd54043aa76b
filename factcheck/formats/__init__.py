"""Days and moments where Django itself writes them, as in the admin: as the pages do (`claims.templatetags.numbers`)."""
