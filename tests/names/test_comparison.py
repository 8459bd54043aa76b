"""Whether two names are spellings of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.names import PROPOSAL, is_sure, read_name, same_name


def likeness(a: str, b: str) -> float:
    return same_name(read_name(a), read_name(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ينس ستولتنبرغ", "ينس ستولتنبيرغ"),  # a vowel more
        ("ينس ستولتنبرغ", "Jens Stoltenberg"),
        ("قاسم الأعرجي", "Qasim al-Araji"),
        ("قاسم الأعرجي", "Qassem Al-Araji"),
        ("Qasim al-Araji", "Qassem Al-Araji"),
        ("عبد الفتاح الزيدي", "Abdel Fattah al-Zaidi"),
        ("نصر الله حمدان", "Nasrallah Hamdan"),
        ("سيف الدين حمدان", "Seifeddine Hamdane"),
        ("خالد القحطاني", "Khaled Al Qahtani"),
        ("يوسف جبور", "Youssef Jabbour"),
        ("محمدرضا الحلواني", "Mohammad Reza al-Halwani"),  # two words that one script writes as one
        ("نادر خير الدين", "Nader Kheirodin"),  # a compound with one d
        ("Nader Kheiroddin", "Nader Kheirodin"),
        ("سامر زين العابدين", "Samer Zein Abedin"),  # which is none
        ("نادر عزت الله", "Nader Ezatolah"),
        ("نادر بن سالم", "Nader Bensalem"),  # one letter where two words meet
        ("نور الحق حمدان", "Nourulhaq Hamdan"),  # an article within a word
        ("ممدوح القنطري", "Mamdouh al-Qantari"),  # two letters in Arabic with a vowel between them
        ("فتحي الطرابلسي", "Fathi Trabelsi"),  # t and h, no th
        ("سامر السبسي", "Samer Essebsi"),  # an article written as it is said
        ("باقر رضائي", "Bagher Rezaei"),  # Persian -āʾi, in each of its spellings
        ("Bagher Rezaei", "Bagher Rezayi"),
        ("محمد القنطري", "Med Kantari"),  # Mohamed as registers shorten it
        ("نادر السالم", "Professor Nader Alsalem"),  # how he is addressed
    ],
)
def test_sure(a: str, b: str) -> None:
    assert is_sure(read_name(a), read_name(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("محمد شريف السالم", "محمد السالم"),  # a middle name left out
        ("سلمان المنصوري", "Salman Nader al-Mansouri"),  # also where the words are long
        ("Jens Stoltenberg", "J. Stoltenberg"),  # an initial
        ("Mohamed Salem", "Mohamed Sallam"),  # Mohamed and a short word, which many bear
        ("سامر الحلواني", "سامي الحلواني"),  # one consonant
        ("كريم عامر", "Amer Karim"),  # the other way round
        ("نادر صياد", "نادر صيد"),  # a short word with another vowel
        ("معتز الموسي", "معتز موسي"),  # the article of an Arabic name
        ("الأستاذ نادر السالم", "نادر السالم"),  # how he is addressed, in Arabic, where no likeness was learned
    ],
)
def test_doubtful(a: str, b: str) -> None:
    assert likeness(a, b) >= PROPOSAL
    assert not is_sure(read_name(a), read_name(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("نادر السالم", "سامر الحلواني"),
        ("محمد سليم", "محمد سالم"),  # two words that are both known
        ("نادر السالم", "نادر الحلواني"),  # the given name alone
        ("نادر السالم", "Layla Hamdan"),
        ("محمد", "محمد السالم الحمداني"),  # one word of three
        ("محمدرضا الحلواني", "Mohammad Halwani"),  # one of two given names that are written as one word
        ("", "نادر"),
        ("—", "—"),
    ],
)
def test_other_names(a: str, b: str) -> None:
    assert likeness(a, b) < PROPOSAL


_NAMES = st.text(alphabet="ابتجحدرسشعقكلمنهوي abdehiklmnoqrsu-'", max_size=30)


@given(_NAMES, _NAMES)
def test_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == pytest.approx(likeness(b, a))


@given(_NAMES)
def test_nothing_is_liker_a_name_than_itself(a: str) -> None:
    assert not read_name(a).parts or likeness(a, a) >= likeness(a, a + " حمدان")
