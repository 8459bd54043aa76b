"""Words of names that look like verbs; the sentences are written for this file."""

import pytest

from claims.extraction.tokens import tokenize
from claims.extraction.verbs_in_names import verbs_in_names
from claims.languages import pack_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The Jakarta Post said the ferry had sunk.", "en", ["Post"]),
        ("Omar Said said the ferry had sunk. Said owns two ferries.", "en", ["Said", "Said"]),  # wherever it has a capital
        ("The owner, Said the papers, left.", "en", []),  # no name before it
        ("Mayor Omar, Said the papers, left.", "en", []),  # a mark between
        ("Omar Wells Says Ferry Will Stay Afloat", "en", []),  # a headline with capitals
        ("Omar Wells Says Ferry Will Stay Afloat\nThe ferry sank on Monday.", "en", []),  # its line alone tells
        ("Omar Wells says the ferry will stay afloat.", "en", []),
        ("Said the owner of the ferry: it will stay afloat.", "en", []),  # the first word
        ("وقال Omar Said إن العبارة غرقت", "ar", []),
    ],
)
def test_verbs_in_names(text: str, language: str, words: list[str]) -> None:
    folded = fold(text)
    tokens = tokenize(folded.text)
    found = verbs_in_names(tokens, folded.text, folded.capital_test(text), pack_for(language))
    assert [text[tokens[at].start : tokens[at].end] for at in sorted(found)] == words
