"""Articles in spreadsheets, pages, web archives and ZIP files: what is read, and what is refused by itself."""

import csv
import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from claims.exchange.article_archives import LARGEST_PART, read_delivery
from claims.exchange.article_files import ArticleItem
from tests.clients.test_pages import BODY, HEAD, page

TEXT = 'قال مدير السد إن "العدد 300 عامل".\nوأضاف أن البوابات مغلقة.'


def item_of(path: Path, **names: str) -> ArticleItem:
    (found,) = read_delivery(path, names)
    assert isinstance(found, ArticleItem), found
    return found


def codes(path: Path) -> list[str]:
    return [found[1].code for found in read_delivery(path) if not isinstance(found, ArticleItem)]


def spreadsheet(rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode(encoding)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_row_is_an_article(tmp_path: Path, zipped: bool) -> None:
    octets = spreadsheet([{"id": "7", "النص": TEXT, "العنوان": "سد الوردة", "اليوم": "2026-03-10", "outlet": "السنبلة"}])
    path = tmp_path / ("news.csv.gz" if zipped else "news.csv")
    path.write_bytes(gzip.compress(octets) if zipped else octets)
    expected = ArticleItem(id="7", text=TEXT, title="سد الوردة", published=date(2026, 3, 10), outlet="السنبلة")
    assert item_of(path, text="النص", title="العنوان", published="اليوم") == expected


def test_a_wrong_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(spreadsheet([{"text": TEXT, "published": "أمس"}, {"text": "", "published": ""}, {"text": TEXT, "published": ""}]))
    found = list(read_delivery(path))
    assert [one.text if isinstance(one, ArticleItem) else one[1].code for one in found] == ["date_invalid", "text_missing", TEXT]


def test_a_page_names_its_outlet_and_day(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(HEAD, "windows-1256"))
    found = item_of(path)
    assert (found.id, found.text, found.published, found.outlet) == ("page", BODY, date(2026, 3, 10), "جريدة السنبلة")


def record(address: str, kind: str, status: str, body: bytes) -> bytes:
    """One record of ISO 28500."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-10T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(block):032}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
    )
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def archive(path: Path) -> None:
    records = [
        record("https://sunbula.example/news/12", "text/html; charset=windows-1256", "200 OK", page(HEAD, "windows-1256")),
        record("https://sunbula.example/logo.png", "image/png", "200 OK", b"\x89PNG"),
        record("https://sunbula.example/gone", "text/html", "404 Not Found", b"<p>gone</p>"),
        record("https://sunbula.example/empty", "text/html", "200 OK", b"<html></html>"),
    ]
    # Each record is compressed by itself, so that a reader can begin at any.
    path.write_bytes(b"".join(map(gzip.compress, records) if path.suffix == ".gz" else records))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_a_web_archive(tmp_path: Path, name: str) -> None:
    archive(tmp_path / name)
    first, second = read_delivery(tmp_path / name)
    assert isinstance(first, ArticleItem)
    assert (first.id, first.address, first.outlet_domain) == ("https://sunbula.example/news/12",) * 2 + ("sunbula.example",)
    assert not isinstance(second, ArticleItem)
    assert (second[0], second[1].code) == ("https://sunbula.example/empty", "no_article")


def test_a_zip_holds_files_of_all_kinds(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("one.txt", TEXT)
        packed.writestr("folder/two.jsonl", json.dumps({"id": "2", "text": TEXT}) + "\n")
        packed.writestr("folder/../../three.csv", spreadsheet([{"id": "3", "text": TEXT}]))  # leads out of the archive
        packed.writestr(".hidden.txt", TEXT)
        packed.writestr("__MACOSX/one.txt", TEXT)
        packed.writestr("inner.zip", b"PK")
        packed.writestr("bomb.txt", b"\0" * (LARGEST_PART + 1))
    found = list(read_delivery(path))
    assert [one.id for one in found if isinstance(one, ArticleItem)] == ["one", "2", "3"]
    assert codes(path) == ["part_refused"]


def test_a_part_that_cannot_be_unpacked_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("strange.txt", TEXT)
        packed.writestr("broken.jsonl.gz", b"no archive")
        packed.writestr("whole.txt", TEXT)
    octets = bytearray(path.read_bytes())
    # The method of packing of the first part, in its own header and in the directory: one that nobody knows.
    for header in (b"PK\x03\x04", b"PK\x01\x02"):
        at = octets.index(header) + (8 if header == b"PK\x03\x04" else 10)
        octets[at : at + 2] = (99).to_bytes(2, "little")
    path.write_bytes(octets)
    found = list(read_delivery(path))
    assert [one.id if isinstance(one, ArticleItem) else (one[0], one[1].code) for one in found] == [
        ("strange.txt", "part_unreadable"),
        ("broken.jsonl.gz", "part_unreadable"),
        "whole",
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["delivery.zip"]


@pytest.mark.parametrize(
    ("name", "octets"),
    [("a.zip", b"PK not"), ("a.csv.gz", gzip.compress(spreadsheet([{"text": TEXT}]))[:-9]), ("a.warc.gz", b"no archive"), ("no.csv", None)],
)
def test_a_broken_file_is_told(tmp_path: Path, name: str, octets: bytes | None) -> None:
    if octets is not None:
        (tmp_path / name).write_bytes(octets)
    with pytest.raises(OSError):  # noqa: PT011  # the sentence is the library's
        list(read_delivery(tmp_path / name))


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_another_encoding_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(spreadsheet([{"text": TEXT}], "windows-1256"))
    assert codes(tmp_path / name) == ["not_utf8"]
