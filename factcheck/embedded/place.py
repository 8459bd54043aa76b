"""Where the embedded servers keep their things, and as whom they run."""

from __future__ import annotations

import hashlib
import os
import platform
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# PostgreSQL refuses to run as root; as root both servers run as this user.
UNPRIVILEGED = "nobody"
# sun_path holds 107 bytes, and PostgreSQL's socket name takes 16 of them.
LONGEST_SOCKET_FOLDER = 80
OWN_SERVERS = "set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL to servers of your own"


class EmbeddedError(RuntimeError):
    """The embedded servers cannot start; the sentence says what to do."""


def check_processor(described: Path = Path("/proc/cpuinfo"), machine: str = platform.machine()) -> None:
    """Raises EmbeddedError where the processor lacks what the wheel's PostgreSQL is built for: it would end with an illegal instruction."""
    if machine == "x86_64" and described.exists() and "avx2" not in described.read_text().split():
        raise EmbeddedError(f"This processor lacks AVX2, which the embedded PostgreSQL needs: {OWN_SERVERS}.")


class Place:
    """A state folder."""

    def __init__(self, state: Path) -> None:
        self.state = state.absolute()

    @property
    def sockets(self) -> Path:
        """Folder of the sockets: in the state folder, or where that path is too long, a short one. The same for every process."""
        inside = self.state / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:16]
        return Path(f"/tmp/factcheck-{os.geteuid()}-{digest}")  # noqa: S108  # own() refuses it where somebody else made it

    def identity(self) -> dict[str, Any]:
        """As whom the servers run, as arguments of a subprocess."""
        if os.geteuid() != 0:
            return {}
        entry = pwd.getpwnam(UNPRIVILEGED)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def environment(self) -> dict[str, str]:
        """The servers' environment: without what would change PostgreSQL, and with letters that it knows."""
        return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C.UTF-8"}

    def make(self) -> None:
        """The state folder, reachable for the servers.

        Raises:
            EmbeddedError: it cannot be written.
        """
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                self.state.chmod(0o755)
            with tempfile.TemporaryFile(dir=self.state):
                pass
        except OSError as error:
            raise EmbeddedError(
                f"The state folder {self.state} cannot be written ({error}): set FACTCHECK_STATE to one that can."
            ) from error

    def own(self, folder: Path) -> None:
        """Make `folder` the servers' own, closed to all others.

        Raises:
            EmbeddedError: somebody else has made it, or the servers' user cannot reach it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        identity = self.identity()
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), identity.get("user", os.geteuid())}:
            raise EmbeddedError(f"{folder} belongs to somebody else: set FACTCHECK_STATE to a folder of your own.")
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        folder.chmod(0o700)
        if identity and subprocess.run(["test", "-w", folder], check=False, cwd="/", **identity).returncode:
            raise EmbeddedError(
                f"The user {UNPRIVILEGED}, as which the servers run under root, cannot reach {folder}: "
                "set FACTCHECK_STATE to a folder that all users can pass through, such as /var/lib/factcheck."
            )

    def run(self, *command: str | Path, said: bytes = b"", within: float = 120) -> None:
        """Run a program of the servers to its end, with `said` on its standard input.

        Raises:
            EmbeddedError: with its last words.
        """
        # A file and not a pipe: a server that outlives the program would keep a pipe open for ever.
        with tempfile.TemporaryFile() as heard, tempfile.TemporaryFile() as told:
            told.write(said)
            told.seek(0)
            how: dict[str, Any] = {"env": self.environment(), "cwd": "/", "timeout": within, **self.identity()}
            ran = subprocess.run(command, stdin=told, stdout=heard, stderr=heard, check=False, **how)
            if ran.returncode:
                heard.seek(0)
                raise EmbeddedError(f"{Path(command[0]).name} failed: {heard.read().decode(errors='replace')[-2000:].strip()}")

    def programs(self, package: str, *trees: str, program: str) -> Path:
        """The path of `program` inside an installed package, which the servers' user can run.

        Where the package lies out of that user's reach, as below /root, `trees` are copied into the state folder once.
        """
        spec = find_spec(package)  # located and not imported: the wheels' own wrappers act on import
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedError(f"The package {package} is missing: pip install -e . again, or {OWN_SERVERS}.")
        installed = Path(spec.submodule_search_locations[0]).parent
        if not self.identity() or self._runs(installed / program):
            return installed / program
        copy = self.state / f"{package}-{version(package)}"
        if not copy.exists():
            with tempfile.TemporaryDirectory(dir=self.state) as scratch:
                for tree in trees:
                    if (installed / tree).exists():
                        unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
                        shutil.copytree(installed / tree, Path(scratch) / "copy" / tree, symlinks=True, ignore=unneeded)
                (Path(scratch) / "copy").rename(copy)
        return copy / program

    def _runs(self, program: Path) -> bool:
        try:
            return subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/", **self.identity()).returncode == 0
        except PermissionError:
            return False
