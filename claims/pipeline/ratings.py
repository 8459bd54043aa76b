"""The map from how other fact checkers call what they found to our verdicts."""

from __future__ import annotations

from claims.errors import InputRefused
from claims.exchange.foreign_reviews import LONGEST_NAME
from claims.matching.plain import plain_text
from claims.models import RatingName, User
from claims.rights import Action, require


def rating_name(words: str) -> RatingName | None:
    """The row of the map for these words, made where they are met for the first time; None for none."""
    key = rating_key(words)
    return RatingName.objects.get_or_create(key=key, defaults={"words": words[:LONGEST_NAME]})[0] if key else None


def rating_key(words: str) -> str:
    """What all spellings of a rating have in common; numbers such as 1/5 as they stand."""
    return (plain_text(words) or words.strip())[:LONGEST_NAME]


def add_rating(words: str, verdict: str, *, by: User) -> RatingName:
    """A rating that nobody has met yet, and which of our verdicts it is.

    Raises:
        NotAllowed: `by` may not add articles.
        InputRefused: no words, or a spelling of a rating that is there.
    """
    require(by, Action.ADD_ARTICLE)
    key = rating_key(words)
    if not key:
        raise InputRefused("rating_empty", "Give the rating as it is written.", field="words")
    rating, is_new = RatingName.objects.get_or_create(key=key, defaults={"words": words, "verdict": verdict})
    if not is_new:
        raise InputRefused("rating_known", "This rating is there already, perhaps in another spelling.", field="words")
    return rating


def map_rating(rating: RatingName, verdict: str, *, by: User) -> None:
    """Say which of our verdicts it is, "" for none; it holds at once, for every review. Raises NotAllowed: `by` may not add articles."""
    require(by, Action.ADD_ARTICLE)
    RatingName.objects.filter(pk=rating.pk).update(verdict=verdict)
