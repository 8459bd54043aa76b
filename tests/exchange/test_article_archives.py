"""Articles in spreadsheets, pages, web archives and ZIP files: what is read, and what is refused by itself."""

import csv
import gzip
import io
import json
import zipfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from claims.exchange.article_archives import LARGEST_PAGE, read_delivery
from claims.exchange.article_files import ArticleItem
from claims.exchange.octets import LARGEST_PART, Meter
from tests.clients.test_pages import BODY, HEAD, page

TEXT = 'قال مدير السد إن "العدد 300 عامل".\nوأضاف أن البوابات مغلقة.'


def item_of(path: Path, **names: str) -> ArticleItem:
    (found,) = read_delivery(path, names)
    assert isinstance(found, ArticleItem), found
    return found


def codes(path: Path) -> list[str]:
    return [found[1].code for found in read_delivery(path) if not isinstance(found, ArticleItem)]


def spreadsheet(rows: list[dict[str, str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, rows[0], delimiter=delimiter)
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


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_of_any_country_is_read(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "news.csv"
    row = {"text": TEXT, "title": "سد الوردة، 300 عامل; و4 آلاف, في الصيف", "published": "2026-03-10"}
    path.write_bytes(spreadsheet([row], delimiter=delimiter))
    found = item_of(path)
    assert (found.text, found.title, found.published) == (TEXT, row["title"], date(2026, 3, 10))


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("العنوان;النص;التاريخ", "العنوان, النص, التاريخ"),
        ("body", "body"),
        ("", "–"),
    ],
)
def test_a_spreadsheet_of_other_columns_is_refused_once(tmp_path: Path, header: str, found: str) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f"{header}\n1;2;3\n4;5;6\n" if header else "", "utf-8")
    (refused,) = read_delivery(path, {"title": "headline"})
    assert not isinstance(refused, ArticleItem)
    identity, error = refused
    assert (identity, error.code, error.params["text"], error.params["found"]) == ("news.csv", "column_missing", "text", found)
    assert error.params["known"].startswith("id, text, headline, language")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("٢,سد".encode("utf-16"), "not_utf8"),
        (b'3,"' + b"x" * (LARGEST_PART + 1), "not_csv"),  # a cell without an end
    ],
)
def test_a_spreadsheet_that_breaks_off_says_where(tmp_path: Path, broken: bytes, code: str) -> None:
    path = tmp_path / "news.csv"
    # More than is decoded at once.
    whole = "".join(f"{number},{'سد الوردة ' * 200}\n" for number in range(20))
    path.write_bytes(f"id,text\n{whole}".encode() + broken)
    *rows, last = read_delivery(path)
    assert all(isinstance(row, ArticleItem) for row in rows)
    assert not isinstance(last, ArticleItem)
    assert (last[0], last[1].code, last[1].params["number"]) == ("news.csv", code, str(len(rows) + 1))
    assert len(rows) > 10


def test_a_page_names_its_outlet_and_day(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(HEAD, "windows-1256"))
    found = item_of(path)
    assert (found.id, found.text, found.published, found.outlet) == ("page", BODY, date(2026, 3, 10), "جريدة السنبلة")
    assert (found.is_page, found.moment) == (True, datetime(2026, 3, 10, 9, 15, tzinfo=timezone(timedelta(hours=3))))


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
        record("https://www.sunbula.example:443/news/12", "text/html; charset=windows-1256", "200 OK", page(HEAD, "windows-1256")),
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
    assert (first.id, first.outlet_domain, first.is_page) == ("https://www.sunbula.example:443/news/12", "sunbula.example", True)
    assert not isinstance(second, ArticleItem)
    assert (second[0], second[1].code) == ("https://sunbula.example/empty", "no_article")


NAMES = ["news.txt", "NEWS.TXT", "news.txt.gz", "News.Txt.GZ"], ["news.json", "NEWS.JSON.gz"], ["news.jsonl", "NEWS.JSONL", "NEWS.JSONL.GZ"]
KINDS = [
    *((name, TEXT.encode(), "news") for name in NAMES[0]),
    *((name, json.dumps({"text": TEXT}).encode(), "news") for name in NAMES[1]),
    *((name, json.dumps({"text": TEXT}).encode(), f"{name}:1") for name in NAMES[2]),
    *((name, json.dumps([{"text": TEXT}]).encode(), f"{name}:1") for name in NAMES[1]),
    *((name, spreadsheet([{"text": TEXT}]), f"{name}:3") for name in ("NEWS.CSV", "news.csv.gz")),
    *((name, page(HEAD), "news") for name in ("NEWS.HTML", "news.htm.gz")),
]


@pytest.mark.parametrize(("name", "octets", "identity"), KINDS)
def test_the_ending_of_a_name_says_the_kind_packed_or_not(tmp_path: Path, name: str, octets: bytes, identity: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(octets) if name.lower().endswith(".gz") else octets)
    meter = Meter()
    (found,) = read_delivery(path, meter=meter)
    assert isinstance(found, ArticleItem), found
    assert (found.id.lower(), found.text) == (identity.lower(), BODY if "htm" in name.lower() else TEXT)
    assert meter.octets == path.stat().st_size


def test_a_list_of_articles_may_have_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "news.json"
    path.write_text(json.dumps([{"id": "a", "text": TEXT}, "سد", {"title": "سد"}, [], {"text": TEXT}]), "utf-8")
    told = [one.id if isinstance(one, ArticleItem) else (one[0], one[1].code) for one in read_delivery(path)]
    wrong = [("news.json:2", "not_an_article"), ("news.json:3", "text_missing"), ("news.json:4", "not_an_article")]
    assert told == ["a", *wrong, "news.json:5"]


def test_what_unfolds_to_too_much_is_refused(tmp_path: Path) -> None:
    for name, code in (("a.txt.gz", "file_too_long"), ("a.json.gz", "file_too_long"), ("a.html.gz", "page_too_long")):
        (tmp_path / name).write_bytes(gzip.compress(b"\0" * (LARGEST_PART + 1), 1))
        assert codes(tmp_path / name) == [code]


@pytest.mark.parametrize("more", [0, 1])
def test_a_page_of_a_file_may_be_as_large_as_one_that_is_fetched(tmp_path: Path, more: int) -> None:
    body = page(HEAD)
    body += b" " * (LARGEST_PAGE - len(body) + more)
    (tmp_path / "a.html").write_bytes(body)
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record("https://sunbula.example/1", "text/html", "200 OK", body), 1))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", body)
    for name in ("a.html", "a.warc.gz", "a.zip"):
        assert codes(tmp_path / name) == ["page_too_long"] * more


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "delivery.zip"])
def test_an_archive_is_read_bit_by_bit(tmp_path: Path, name: str) -> None:
    path, meter = tmp_path / name, Meter()
    records = [record(f"https://sunbula.example/{n}", "text/html", "200 OK", page(HEAD) + n * b" " * 50_000) for n in range(20)]
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as packed:
            for number in range(20):
                packed.writestr(f"{number}.html", page(HEAD) + number * b" " * 50_000)
    else:
        path.write_bytes(b"".join(gzip.compress(one, 0) if name.endswith(".gz") else one for one in records))
    read = [meter.octets for _ in read_delivery(path, meter=meter)]
    size = path.stat().st_size
    assert (len(read), read == sorted(read)) == (20, True)
    assert read[0] < size / 4 < read[15] < size
    assert size <= meter.octets < 1.3 * size


def test_a_zip_holds_files_of_all_kinds(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("one.txt", TEXT)
        packed.writestr("folder/two.jsonl", json.dumps({"id": "2", "text": TEXT}) + "\n")
        packed.writestr("folder/../../three.csv", spreadsheet([{"id": "3", "text": TEXT}]))  # leads out of the archive
        packed.writestr(".hidden.txt", TEXT)
        packed.writestr("__MACOSX/one.txt", TEXT)
        packed.writestr("inner.zip", b"PK")
        packed.writestr(".", TEXT)
        packed.writestr("..", TEXT)
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


@pytest.mark.parametrize(
    ("name", "octets", "kind"),
    [
        ("a.pdf", b"%PDF-1.4 1 0 obj", "PDF"),  # all of it ASCII
        ("a.txt", b"%PDF-1.4 1 0 obj", "PDF"),  # whatever it is called
        ("a.docx", b"PK\x03\x04\x14\x00", "Word, OpenDocument or ZIP"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Word"),
        ("a.rtf", b"{\\rtf1\\ansi", "RTF"),
    ],
)
def test_the_file_of_another_program_is_refused(tmp_path: Path, name: str, octets: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(octets)
    (found,) = read_delivery(tmp_path / name)
    assert isinstance(found, tuple)
    assert (found[1].code, found[1].params) == ("not_text", {"kind": kind})
