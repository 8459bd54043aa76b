"""Sentences: what ends one and what does not."""

import re

import pytest

from claims.languages import pack_for
from claims.languages.folding import fold
from claims.languages.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "closed", "sentences"),
    [
        ("وصل الوفد. غادر الوزير.", [], ["وصل الوفد.", "غادر الوزير."]),
        ("بلغ السعر 3.5 دولار.", [], ["بلغ السعر 3.5 دولار."]),  # a point inside a number
        ("عنوان بلا نقطة\nوصل الوفد", [], ["عنوان بلا نقطة", "وصل الوفد"]),  # a line break always ends one
        ("مهلة أخيرة.. ثم الرحيل", [], ["مهلة أخيرة.. ثم الرحيل"]),  # two dots are a pause
        ('قال "نعم. لا" ومضى.', [(4, 13)], ['قال "نعم. لا" ومضى.']),  # inside a quotation
        ("  \n\n ", [], []),  # nothing but space
        ("غادرت النساء الجسر.وقضت المحكمة.", [], ["غادرت النساء الجسر.", "وقضت المحكمة."]),  # no space behind the stop
        ("نشر على موقع الوادي.نت أمس.", [], ["نشر على موقع الوادي.نت أمس."]),  # an address in Arabic letters
        ("قال د. سامر الحلواني إنه غادر. ثم عاد.", [], ["قال د. سامر الحلواني إنه غادر.", "ثم عاد."]),  # a title cut short
        ("وفق أ.ف.ب. أمس", [], ["وفق أ.ف.ب.", "أمس"]),  # single letters of Arabic are no initials
        ("من مؤسسة أو.إيه.إن.دي.أيه للسمسرة", [], ["من مؤسسة أو.إيه.إن.دي.أيه للسمسرة"]),  # a name spelled by its letters
        # two dots part what a headline tells
        ("أزمة الخبز.. الوزير: لا نقص\nمهلة.. ثم الرحيل", [], ["أزمة الخبز..", "الوزير: لا نقص", "مهلة.. ثم الرحيل"]),
        ("الوزير: لا نقص.. ولا غلاء\nمهلة", [], ["الوزير: لا نقص.. ولا غلاء", "مهلة"]),  # but not what one says
        ('سؤال أضحكه.. "هل نمت؟"\nمهلة', [(13, 22)], ['سؤال أضحكه.. "هل نمت؟"', "مهلة"]),  # nor a quotation from what leads to it
    ],
)
def test_sentence_spans(text: str, closed: list[tuple[int, int]], sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, pack_for("ar").script, closed)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("the u.s. army left. nobody saw it.", ["the u.s. army left.", "nobody saw it."]),  # a name of initials
        ("sen. tami and lt. gen. omar p. haddad left", ["sen. tami and lt. gen. omar p. haddad left"]),  # titles, and an initial
        ("they live in the u.s. he left in jan. 2026.", ["they live in the u.s.", "he left in jan. 2026."]),  # a word that opens a sentence
        ("it left at 5 p.m. tuesday", ["it left at 5 p.m. tuesday"]),
        ("it was built by dam works inc. the mayor left", ["it was built by dam works inc.", "the mayor left"]),
        ("he said no. seven left", ["he said no.", "seven left"]),  # a word, not "number"
        ("she saw plan b.", ["she saw plan b."]),  # the end of the text
    ],
)
def test_a_stop_of_an_abbreviation_ends_no_sentence(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, pack_for("en").script, [])] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # before a capital the last full stop of a quotation ends a sentence
        ("He said: “We won.” Critics left.", ["He said: “We won.”", "Critics left."]),
        ("“We won. All of us.” According to her, …", ["“We won. All of us.”", "According to her, …"]),
        ("“We won.” “All of us did.”", ["“We won.”", "“All of us did.”"]),
        # a small letter, or another mark, goes on to what attributes it
        ("“We won.” he said.", ["“We won.” he said."]),
        ("“Who won?” Haddad asked.", ["“Who won?” Haddad asked."]),
        # nor does the stop of an abbreviation in brackets end one
        ("Omar Tami (R-Fla.) said so. He left.", ["Omar Tami (R-Fla.) said so.", "He left."]),
        ("He left. (Nobody saw it.) Critics left.", ["He left.", "(Nobody saw it.)", "Critics left."]),
        ("Del. Tami and Del. Haddad left.", ["Del. Tami and Del. Haddad left."]),
        # a script without capitals does not tell
        ("غادر الوزير (ولم يره أحد.) ثم عاد.", ["غادر الوزير (ولم يره أحد.)", "ثم عاد."]),
        ("قال: «ربحنا.» الوزير غادر.", ["قال: «ربحنا.» الوزير غادر."]),
    ],
)
def test_a_capital_tells_whether_a_sentence_begins(text: str, sentences: list[str]) -> None:
    closed = [(match.start(), match.end()) for match in re.finditer("“[^”]*”|«.*»", text)]
    spans = sentence_spans(fold(text).text, pack_for("en").script, closed, lambda offset: text[offset].isupper())
    assert [text[start:end] for start, end in spans] == sentences
