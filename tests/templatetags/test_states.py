"""States are said in both languages, and as the models' own choices say them."""

import pytest
from django.utils.translation import override

from claims.models import Claim, FactCheck, Match
from claims.templatetags.states import STATES, state_in_words


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_words_are_those_of_the_models(language: str) -> None:
    choices = dict([*Claim.Status.choices, *Match.State.choices, *FactCheck.State.choices])
    with override(language):
        assert {state: state_in_words(state) for state in choices} == {state: str(label) for state, label in choices.items()}


@pytest.mark.parametrize(
    ("language", "said"), [("en", ["in review", "published", "withdrawn"]), ("ar", ["قيد المراجعة", "منشور", "مسحوب"])]
)
def test_in_both_languages(language: str, said: list[str]) -> None:
    with override(language):
        assert [state_in_words(state) for state in ("in_review", "published", "withdrawn")] == said
        assert all(state_in_words(state) for state in STATES)


def test_a_word_that_is_not_known_stands_as_it_is() -> None:
    assert [state_in_words(word) for word in ("melted", "")] == ["melted", ""]
