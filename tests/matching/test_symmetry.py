"""The order of two claims decides nothing: same relation, same score, mirrored direction, for any two sentences of a small language."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import read_claim
from claims.matching import judge
from claims.records import Direction, FoundClaim, Relation

MIRRORED = {Direction.A_UPDATES_B: Direction.B_UPDATES_A, Direction.B_UPDATES_A: Direction.A_UPDATES_B, None: None}
ARABIC = (
    "قتل أصيب 25 29 أكثر من نحو شخصا على الأقل في انهيار السد لبنان تونس لم لن الوزير سامر الحلواني يرفض يؤيد ارتفاع هبوط الذهب عام "
    "2014 2016 منذ الأحد بدون كيلومترا ميلا هكتارا فدانا دونما إلى 500 4000 عامل"
)
ENGLISH = (
    "killed wounded 25 29 more than about people at least in the collapse of dam Lebanon Tunisia not minister Samer Halwani rejects "
    "supports "
    "rise fall gold in 2014 2016 since Sunday without kilometres miles hectares acres from to 500 4,000 workers"
)


def _claims(words: str, language: str) -> st.SearchStrategy[FoundClaim]:
    text = st.lists(st.sampled_from(words.split()), min_size=1, max_size=9).map(" ".join)
    days = st.sampled_from([None, date(2026, 3, 10), date(2026, 3, 11), date(2021, 1, 1)])
    speakers = st.sampled_from([None, "سامر الحلواني", "Samer Halwani"])
    titles = st.sampled_from([None, "انهيار السد", "Collapse of the dam"])
    return st.builds(
        lambda text, published, speaker, title: read_claim(text, language=language, published=published, speaker=speaker, title=title),
        text,
        days,
        speakers,
        titles,
    )


CLAIMS = st.one_of(_claims(ARABIC, "ar"), _claims(ENGLISH, "en"))


@settings(max_examples=300, deadline=None)
@given(CLAIMS, CLAIMS, st.sampled_from([None, 0.1, 0.6, 0.95]))
def test_swapping_the_claims_mirrors_the_judgement(a: FoundClaim, b: FoundClaim, cosine: float | None) -> None:
    forth, back = judge(a, b, cosine=cosine), judge(b, a, cosine=cosine)
    assert (back.relation, back.score, back.direction) == (forth.relation, forth.score, MIRRORED[forth.direction])
    assert 0 <= forth.score <= 1
    assert (forth.direction is not None) == (forth.relation is Relation.UPDATES)
    assert [reason.code for reason in forth.reasons] == [reason.code for reason in back.reasons]
