"""Propositions: where a quotation is cut, polarity and mood."""

import pytest

from claims.extraction.propositions import cut_propositions, modality_of, polarity_of
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import Modality, Polarity


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("عدد العمال أكثر من 300 عامل، ومهمتنا غير ربحية", ["عدد العمال أكثر من 300 عامل", "ومهمتنا غير ربحية"]),
        ("المصنع آمن، في رأي الخبراء", ["المصنع آمن، في رأي الخبراء"]),  # no clause opens there
        ("نعم، لكن لا", ["نعم، لكن لا"]),  # too short to stand alone
    ],
)
def test_cut_propositions(text: str, parts: list[str]) -> None:
    folded = fold(text).text

    assert [text[start:end] for start, end in cut_propositions(folded, 0, len(folded), pack_for("ar"))] == parts


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("المصنع آمن", Polarity.POSITIVE, Modality.FACT),
        ("المصنع غير آمن", Polarity.NEGATIVE, Modality.FACT),
        ("يجب أن يغلق المصنع", Polarity.POSITIVE, Modality.DEMAND),
        ("إذا أغلق المصنع رحل العمال", Polarity.POSITIVE, Modality.CONDITION),
        ("سيغلق المصنع أبوابه", Polarity.POSITIVE, Modality.PREDICTION),
        ("تعتزم الشركة إغلاق المصنع", Polarity.POSITIVE, Modality.PLAN),
    ],
)
def test_polarity_and_modality(text: str, polarity: Polarity, modality: Modality) -> None:
    words = fold(text).text.split()

    assert (polarity_of(words, pack_for("ar")), modality_of(words, pack_for("ar"))) == (polarity, modality)
