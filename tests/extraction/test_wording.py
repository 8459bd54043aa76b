"""Word classes, on folded words."""

import pytest

from claims.extraction.families import families_for
from claims.extraction.tokens import tokenize
from claims.extraction.wording import bare, wordings
from claims.languages import pack_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وزير الخارجية", ["T", "DG"]),  # a title; the head of a group with the article
        ("الوزير العراقي", ["DT", "Dn"]),  # a definite title and an adjective of origin
        ("وقالت سميرة", ["&v", "g"]),  # a verb behind a conjunction; a given name
        ("إليزابيث الحداد", ["g", "D"]),  # a name whose first letters are no article
        ("مؤكدا أن", ["w", "c"]),  # a participle; a complementizer
        ("لوكالة الأنباء", ["l", "D"]),  # the preposition written together with a group's head
        ("مصادر أمنية، الثلاثاء", ["U", "x", ",", "t"]),  # somebody unnamed; a comma; a weekday
        ("«الميناء»", ['"', "D", '"']),  # all quotation marks are one
        ("نقلته وكالة", ["v", "G"]),  # a verb with its object
        ("15 CNN", ["0", "L"]),  # digits; Latin letters
    ],
)
def test_kinds_of_arabic_words(text: str, kinds: list[str]) -> None:
    assert [wording.kind for wording in wordings(tokenize(fold(text).text), pack_for("ar"))] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the minister said", ["d", "T", "v"]),
        ("she told reporters", ["P", "v", "U"]),
        ("but she also left", ["p", "P", "p", "x"]),  # small words that no name begins or ends with
    ],
)
def test_kinds_of_english_words(text: str, kinds: list[str]) -> None:
    assert [wording.kind for wording in wordings(tokenize(text), pack_for("en"))] == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("هولمبرغ", "هولمبيرغ"),  # a vowel written or not
        ("الكرادي", "كرادي"),  # the article
        ("مانويل", "مانوال"),
    ],
)
def test_spellings_of_one_name_share_their_letters(one: str, other: str) -> None:
    pack = pack_for("ar")
    first, second = (wordings(tokenize(fold(word).text), pack)[0] for word in (one, other))
    assert first.letters == second.letters


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("اجتماع", "اجتماع"),
        ("عاجتماع", "اجتماع"),  # unknown but for its first letter
        ("،", "،"),  # a mark has one as well
        ("ظظظظ", ""),  # unknown
    ],
)
def test_the_family_of_a_word_or_of_what_stands_behind_its_first_letter(word: str, family: str) -> None:
    pack = pack_for("ar")
    assert wordings(tokenize(word), pack)[0].family == families_for("ar").get(family, "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("الوزير", "وزير"),
        ("الف", "الف"),  # too short to be an article and a noun
        ("وزير", "وزير"),
    ],
)
def test_bare_takes_the_article_off(word: str, expected: str) -> None:
    assert bare(word, pack_for("ar").names) == expected
