"""What a cue's clause hangs on, and that what is remembered of words is what they weigh."""

import pytest

from claims.extraction.choice import ChoiceModel
from claims.extraction.content_starts import propose_starts
from claims.extraction.layout import Layout
from claims.extraction.reporting import CueKind, find_cues
from claims.extraction.start_features import SentenceCounts, around_features, none_features, none_score, start_features, start_score
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "governor"),
    [
        ("قال نادر إن السد يعمل", "edge"),  # nothing stands before the verb
        ("في مدينة النهر قال نادر إن السد يعمل", "edge"),  # nor what it could hang on
        ("السد جديد، وقال نادر إنه يعمل", "mark"),  # a clause of its own
        ("علم الناس أن نادر قال إن السد يعمل", "ان"),  # behind a complementizer
    ],
)
def test_governor(text: str, governor: str) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    first, last = layout.sentences[0]
    cues = find_cues(layout, first, last)
    said = next(cue for cue in cues if cue.kind is CueKind.VERB and cue.form.text.endswith("قال"))

    features = around_features(layout, said, SentenceCounts(layout, cues, first, last))

    assert next(feature for feature in features if feature.startswith("0governor perfect ")) == f"0governor perfect {governor}"


def test_what_is_remembered_of_a_word_is_what_it_weighs_in_this_company() -> None:
    # Behind the complementizer the same word is a preposition, then the verb "made clear".
    texts = ["قال نادر إن بين السد والوادي طريقا", "قال نادر إن بين الوزير أن السد آمن", "وقال نادر إن بين السد والوادي طريقا"]
    weights = {
        "complementizer at small": 1.0,
        "complementizer at +perfect": 2.0,
        "complementizer perfect clause False": 4.0,
        "0word قال": 8.0,
    }
    model = ChoiceModel(weights)
    remembered, reckoned = [], []
    for text in texts:
        layout = Layout(fold(text).text, lexicon_for("ar"))
        first, last = layout.sentences[0]
        cues = find_cues(layout, first, last)
        counts = SentenceCounts(layout, cues, first, last)
        starts = propose_starts(layout, cues[0], first, last)
        remembered.append(
            [none_score(model, layout, cues[0], counts)] + [start_score(model, layout, cues[0], start, counts) for start in starts]
        )
        described = [none_features(layout, cues[0], counts)] + [start_features(layout, cues[0], start, counts) for start in starts]
        reckoned.append([ChoiceModel(weights).score(features) for features in described])

    assert remembered == reckoned
    assert [max(scores) for scores in reckoned] == [8.0, 8.0, 1.0]
    assert [max(scores[1:]) for scores in reckoned] == [5.0, 6.0, 1.0]
