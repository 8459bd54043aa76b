"""Articles in the larger files that desks hand over: spreadsheets, web pages, web archives, and ZIP files of these."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from claims.clients.hosts import host_of
from claims.clients.network import HTML, Answer, Limits, content_type
from claims.clients.pages import read_page
from claims.errors import InputRefused, PermanentError
from claims.exchange.article_files import FIELDS, ArticleItem, Found, Names, checked_item, read_articles
from claims.exchange.octets import LARGEST_PART, Meter, counted, kind_and_stem, unpacked

# A cell of a spreadsheet may hold a whole article.
csv.field_size_limit(LARGEST_PART)
# As spreadsheets write them, in some countries of necessity: there a comma parts the digits of a number.
DELIMITERS = ",;\t"
# As large as one that is fetched: reading a page costs time with its size.
LARGEST_PAGE = Limits().octets


def read_delivery(path: Path, names: Names | None = None, meter: Meter | None = None) -> Iterator[Found]:
    """The articles of a file in their order; one that cannot be read is its id and the error. One is held at a time; `meter` counts what
    was read.

    `.csv` holds one a row, parted by one of DELIMITERS, under a header with the FIELDS; `.html` is a page, `.warc` the pages of a web
    archive, each also `.gz`, `.zip` files of all kinds; the others are as `read_articles` says.

    Raises:
        OSError: the file cannot be read, or is broken.
    """
    kind, stem = kind_and_stem(path)
    names = names or {}
    try:
        if kind == ".csv":
            with unpacked(path, meter) as octets:
                yield from _rows(octets, path.name, names)
        elif kind in {".html", ".htm"}:
            with unpacked(path, meter) as octets:
                yield _page(stem, octets)
        elif kind == ".warc":
            # Its records are packed one by one.
            with counted(path, meter) as octets:
                yield from _pages(octets)
        elif path.suffix.lower() == ".zip":
            with counted(path, meter) as octets:
                yield from _parts(octets, names)
        else:
            yield from read_articles(path, names, meter)
    except (EOFError, zlib.error, zipfile.BadZipFile, UnicodeDecodeError, ArchiveLoadFailed) as error:
        raise OSError(f"the archive is broken: {error}") from error


def _rows(octets: IO[bytes], name: str, names: Names) -> Iterator[Found]:
    number = 0
    # Spreadsheets write a byte-order mark before the header.
    with io.TextIOWrapper(octets, "utf-8-sig", newline="") as text:
        try:
            lines = _lines(text)
            header = next(lines, "")
            rows = csv.DictReader(chain([header], lines), delimiter=_delimiter(header))
            _require_columns(rows.fieldnames or (), names)
            for row in rows:
                number = rows.line_num
                yield checked_item(row.get(names.get("id", "id")) or f"{name}:{number}", row, names)
        except InputRefused as error:
            yield name, error
        except (UnicodeDecodeError, csv.Error) as error:
            yield name, _broken_off(number, error)


def _lines(text: IO[str]) -> Iterator[str]:
    for line in iter(lambda: text.readline(LARGEST_PART + 1), ""):
        if len(line) > LARGEST_PART:
            raise csv.Error("a line without an end")
        yield line


def _delimiter(header: str) -> str:
    """The one that parts the header into the most columns."""
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), ())))


def _require_columns(found: Sequence[str], names: Names) -> None:
    text = names.get("text", "text")
    if text not in found:
        raise InputRefused(
            "column_missing",
            "No column of the first row is called {text}. It has: {found}. Columns that are read: {known}.",
            field="text",
            text=text,
            found=", ".join(one[:40] for one in found[:20]) or "–",
            known=", ".join(names.get(field, field) for field in FIELDS),
        )


def _broken_off(number: int, error: Exception) -> InputRefused:
    """Why a spreadsheet cannot be read on; `number` is the last line that could be, 0 where none was."""
    if isinstance(error, csv.Error):
        return InputRefused("not_csv", "After line {number} this is not CSV: {why}. What stands before is read.", number=number, why=error)
    if not number:
        return InputRefused("not_utf8", "The file is not UTF-8: convert it and try again.", field="text")
    sentence = "After line {number} the file is not UTF-8: convert it and give it again. What stands before is read."
    return InputRefused("not_utf8", sentence, field="text", number=number)


def _page(identity: str, octets: IO[bytes], address: str = "", kind: str = "text/html", charset: str = "") -> Found:
    body = octets.read(LARGEST_PAGE + 1)
    if len(body) > LARGEST_PAGE:
        most = LARGEST_PAGE // 2**20
        return identity, InputRefused("page_too_long", "The page has more than {most} MB.", field="text", most=most)
    try:
        read = read_page(Answer(address, 200, kind, charset, body))
    except PermanentError as error:
        return identity, InputRefused(error.code, error.sentence, field="text", **error.params)
    return ArticleItem(
        id=identity,
        text=read.text,
        title=read.title,
        published=read.published,
        outlet=read.outlet,
        outlet_domain=_host(read.address),
        outlet_language=read.language,
        address=read.address,
        byline=read.byline,
        moment=read.moment,
        is_page=True,
    )


def _host(address: str) -> str:
    """ "" where the address is none: it is refused by who takes the article in."""
    try:
        return host_of(address)
    except ValueError:
        return ""


def _pages(octets: IO[bytes]) -> Iterator[Found]:
    """The pages that a crawl received; what else it kept is passed over."""
    for record in ArchiveIterator(octets):
        headers = record.http_headers
        if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
            continue
        kind, charset = content_type(headers.get_header("Content-Type") or "")
        if kind in HTML:
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield _page(address, record.content_stream(), address, kind, charset)


def _parts(octets: IO[bytes], names: Names) -> Iterator[Found]:
    """The files of an archive in their order; folders, hidden files and archives within are passed over."""
    with zipfile.ZipFile(octets) as archive, tempfile.TemporaryDirectory() as folder:
        for part in archive.infolist():
            inside = PurePosixPath(part.filename)
            is_folder = part.is_dir() or not inside.name
            if is_folder or inside.name.startswith(".") or inside.parts[0] == "__MACOSX" or inside.suffix.lower() == ".zip":
                continue
            if part.file_size > LARGEST_PART or part.flag_bits & 1:
                yield part.filename, InputRefused("part_refused", "{name} is too large, or locked with a password.", name=part.filename)
                continue
            unpacked = Path(folder) / inside.name
            try:
                with archive.open(part) as packed:
                    unpacked.write_bytes(packed.read(LARGEST_PART))
                yield from read_delivery(unpacked, names)
            except (OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
                yield part.filename, InputRefused("part_unreadable", "{name} cannot be read: {why}.", name=part.filename, why=error)
            finally:
                unpacked.unlink(missing_ok=True)
