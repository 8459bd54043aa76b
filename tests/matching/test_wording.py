"""One thing in the place of another in one frame."""

import pytest

from claims.matching.wording import Substitution, only_substitution
from claims.matching.words import read_words


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("الوزارة تعلن بيانها عن السد القديم", "الوزارة تخفي وثائقها عن السد القديم", Substitution("تعلن بيانها", "تخفي وثايقها", False)),
        # a title before the names
        (
            "التقى المدير الوزير سامر الحلواني في السد",
            "التقى المدير الوزير نبيل الخطيب في السد",
            Substitution("سامر الحلواني", "نبيل الخطيب", True),
        ),
        # a word of place before the names
        ("قتل عمال في انهيار سد في سنجار", "قتل عمال في انهيار سد في كركوك", Substitution("سنجار", "كركوك", True)),
        # a word added beside names
        (
            "فوز الرئيس سامر الحلواني بفترة جديدة رابعة",
            "فوز نبيل الخطيب بفترة رابعة",
            Substitution("الرييس سامر الحلواني", "نبيل الخطيب", True),
        ),
        ("الوزارة قلقة من السد القديم", "الوزارة قلقة جدا من السد القديم في الوادي", None),  # only added
        ("الوزارة قلقة من السد القديم", "افتتح المعرض في المدينة", None),  # no frame
        ("قتل في انهيار السد عمال", "مقتل في انهيار السد عمال", None),  # the same meaning
        ("الوزارة قلقة من سد سيبريا القديم", "الوزارة قلقة من سد سيبيريا القديم", None),  # another spelling
        ("السيدة سلمىالحداد قلقة من السد القديم", "السيدة سلمى الحداد قلقة من السد القديم", None),  # written together
    ],
)
def test_only_substitution_is_the_same_from_both_sides(a: str, b: str, expected: Substitution | None) -> None:
    forth, back = only_substitution(read_words(a, "ar"), read_words(b, "ar")), only_substitution(read_words(b, "ar"), read_words(a, "ar"))
    assert forth == expected
    assert back == (None if expected is None else Substitution(expected.b, expected.a, expected.named))
