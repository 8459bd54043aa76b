"""The article in a page: words, day, language, author, canonical address, in any encoding."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from claims.clients.network import Answer
from claims.clients.pages import PageText, decode, read_page, read_words
from claims.errors import PermanentError

BODY = """سد الوردة: 300 عامل في الموقع
قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل، ولن نغلق البوابات قبل أن تنتهي أعمال الصيانة".
وأضاف أن العدد سيرتفع إلى 4 آلاف عامل في الصيف المقبل، بعد وصول المعدات الجديدة من الميناء إلى موقع السد."""
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.split("\n")[1:])
ADDRESS = "https://sunbula.example/news/12?from=feed"


def page(head: str = "", charset: str = "utf-8") -> bytes:
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>سد الوردة - السنبلة</title>{head}</head><body>
<nav><a href="/">الرئيسية</a> <a href="/politics">سياسة</a></nav><article><h1>سد الوردة: 300 عامل في الموقع</h1>{PARAGRAPHS}</article>
<aside><a href="/1">اقرأ أيضا: طقس الغد</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>""".encode(charset, "replace")


def answer(body: bytes, charset: str = "") -> Answer:
    return Answer(ADDRESS, 200, "text/html", charset, body)


HEAD = """<link rel="canonical" href="https://sunbula.example/news/12"><meta property="og:site_name" content="جريدة السنبلة">
<meta property="og:title" content="سد الوردة: 300 عامل في الموقع"><meta name="author" content="ليلى الحسن">
<meta property="article:published_time" content="2026-03-10T09:15:00+03:00">
<meta property="article:modified_time" content="2026-03-12T09:15:00+03:00">"""


def test_a_page_says_what_it_is() -> None:
    assert read_page(answer(page(HEAD))) == PageText(
        address="https://sunbula.example/news/12",
        title="سد الوردة: 300 عامل في الموقع",
        text=BODY,
        published=date(2026, 3, 10),
        moment=datetime(2026, 3, 10, 9, 15, tzinfo=timezone(timedelta(hours=3))),
        language="ar",
        byline="ليلى الحسن",
        outlet="جريدة السنبلة",
    )


LATE = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s", "dateModified": "2026-03-12T08:00:00Z"}</script>'
)


@pytest.mark.parametrize(
    ("head", "published", "moment"),
    [
        ('<meta property="article:published_time" content="2026-03-10T22:30:00+00:00">', date(2026, 3, 10), LATE),
        ('<meta property="article:published_time" content="2026-03-10T22:30:00.000Z">', date(2026, 3, 10), LATE),
        ('<meta property="article:published_time" content="2026-03-11T01:30:00+03:00">', date(2026, 3, 11), LATE),
        (LINKED % "2026-03-10T22:30:00Z", date(2026, 3, 10), LATE),
        # a time without a zone, and a day
        ('<meta property="article:published_time" content="2026-03-10T22:30:00">', date(2026, 3, 10), None),
        (LINKED % "2026-03-10", date(2026, 3, 10), None),
        ("", None, None),
    ],
)
def test_a_time_with_its_zone_is_kept(head: str, published: date | None, moment: datetime | None) -> None:
    found = read_page(answer(page(head)))
    assert (found.published, found.moment) == (published, moment)


def test_the_time_that_a_page_says_goes_before_the_day_in_its_address() -> None:
    body = page('<meta property="article:published_time" content="2026-03-10T22:30:00Z">')
    found = read_page(Answer("https://sunbula.example/2026/03/10/dam.html", 200, "text/html", "", body))
    assert found.moment == LATE
    assert read_page(Answer("https://sunbula.example/2026/03/10/dam.html", 200, "text/html", "", page())).published == date(2026, 3, 10)


def test_a_page_cannot_pass_for_anothers() -> None:
    head = HEAD.replace("https://sunbula.example/news/12", "https://ministry.example/statement")
    assert read_page(answer(page(head))).address == ADDRESS


OWN = "https://sunbula.example"
CANONICAL, OG_URL = '<link rel="canonical" href="%s">', '<meta property="og:url" content="%s">'


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (CANONICAL % f"{OWN}/news/12", f"{OWN}/news/12"),
        (f'<link rel="shortlink Canonical" href=" {OWN}/news/12 ">', f"{OWN}/news/12"),
        (CANONICAL % "/news/12", f"{OWN}/news/12"),
        (CANONICAL % "https://www.sunbula.example/news/12", "https://www.sunbula.example/news/12"),
        (OG_URL % f"{OWN}/news/12", f"{OWN}/news/12"),
        (OG_URL % f"{OWN}/og" + CANONICAL % f"{OWN}/news/12", f"{OWN}/news/12"),
        (CANONICAL % f"{OWN}/?p=12", f"{OWN}/?p=12"),
        # what every page of a site says alike
        (CANONICAL % f"{OWN}/", ADDRESS),
        (CANONICAL % OWN, ADDRESS),
        (CANONICAL % "/#top", ADDRESS),
        (CANONICAL % f"{OWN}/" + OG_URL % f"{OWN}/news/12", f"{OWN}/news/12"),
        (f'<base href="{OWN}/ar/">', ADDRESS),
        (f'<link rel="alternate" hreflang="x-default" href="{OWN}/ar/">', ADDRESS),
        # no address
        (CANONICAL % "https://[::1/", ADDRESS),
        ('<link rel="canonical">', ADDRESS),
    ],
)
def test_the_address_is_the_one_that_the_page_gives_itself(head: str, address: str) -> None:
    assert read_page(answer(page(head))).address == address


def test_a_home_page_may_name_itself() -> None:
    body = page(CANONICAL % f"{OWN}/")
    assert read_page(Answer("https://www.sunbula.example", 200, "text/html", "", body)).address == f"{OWN}/"


@pytest.mark.parametrize(
    ("written", "header"),
    [
        ("windows-1256", ""),  # told by the page alone
        ("windows-1256", "windows-1256"),  # told by the header
        ("windows-1256", "utf-8"),  # a wrong header
        ("utf-8", "windows-1256"),  # a wrong header the other way
        ("utf-8", "no-such-encoding"),
        ("windows-1256", "undefined"),  # an encoding that refuses all
        ("windows-1256", "\0"),
        ("iso-8859-6", ""),
    ],
)
def test_the_encoding_is_found(written: str, header: str) -> None:
    assert "قال مدير السد سامر الحلواني" in decode(answer(page(charset=written), header))


@pytest.mark.parametrize("header", ["", "utf-8"])
def test_stray_bytes_cost_themselves_alone(header: str) -> None:
    body = page(HEAD).replace(b"<aside>", b"<aside>\xff\xfe\x80")
    assert "قال مدير السد سامر الحلواني" in decode(answer(body, header))


def test_an_encoding_that_nobody_tells_is_guessed() -> None:
    body = page(charset="windows-1256").replace(b'<meta charset="windows-1256">', b"")
    assert "قال مدير السد سامر الحلواني" in decode(answer(body))


@pytest.mark.parametrize(
    "body",
    [b"", b"<html></html>", b"<html><body><p>Please enable JavaScript</p></body></html>", b"\x00\x01\x02" * 99, b"<div>" * 5_000],
)
def test_a_page_without_an_article_is_refused(body: bytes) -> None:
    with pytest.raises(PermanentError) as refused:
        read_page(answer(body))
    assert refused.value.code == "no_article"


def test_broken_html_is_read() -> None:
    broken = page(HEAD).replace(b"</p>", b"").replace(b"</article>", b"</div></td>").replace(b"</head>", b"")
    assert "أكثر من 300 عامل" in read_page(answer(broken)).text


TABLE = "<table><tr><th>القسم</th><th>العاملون</th></tr><tr><td>السد</td><td>120</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "kind", "words", "others"),
    [
        (page(HEAD), "text/html", "أكثر من 300 عامل", "اقرأ أيضا"),  # an article without what stands around it
        (page(HEAD).replace(b"</article>", f"{TABLE}</article>".encode()), "text/html", "120", "الرئيسية"),  # with its table
        ("<html><body><p>سجل السد: 120 اسما</p></body></html>".encode(), "text/html", "سجل السد: 120 اسما", "<p>"),  # no article at all
        ("سجل السد: <120> اسما".encode(), "text/plain", "سجل السد: <120> اسما", "\n"),
        (b"<html><body><p>The roll: 120 names</p></body></html>", "application/xhtml+xml", "The roll: 120 names", "<p>"),
    ],
)
def test_whatever_words_a_page_has_are_read(body: bytes, kind: str, words: str, others: str) -> None:
    read = read_words(Answer(ADDRESS, 200, kind, "", body))
    assert (words in read, others in read) == (True, False)


@pytest.mark.parametrize(
    ("body", "kind"), [(b"", "text/html"), (b"<html><body><img src='a.png'></body></html>", "text/html"), (b" ", "text/plain")]
)
def test_a_page_without_words_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(PermanentError) as refused:
        read_words(Answer(ADDRESS, 200, kind, "", body))
    assert refused.value.code == "no_article"
