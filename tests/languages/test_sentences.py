"""Sentences: what ends one and what does not."""

import pytest

from claims.languages import pack_for
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
    ],
)
def test_sentence_spans(text: str, closed: list[tuple[int, int]], sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, pack_for("ar").script, closed)] == sentences
