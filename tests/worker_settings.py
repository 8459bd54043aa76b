"""The tests' settings for a worker process of its own, on the database that the tests made."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = f"test_{DATABASES['default']['NAME']}"
