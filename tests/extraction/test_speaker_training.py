"""Learning who said it from annotated articles; the articles are written for this file."""

from typing import Any

import pytest

from claims.extraction.speaker_training import align, ordinary_words, train


def _annotated(name: str, verb: str, content: str) -> dict[str, Any]:
    text = f"{verb} وزير الري {name} إن {content}. وأضاف قرب السد أن العمل مستمر."
    rows = []
    for cue, speaker, words in ((verb, name, content), ("وأضاف", None, "العمل مستمر")):
        start = text.index(words)
        rows.append(
            {
                "start": start,
                "end": start + len(words),
                "cue": cue,
                "speaker": speaker,
                "speaker_name": name,
                "speaker_kind": "person",
            }
        )
    return {"language": "ar", "text": text, "statements": rows}


ARTICLES = [
    _annotated(name, verb, content)
    for name, verb, content in (
        ("سامر شمروخ", "قال", "السد آمن"),
        ("نبيل حداد", "أكد", "الطريق مغلق"),
        ("كريم زغلول", "قال", "المحصول وفير"),
        ("سمير عازار", "أوضح", "الميناء مفتوح"),
    )
]


def test_training_is_deterministic_and_gives_every_model() -> None:
    weights = train(ARTICLES)
    assert sorted(weights) == ["end", "kind", "name", "ordinary", "start"]
    assert weights == train(ARTICLES)


def test_what_begins_a_mention_is_learned() -> None:
    weights = train(ARTICLES)["start"]
    assert weights["N:lقالv"] < 0 < weights["N:lاضاف&v"]


def test_ordinary_words_are_those_of_several_articles_that_are_in_no_name() -> None:
    found = ordinary_words(ARTICLES)
    assert found == {"وزير", "الري", "ان", "واضاف", "قرب", "السد", "العمل", "مستمر"}


@pytest.mark.parametrize(
    ("text", "row", "cue", "mention"),
    [
        (  # the cue nearest to the content, as a whole word
            "قالوا كثيرا. ثم قال نبيل إن السد آمن",
            {"start": 28, "end": 36, "cue": "قال", "speaker": "نبيل"},
            (16, 19),
            (20, 24),
        ),
        (  # behind the content
            "السد آمن، بحسب نبيل",
            {"start": 0, "end": 8, "cue": "بحسب", "speaker": "نبيل"},
            (10, 14),
            (15, 19),
        ),
        ("وأضاف أن السد آمن", {"start": 9, "end": 17, "cue": "وأضاف", "speaker": None}, (0, 5), None),  # nobody named
        ("السد آمن", {"start": 0, "end": 8, "cue": "قال", "speaker": None}, None, None),  # the cue is not in the text
    ],
)
def test_cues_and_mentions_are_found_by_their_words(
    text: str, row: dict[str, Any], cue: tuple[int, int] | None, mention: tuple[int, int] | None
) -> None:
    assert align(text, row) == (cue, mention)
