"""How do two claims relate? Two read claims go into `judge`, or `suggest`; a Judgement with its reasons comes out."""

from claims.matching.judgement import judge, suggest
from claims.matching.profile import Profile, read_profile

# Raised by hand whenever a judgement may come out differently.
JUDGEMENT = "9"

__all__ = ["JUDGEMENT", "Profile", "judge", "read_profile", "suggest"]
