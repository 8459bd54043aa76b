"""Dates: words and days of each, resolved against a Wednesday."""

from datetime import date

import pytest

from claims.extraction.dates import find_dates
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import Reason

PUBLISHED = date(2022, 5, 18)

CASES = [
    # both month names, with the year before publication and after
    ("ar", "في 14 فبراير/ شباط الماضي", [("14 فبراير/ شباط الماضي", "2022-02-14", "2022-02-14")]),
    ("ar", "في تشرين الثاني", [("تشرين الثاني", "2021-11-01", "2021-11-30")]),
    ("ar", "الأول من حزيران/يونيو", [("الأول من حزيران/يونيو", "2022-06-01", "2022-06-01")]),
    # weekdays look back, the day of publication included
    ("ar", "قال الأربعاء", [("الأربعاء", "2022-05-18", "2022-05-18")]),
    ("ar", "قال الأربعاء الماضي", [("الأربعاء الماضي", "2022-05-11", "2022-05-11")]),
    ("ar", "يوم الاثنين المقبل", [("يوم الاثنين المقبل", "2022-05-23", "2022-05-23")]),
    ("ar", "أمس الثلاثاء", [("أمس الثلاثاء", "2022-05-17", "2022-05-17")]),
    ("ar", "أول من أمس", [("أول من أمس", "2022-05-16", "2022-05-16")]),
    # periods, parts and divisions
    ("ar", "الأسبوع الماضي", [("الأسبوع الماضي", "2022-05-09", "2022-05-15")]),
    ("ar", "منذ عام 2014", [("عام 2014", "2014-01-01", "2014-12-31")]),
    ("ar", "أواخر عام 2017", [("أواخر عام 2017", "2017-10-01", "2017-12-31")]),
    ("ar", "منتصف مارس الماضي", [("منتصف مارس الماضي", "2022-03-11", "2022-03-20")]),
    ("ar", "صيف 2014", [("صيف 2014", "2014-06-01", "2014-08-31")]),
    ("ar", "النصف الأول من 2018", [("النصف الأول من 2018", "2018-01-01", "2018-06-30")]),
    ("ar", "قبل شهرين", [("قبل شهرين", "2022-03-01", "2022-03-31")]),
    # Hijri, by Umm al-Qura
    ("ar", "10 رمضان 1443 هـ", [("10 رمضان 1443 هـ", "2022-04-11", "2022-04-11")]),
    # a proclitic stays outside
    ("ar", "والخميس", [("الخميس", "2022-05-12", "2022-05-12")]),
    ("en", "on May 3, 2021", [("May 3, 2021", "2021-05-03", "2021-05-03")]),
    ("en", "on 18 February", [("18 February", "2022-02-18", "2022-02-18")]),
    ("en", "Feb. 18", [("Feb. 18", "2022-02-18", "2022-02-18")]),
    ("en", "last Thursday", [("last Thursday", "2022-05-12", "2022-05-12")]),
    ("en", "in the 1990s", [("1990s", "1990-01-01", "1999-12-31")]),
    ("en", "two weeks ago", [("two weeks ago", "2022-05-02", "2022-05-08")]),
    ("en", "late 2017", [("late 2017", "2017-10-01", "2017-12-31")]),
    # a verb, not a month
    ("en", "they may march on", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_days(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    found, warnings = find_dates(fold(text), text, pack_for(language), PUBLISHED)
    assert [(one.text, str(one.days.first), str(one.days.last)) for one in found] == expected
    assert warnings == ()


def test_relative_dates_are_left_out_without_publication() -> None:
    text = "قال أمس إن المشروع بدأ عام 2014"
    found, warnings = find_dates(fold(text), text, pack_for("ar"), None)
    assert [one.text for one in found] == ["عام 2014"]
    assert warnings == (Reason("relative_dates_left_out", {"count": "1"}),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on Friday",
        "in the year",
        "31/02/2020",
        "9999-12-31 و1/1/0001",
        "القرن",
        "عام 0",
        "نهاية",
        "5 -",
        "قبل 9999 سنة",
        "\u202e2014\u202c",
        "٣١ فبراير",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("published", [date.min, PUBLISHED, date.max])
def test_any_text_is_read(text: str, language: str, published: date) -> None:
    for one in find_dates(fold(text), text, pack_for(language), published)[0]:
        assert text[one.start : one.end] == one.text
