"""The processes of one installation, found by its state folder."""

from __future__ import annotations

import os
from pathlib import Path


def running(state: Path, *words: str) -> list[int]:
    """Processes whose environment or command line names the state folder, and whose command line holds the words; lowest first."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        ours = os.fsencode(state) in command or b"FACTCHECK_STATE=" + os.fsencode(state) in environment
        if command and ours and all(word.encode() in command for word in words):
            found.append(int(process.name))
    return sorted(found)
