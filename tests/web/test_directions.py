"""A text of one direction that begins with a word of the other stands in its own, whatever the language of the pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from claims.models import Appearance, ArticleVersion, Claim
from claims.pipeline.relate import confirm_match
from tests.desk_rows import article, claim, match, person

pytestmark = pytest.mark.django_db

WORDS = "NATO تعلن أن عدد العاملين في السد 300 عامل"
OTHER = "NATO تعلن أن عدد العاملين في السد 120 عاملا"
ENGLISH = "الوردة Dam employs 300 workers"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "circle", "line", "path", "rect"}


class Directions(HTMLParser):
    """The directions in which texts run where they say `words`: of the nearest element around these that says one."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.around: list[tuple[str, str]] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            inherited = self.around[-1][1] if self.around else ""
            self.around.append((tag, dict(attrs).get("dir") or ("auto" if tag == "bdi" else inherited)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.around.pop()[0] == tag

    def handle_data(self, text: str) -> None:
        if self.words in text and self.around[-1][0] != "title":
            self.found.add(self.around[-1][1])


def directions(client: Client, address: str, words: str) -> set[str]:
    parser = Directions(words)
    parser.feed(client.get(address).content.decode())
    return parser.found


def newsroom() -> tuple[ArticleVersion, Claim]:
    """An article that begins with the words, their claim, and three that differ from it: two of the same speaker, one in English."""
    version = article(text=f"{WORDS}\n\n{WORDS}، بحسب بيان نشر اليوم.")
    one, other, english = claim("a", text=WORDS), claim("b", text=OTHER), claim("c", text=ENGLISH, language="en")
    start = version.text.rindex(WORDS)
    Appearance.objects.create(claim=one, version=version, start=start, end=start + len(WORDS), text=WORDS)
    confirm_match(match(one, other), by=person("reviewer", "huda"), reason="رقمان")
    match(one, english, "same")
    Appearance.objects.create(claim=english, version=article(text=ENGLISH), start=0, end=len(ENGLISH), text=ENGLISH)
    return version, one


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_text_runs_as_its_language_does(language: str) -> None:
    version, one = newsroom()
    client = Client(headers={"Accept-Language": language})
    client.force_login(person("reviewer"))
    addresses = (
        f"/articles/{version.article_id}/",
        f"/claims/{one.pk}/",
        f"/desk/claims/{one.pk}/",
        f"/speakers/{one.speaker_root_id}/",
        f"/desk/?claim={one.pk}",
        "/",
    )
    assert {address: directions(client, address, "تعلن أن") for address in addresses} == {address: {"rtl"} for address in addresses}
    assert [directions(client, address, "Dam employs") for address in addresses[1:4]] == [{"ltr"}] * 3


def test_numbers_and_foreign_words_are_set_apart_where_texts_are_read() -> None:
    text = "سد الوردة\n\nأعلنت الإدارة أن طائرة F-16 (2018) حلقت فوق 300-320 عاملا أمس."
    version = article(text=text)
    words = "طائرة F-16 (2018) حلقت فوق 300"
    start = text.index(words)
    one = claim("plane", text=words)
    Appearance.objects.create(claim=one, version=version, start=start, end=start + len(words), text=words)
    client = Client()
    client.force_login(person("reviewer"))
    for address in (f"/articles/{version.article_id}/", f"/claims/{one.pk}/", f"/desk/claims/{one.pk}/"):
        page = client.get(address).content.decode()
        assert '<bdi dir="ltr">F-16 (2018)</bdi> حلقت فوق <' in page, address
        assert 'طائرة <bdi dir="ltr">F-16 (2018)</bdi> حلقت فوق <bdi dir="ltr">300</bdi></' in page, "the claim by itself"
        # A range that reaches over the end of what is marked is one all the same.
        range_of = r'<bdi dir="ltr"><mark[^>]*>(?:<a[^>]*>)?<bdi dir="ltr">300</bdi>(?:</a>)?</mark><bdi dir="ltr">-320</bdi></bdi> عاملا'
        assert len(re.findall(range_of, page)) == 1, address
