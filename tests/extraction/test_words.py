"""The form of a word: its class, what is written together with it, and the verb that it may be."""

import pytest

from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("word", "lemma", "form", "conjoined", "lead", "tail"),
    [
        ("قال", "قال", "perfect", False, "", ""),
        ("وأضافت", "اضاف", "perfect", True, "", ""),  # conjunction
        ("فقالوا", "قال", "perfect", True, "", ""),
        ("سيعلن", "اعلن", "imperfect", False, "س", ""),  # future
        ("ليضيف", "اضاف", "imperfect", False, "ل", ""),
        ("وسيؤكدون", "اكد", "imperfect", True, "س", ""),
        ("مشيرة", "اشار", "participle", False, "", ""),
        ("مؤكدين", "اكد", "participle", False, "", ""),
        ("إعلانه", "اعلن", "noun", False, "", ""),  # the verbal noun with its pronoun is in the table
        ("والتأكيد", "اكد", "noun", True, "ال", ""),
        ("للاعتراف", "اعترف", "noun", False, "لل", ""),
        ("للمطالبة", "طالب", "noun", False, "", ""),  # alone it looks like the participle
        ("ورأى", "راي", "perfect", False, "", ""),  # alone it looks like an opinion
        ("اعتبرته", "اعتبر", "perfect", False, "", "ه"),  # object pronoun
        ("نفاها", "نفي", "perfect", False, "", "ها"),  # the long vowel before it is written openly
        ("اعتبروه", "اعتبر", "perfect", False, "", "ه"),  # the silent letter of the plural falls away
    ],
)
def test_reporting_verbs(word: str, lemma: str, form: str, conjoined: bool, lead: str, tail: str) -> None:
    found = lexicon_for("ar").form(fold(word).text)

    assert found.verb is not None
    assert (found.verb.lemma, found.verb.form.value, found.conjoined, found.lead, found.tail) == (lemma, form, conjoined, lead, tail)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("عبر عن رفضه", ["عبر"]),
        ("وعبر الوزير عن رفضه", ["وعبر"]),
        ("نشر عبر الهاتف", []),  # across
        ("رأى الحلواني أن السد آمن", ["راي"]),
        ("فرأى أنه آمن", ["فراي"]),
        ("في رأي الوزير", []),  # opinion
        ("وبين الوزير أن السد آمن", ["وبين"]),
        ("بين السد والوادي", []),  # between
        ("ثمن السد", []),  # price
        ("أخطر سد", []),  # the most dangerous
    ],
)
def test_words_that_are_a_verb_in_certain_company(text: str, verbs: list[str]) -> None:
    lexicon = lexicon_for("ar")
    forms = lexicon.licensed([lexicon.form(word) for word in fold(text).text.split()])

    assert [form.text for form in forms if form.verb is not None and form.text not in {"نشر", "رفضه"}] == verbs


@pytest.mark.parametrize(("word", "lemma"), [("slammed", "slam"), ("quipping", "quip"), ("signaled", "signal"), ("proclaims", "proclaim")])
def test_english_verbs(word: str, lemma: str) -> None:
    verb = lexicon_for("en").form(word).verb

    assert verb is not None
    assert verb.lemma == lemma


@pytest.mark.parametrize("word", ["كتاب", "المشير", "رأي", "المعارضة", "القال", "بين", "وصلت", "قدرة", "وقدرتها", "300", "،"])
def test_other_words_report_nothing(word: str) -> None:
    assert lexicon_for("ar").form(fold(word).text).verb is None


@pytest.mark.parametrize(
    ("word", "tag"),
    [("أنه", "that"), ("300", "#"), ("،", "،"), ("الوزير", "the title"), ("الجسر", "the"), ("بغداد", "capital"), ("جسر", "word")],
)
def test_classes(word: str, tag: str) -> None:
    assert lexicon_for("ar").form(fold(word).text).tag == tag


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("وتعرضت", 1),  # a verb behind "and"
        ("فأعلنت", 1),  # behind "so"
        ("ولم", 1),  # a short word that a table knows
        ("وزارة", 0),  # a word of its own
        ("واشنطن", 0),
        ("وفد", 0),  # what would be left is no word
        ("الجسر", 0),
    ],
)
def test_conjunctions_written_together_with_a_word(word: str, letters: int) -> None:
    assert lexicon_for("ar").conjunction(fold(word).text) == letters


def test_a_lexicon_of_english() -> None:
    lexicon = lexicon_for("en")

    assert [
        (form.verb.lemma, form.verb.form.value) for word in ("said", "denies", "adding", "claims") if (form := lexicon.form(word)).verb
    ] == [
        ("say", "perfect"),
        ("deny", "imperfect"),
        ("add", "participle"),
        ("claim", "imperfect"),
    ]
