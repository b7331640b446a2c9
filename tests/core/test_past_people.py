"""Who of an earlier meeting is who in this one: matched by name and unit, asked about otherwise, never guessed."""

import pytest

from cards.form_files import forms
from server.core import meeting_document
from server.core.errors import Refused
from server.core.models import Meeting
from server.core.past_people import Match, chosen_pairs, match
from server.core.people import Identity


def meeting(*rosters: list[Identity]) -> Meeting:
    parts = [
        {"name": f"环节{n}", "form": "secretary", "subjects": [{"name": name, "unit": unit} for name, unit in roster]}
        for n, roster in enumerate(rosters)
    ]
    return meeting_document.parse({"title": "测评", "parts": parts}, forms("zh"), today="2026-12-01")


def matched(now: list[Identity], past: list[Identity]) -> list[tuple[int | None, tuple[int, ...]]]:
    return [(each.past, each.candidates) for each in match(meeting(now), past)]


def test_the_same_name_and_unit_is_the_same_person_however_it_is_spaced() -> None:
    assert matched([("张　三", "城关镇"), ("李四", "")], [("李四", ""), ("张三", "城关镇 ")]) == [(1, ()), (0, ())]


def test_a_person_of_the_same_name_in_another_unit_is_asked_about() -> None:
    assert matched([("张三", "河东镇")], [("张三", "城关镇"), ("李四", "河西镇")]) == [(None, (0,))]
    assert matched([("张三", "")], [("张三", "城关镇")]) == [(None, (0,))]


def test_a_person_with_another_name_in_the_same_unit_is_asked_about() -> None:
    """Renamed, or a successor."""
    assert matched([("王五", "城关镇")], [("张三", "城关镇")]) == [(None, (0,))]
    assert matched([("王五", "")], [("张三", "")]) == [(None, ())]  # no unit is no common one


def test_namesakes_come_before_people_of_the_same_unit() -> None:
    past = [("王五", "城关镇"), ("张三", "河西镇")]
    assert matched([("张三", "城关镇")], past) == [(None, (1, 0))]


def test_whoever_is_matched_is_no_candidate_for_a_namesake() -> None:
    now = [("张三", "城关镇"), ("张三", "河东镇")]
    assert matched(now, [("张三", "城关镇")]) == [(0, ()), (None, ())]
    assert matched(now, [("张三", "城关镇"), ("张三", "河西镇")]) == [(0, ()), (None, (1,))]


def test_of_two_who_look_alike_nobody_is_matched() -> None:
    assert matched([("张三", "城关镇")], [("张三", "城关镇"), ("张 三", "城关镇")]) == [(None, (0, 1))]


def test_a_person_in_several_parts_is_matched_once_under_the_first() -> None:
    both = match(meeting([("张三", "甲")], [("张三", "甲"), ("李四", "乙")]), [("张三", "甲")])
    assert both == [Match("s1", ("张三", "甲"), 0), Match("s3", ("李四", "乙"), None)]


def test_what_somebody_says_replaces_the_match_and_nobody_is_chosen_twice() -> None:
    matches = match(meeting([("张三", "甲"), ("李四", "乙")]), [("张三", "甲"), ("李思", "乙")])
    assert chosen_pairs(matches, {}, 2) == {"s1": 0}
    assert chosen_pairs(matches, {"s2": 1}, 2) == {"s1": 0, "s2": 1}
    assert chosen_pairs(matches, {"s1": None, "s2": 0}, 2) == {"s2": 0}
    for choices, code in (({"s2": 0}, "invalid_field"), ({"s2": 2}, "invalid_field"), ({"s9": 1}, "unknown_subject")):
        with pytest.raises(Refused) as refused:
            chosen_pairs(matches, choices, 2)
        assert (refused.value.code, refused.value.field) == (code, "pair")
