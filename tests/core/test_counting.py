"""Counting compared with numbers computed by hand, and with a simple recount of every ballot."""

from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.ballot_scores import scoring_of
from server.core.bands import band_of
from server.core.counting import tally_subject
from server.core.forms import Choice, Form, Item, Scale
from server.core.hidden_groups import hidden_groups
from server.core.models import INVALID, Band, Group, Meeting, Part, Row, Rules, Subject, Vote
from server.core.rounding import format_decimal, format_shortest, round_half_up
from server.core.tallies import SubjectTally
from server.core.tally_json import subject_json

BANDS = (Band("好", F(9)), Band("较好", F(7)), Band("一般", F(4)), Band("差", F(0)))
ZHANG = Subject("s1", "张三", "一支部")
TEN = Scale(1, 10)


def make_meeting(
    weights: tuple[str | None, ...] = (None,), items: tuple[Item, ...] = (Item("overall", "总体评价"),), **rules: Any
) -> Meeting:
    groups = tuple(Group(f"{'ABCDEF'[i]}票", w and F(w) or None) for i, w in enumerate(weights))
    form = Form("plain", "评分表", TEN, items)
    part = Part("上述", form, (ZHANG,), groups=tuple(group.name for group in groups))
    return Meeting("述职评议", (part,), groups, Rules(BANDS, **rules), "2026-01-01")


def count(meeting: Meeting, *votes: tuple[int, Row]) -> SubjectTally:
    return tally_subject(meeting, meeting.parts[0], ZHANG, Counter(Vote(*vote) for vote in votes))


def votes_of(group: int, *marks: int | None) -> list[tuple[int, tuple[int | None]]]:
    return [(group, (mark,)) for mark in marks]


def test_a_score_is_the_plain_mean_rounded_half_up() -> None:
    tally = count(make_meeting(), *votes_of(0, *[9] * 15, *[8] * 12, 7, 4, 4))
    assert (tally.ballots, tally.exact, tally.score_text) == (30, F(246, 30), "8.200")


def test_rounding_is_half_up_and_never_to_even() -> None:
    assert [format_decimal(F(x), 3) for x in ("8.4165", "8.4175", "8.41649")] == ["8.417", "8.418", "8.416"]
    assert [format_decimal(F(x), 0) for x in ("0.5", "1.5", "2.5")] == ["1", "2", "3"]


def test_negative_halves_round_away_from_zero_and_zero_has_no_sign() -> None:
    assert [format_decimal(F(x), 2) for x in ("-0.005", "-0.004", "-1.125")] == ["-0.01", "0.00", "-1.13"]


@given(st.decimals(-100, 100, places=6), st.integers(0, 5))
def test_rounding_agrees_with_the_decimal_module(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert round_half_up(F(value), places) == F(expected)
    assert Decimal(format_decimal(F(value), places)) == expected


@pytest.mark.parametrize("text", ["0.7", "1", "0.125", "12.5", "-0.5", "100", "0.3333"])
def test_a_weight_prints_as_the_shortest_exact_decimal(text: str) -> None:
    assert format_shortest(F(text)) == text
    assert format_shortest(F(1, 3)) == "1/3"


def test_a_ballots_score_weighs_only_the_items_it_scored() -> None:
    meeting = make_meeting(items=(Item("a", "", F(2)), Item("b", "", F(1), True), Item("c", "", F(1), True)))
    scoring = scoring_of(meeting, meeting.parts[0])
    assert scoring.score((10, 4, None)) == (24, 3)
    assert scoring.score((None, None, None)) is None


def test_an_all_abstaining_ballot_leaves_the_denominator_and_is_counted_as_abstained() -> None:
    tally = count(make_meeting(), *votes_of(0, 10, 8, None, None), (0, None))
    assert (tally.ballots, tally.abstained, tally.recused, tally.score_text) == (2, 2, 1, "9.000")


def test_item_counts_follow_the_scale_and_an_items_mean_excludes_abstentions() -> None:
    meeting = make_meeting(items=(Item("a", "甲", abstain=True), Item("b", "乙", abstain=True)))
    tally = count(meeting, (0, (10, 1)), (0, (9, None)), (0, (None, None)), (0, None))
    assert tally.items[0].counts == (0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert [(item.abstained, item.mean) for item in tally.items] == [(1, F(19, 2)), (2, F(1))]


def test_named_choices_are_counted_by_index_and_scored_by_value_in_bands_of_their_own() -> None:
    choices = tuple(Choice(n, F(v)) for n, v in (("不合格", "3"), ("优秀", "10"), ("合格", "8")))
    form = Form("members", "", Scale(choices=choices), (Item("overall", ""),))
    part = Part("民主评议", form, (ZHANG,), groups=("A票",))
    meeting = Meeting("评议", (part,), (Group("A票"),), Rules(BANDS), "2026-01-01")
    tally = count(meeting, *votes_of(0, 1, 1, 2, 0))
    assert (tally.items[0].counts, tally.score_text) == ((1, 2, 1), "7.750")
    assert tally.bands == (("优秀", 2), ("合格", 1), ("不合格", 1))


def test_a_ballot_falls_into_a_band_by_its_own_unrounded_score() -> None:
    items = (Item("a", "", F(9999)), Item("b", "", F(1)))
    tally = count(make_meeting(items=items), (0, (9, 8)), (0, (9, 9)), (0, (4, 3)))
    assert tally.bands == (("好", 1), ("较好", 1), ("一般", 0), ("差", 1))


def test_below_all_bands_is_the_lowest() -> None:
    assert band_of((Band("好", F(9)), Band("差", F(3))), F(1)).name == "差"


def test_weights_apply_to_group_means_whatever_the_groups_sizes() -> None:
    tally = count(
        make_meeting(("0.5", "0.3", "0.2")), *votes_of(0, *[10] * 5), *votes_of(1, *[8] * 50), *votes_of(2, *[5] * 5)
    )
    assert tally.exact == F("8.4")


def test_an_empty_group_gives_its_weight_to_the_others_and_is_named() -> None:
    tally = count(
        make_meeting(("0.5", "0.3", "0.2")), *votes_of(0, *[10] * 5), *votes_of(1, *[8] * 5), *votes_of(2, None)
    )
    assert (tally.exact, tally.empty, tally.blocked) == (F(74, 8), ("C票",), False)


def test_refuse_blocks_the_score_when_a_weighted_group_is_empty() -> None:
    meeting = make_meeting(("0.5", "0.5"), refuse_empty_group=True)
    assert count(meeting, *votes_of(0, *[9] * 6)).blocked
    assert count(meeting, *votes_of(0, *[9] * 6)).score_text is None
    assert not count(meeting).blocked
    assert count(make_meeting((None, None), refuse_empty_group=True), *votes_of(0, 9)).score_text == "9.000"


def test_trimming_drops_k_at_either_end_only_above_2k_plus_2() -> None:
    meeting = make_meeting(trim=1)
    four, five = count(meeting, *votes_of(0, 1, 9, 9, 10)), count(meeting, *votes_of(0, 1, 9, 9, 10, 10))
    assert (four.exact, four.trimmed, four.untrimmed) == (F(29, 4), False, ("",))
    assert (five.exact, five.trimmed, five.untrimmed) == (F(28, 3), True, ())


def test_trimming_happens_inside_each_weighted_group_and_names_those_too_small() -> None:
    tally = count(make_meeting(("0.5", "0.5"), trim=1), *votes_of(0, 1, 9, 9, 9, 10), *votes_of(1, 6, 8))
    assert (tally.exact, tally.trimmed, tally.untrimmed) == (F(8), True, ("B票",))


def test_without_weights_trimming_takes_all_ballots_together() -> None:
    tally = count(make_meeting((None, None), trim=1), *votes_of(0, 1, 2, 9), *votes_of(1, 10, 10))
    assert tally.exact == F(2 + 9 + 10, 3)


def test_trimming_never_touches_counts_bands_or_item_means() -> None:
    votes = votes_of(0, 1, 9, 9, 9, 9, 10)
    plain, trimmed = count(make_meeting(), *votes), count(make_meeting(trim=2), *votes)
    assert (plain.items, plain.bands, plain.ballots) == (trimmed.items, trimmed.bands, trimmed.ballots)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([12, 3, 30], {0, 1}),
        ([12, 3, 4], {1, 2}),
        ([6, 6, 4], {1, 2}),
        ([6, 0, 4], {0, 2}),
        ([5, 5, 5], set()),
        ([0, 0, 9], set()),
        ([3], {0}),
        ([0, 2, 0], {1}),
    ],
)
def test_small_groups_are_hidden_and_a_single_one_with_the_next_smallest(sizes: list[int], hidden: set[int]) -> None:
    assert hidden_groups(sizes, 5) == hidden


def test_the_tally_does_not_contain_the_numbers_of_a_hidden_group() -> None:
    tally = count(make_meeting((None, None, None)), *votes_of(0, *[9] * 20), *votes_of(1, 7, 7), *votes_of(2, *[6] * 7))
    rows = [(row.ballots, row.mean, row.suppressed) for row in tally.groups]
    assert rows == [(20, F(9), False), (None, None, True), (None, None, True)]


def test_an_empty_group_is_shown_as_empty() -> None:
    row = count(make_meeting((None, None)), *votes_of(0, *[9] * 5)).groups[1]
    assert (row.ballots, row.mean, row.suppressed) == (0, None, False)


def test_without_ballots_there_is_no_score_and_every_count_is_zero() -> None:
    meeting = make_meeting(("0.5", "0.5"), trim=1)
    tally = count(meeting)
    assert (tally.ballots, tally.exact, tally.score_text, tally.empty, tally.untrimmed) == (0, None, None, (), ())
    assert subject_json(meeting, tally)["bands"] == {"好": 0, "较好": 0, "一般": 0, "差": 0}


def test_the_screen_gets_the_keys_of_the_contract() -> None:
    meeting = make_meeting()
    tally = count(meeting, *votes_of(0, 8, 9, None), (0, None), (0, INVALID))
    item = {"key": "overall", "title": "总体评价", "counts": [0] * 7 + [1, 1, 0], "abstained": 1, "mean": "8.500"}
    first = {
        "id": "s1",
        "ballots": 2,
        "abstained": 1,
        "recused": 1,
        "score": "8.500",
        "items": [item],
        "bands": {"好": 1, "较好": 1, "一般": 0, "差": 0},
    }
    assert subject_json(replace(meeting, edition=1), tally) == first
    assert subject_json(meeting, tally) == {**first, "invalid": 1, "items": [{**item, "classes": None}]}


MARKS = st.one_of(st.none(), st.tuples(*[st.one_of(st.none(), st.integers(1, 10))] * 2))
CAST = st.lists(st.tuples(st.integers(0, 2), MARKS), max_size=40)
WEIGHTS = st.one_of(st.just((None, None, None)), st.tuples(*[st.sampled_from(["0.1", "0.5", "2"])] * 3))


@settings(max_examples=300)
@given(CAST, WEIGHTS, st.integers(0, 3))
def test_counting_agrees_with_a_plain_recount_of_every_ballot(
    cast: list[tuple[int, tuple[int | None, int | None] | None]], weights: tuple[str | None, ...], k: int
) -> None:
    tally = count(make_meeting(weights, (Item("a", "", F(3), True), Item("b", "", F(1), True)), trim=k), *cast)
    scores: dict[int, list[F]] = {0: [], 1: [], 2: []}
    for group, marks in cast:
        scored = [(w, m) for w, m in zip((3, 1), marks or (), strict=False) if m is not None]
        if scored:
            scores[group].append(F(sum(w * m for w, m in scored), sum(w for w, _ in scored)))
    all_scores = sorted(b for group in scores.values() for b in group)
    assert tally.ballots == len(all_scores)
    assert tally.ballots + tally.abstained + tally.recused == len(cast)
    floors = [("好", 9), ("较好", 7), ("一般", 4), ("差", -1)]
    band_counts = Counter(next(name for name, floor in floors if b >= floor) for b in all_scores)
    assert tally.bands == tuple((name, band_counts[name]) for name, _ in floors)
    numerator, denominator = F(0), F(0)
    for bs, weight in (
        [(all_scores, F(1))] if weights[0] is None else [(scores[i], F(weights[i] or 0)) for i in range(3)]
    ):
        remaining = sorted(bs)[k : len(bs) - k] if len(bs) > 2 * k + 2 else bs
        if remaining:
            numerator, denominator = numerator + weight * sum(remaining) / len(remaining), denominator + weight
    assert tally.exact == (numerator / denominator if denominator else None)
    for index in (0, 1):
        marks_cast = [marks[index] for _, marks in cast if marks is not None]
        assert tally.items[index].counts == tuple(marks_cast.count(mark) for mark in range(1, 11))
        assert tally.items[index].abstained == marks_cast.count(None)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_no_hidden_group_follows_by_subtraction(sizes: list[int]) -> None:
    hidden = hidden_groups(sizes, 5)
    assert all(index in hidden for index, size in enumerate(sizes) if 0 < size < 5)
    assert not any(sizes[index] == 0 for index in hidden)
    assert len(hidden) != 1 or sum(size > 0 for size in sizes) == 1
