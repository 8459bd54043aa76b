"""Throw-away servers for the whole run, unless addresses are set."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DATABASE_URL" not in os.environ:
    _state = Path(tempfile.mkdtemp(prefix="factcheck-"))
    os.environ.update(FACTCHECK_STATE=str(_state), EMBEDDED_DURABLE="no", EMBEDDED_MEMORY="128", LANGUAGE_CODE="en")

    def _remove() -> None:
        from django.conf import settings  # noqa: PLC0415  # settings read the folder set above

        assert settings.EMBEDDED is not None
        settings.EMBEDDED.stop()
        shutil.rmtree(_state, ignore_errors=True)

    atexit.register(_remove)
