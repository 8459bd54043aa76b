"""How much of a fact checker's time a proposition is worth."""

import pytest

from claims.extraction.checkworthiness import weigh
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import Modality


@pytest.mark.parametrize(
    ("language", "text", "reasons"),
    [
        ("ar", "وقع انفجار قرب السد", ["checkworthy_event"]),
        ("ar", "وقع الانفجار قرب السد", ["checkworthy_event"]),  # with the article
        ("ar", "انفجرت سيارة قرب السد", []),
        ("ar", "قد يقع الانفجار قرب السد", ["checkworthy_event", "checkworthy_opinion"]),
        ("ar", "كان العمال قد غادروا السد", []),
        ("en", "the explosion shook the dam", ["checkworthy_event"]),
    ],
)
def test_what_moves_the_weight(language: str, text: str, reasons: list[str]) -> None:
    words = fold(text).text.split()
    _, found = weigh(words, amounts=0, dated=False, attributed=False, modality=Modality.FACT, pack=pack_for(language))
    assert [reason.code for reason in found] == reasons
