"""An editor adds a spelling to a speaker: articles are read with it from then on, and it can be taken back until one was."""

from __future__ import annotations

import pytest

from claims.errors import AlreadyDecided, FactcheckError, MoveRefused, NotAllowed
from claims.models import Decision, Speaker, SpeakerName, User
from claims.pipeline.merge import merge_speakers
from claims.pipeline.spell import add_spelling, others_spelled
from claims.pipeline.undo import undo
from claims.pipeline.verify import verify_audit
from claims.records import SpeakerKind
from tests.desk_rows import person
from tests.pipeline.speaking import KEPT, editor, say, speaker_of

pytestmark = pytest.mark.django_db
# A by-name that no rule joins with the name.
BYNAME = "أبو الوليد الكرخي"


def told(speaker: Speaker) -> list[tuple[str, str, dict[str, object]]]:
    return [(one.from_state, one.to_state, one.changes) for one in Decision.objects.of("speaker", speaker.pk)]


@pytest.mark.parametrize(
    ("kind", "name", "spelling"),
    [
        (SpeakerKind.PERSON, KEPT, BYNAME),
        (SpeakerKind.PERSON, KEPT, "Abu al-Walid al-Karkhi"),  # in another script
        (SpeakerKind.GROUP, "هيئة إدارة سدود الوردة", "أمناء الوردة"),
    ],
)
def test_an_article_is_read_with_it_from_then_on(kind: SpeakerKind, name: str, spelling: str) -> None:
    known = speaker_of(name, kind=kind)
    add_spelling(known, spelling=f"  {spelling} ", by=editor(), reason="كما يكتبه ناطقه")
    (quote,) = say(spelling, kind=kind, words="بعد ذلك")
    assert (quote.speaker, quote.spelling and quote.spelling.name) == (known, spelling)
    assert told(known) == [("open", "open", {"spelling": [None, spelling]})]
    assert verify_audit().findings == []


def test_it_is_found_with_vowel_marks_and_without() -> None:
    known = speaker_of(KEPT)
    add_spelling(known, spelling="أبو الوَليد الكَرخي", by=editor(), reason="r")
    (quote,) = say(BYNAME, words="بعد ذلك")
    assert quote.speaker == known


def test_a_name_that_two_bear_is_asked_about_and_that_is_foreseen() -> None:
    known, namesake = speaker_of(KEPT), speaker_of(BYNAME, words="قبل ذلك")
    assert (others_spelled(known, BYNAME), others_spelled(known, "أبو الوليد")) == ([namesake], [])
    add_spelling(known, spelling=BYNAME, by=editor(), reason="r")
    (quote,) = say(BYNAME, words="بعد ذلك", outlet="أخرى")
    assert quote.speaker not in {known, namesake}
    assert {one.candidate for one in quote.speaker.proposals.all()} == {known, namesake}


def test_it_is_taken_back_by_who_added_it() -> None:
    known, by = speaker_of(KEPT), editor()
    add_spelling(known, spelling=BYNAME, by=by, reason="r")
    with pytest.raises(MoveRefused):
        undo(known, by=editor("another"), reason="r")
    undo(known, by=by, reason="another man")
    assert list(known.names.values_list("name", flat=True)) == [KEPT]
    assert told(known)[1:] == [("open", "open", {"spelling": [BYNAME, None], "undoes": 1})]
    (quote,) = say(BYNAME, words="بعد ذلك")
    assert quote.speaker != known
    assert verify_audit().findings == []


def test_what_was_read_with_it_keeps_it() -> None:
    known, by = speaker_of(KEPT), editor()
    add_spelling(known, spelling=BYNAME, by=by, reason="r")
    say(BYNAME, words="بعد ذلك")
    with pytest.raises(MoveRefused) as refused:
        undo(known, by=by, reason="r")
    assert (refused.value.code, known.names.count(), len(told(known))) == ("spelling_read", 2, 1)


def test_a_merge_is_taken_back_elsewhere() -> None:
    known, other, by = speaker_of(KEPT), speaker_of(BYNAME, words="قبل ذلك"), editor()
    merge_speakers(other, into=known, by=by, reason="r")
    other.refresh_from_db()
    with pytest.raises(MoveRefused) as refused:
        undo(other, by=by, reason="r")
    assert (refused.value.code, other.merged_into) == ("undone_elsewhere", known)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("", "spelling_missing"),
        (" ـَ ", "spelling_missing"),  # a tatweel and a vowel mark are no name
        ("؟!", "spelling_missing"),
        ("ا" * 501, "text_too_long"),
        ("أبو\0الوليد", "text_broken"),
        (KEPT, "nothing_changes"),
    ],
)
def test_what_is_no_new_spelling_is_refused(spelling: str, code: str) -> None:
    known = speaker_of(KEPT)
    with pytest.raises(FactcheckError) as refused:
        add_spelling(known, spelling=spelling, by=editor(), reason="r")
    assert (refused.value.code, SpeakerName.objects.filter(speaker=known).count(), told(known)) == (code, 1, [])


@pytest.mark.parametrize("who", ["merged", "of one article", "unnamed", "an outlet"])
def test_who_is_not_known_by_spellings_takes_none(who: str) -> None:
    known = speaker_of(KEPT)
    if who == "merged":
        merge_speakers(known, into=speaker_of(BYNAME, words="قبل ذلك"), by=editor(), reason="r")
    elif who == "of one article":
        known = speaker_of("الكرخي", words="قبل ذلك")
    elif who == "unnamed":
        known = speaker_of("مصدر أمني", kind=SpeakerKind.UNNAMED, words="قبل ذلك")
    else:
        known = Speaker.objects.create(kind="outlet", name="صحيفة الوادي", key="صحيفه الوادي")
    known.refresh_from_db()
    with pytest.raises(FactcheckError) as refused:
        add_spelling(known, spelling="وليد الكرخي", by=editor(), reason="r")
    assert refused.value.code == "not_spelled"


def test_who_comes_second_is_told() -> None:
    known = speaker_of(KEPT)
    seen = Speaker.objects.get(pk=known.pk)
    add_spelling(known, spelling=BYNAME, by=editor(), reason="r")
    with pytest.raises(AlreadyDecided):
        add_spelling(seen, spelling="وليد الكرخي", by=editor("second"), reason="r")
    assert known.names.count() == 2


def test_only_an_editor_adds_and_takes_back() -> None:
    known, by = speaker_of(KEPT), person("editor", "leaves")
    with pytest.raises(NotAllowed):
        add_spelling(known, spelling=BYNAME, by=person("reviewer"), reason="r")
    add_spelling(known, spelling=BYNAME, by=by, reason="r")
    by.groups.clear()
    with pytest.raises(NotAllowed):
        undo(known, by=User.objects.get(pk=by.pk), reason="r")
