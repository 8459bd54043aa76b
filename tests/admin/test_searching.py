"""Search boxes of the admin: words of claims, through them quotes and matches, and else a speaker's name."""

import pytest

from claims.admin.searching import search_articles, search_claims, search_matches, search_quotes, search_speakers
from claims.languages.folding import fold_key
from claims.models import Appearance, Article, Claim, Match, Quote, Speaker, SpeakerName
from claims.pipeline.describe import describe_outlet
from claims.pipeline.merge import merge_speakers
from claims.pipeline.words import keep_words
from tests.desk_rows import article, claim, match, person, quote, speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("السدّ", ["dam"]),  # by a word, spelt with a vowel mark
        ("المدرسة", ["school"]),
        ("سامر", ["dam", "school"]),  # no claim has the word: by the speaker's name
        ("samer al-halawani", ["dam", "school"]),  # by another spelling of it
        ("النجار", []),
        ("؟", []),
    ],
)
def test_claims(typed: str, found: list[str]) -> None:
    rows = [claim("dam", text="عدد العاملين في السد 300 عامل"), claim("school", text="عدد تلاميذ المدرسة 200 تلميذ")]
    SpeakerName.objects.create(speaker=speaker(), name="Samer al-Halawani", key=fold_key("Samer al-Halawani"))
    keep_words([row.pk for row in rows])
    assert [row.text_key for row in search_claims(Claim.objects.order_by("pk"), typed)] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("الحلوانيّ", ["سامر الحلواني", "هدى الحلواني"]),  # part of a name, spelt with a vowel mark
        ("حلوان سامر", ["سامر الحلواني"]),  # two parts, in another order
        ("HALAWANI samer", ["سامر الحلواني"]),  # of another spelling
        ("هدى halawani", []),  # each in a spelling of its own
        ("هدى samer", []),  # each of somebody else
        ("؟", ["سامر الحلواني", "هدى الحلواني"]),  # no word leaves none out
    ],
)
def test_speakers_by_one_of_their_spellings(typed: str, found: list[str]) -> None:
    for name in ("سامر الحلواني", "هدى الحلواني"):
        SpeakerName.objects.create(speaker=speaker(name), name=name, key=fold_key(name))
    # Two spellings of one speaker are found once.
    for latin in ("Samer al-Halawani", "Samer Halawani"):
        SpeakerName.objects.create(speaker=speaker(), name=latin, key=fold_key(latin))
    assert [row.name for row in search_speakers(Speaker.objects.order_by("pk"), typed)] == found


def test_quotes_by_what_was_claimed_in_them_or_by_their_speaker() -> None:
    version = article()
    one = claim("dam", version=version)
    held = quote(version)
    Appearance.objects.filter(claim=one).update(quote=held)
    keep_words([one.pk])
    other, root = speaker("هدى النجار"), speaker("مدير السد")
    # Merged since: the quote keeps its speaker, and is found by the name of the other too.
    merge_speakers(held.speaker, into=root, by=person("editor"), reason="r")
    for typed, found in (("السد", [held]), ("سامر", [held]), (root.name, [held]), (other.name, []), ("قمر", [])):
        assert list(search_quotes(Quote.objects.all(), typed)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("السد", True),  # a word of the headline
        ("عمال السد", True),  # two, in another order
        ("news.example", True),  # of the address
        ("منبر", True),  # of the outlet
        ("السد قمر", False),  # one is nowhere
    ],
)
def test_articles(typed: str, found: bool) -> None:
    held = article(text="السد يوظف عمال النهر\n\nقال المدير إن العمل بدأ.").article
    held.address = "https://news.example/dam"
    held.save()
    describe_outlet(held.outlet, {"name": "منبر النهر"}, by=person("editor"), reason="r")
    assert list(search_articles(Article.objects.all(), typed)) == ([held] if found else [])


def test_matches_by_the_words_of_either_claim() -> None:
    rows = [claim("dam", text="عدد العاملين في السد"), claim("site", text="عدد العاملين في الموقع"), claim("school", text="تلاميذ المدرسة")]
    keep_words([row.pk for row in rows])
    first, second = match(rows[0], rows[1]), match(rows[1], rows[2])
    for typed, found in (("السد", [first]), ("الموقع", [first, second]), ("المدرسة", [second]), ("قمر", [])):
        assert list(search_matches(Match.objects.order_by("pk"), typed)) == found
