"""The project's settings on throw-away servers, as their owner; a child process shares its parent's."""

import os
import tempfile
from pathlib import Path

if "DATABASE_URL" not in os.environ and os.environ.get("EMBEDDED_DURABLE") != "no":
    os.environ.update(FACTCHECK_STATE=tempfile.mkdtemp(prefix="factcheck-"), EMBEDDED_DURABLE="no", EMBEDDED_MEMORY="128")
    os.environ.setdefault("LANGUAGE_CODE", "en")

from factcheck.settings import *  # noqa: F403  # the environment first
from factcheck.settings import DATABASES, STATIC_ROOT

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
DATABASES["default"]["USER"] = DATABASES["owner"].get("USER", "")
# One round of the cheapest hash: the tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
