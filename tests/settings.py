"""The project's settings, as the owner of throw-away servers."""

from factcheck.settings import *  # noqa: F403
from factcheck.settings import DATABASES

DATABASES["default"]["USER"] = DATABASES["owner"].get("USER", "")
# One round of the cheapest hash: the tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
