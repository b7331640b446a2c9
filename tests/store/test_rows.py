"""The format number of stored bodies."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from server.core.canonical_json import canonical_json
from server.core.errors import Damaged
from server.core.meeting_state import View
from server.core.models import Additions, Adjustment, Decision
from server.store.rows import BODY_FORMAT, digest_of, meeting_row, round_of, round_row, state_of
from tests.store.places import a_round, state

ADDITIONS = Additions(
    {"s1": Decision("较好", "复核")},
    {"s1": (Adjustment(Fraction(-1, 2), "迟报"),)},
    {"s2": ("失误",)},
    {"s2": Fraction(8)},
)


def with_body(row: tuple[Any, ...], **fields: object) -> tuple[object, ...]:
    """A meeting's row with fields of its body changed, or removed by None."""
    id, phase, version, body, _ = row
    values = {**json.loads(body), **fields}
    body = canonical_json({name: value for name, value in values.items() if value is not None or name not in fields})
    return id, phase, version, body, digest_of(id, phase, version, body)


def test_stored_bodies_say_their_format() -> None:
    assert json.loads(str(meeting_row(state())[3]))["format"] == BODY_FORMAT
    assert json.loads(str(round_row("m", a_round(), None)[4]))["format"] == BODY_FORMAT


def test_a_body_of_format_1_is_still_read() -> None:
    """It has no format field, and its additions are lists."""
    one = replace(state(), additions=ADDITIONS)
    additions = {
        "decisions": {"s1": ["较好", "复核"]},
        "adjustments": {"s1": [["-1/2", "迟报"]]},
        "flags": {"s2": ["失误"]},
        "entered": {"s2": "8"},
    }
    assert state_of(with_body(meeting_row(one)[:5], format=None, additions=None, **additions)) == one


def test_a_ranking_whose_board_was_never_stored_is_not_shown_again_by_itself() -> None:
    """Earlier versions showed whatever was true at the moment."""
    stored = with_body(meeting_row(state())[:5], view=["ranking", None])
    assert state_of(stored).view == View("agenda")


def test_a_body_of_a_newer_version_is_refused() -> None:
    with pytest.raises(Damaged, match="newer version"):
        state_of(with_body(meeting_row(state())[:5], format=BODY_FORMAT + 1))
    id, meeting, _, round_state, body, _ = round_row("m", a_round(), None)
    body = canonical_json({**json.loads(str(body)), "format": BODY_FORMAT + 1})
    with pytest.raises(Damaged, match="newer version"):
        round_of((id, meeting, round_state, body, digest_of(id, meeting, round_state, body)))
