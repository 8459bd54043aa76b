"""Verbs in the passive and who is named as their agent; the sentences are written for this file."""

import pytest

from claims.extraction.passives import agent_at, is_passive
from claims.extraction.tokens import tokenize
from claims.languages import pack_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The mill is said to be for sale.", "said", True),
        ("The mill has been widely expected to close.", "expected", True),  # an adverb between
        ("The mill wasn't reported to be for sale.", "reported", True),  # a negation written together
        ("The mill was not reported to be for sale.", "reported", True),
        ("The man who is mayor said it was for sale.", "said", False),  # a noun between
        ("He was told it had been and said so.", "said", False),  # a conjunction between
        ("The mill is, said the mayor, for sale.", "said", False),  # a mark between
        ("It is the mayor who said so.", "said", False),
        ("The owner was saying the mill was for sale.", "saying", False),  # a participle of the present
        ("The owner had said so.", "said", False),
        ("Said to be for sale.", "said", False),
    ],
)
def test_is_passive(text: str, verb: str, passive: bool) -> None:
    tokens = tokenize(fold(text).text)
    at = [token.text for token in tokens].index(verb)
    assert is_passive(tokens, at, pack_for("en")) is passive


def test_a_language_without_a_word_for_it_has_none() -> None:
    tokens = tokenize(fold("كان المصنع قال إنه مغلق").text)
    assert not any(is_passive(tokens, at, pack_for("ar")) for at in range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("He was told by a nurse that he would walk.", "a"),
        ("He was told that he would be seen by a nurse.", None),  # an agent of another verb
        ("He was told by Monday.", None),  # a day
        ("He was told by 2019.", None),
        ("He was told off by saying so.", None),  # what it was done with
        ("He was told, by a nurse.", None),
        ("He was told by", None),
    ],
)
def test_agent_at(text: str, agent: str | None) -> None:
    tokens = tokenize(fold(text).text)
    found = agent_at(tokens, 2, pack_for("en"))
    assert (tokens[found].text if found is not None else None) == agent
