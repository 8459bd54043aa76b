"""How do these two claims relate? Two read claims go into `judge`, a Judgement with its reasons comes out."""

from claims.matching.judgement import judge

# Raised by hand whenever a judgement may come out differently.
JUDGEMENT = "1"

__all__ = ["JUDGEMENT", "judge"]
