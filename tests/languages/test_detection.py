"""Languages told apart, the ones without a pack included."""

import pytest

from claims.languages.detection import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال وزير الموارد المائية إن السد سيفتح بواباته مطلع الشهر المقبل", "ar"),
        ("واش كاين شي جديد اليوم فالبلاد", "ar"),  # as spoken in Morocco
        ("\u202eقال الوزير إن 5 قتلوا\u202c", "ar"),  # marks of direction around a short text
        ("The water minister said the dam would open its gates early next month.", "en"),
        ("Minister denies report", "en"),  # which may be German as well
        ("Mahat dam: 12 gates repaired", "en"),
        ("السد آمن", "ar"),  # which may be Persian as well
        ("Le barrage est sûr", "fr"),
        ("سد امن است و وزیر گفت", "fa"),
        ("Le ministre de l'Eau a déclaré que le barrage ouvrirait ses vannes le mois prochain.", "fr"),  # no pack: still told
        ("وزیر نیرو گفت دریچه‌های سد اوایل ماه آینده باز خواهد شد", "fa"),  # Arabic script, another language
    ],
)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_detect_language_takes_any_string() -> None:
    assert isinstance(detect_language("\ud800\x00"), str)
