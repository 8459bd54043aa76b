"""Articles in the larger files that desks hand over: spreadsheets, web pages, web archives, and ZIP files of these."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from claims.clients.network import HTML, Answer, content_type
from claims.clients.pages import read_page
from claims.errors import InputRefused, PermanentError
from claims.exchange.article_files import ArticleItem, Found, Names, checked_item, read_articles
from claims.exchange.octets import LARGEST_PART, Meter, counted, kind_and_stem, unpacked, whole

# A cell of a spreadsheet may hold a whole article.
csv.field_size_limit(LARGEST_PART)


def read_delivery(path: Path, names: Names | None = None, meter: Meter | None = None) -> Iterator[Found]:
    """The articles of a file in their order; one that cannot be read is its id and the error. One is held at a time; `meter` counts what
    was read.

    `.csv` holds one a row under a header, `.html` is a page, `.warc` the pages of a web archive, each also `.gz`, `.zip` files of all
    kinds; the others are as `read_articles` says.

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
                yield _file(stem, octets)
        elif kind == ".warc":
            # Its records are packed one by one.
            with counted(path, meter) as octets:
                yield from _pages(octets)
        elif path.suffix.lower() == ".zip":
            with counted(path, meter) as octets:
                yield from _parts(octets, names)
        else:
            yield from read_articles(path, names, meter)
    except (EOFError, zlib.error, zipfile.BadZipFile, ArchiveLoadFailed) as error:
        raise OSError(f"the archive is broken: {error}") from error


def _rows(octets: IO[bytes], name: str, names: Names) -> Iterator[Found]:
    # Spreadsheets write a byte-order mark before the header.
    with io.TextIOWrapper(octets, "utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        try:
            for row in rows:
                fallback = f"{name}:{rows.line_num}"
                yield checked_item(row.get(names.get("id", "id")) or fallback, row, names)
        except UnicodeDecodeError:
            yield name, InputRefused("not_utf8", "The file is not UTF-8: convert it and try again.", field="text")
        except csv.Error as error:
            yield f"{name}:{rows.line_num}", InputRefused("not_csv", "This is not CSV: {why}.", why=error)


def _file(identity: str, octets: IO[bytes]) -> Found:
    try:
        return _page(identity, Answer("", 200, "text/html", "", whole(octets)))
    except InputRefused as error:
        return identity, error


def _page(identity: str, answer: Answer) -> Found:
    try:
        read = read_page(answer)
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
        return (urlsplit(address).hostname or "").removeprefix("www.")
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
            yield _page(address, Answer(address, 200, kind, charset, record.content_stream().read(LARGEST_PART)))


def _parts(octets: IO[bytes], names: Names) -> Iterator[Found]:
    """The files of an archive in their order; folders, hidden files and archives within are passed over."""
    with zipfile.ZipFile(octets) as archive, tempfile.TemporaryDirectory() as folder:
        for part in archive.infolist():
            inside = PurePosixPath(part.filename)
            if part.is_dir() or inside.name.startswith(".") or inside.parts[0] == "__MACOSX" or inside.suffix.lower() == ".zip":
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
