"""When a name was last mentioned before a place, as what, and whether the verbs beside it are a woman's."""

from __future__ import annotations

import pytest

from claims.extraction.recency import NEVER, Recency
from claims.extraction.sources import Article
from tests.extraction.speaking import article_of

TEXT = (
    "قال الوزير نبيل شمروخ إن المديرة ليلى القاسم اعتذرت. وعاد شمروخ إلى بلاده. "
    "ونشرت وزارة الري بيانا عن وزارة الزراعة. وأكدت المديرة ليلى القاسم. وتدرس الوزارة الطلب. ثم أضاف"
)


def words(article: Article, wanted: str) -> tuple[int, int]:
    sought = wanted.split()
    first = next(i for i in range(len(article.words)) if article.words[i : i + len(sought)] == sought)
    return first, first + len(sought)


@pytest.mark.parametrize(
    ("name", "mention", "sentences", "governor"),
    [
        ("نبيل شمروخ", "شمروخ", 4, "&v"),  # by the last name alone, behind a verb that is no report here
        ("ليلي القاسم", "ليلي القاسم", 2, "&v"),  # its title does not hide the verb
        ("وزاره الزراعه", "الوزاره", 1, "x"),  # a group by its head with the article
    ],
)
def test_the_last_mention(name: str, mention: str, sentences: int, governor: str) -> None:
    article = article_of(TEXT)
    last = Recency(article, []).last(words(article, name), article.words.index("اضاف"), ())
    behind = " ".join(article.words[last.start : last.start + len(mention.split())])
    assert (behind, last.sentences, last.governor, last.told) == (mention, sentences, governor, False)


def test_a_group_is_not_another_of_its_sort() -> None:
    # Before the second ministry is named, only the first one is.
    article = article_of(TEXT)
    place = words(article, "الزراعه")[0]
    name = words(article, "وزاره الري")
    assert Recency(article, []).last(name, place, ()).start == name[0]


def test_what_somebody_tells_counts_less_unless_the_place_is_told_as_well() -> None:
    article = article_of("زار سامر الحلبي الميناء. وقال المدير إن سامر الحلبي عاد ثم أكد")
    name, place = words(article, "سامر الحلبي"), article.words.index("اكد")
    content = (article.words.index("سامر", name[1]), place + 1)
    recency = Recency(article, [content])
    outside, inside = recency.last(name, place, ()), recency.last(name, place, (0,))
    assert (outside.start, outside.told) == (name[0], False)
    assert (inside.start, inside.told) == (content[0], False)
    only_told = Recency(article, [(0, len(article.words))]).last(name, place, ())
    assert only_told.told


def test_what_was_not_mentioned_yet() -> None:
    article = article_of(TEXT)
    last = Recency(article, []).last(words(article, "ليلي القاسم"), 2, ())
    assert (last.start, last.sentences) == (-1, NEVER)


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("قالت نيكولا شمروخ إن العمل بدأ", "نيكولا شمروخ", "f"),  # a verb
        ("عادت الوزيرة نيكولا شمروخ إلى بلادها", "نيكولا شمروخ", "f"),  # a title
        ("قال نيكولا شمروخ إن العمل بدأ", "نيكولا شمروخ", "m"),
        ("مع نيكولا شمروخ", "نيكولا شمروخ", ""),  # nothing tells
        ("قال نيكولا شمروخ ذلك. وأضافت صحيفة: قال شمروخ. وقالت شمروخ", "نيكولا شمروخ", "m"),  # mostly a man's
    ],
)
def test_the_form_of_a_name(text: str, name: str, form: str) -> None:
    article = article_of(text)
    assert Recency(article, []).form(words(article, name)) == form
