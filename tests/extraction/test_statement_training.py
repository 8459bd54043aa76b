"""Training on invented articles: what was annotated is found beside its cue, and the models learn to report it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.extraction.attribution import find_statements
from claims.extraction.choice import ChoiceModel
from claims.extraction.layout import Layout
from claims.extraction.statement_training import prepare, shared_weights, train
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold

ANNOTATED = sorted((Path(__file__).parent / "annotated").glob("ar-*.json"))


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_every_annotated_statement_is_put_beside_its_cue(path: Path) -> None:
    article = json.loads(path.read_text("utf-8"))

    lesson = prepare(article)

    cues = [lesson.layout.tokens[taken.choice.cue.first].text for taken in lesson.taken]
    assert cues == [fold(one["cue"]).text for one in article["statements"]]


def test_training_learns_and_repeats_itself() -> None:
    articles = [json.loads(path.read_text("utf-8")) for path in ANNOTATED] * 3

    weights = train(articles)

    assert sorted(weights) == ["end", "keep", "kind", "start"]
    assert train(articles) == weights
    models = {name: ChoiceModel(rows) for name, rows in weights.items()}
    layout = Layout(fold("وقال نادر السالمي إن السد يعمل").text, lexicon_for("ar"))
    assert [layout.text[one.start : one.end] for one in find_statements(layout, models)] == ["السد يعمل"]


def test_languages_share_no_words_and_no_families() -> None:
    learned = {
        "start": {
            "0sense say clause perfect": 1.0,  # a sense, a frame and a shape
            "complementizer words 3": 2.0,  # a strategy and a length
            "object at قال": 3.0,  # a word
            "0behind verb ar37": 4.0,  # a family
        }
    }

    assert shared_weights(learned) == {"start": {"0sense say clause perfect": 1.0, "complementizer words 3": 2.0}}


def test_a_language_of_few_articles_begins_with_what_the_others_taught() -> None:
    arabic = [json.loads(path.read_text("utf-8")) for path in ANNOTATED]
    silent = {"language": "en", "text": "Nobody spoke.", "statements": []}

    alone, taught = train([silent]), train([silent], arabic)

    assert alone["start"].keys() < taught["start"].keys()
    assert train(arabic, [silent]) == train(arabic)
