"""Articles of files are taken in, with the outlet that they name: many at a time, each with what became of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claims.clients.hosts import bare_host
from claims.errors import FactcheckError, InputRefused
from claims.exchange.article_archives import read_delivery
from claims.exchange.article_files import ArticleItem, Found, Names
from claims.exchange.octets import Meter
from claims.models import ArticleVersion, Outlet, User
from claims.pipeline.ingest import Checked, Submission, check, cleaned, cut_to_fit, find_outlet
from claims.pipeline.ingest_many import ingest_many
from claims.pipeline.outlets import day_at, introduce, outlet_at, placed

# So many articles, or so many characters of them, are held and stored together; fewer where they take longer to read than this.
MOST_TOGETHER, MOST_CHARACTERS, MOST_SECONDS = 100, 2_000_000, 2.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one article of a file: a version, new or not, or an error. The text of a version that was known is not loaded."""

    id: str
    version: ArticleVersion | None
    is_new: bool
    error: FactcheckError | None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the person who delivers says of all articles; it goes before what the files say."""

    outlet: str = ""
    title: str = ""
    published: date | None = None
    language: str = ""
    introduces_outlets: bool = False  # an outlet that is not known is made


class Delivery:
    """One delivery of any number of files. Its first `few` articles are read as soon as what people hand in, the rest behind that.

    `meter` counts the bytes of the files as they are taken in.
    """

    def __init__(self, overrides: Overrides, *, by: User, names: Names | None = None, few: int = 0) -> None:
        self._overrides, self._by, self._names, self._few = overrides, by, names, few
        self._outlets: dict[tuple[str, str], Outlet] = {}
        self._nowhere = find_outlet("")
        self.meter = Meter()

    def take(self, path: Path) -> Iterator[Delivered]:
        """Take in every article of the file, in order; one that is refused does not stop the rest.

        Some are stored together: who is interrupted has those stored that were told of, and gives the same file again for the rest.

        Raises:
            OSError: the file cannot be read.
        """
        for batch in self.batches(path):
            yield from batch

    def batches(self, path: Path) -> Iterator[list[Delivered]]:
        """The same, those together that are stored together: between two of them one may stop, and nothing is stored untold."""
        for together in _together(read_delivery(path, self._names, self.meter)):
            yield self._store(together)

    def _store(self, together: list[Found]) -> list[Delivered]:
        prepared = [self._prepared(found) for found in together]
        checked = [one for _, one in prepared if isinstance(one, Checked)]
        first, rest = checked[: self._few], checked[self._few :]
        self._few -= len(first)
        stored = iter([*ingest_many(first, by=self._by, is_bulk=False), *ingest_many(rest, by=self._by, is_bulk=True)])
        return [_delivered(identity, next(stored) if isinstance(one, Checked) else one) for identity, one in prepared]

    def _prepared(self, found: Found) -> tuple[str, Checked | FactcheckError]:
        if isinstance(found, tuple):
            return found
        try:
            # Before its outlet is made: nobody introduces one by an article that is refused.
            checked = check(self._submission(found))
            outlet = placed(self._outlet(found), checked.address)
            published = self._overrides.published or (day_at(outlet, found.moment) if found.moment is not None else found.published)
            return found.id, replace(checked, submission=replace(checked.submission, outlet=outlet, published=published))
        except FactcheckError as error:
            return found.id, error

    def _submission(self, item: ArticleItem) -> Submission:
        title, byline = cut_to_fit(item.title, item.byline) if item.is_page else (item.title, item.byline)
        return Submission(
            text=item.text,
            outlet=self._nowhere,
            title=self._overrides.title or title,
            published=self._overrides.published or item.published,
            language=self._overrides.language or item.language,
            address=item.address,
            byline=byline,
        )

    def _outlet(self, item: ArticleItem) -> Outlet:
        named = (item.outlet, item.outlet_domain)
        if named not in self._outlets:
            self._outlets[named] = _outlet(item, self._overrides, self._by)
        return self._outlets[named]


def _delivered(identity: str, became: tuple[ArticleVersion, bool] | FactcheckError) -> Delivered:
    if isinstance(became, FactcheckError):
        return Delivered(identity, None, False, became)
    return Delivered(identity, *became, None)


def _together(found: Iterable[Found]) -> Iterator[list[Found]]:
    held: list[Found] = []
    characters, since = 0, time.monotonic()
    for one in found:
        held.append(one)
        characters += len(one.text) if isinstance(one, ArticleItem) else 0
        if len(held) >= MOST_TOGETHER or characters >= MOST_CHARACTERS or time.monotonic() - since >= MOST_SECONDS:
            yield held
            held, characters, since = [], 0, time.monotonic()
    if held:
        yield held


def _outlet(item: ArticleItem, overrides: Overrides, by: User) -> Outlet:
    name, domain, language = (cleaned("outlet", one).strip() for one in (item.outlet, item.outlet_domain, item.outlet_language))
    introduced = domain or (overrides.introduces_outlets and name)
    if overrides.outlet or not introduced:
        return find_outlet(overrides.outlet or name)
    if item.is_page and domain:
        return outlet_at(domain, name, language, by=by)
    domain = bare_host(domain)
    if not name:
        raise InputRefused("outlet_unnamed", "The outlet of {domain} has no name.", field="outlet", domain=domain)
    known = Outlet.objects.filter(name=name).first() or Outlet.objects.filter(domain=domain).exclude(domain="").first()
    if known is not None:
        return known
    # A file that describes an outlet with its domain introduces it.
    return introduce(name, domain, language.lower(), by=by)
