"""Every reason that the engine can give has a sentence in every language of the interface."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext, override

from claims import matching
from claims.extraction.checkworthiness import weigh
from claims.languages import pack_for
from claims.records import Modality, Reason
from claims.templatetags.reasons import LEFT_OUT, SENTENCES, sentence

# Codes stand in the engine's own source: a new one without a sentence fails here, and a sentence that no code uses.
_CODE = re.compile(r'(?:Reason\(|_related\([\w.]+, )"(\w+)"')
_CHOSEN = re.compile(r'"(\w+)" if relation is [\w.]+ else "(\w+)"')


def _codes() -> set[str]:
    sources = [path.read_text("utf-8") for path in Path(matching.__file__ or "").parent.glob("*.py")]
    alone = {code for source in sources for code in _CODE.findall(source)}
    return alone | {code for source in sources for pair in _CHOSEN.findall(source) for code in pair}


def test_every_code_of_a_judgement_has_a_sentence_and_every_sentence_a_code() -> None:
    assert _codes() == {code for code in SENTENCES if not code.startswith("checkworthy_")} - LEFT_OUT.keys()


def test_what_was_left_out_of_a_reading_has_a_sentence() -> None:
    claims = Path(matching.__file__ or "").parents[1]
    sources = [*claims.joinpath("extraction").glob("*.py"), claims / "pipeline" / "store.py"]
    found = {code for source in sources for code in _CODE.findall(source.read_text("utf-8"))}
    assert {code for code in found if not code.startswith("checkworthy_")} == LEFT_OUT.keys()


def test_every_reason_to_check_has_a_sentence_and_every_sentence_a_reason() -> None:
    words = "مقتل 25 شخصا اكثر من ربما يجب".split()
    found = {
        reason.code
        for some in (words, words[:1])
        for modality in (Modality.FACT, Modality.DEMAND)
        for reason in weigh(some, amounts=1, dated=True, attributed=True, modality=modality, pack=pack_for("ar"))[1]
    }
    assert found == {code for code in SENTENCES if code.startswith("checkworthy_")}


@pytest.mark.parametrize("code", SENTENCES)
def test_sentence_in_both_languages_with_the_same_parameters(code: str) -> None:
    with override("ar"):
        arabic = gettext(SENTENCES[code])
    assert re.search("[\u0600-\u06ff]", arabic)
    assert sorted(re.findall(r"%\(\w+\)s", arabic)) == sorted(re.findall(r"%\(\w+\)s", SENTENCES[code]))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "The amounts exclude each other: \u2068300 عامل\u2069, \u2068900 عامل\u2069."),
        ("ar", "المقداران لا يجتمعان: \u2068300 عامل\u2069، \u2068900 عامل\u2069."),
    ],
)
def test_reason_as_found_and_as_stored(language: str, expected: str) -> None:
    params = {"a": "300 عامل", "b": "900 عامل"}
    with override(language):
        assert sentence(Reason("amount_differs", params)) == expected
        assert sentence({"code": "amount_differs", "params": params}) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "The amount is of a later day: \u2068300 عامل\u2069 (\u20689 March 2021\u2069), \u2068900 عامل\u2069 (\u20682 May 2021\u2069).",
        ),
        ("ar", "المقدار ليوم لاحق: \u2068300 عامل\u2069 (\u2068٩ مارس ٢٠٢١\u2069)، \u2068900 عامل\u2069 (\u2068٢ مايو ٢٠٢١\u2069)."),
    ],
)
def test_days_of_a_reason_as_pages_say_them(language: str, expected: str, settings: Any) -> None:
    settings.ARABIC_DIGITS = "arabic"
    with override(language):
        params = {"a": "300 عامل", "b": "900 عامل", "day_a": "2021-03-09", "day_b": "2021-05-02"}
        assert sentence({"code": "amount_later", "params": params}) == expected


def test_reason_of_another_engine_shows_its_code() -> None:
    assert sentence({"code": "older_code", "params": {}}) == "older_code"
    assert sentence({"code": "amount_differs"}) == "amount_differs"  # its parameters were others
