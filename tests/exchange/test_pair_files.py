"""Pairs as they stand in files: what is read, what is left out, what is refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.errors import InputRefused
from claims.exchange.pair_files import ClaimItem, PairItem, judgement_record, read_pairs
from claims.records import DaySpan, Direction, Judgement, Precision, Reason, Relation

A = {"text": "قتل 25 شخصا", "language": "ar", "speaker": "سامر الحلواني", "published": "2026-03-10", "title": "انهيار السد"}


def read(tmp_path: Path, *lines: object) -> list[PairItem | tuple[str, InputRefused]]:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return list(read_pairs(path))


def test_every_field_is_read(tmp_path: Path) -> None:
    b = {**A, "stated_on": ["2026-03-08", "2026-03-09"], "speaker": None, "title": "", "source": "ignored"}
    (pair,) = read(tmp_path, {"id": 7, "a": A, "b": b, "relation": "updates", "direction": "b_updates_a", "event": "dam"})
    days = DaySpan(date(2026, 3, 8), date(2026, 3, 9), Precision.RANGE)
    published = date(2026, 3, 10)
    assert pair == PairItem(
        7,
        ClaimItem("قتل 25 شخصا", "ar", "سامر الحلواني", published, None, "انهيار السد"),
        ClaimItem("قتل 25 شخصا", "ar", None, published, days, None),
        Relation.UPDATES,
        Direction.B_UPDATES_A,
        "dam",
    )


def test_one_day_may_stand_alone(tmp_path: Path) -> None:
    (pair,) = read(tmp_path, {"id": "x", "a": {**A, "stated_on": "2026-03-09"}, "b": A})
    assert isinstance(pair, PairItem)
    assert pair.a.stated_on == DaySpan(date(2026, 3, 9), date(2026, 3, 9), Precision.DAY)


@pytest.mark.parametrize("identity", ["x", "7", 7, 0, None])
def test_an_id_is_kept_as_it_is_given(tmp_path: Path, identity: object) -> None:
    whole, broken = read(tmp_path, {"id": identity, "a": A, "b": A}, {"id": identity, "a": A})
    assert isinstance(whole, PairItem)
    assert isinstance(broken, tuple)
    assert (whole.id, broken[0]) == (identity, identity)


def test_what_is_no_text_in_a_text_is_left_out(tmp_path: Path) -> None:
    (pair,) = read(
        tmp_path, '{"id": "x", "a": {"text": "قتل \\ud800 25\\u0000", "title": "\\udfff", "speaker": "\\u0000"}, "b": {"text": "سد"}}'
    )
    assert isinstance(pair, PairItem)
    assert (pair.a.text, pair.a.title, pair.a.speaker) == ("قتل ? 25 ", "?", None)


@pytest.mark.parametrize(
    ("line", "identity", "code", "field"),
    [
        ("{", "pairs.jsonl:1", "not_json", ""),
        ("[1]", "pairs.jsonl:1", "not_a_pair", ""),
        ({"id": "x", "a": A}, "x", "claim_missing", "b"),
        ({"id": "x", "a": A, "b": {"text": " "}}, "x", "text_missing", "b.text"),
        ({"id": "x", "a": {**A, "published": "soon"}, "b": A}, "x", "date_invalid", "a.published"),
        ({"id": "x", "a": {**A, "stated_on": ["soon"]}, "b": A}, "x", "date_invalid", "a.stated_on"),
    ],
)
def test_what_cannot_be_read_is_its_id_and_the_error(tmp_path: Path, line: object, identity: str, code: str, field: str) -> None:
    (found,) = read(tmp_path, line)
    assert isinstance(found, tuple)
    assert (found[0], found[1].code, found[1].field) == (identity, code, field)


def test_relation_that_is_none_of_ours_is_no_relation(tmp_path: Path) -> None:
    (pair,) = read(tmp_path, {"id": "x", "a": A, "b": A, "relation": "opposes", "direction": 3})
    assert isinstance(pair, PairItem)
    assert (pair.relation, pair.direction) == (None, None)


@pytest.mark.parametrize(
    ("direction", "written"),
    [(Direction.A_UPDATES_B, "a_updates_b"), (None, None)],
)
def test_record_of_a_judgement(direction: Direction | None, written: str | None) -> None:
    record: dict[str, Any] = judgement_record("x", Judgement(Relation.UPDATES, direction, 0.5, (Reason("amount_later", {"a": "1"}),)))
    assert record == {
        "id": "x",
        "relation": "updates",
        "direction": written,
        "score": 0.5,
        "reasons": [{"code": "amount_later", "params": {"a": "1"}}],
    }
