"""What a cue's clause hangs on."""

import pytest

from claims.extraction.layout import Layout
from claims.extraction.reporting import CueKind, find_cues
from claims.extraction.start_features import SentenceCounts, around_features
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
