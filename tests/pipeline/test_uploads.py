"""A file over the web: taken in as far as is decent, and what was left over comes when it is handed in again."""

import gzip
import json
from collections.abc import Iterable

import pytest

from claims.errors import InputRefused, NotAllowed
from claims.models import Article, ArticleVersion, User
from claims.pipeline.delivery import Overrides
from claims.pipeline.uploads import FEW, LARGEST_FILE, MOST_ARTICLES, Received, receive
from tests.desk_rows import person

pytestmark = pytest.mark.django_db
TEXT = 'قال مدير السد إن "العدد أكثر من 300 عامل".'


def lines(articles: int) -> bytes:
    return "\n".join(json.dumps({"text": TEXT, "title": f"سد {number}"}) for number in range(articles)).encode()


def received(name: str, octets: bytes, by: User | None = None) -> Received:
    parts: Iterable[bytes] = (octets[at : at + 1000] for at in range(0, len(octets), 1000))
    return receive(name, len(octets), parts, Overrides(), by=by or person("editor"))


def test_what_became_of_each_article_is_told() -> None:
    editor = person("editor")
    octets = lines(2) + b'\n{"title": "x"}\nno JSON'
    first, again = received("news.jsonl", octets, editor), received("news.jsonl", octets, editor)
    assert (first.counts, first.is_whole) == ({"taken_in": 2, "known": 0, "refused": 2}, True)
    assert again.counts == {"taken_in": 0, "known": 2, "refused": 2}
    told = [(one.id, one.error.code if one.error else "") for one in first.refused]
    assert told == [("news.jsonl:3", "text_missing"), ("news.jsonl:4", "not_json")]
    assert Article.objects.get(pk=first.delivered[0].version.article_id if first.delivered[0].version else 0).added_by == editor


def test_too_many_are_taken_in_in_turns() -> None:
    editor, octets = person("editor"), gzip.compress(lines(MOST_ARTICLES + 30))
    turns = [received("news.jsonl.gz", octets, editor) for _ in range(3)]
    assert [(one.counts["taken_in"], one.is_whole) for one in turns] == [(MOST_ARTICLES, False), (30, True), (0, True)]
    # The first few of the file are read at once.
    assert ArticleVersion.objects.filter(is_bulk=False).count() == FEW


@pytest.mark.parametrize(
    ("name", "octets", "code"),
    [
        ("news.jsonl.gz", b"no gzip", "file_unreadable"),
        ("news.jsonl.gz", gzip.compress(lines(5))[:-20], "file_unreadable"),  # cut off
        ("news.zip", b"no zip", "file_unreadable"),
        ("news.warc", b"no warc", "file_unreadable"),
        ("bomb.jsonl.gz", gzip.compress(b"0" * (60 * 2**20)), "file_unreadable"),  # one endless line
    ],
)
def test_what_cannot_be_read_says_so(name: str, octets: bytes, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        received(name, octets)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    def never() -> Iterable[bytes]:
        raise AssertionError
        yield b""

    with pytest.raises(InputRefused) as refused:
        receive("news.txt", LARGEST_FILE + 1, never(), Overrides(), by=person("editor"))
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.txt", "/", "", "a/b/../c.txt"])
def test_a_name_leads_nowhere(name: str) -> None:
    assert received(name, TEXT.encode()).counts["taken_in"] == 1


def test_a_long_arabic_name_keeps_its_ending() -> None:
    # Each of its letters has two bytes; a file system takes 255.
    found = received("س" * 190 + ".jsonl.gz", gzip.compress(lines(1) + b"\nno JSON"))
    assert (found.counts, found.refused[0].id[-11:]) == ({"taken_in": 1, "known": 0, "refused": 1}, "س.jsonl.gz:2"[-11:])


def test_who_may_not_add_articles_hands_in_none() -> None:
    with pytest.raises(NotAllowed):
        received("news.txt", TEXT.encode(), person("reviewer"))
    assert Article.objects.count() == 0
