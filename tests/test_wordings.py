"""The same quotation with other words between the marks is found; spelling, cuts and other quotations are none."""

from __future__ import annotations

import pytest

from claims.models import Appearance, ArticleVersion, Claim, Desk, Origin, Outlet, Quote, User
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.relate import reject_match
from claims.wordings import altered_wordings
from tests.desk_rows import claim, match, person, speaker

pytestmark = pytest.mark.django_db

WORDS = "غادر أكثر من 350 شخصا بيوتهم في القرى القريبة ولا خطر على جسم السد"


def printed(words: str, outlet: str, *, kind: str = "direct", origin: Origin | None = None, desk: Desk | None = None) -> Quote:
    """A quotation in an article of its own."""
    one, _ = Outlet.objects.get_or_create(name=outlet)
    version: ArticleVersion
    version, _ = ingest(Submission(text=f"سد\n\nقالت: {words}", outlet=one, confidential_to=desk), by=User.objects.system())
    version.article.origin = origin
    version.article.save(update_fields=["origin"])
    return Quote.objects.create(
        version=version, start=10, end=10 + len(words), text=words, kind=kind, cue="قالت", cue_start=4, mention="", speaker=speaker(),
        confidence=1, rule="test", extraction_version="1",
    )  # fmt: skip


def found_in(quote: Quote, key: str = "k") -> Claim:
    one = claim(key, text=quote.text, confidential_to=quote.version.article.confidential_to)
    Appearance.objects.create(claim=one, version=quote.version, quote=quote, start=quote.start, end=quote.end, text=quote.text)
    return one


@pytest.mark.parametrize(
    ("words", "kind", "others"),
    [
        # a number and a word changed between the marks
        (f'"{WORDS.replace("350", "530")}"', "direct", [WORDS.replace("350", "530")]),
        (f"«{WORDS.replace('لا خطر', 'ثمة خطر')}»", "direct", [WORDS.replace("لا خطر", "ثمة خطر")]),
        # inside a mixed quotation only what is marked counts
        (f"إنه «{WORDS.replace('350', '530')}» كما قالت", "mixed", [WORDS.replace("350", "530")]),
        # the outlet's own words are no altered quotation
        (WORDS.replace("350", "530"), "indirect", []),
        # the same words, or the same in another spelling or script of digits
        (f'"{WORDS}"', "direct", []),
        (f"«{WORDS.replace('أكثر', 'اكثر').replace('350', '٣٥٠')}»", "direct", []),
        # cut short at either end
        (f'"{WORDS[:45]}"', "direct", []),
        (f'"وقالت لنا أيضا {WORDS}"', "direct", []),
        # another quotation
        ('"ستفتح المدارس أبوابها صباح الأحد في كل قرى الوادي"', "direct", []),
        # too short to tell
        ('"غادر أكثر من"', "direct", []),
    ],
)
def test_between_the_marks(words: str, kind: str, others: list[str]) -> None:
    origin = Origin.objects.create(trace_version="1")
    one = found_in(printed(f'"{WORDS}"', "وكالة", origin=origin))
    printed(words, "صحيفة", kind=kind, origin=origin)
    found = altered_wordings(one, person("reviewer"))
    assert [(wording.own, wording.other) for wording in found] == [(WORDS, other) for other in others]


def test_looked_for_in_copies_and_in_what_was_found_beside_and_not_rejected() -> None:
    reviewer, changed = person("reviewer"), f'"{WORDS.replace("350", "530")}"'
    one = found_in(printed(f'"{WORDS}"', "وكالة"))
    elsewhere = printed(changed, "صحيفة")
    assert altered_wordings(one, reviewer) == []
    pair = match(one, found_in(elsewhere, "other"))
    assert [wording.quote for wording in altered_wordings(one, reviewer)] == [elsewhere]
    reject_match(pair, by=reviewer, reason="another dam")
    assert altered_wordings(one, reviewer) == []


def test_nothing_of_another_desk() -> None:
    desk, origin = Desk.objects.create(name="تحقيقات"), Origin.objects.create(trace_version="1")
    one = found_in(printed(f'"{WORDS}"', "وكالة", origin=origin, desk=desk))
    printed(f'"{WORDS.replace("350", "530")}"', "صحيفة", origin=origin, desk=desk)
    assert len(altered_wordings(one, person("reviewer", "own", desk))) == 1
    assert altered_wordings(one, person("reviewer")) == []
