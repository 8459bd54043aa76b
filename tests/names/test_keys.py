"""Keys under which other spellings are found."""

import pytest

from claims.names import is_full, name_keys, read_name


def keys(name: str) -> set[str]:
    return set(name_keys(read_name(name)))


def test_keys_of_a_name() -> None:
    assert name_keys(read_name("قاسم الأعرجي")) == ["=KSMRK", "KM RK", "KS RK", "KSM RK", "RK SM"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("قاسم الأعرجي", "Qasim al-Araji"),
        ("ينس ستولتنبرغ", "Jens Stoltenberg"),
        ("سامر الحلواني", "سامي الحلواني"),  # one consonant
        ("محمد شريف السالم", "محمد السالم"),  # a middle name
        ("كريم عامر", "Amer Karim"),  # the other way round
        ("ثامر ذنون", "Samer Zannoun"),  # letters of two sounds
        ("مير عابديني", "Mirabedini"),  # one word or two
        ("أنطونيو غوتيريش", "Antonio Guterres"),
    ],
)
def test_alike_names_share_a_key(a: str, b: str) -> None:
    assert keys(a) & keys(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("نادر السالم", "سامر الحلواني"),
        ("محمد السالم", "محمد الحلواني"),  # one common word is not enough
    ],
)
def test_other_names_share_none(a: str, b: str) -> None:
    assert not keys(a) & keys(b)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("سامر الحلواني", True),
        ("Samer Hallow", True),
        ("محمد", False),  # a given name
        ("Smith", False),  # a last one
        ("عبد الله", False),  # one name in two words
        ("Abdul Rahman", False),
        ("الشيخ محمد", False),  # how he is addressed
        ("Sheikh Mohammed", False),
        ("Dr. Smith", False),
        ("Professor Smith", False),
        ("الأستاذ محمد", False),
        ("ابن سلمان", False),  # whose son he is
        ("bin Salman", False),
        ("محمد بن سلمان", True),
        ("J. Smith", False),  # John or Jane
        ("J. K. Rowling", True),  # two initials are hardly two people's
        ("J. K.", False),
        ("", False),
    ],
)
def test_a_name_of_one_word_tells_nobody_from_others(name: str, full: bool) -> None:
    assert is_full(read_name(name)) is full


def test_bounds() -> None:
    assert name_keys(read_name("")) == []
    assert name_keys(read_name("آية")) == ["=-"]
    assert len(keys("ثامر ذنون عبد الظاهر الضحاك القاضي الثعالبي")) < 150
    assert max(len(key) for key in keys("بتثجخد" * 40 + " " + "سشصضطظ" * 40)) <= 100
