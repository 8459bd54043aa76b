"""The names that an article holds: aliases, longer names, topics."""

import pytest

from claims.extraction.naming import NameIndex, find_aliases, names_several, topics
from tests.extraction.speaking import article_of, place, text_of


@pytest.mark.parametrize(
    ("text", "alias", "name"),
    [
        ('نشرت هيئة المياه الوطنية "نهر" تقريرا', ("نهر",), "هييه المياه الوطنيه"),  # in quotation marks
        ("نشرت هيئة المياه الوطنية (نهر) تقريرا", ("نهر",), "هييه المياه الوطنيه"),  # in parentheses
        ("نشرت هيئة المياه الوطنية (نهر) تقريرا", ("النهر",), "هييه المياه الوطنيه"),  # with the article
    ],
)
def test_a_short_name_in_marks_stands_for_the_long_one(text: str, alias: tuple[str, ...], name: str) -> None:
    article = article_of(text)
    assert text_of(article, [find_aliases(article)[alias]]) == [name]


def test_a_quoted_word_behind_a_short_phrase_is_no_alias() -> None:
    assert find_aliases(article_of('نشرت هيئة "نهر" تقريرا')) == {}


@pytest.mark.parametrize(
    ("text", "mention", "longer"),
    [
        ("زار الميناء، نبيل شمروخ، أمس. وقال شمروخ", (9, 10), ["نبيل شمروخ"]),  # the given name stands elsewhere
        ("زار الميناء، إريك هولمبيرغ، أمس. وقال هولمبرغ", (9, 10), ["اريك هولمبيرغ"]),  # spelled differently there
        ("أعلن الجيش اليمني فتح الميناء. وقال الجيش", (7, 8), ["الجيش اليمني"]),  # a group with its adjective
        # A group that takes care of two things.
        (
            "قالت منظمة رعاية وتعليم الأطفال ذلك. وأضافت المنظمة",
            (8, 9),
            ["منظمه رعايه", "منظمه رعايه وتعليم", "منظمه رعايه وتعليم الاطفال"],
        ),
        ("القناة الرابعة زارت الميناء. وقالت القناة", (6, 7), ["القناه الرابعه"]),  # its adjective is no other noun's
        # No name ends inside marks that it opens.
        ('أعلنت شركة "نهر الشرق" ذلك. وأضافت الشركة', (9, 10), ['شركه "نهر الشرق"']),
        ("وقال شمروخ", (1, 2), []),  # nothing longer
    ],
)
def test_longer_names_anywhere(text: str, mention: tuple[int, int], longer: list[str]) -> None:
    article = article_of(text)
    assert text_of(article, list(NameIndex(article).longer(mention))) == longer


def test_no_name_goes_across_a_line() -> None:
    article = article_of("زار الميناء نبيل\nشمروخ، يصل غدا. وقال شمروخ")
    assert list(NameIndex(article).longer((len(article.words) - 1, len(article.words)))) == []


def test_the_topic_is_whom_the_text_names_most() -> None:
    article = article_of("زار نبيل شمروخ، الميناء. وغادر شمروخ. ثم عاد شمروخ. والتقى سمير حداد، الوفد.")
    assert text_of(article, topics(article)) == ["نبيل شمروخ"]


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("نبيل شمروخ وسمير حداد", True),  # a given name behind the conjunction
        ("شمروخ وبرزنجي", True),  # a name that the text has alone
        ("العراق والكويت", True),  # a word of the tables
        ("سمير وديع", False),  # names that begin so by themselves
        ("شمروخ وندسور", False),
    ],
)
def test_names_of_several(name: str, is_several: bool) -> None:
    article = article_of(f"قال {name} إن السد آمن. وغادر برزنجي.")
    assert names_several(place(article, name), article) is is_several
