"""What spellings of one name disagree about reads alike."""

import pytest

from claims.names.reading import read_name


def units(name: str) -> list[tuple[str, ...]]:
    return [part.units for part in read_name(name).parts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("إبراهيم الأحمد", "ابراهيم الاحمد"),  # hamza seats
        ("مُنى هُدى", "منى هدى"),  # vowel marks
        ("سلمـــان", "سلمان"),  # tatweel
        ("علی", "علي"),  # Farsi yeh
        ("عبد الرحمن", "عبدالرحمن"),  # a compound as two words and as one
        ("عبد الرحمن", "عبد رحمن"),
        ("نصر الله", "نصرالله"),
        ("صلاح الدين", "صلاحالدين"),
        ("أبو مازن", "ابومازن"),
        ("al-Hamdani", "Alhamdani"),  # the article apart, joined, before a sun letter
        ("as-Salem", "al-Salem"),
        ("Abdul Rahman", "Abderrahman"),
        ("Abd al-Rahman", "Abdul-Rahman"),
        ("Abdullah", "Abdallah"),
        ("Nasr Allah", "Nasrallah"),
        ("Saif al-Din", "Saifuddin"),
        ("Saif al-Din", "Saif Edine"),
        ("Saif al-Din", "Saifedin"),
        ("Nasr Allah", "Nasrolah"),
        ("Abu Mazen", "Aboumazen"),
        ("Abdrahman", "Abdelrahman"),
        ("Mohd Salem", "Mohamed Salem"),  # Mohamed as registers shorten it
        ("Rezaei", "Rezayi"),  # Persian -āʾi
        ("رضايي", "رضای"),
        ("Mustapha", "Mustafa"),  # two letters for the sound of one
        ("Hassan", "Hasan"),  # doubled letters
        ("Sa'id", "Said"),  # apostrophes
        ("Zaïd", "Zaid"),  # accents
        ("Jean-Marc", "Jean Marc"),  # hyphens
    ],
)
def test_read_alike(first: str, second: str) -> None:
    assert units(first) == units(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("سليم", "سالم"),  # a long vowel makes another name in Arabic letters
        ("محمود", "محمودي"),
        ("حسن", "حسين"),
        ("ممدوح", "مدوح"),  # Arabic letters are never doubled: a vowel is between them
        ("Salim", "Salem"),  # left to the comparison
    ],
)
def test_read_apart(first: str, second: str) -> None:
    assert units(first) != units(second)


def test_a_word_that_may_be_no_compound_keeps_its_letters() -> None:
    (abedin,) = read_name("Abedin").parts
    assert (abedin.units, abedin.spelled) == (("^a", "b", "DIN"), ("^a", "b", "e", "d", "i", "n"))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Essebsi", ("AL", "s", "e", "b", "s", "i$")),  # the article as it is said before s
        ("Larbi", ("AL", "^a", "r", "b", "i$")),  # and before a vowel
        ("Bousalem", ("ABU", "s", "a", "l", "e", "m")),
        ("Essa", ()),  # too short for one
        ("Lina", ()),
    ],
)
def test_a_word_that_may_have_an_article_or_abu(name: str, spelled: tuple[str, ...]) -> None:
    assert read_name(name).parts[0].spelled == spelled


@pytest.mark.parametrize(
    ("name", "slight"),
    [
        ("محمد بن سلمان", ["", "particle", ""]),
        ("Omar bin Zaid", ["", "particle", ""]),
        ("السيد نادر السالم", ["honorific", "", ""]),
        ("الأستاذ نادر السالم", ["honorific", "", ""]),
        ("Professor Nader Salem", ["honorific", "", ""]),
        ("J. Salem", ["", ""]),
    ],
)
def test_what_a_name_may_go_without(name: str, slight: list[str]) -> None:
    assert [part.slight for part in read_name(name).parts] == slight


@pytest.mark.parametrize("text", ["", "  ", "—", "«»", "!؟"])
def test_no_letters_are_no_parts(text: str) -> None:
    assert read_name(text).parts == ()


def test_scripts_and_lengths() -> None:
    assert (read_name("نادر").arabic, read_name("Nader").arabic) == (True, False)
    assert len(read_name("نادر " * 50).parts) == 8
    assert read_name("x" * 10_000).parts[0].word == "ks" * 12
