"""Articles in files: plain text, one JSON object, or JSON Lines, gzipped or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from claims.errors import InputRefused
from claims.exchange.json_lines import numbered_lines
from claims.exchange.octets import Meter, kind_and_stem, unpacked, whole


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """One article of a file as it stands there; empty where the file does not say. `outlet_domain` and `outlet_language` describe it.

    `published` is the day as written; `moment` the time where one is written with its zone, which elsewhere may be of another day.
    `is_page`: a page says all this of itself, but for the domain, where it stood.
    """

    id: str
    text: str
    title: str = ""
    language: str = ""
    published: date | None = None
    outlet: str = ""
    outlet_domain: str = ""
    outlet_language: str = ""
    address: str = ""
    byline: str = ""
    moment: datetime | None = None
    is_page: bool = False


Found = ArticleItem | tuple[str, InputRefused]
FIELDS = ("id", "text", "title", "language", "published", "outlet", "outlet_domain", "outlet_language", "address", "byline")
# How files begin that people take for text (PRONOM, the technical registry of the National Archives).
_FORMATS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "Word, OpenDocument or ZIP",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Word",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
# How a file calls a field of FIELDS where it calls it otherwise: {"text": "body"}.
Names = Mapping[str, str]


def read_articles(path: Path, names: Names | None = None, meter: Meter | None = None) -> Iterator[Found]:
    """The articles of a file in their order; one that cannot be read is its id and the error. `meter` counts what was read.

    `.json` holds one object or a list of them, read at once, `.jsonl` one a line, with the FIELDS; anything else is plain text, whose id
    is the file's name without ending and whose title is its first line. Each may be packed, `.json.gz`; capitals in the name do not
    matter.

    Raises:
        OSError: the file cannot be read.
    """
    names = names or {}
    kind, stem = kind_and_stem(path)
    if kind == ".jsonl":
        for number, line in numbered_lines(path, meter):
            yield item_or_error(line, f"{path.name}:{number}", names)
        return
    try:
        with unpacked(path, meter) as octets:
            read = whole(octets)
        if kind == ".json":
            yield from _items(read, path.name, stem, names)
        else:
            yield ArticleItem(id=stem, text=_text(read))
    except InputRefused as error:
        yield stem, error


def _text(octets: bytes) -> str:
    """Raises InputRefused for the file of another program, and for what is not UTF-8."""
    for beginning, kind in _FORMATS.items():
        if octets.startswith(beginning):
            sentence = "This is a file of {kind}, no text: save it as plain text in UTF-8 and give that."
            raise InputRefused("not_text", sentence, field="text", kind=kind)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputRefused("not_utf8", "The file is not UTF-8: convert it and try again.", field="text") from error


def parse_date(written: object, *, field: str = "published") -> date | None:
    """An ISO date, or the date of an ISO time or of a time as feeds write it (Tue, 09 Mar 2021 10:00:00 GMT); None for nothing.

    Raises:
        InputRefused: anything else.
    """
    if written is None or written == "":
        return None
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError as error:
        moment = _time_of_mail(str(written))
        if moment is None:
            shown = _shown(written)
            raise InputRefused("date_invalid", "{written} is not a date: write it as 2021-03-09.", field=field, written=shown) from error
        return moment.date()


def parse_moment(written: object) -> datetime | None:
    """The time of the same forms, where it is written with its zone."""
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        moment = _time_of_mail(str(written))
    return moment if moment is not None and moment.tzinfo is not None else None


def _time_of_mail(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None


def item_or_error(line: bytes, fallback: str, names: Names) -> Found:
    """The article of one JSON object; `fallback` is its id where it names none."""
    try:
        return _item_or_error(_loaded(line), fallback, names)
    except InputRefused as error:
        return fallback, error


def _items(written: bytes, name: str, stem: str, names: Names) -> Iterator[Found]:
    read = _loaded(written)
    if not isinstance(read, list) or not read:
        yield _item_or_error(read, stem, names)
        return
    for number, fields in enumerate(read, 1):
        yield _item_or_error(fields, f"{name}:{number}", names)


def _loaded(written: bytes) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError) as error:
        raise InputRefused("not_json", "This is not JSON: {why}.", why=error) from error


def _item_or_error(fields: Any, fallback: str, names: Names) -> Found:
    if not isinstance(fields, dict):
        return fallback, InputRefused("not_an_article", "An article is a JSON object with a text.")
    return checked_item(_shown(fields.get(names.get("id", "id")) or fallback), fields, names)


def _shown(written: object) -> str:
    """What a file says, so that it can be told: half a character, which JSON can name, goes to no screen."""
    return str(written).encode("utf-8", "backslashreplace").decode()


def checked_item(identity: str, fields: Mapping[str, Any], names: Names) -> Found:
    """The article of a record's fields, or the error with the field that is to blame."""
    try:
        return _item(identity, {name: fields.get(names.get(name, name)) for name in FIELDS})
    except InputRefused as error:
        return identity, error


def _item(identity: str, fields: Mapping[str, Any]) -> ArticleItem:
    text = fields["text"]
    if not isinstance(text, str) or not text.strip():
        raise InputRefused("text_missing", "The article has no text.", field="text")
    outlet = fields["outlet"] or ""
    beside = {"name": outlet, "domain": fields["outlet_domain"], "language": fields["outlet_language"]}
    described = outlet if isinstance(outlet, dict) else beside
    return ArticleItem(
        id=identity,
        text=text,
        title=str(fields["title"] or ""),
        language=str(fields["language"] or ""),
        published=parse_date(fields["published"]),
        outlet=str(described.get("name") or ""),
        outlet_domain=str(described.get("domain") or ""),
        outlet_language=str(described.get("language") or ""),
        address=str(fields["address"] or ""),
        byline=str(fields["byline"] or ""),
        moment=parse_moment(fields["published"]),
    )
