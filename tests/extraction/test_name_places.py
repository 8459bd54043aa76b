"""How a possible name lies to a statement: who else names it, whether the content holds it, and the names beside it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from claims.extraction.name_places import NamePlaces, Rival
from claims.extraction.naming import Candidate
from claims.extraction.sources import Article, place_of, shape_of
from tests.extraction.speaking import article_of, put

TEXT = (
    "قال نبيل شمروخ إن الميناء مغلق. وزارت ليلى القاسم المدينة. وأكدت أن شمروخ أخطأ في الحساب. "
    "وذكرت وزارة الري أن السد آمن. وقال شمروخ إن الأمر انتهى"
)
STATEMENTS = [("قال", "الميناء مغلق"), ("وأكدت", "شمروخ أخطأ في الحساب"), ("وذكرت", "السد آمن"), ("وقال", "الأمر انتهى")]
# Whom each of them names beside its cue.
MENTIONS = ["نبيل شمروخ", None, "وزاره الري", "شمروخ"]


class Lie(NamedTuple):
    """What some of a name's features tell, each by its letter."""

    told: str  # vt: other turns before and behind that name it, its mentions in the content, sentences since
    beside: str  # vb: what the turns before and behind name, where it comes from, sentences since


@cache
def article() -> Article:
    return article_of(TEXT)


def words(wanted: str, occurrence: int = 0) -> tuple[int, int]:
    sought = wanted.split()
    found = [i for i in range(len(article().words)) if article().words[i : i + len(sought)] == sought]
    return found[occurrence], found[occurrence] + len(sought)


def described(turn: int, *names: tuple[int, int]) -> list[list[str]]:
    last = words("شمروخ", -1)
    mentions = [None if mention is None else last if mention == "شمروخ" else words(mention) for mention in MENTIONS]
    cue, content = STATEMENTS[turn]
    sentence = next(one for one in TEXT.split(". ") if cue in one.split())
    place = place_of(put(TEXT, cue, content, sentence), article())
    rivals = [Rival(mentions[turn], Candidate(name, "nearby", None, 0, 0, "")) for name in names]
    return NamePlaces(article(), mentions).describe(turn, place, shape_of(place, article()), rivals)


def features(turn: int, name: tuple[int, int], letter: str) -> list[str]:
    return [feature for feature in described(turn, name)[0] if feature.startswith(letter)]


@pytest.mark.parametrize(
    ("turn", "name", "lie"),
    [
        (1, "نبيل شمروخ", Lie("vtN1112", "vb=!nearby2")),  # a turn before and one behind name him, and the content itself does
        (1, "ليلي القاسم", Lie("vtN0001", "vb!!nearby1")),  # nobody names her beside a cue
        (2, "وزاره الري", Lie("vtM0000", "vb-!nearby0")),  # the turn's own mention is no other's
        (3, "ليلي القاسم", Lie("vtM0003", "vb!-nearby3")),  # nothing stands behind the last turn
    ],
)
def test_how_a_name_lies_to_a_statement(turn: int, name: str, lie: Lie) -> None:
    found = described(turn, words(name))[0]
    assert (found[0], next(feature for feature in found if feature.startswith("vb"))) == lie


@pytest.mark.parametrize(
    ("turn", "name", "side"),
    [
        (1, words("ليلي القاسم"), "<"),  # before the statement
        (1, words("شمروخ", 1), "."),  # within its content
        (1, words("وزاره الري"), ">"),  # behind it
    ],
)
def test_on_which_side_a_name_stands(turn: int, name: tuple[int, int], side: str) -> None:
    (found,) = features(turn, name, "vs")
    assert found.endswith(f"{side}nearby")


def test_a_name_that_holds_another_and_the_one_that_is_held() -> None:
    short, long = described(1, words("شمروخ"), words("نبيل شمروخ"))
    assert "vl<nearby" in short
    assert "vl>nearby" in long


@pytest.mark.parametrize(("name", "ends"), [("نبيل شمروخ", "="), ("ليلي القاسم", "")])
def test_whether_a_name_ends_as_the_mention_does(name: str, ends: str) -> None:
    (found,) = features(3, words(name), "ve")
    assert found == f"veM{'10' if ends else '00'}<{ends}"
