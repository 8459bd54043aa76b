"""A file that somebody hands in over the web is taken in while they wait, as far as that is decent."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from claims.errors import InputRefused
from claims.models import User
from claims.pipeline.delivery import Delivered, Delivery, Overrides
from claims.rights import Action, require

# What is bigger, or takes longer, is for `manage.py ingest`.
LARGEST_FILE = 20 * 2**20
MOST_ARTICLES, MOST_SECONDS = 1_000, 15.0  # new ones
# Of a file's name in bytes, of which file systems take 255: its beginning, and its end with what says of what kind it is.
NAME_BEGINNING, NAME_END = 150, 50
# The first articles are read at once, the rest of a bigger file behind what people hand in.
FEW = 20


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the articles of a file, in its order; `is_whole`: none was left over for want of time or because they are too many."""

    delivered: Sequence[Delivered]
    is_whole: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many were taken in, known and refused."""
        found = Counter("refused" if one.version is None else "taken_in" if one.is_new else "known" for one in self.delivered)
        return {name: found[name] for name in ("taken_in", "known", "refused")}

    @property
    def refused(self) -> list[Delivered]:
        return [one for one in self.delivered if one.error is not None]


def receive(name: str, size: int, octets: Iterable[bytes], overrides: Overrides, *, by: User) -> Received:
    """Take in the articles of a file of this name, whose ending says of what kind it is. Given again, it changes nothing and goes on.

    Raises:
        NotAllowed: `by` may not add articles.
        InputRefused: it is too large, or cannot be read; what was read of it until then is in.
    """
    require(by, Action.ADD_ARTICLE)
    if size > LARGEST_FILE:
        raise InputRefused(
            "file_too_large",
            "{name} has more than {most} MB: give it to manage.py ingest, or in parts.",
            field="file",
            name=name,
            most=LARGEST_FILE // 2**20,
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _own_name(name)
        try:
            with path.open("wb") as written:
                written.writelines(octets)
            return _taken(Delivery(overrides, by=by, few=FEW).batches(path))
        except OSError as error:
            raise InputRefused("file_unreadable", "{name} cannot be read: {why}.", field="file", name=path.name, why=error) from error


def _own_name(name: str) -> str:
    """Without any path, and no longer than a file's name may be: the ending counts, and in an answer it is recognised by it."""
    octets = (PurePath(name.replace("\\", "/")).name or "file.txt").encode()
    if len(octets) > NAME_BEGINNING + NAME_END:
        octets = octets[:NAME_BEGINNING] + octets[-NAME_END:]
    return octets.decode(errors="ignore")


def _taken(batches: Iterable[list[Delivered]]) -> Received:
    until, new = time.monotonic() + MOST_SECONDS, 0
    found: list[Delivered] = []
    for batch in batches:
        found += batch
        # What was known costs little, so that the same file again comes to what was left over.
        new += sum(one.is_new for one in batch)
        if new >= MOST_ARTICLES or time.monotonic() > until:
            return Received(found, is_whole=False)
    return Received(found, is_whole=True)
