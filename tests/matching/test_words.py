"""Words read once: stems, shared meanings, countries, names."""

import pytest

from claims.matching.words import read_words


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("القتلى", "kill"),  # article
        ("وبالهجوم", "attack"),  # three proclitics
        ("سيرتفع", "rise"),  # the imperfect hides the first letter
        ("قواتها", "force"),  # pronoun
        ("قُتِلَ", "kill"),  # vowel marks
        ("السينما", ""),  # no imperfect behind the article
        ("وسجلت", ""),  # nor one behind two letters that are the word's own
    ],
)
def test_meaning_of_an_arabic_word(word: str, meaning: str) -> None:
    assert read_words(word, "ar").all[0].meaning == meaning


@pytest.mark.parametrize(
    ("word", "meaning"), [("Killings", "kill"), ("increased", "rise"), ("troops", "force"), ("approves", "agree"), ("without", "without")]
)
def test_meaning_of_an_english_word(word: str, meaning: str) -> None:
    assert read_words(word, "en").all[0].meaning == meaning


@pytest.mark.parametrize(
    ("text", "language", "countries"),
    [
        ("الرئيس اللبناني في باريس", "ar", {"LB", "FR"}),  # adjective, capital
        ("الولايات المتحدة والعراقيين", "ar", {"US", "IQ"}),  # two words, plural
        ("the United States and Iraqis", "en", {"US", "IQ"}),
        ("شمال الأطلسي", "ar", {"NATO"}),
    ],
)
def test_countries(text: str, language: str, countries: set[str]) -> None:
    assert read_words(text, language).countries == countries


def test_a_negation_written_together_with_its_verb_is_that_negation() -> None:
    assert [word.text for word in read_words("The firm won't pay, it can’t", "en").all] == ["the", "firm", "not", "pay", "it", "not"]


def test_particles_numbers_and_days_say_nothing() -> None:
    assert read_words("في عشرين يوم الأحد نحو ألف من يناير", "ar").stems == frozenset()
    assert read_words("In twenty days of January about a thousand", "en").stems == frozenset()


def test_names_are_capitals_inside_a_sentence() -> None:
    assert read_words("Officials met Samer Halwani", "en").names == {"smr"}  # "hln" keeps two consonants only
    assert read_words("التقى المسؤولون سامر الحلواني", "ar").names == frozenset()


def test_offsets_are_of_the_text_as_given() -> None:
    text = "قُتل خمسـة في بيروت"
    assert [text[word.start : word.end] for word in read_words(text, "ar").all] == text.split()
