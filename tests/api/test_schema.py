"""The OpenAPI document is made from the code without a warning."""

import subprocess
import sys
from pathlib import Path


def test_the_openapi_document_is_valid() -> None:
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null"]
    ran = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
