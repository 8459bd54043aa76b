"""Days and moments where Django itself writes them, as in the admin: in the form of the pages
(`claims.templatetags.numbers`), with the digits that Django writes."""
