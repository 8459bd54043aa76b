"""The bytes of a file: unpacked where its name says so, and counted as they are read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from claims.errors import InputRefused

# A whole file, or a file of an archive, unpacked; a larger one is refused by itself.
LARGEST_PART = 50 * 2**20
_BUFFER = 2**17


@dataclass(slots=True)
class Meter:
    """How many bytes were read of the files that it was given to, packed as they lie there."""

    octets: int = 0


class _Counted(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: Any) -> int:
        read = super().readinto(buffer) or 0
        self._meter.octets += read
        return read


def counted(path: Path, meter: Meter | None) -> io.BufferedReader:
    """The file as it lies there, for reading.

    Raises:
        OSError: it cannot be opened.
    """
    return io.BufferedReader(_Counted(path, meter or Meter()), _BUFFER)


@contextmanager
def unpacked(path: Path, meter: Meter | None = None) -> Iterator[IO[bytes]]:
    """The file for reading, unpacked where its name ends in `.gz`.

    Raises:
        OSError: it cannot be read, or what it was packed into is broken.
    """
    with counted(path, meter) as packed:
        try:
            yield gzip.GzipFile(fileobj=packed, mode="rb") if path.suffix.lower() == ".gz" else packed  # type: ignore[misc]  # both are streams of bytes
        except (EOFError, zlib.error) as error:
            raise OSError(f"the archive is broken: {error}") from error


def whole(octets: IO[bytes]) -> bytes:
    """All of a file.

    Raises:
        InputRefused: it has more than LARGEST_PART bytes.
    """
    read = octets.read(LARGEST_PART + 1)
    if len(read) > LARGEST_PART:
        raise InputRefused("file_too_long", "The file has more than {most} MB: split it.", field="text", most=LARGEST_PART // 2**20)
    return read


def kind_and_stem(path: Path) -> tuple[str, str]:
    """What kind of file its name says it is, as `.json`, packed or not; and its name without that."""
    name = Path(path.name[: -len(".gz")] if path.suffix.lower() == ".gz" else path.name)
    return name.suffix.lower(), name.stem
