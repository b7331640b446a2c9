"""Counting on scales of edition 2, compared with numbers computed by hand (DECIDE §1, §4)."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.ballot_scores import is_scored, scoring_of
from server.core.counting import SubjectCount, tally_of, tally_subject
from server.core.disclosure import has_few_ballots
from server.core.forms import Choice, Form, Item, Scale
from server.core.hidden_groups import hidden_groups
from server.core.models import INVALID, Group, Meeting, Part, Row, Rules, Subject, Vote
from server.core.rounds import Round, State
from server.core.scale_classes import scale_classes
from server.core.tallies import SubjectTally
from server.core.tally_json import group_json, subject_json
from server.core.tally_message import ShownTallies, tally_message
from server.core.vote_rules import Decide, DecideRule

ZHANG = Subject("s1", "张三", "一支部")
TEN, HUNDRED = Scale(1, 10), Scale(0, 100)
MOTION = Scale(choices=(Choice("赞成", None), Choice("反对", None)))
BALLOT = Scale(choices=(Choice("赞成", F(100)), Choice("反对", F(0))))


def meeting_of(
    *items: Item, scale: Scale = TEN, groups: tuple[str | None, ...] = (None,), part: Any = None, **rules: Any
) -> Meeting:
    """`part`: settings of the part, `is_sum` of its form; `groups`: the weight of each."""
    about: dict[str, Any] = {**(part or {})}
    form = Form("form", "评分表", scale, items or (Item("overall", "总体"),), is_sum=about.pop("is_sum", False))
    voting = tuple(Group(f"{'ABCDEF'[i]}票", w and F(w) or None) for i, w in enumerate(groups))
    one = Part("上述", form, (ZHANG,), groups=tuple(group.name for group in voting), **about)
    return Meeting("述职评议", (one,), voting, Rules(**rules), "2026-01-01")


def count(meeting: Meeting, *votes: tuple[int, Row]) -> SubjectTally:
    return tally_subject(meeting, meeting.parts[0], ZHANG, Counter(Vote(*vote) for vote in votes))


def votes_of(group: int, *rows: Row) -> list[tuple[int, Row]]:
    return [(group, row) for row in rows]


def item_json(meeting: Meeting, tally: SubjectTally, index: int = 0) -> Any:
    row: Any = subject_json(meeting, tally)
    return row["items"][index]


def test_a_mark_is_a_whole_number_of_steps() -> None:
    tally = count(meeting_of(scale=Scale(0, 20, step=F("0.5"))), *votes_of(0, (17,), (18,), (20,)))
    assert (tally.items[0].mean, tally.score_text) == (F(55, 6), "9.167")
    tally = count(meeting_of(scale=Scale(0, 1000, step=F("0.01"))), *votes_of(0, (925,), (926,)))
    assert tally.exact == F("9.255")


def test_items_with_scales_of_their_own_are_summed() -> None:
    """德 0–20, 能 0–15, and a word that is only reported."""
    items = (
        Item("de", "德", scale=Scale(0, 20)),
        Item("neng", "能", scale=Scale(0, 30, step=F("0.5"))),
        Item("vote", "表决", F(0), abstain=True, scale=BALLOT),
    )
    meeting = meeting_of(*items, part={"is_sum": True})
    tally = count(meeting, *votes_of(0, (15, 25, 0), (18, 19, None), (20, 30, 1)))
    assert tally.exact == F("27.5") / 3 + F("27.5") / 3 + F(35) / 3
    assert [item.mean for item in tally.items] == [F(53, 3), F(37, 3), F(50)]
    assert [len(item.counts) for item in tally.items] == [21, 10, 2], "31 marks are counted in classes"
    assert tally.bands == ()


def test_trimming_drops_the_sums_of_whole_ballots() -> None:
    items = (Item("a", "甲", scale=Scale(0, 50)), Item("b", "乙", scale=Scale(0, 50)))
    meeting = meeting_of(*items, part={"is_sum": True}, trim=1)
    tally = count(meeting, *votes_of(0, (50, 0), (0, 50), (40, 40), (1, 1), (50, 50)))
    assert (tally.exact, tally.trimmed) == (F(50 + 50 + 80, 3), True)


@pytest.mark.parametrize(("least", "ballots", "score"), [(None, 4, F(25, 4)), (3, 4, F(7)), (5, 4, F(25, 4))])
def test_a_group_is_trimmed_from_as_many_ballots_as_the_rules_say(least: int | None, ballots: int, score: F) -> None:
    tally = count(meeting_of(trim=1, trim_least=least), *votes_of(0, (1,), (5,), (9,), (10,))[:ballots])
    assert (tally.exact, tally.trimmed, tally.untrimmed) == (score, score == 7, () if score == 7 else ("",))


def test_an_item_of_weight_0_is_reported_and_never_scored() -> None:
    """Who marks nothing else abstains."""
    items = (Item("overall", "总体", abstain=True), Item("known", "熟悉程度", F(0), abstain=True))
    meeting = meeting_of(*items)
    tally = count(meeting, *votes_of(0, (9, 1), (8, 1), (None, 3), (None, None)))
    assert (tally.ballots, tally.abstained, tally.exact) == (2, 2, F(17, 2))
    assert (tally.items[1].counts[:3], tally.items[1].abstained, tally.items[1].mean) == ((2, 0, 1), 1, F(5, 3))
    group = tally.groups[0]
    assert group.suppressed
    shown = count(replace(meeting, rules=Rules(min_group=1)), *votes_of(0, (9, 1), (None, 3))).groups[0]
    assert shown.items is not None and shown.items[1].counts == (1, *[0] * 9), "only of scored ballots"


def test_where_abstentions_are_0_every_valid_ballot_scores() -> None:
    """With 赞成 100 and 反对 0 the score is the share of votes: 3 of 5."""
    meeting = meeting_of(Item("vote", "表决", abstain=True), scale=BALLOT, part={"zeroes_abstentions": True})
    tally = count(meeting, *votes_of(0, (0,), (0,), (0,), (1,), (None,), None, INVALID))
    assert (tally.ballots, tally.abstained, tally.recused, tally.invalid) == (5, 0, 1, 1)
    assert (tally.score_text, tally.items[0].abstained, tally.items[0].mean) == ("60.000", 1, F(75))
    assert tally.bands == (("赞成", 3), ("反对", 2))


def test_abstained_items_of_a_sum_and_a_mean_are_0() -> None:
    items = (Item("a", "甲", F(3), abstain=True), Item("b", "乙", F(1), abstain=True))
    tally = count(meeting_of(*items, part={"zeroes_abstentions": True}), *votes_of(0, (8, None), (None, None)))
    assert (tally.exact, tally.ballots) == (F(6 + 0, 2), 2)
    items = (Item("a", "甲", abstain=True), Item("b", "乙", abstain=True))
    meeting = meeting_of(*items, part={"is_sum": True, "zeroes_abstentions": True})
    assert count(meeting, *votes_of(0, (8, 10), (None, None))).exact == 9


def test_the_mean_of_the_items_means_differs_from_that_of_the_ballots() -> None:
    """甲: 10, 10, 4 → 8. 乙, marked by one: 6. By items (8·3 + 6·1)/4; by ballots (9 + 10 + 4)/3."""
    items = (Item("a", "甲", F(3), abstain=True), Item("b", "乙", F(1), abstain=True))
    votes = votes_of(0, (10, 6), (10, None), (4, None))
    assert count(meeting_of(*items), *votes).exact == F(23, 3)
    assert count(meeting_of(*items, averages_items=True), *votes).exact == F(15, 2)
    assert count(meeting_of(*items, averages_items=True), *votes_of(0, (10, None))).exact == 10


def test_the_means_of_items_are_taken_in_each_group_before_groups_are_combined() -> None:
    """A: 甲 10, 8 → 9, 乙 4 → (9 + 4)/2. B: 甲 6 → 6. Combined 0.5·6.5 + 0.5·6."""
    items = (Item("a", "甲", abstain=True), Item("b", "乙", abstain=True))
    meeting = meeting_of(*items, groups=("0.5", "0.5"), averages_items=True, min_group=1)
    tally = count(meeting, *votes_of(0, (10, 4), (8, None)), *votes_of(1, (6, None)))
    assert [group.mean for group in tally.groups] == [F("6.5"), F(6)]
    assert tally.exact == F("6.25")


def test_abstentions_that_are_0_enter_the_means_of_items() -> None:
    items = (Item("a", "甲", abstain=True), Item("b", "乙", abstain=True))
    meeting = meeting_of(*items, averages_items=True, part={"zeroes_abstentions": True})
    assert count(meeting, *votes_of(0, (10, 4), (8, None), (None, None))).exact == (F(18, 3) + F(4, 3)) / 2


def test_an_invalid_line_is_none_of_scored_abstained_and_recused() -> None:
    meeting = meeting_of(Item("overall", "总体", abstain=True))
    tally = count(meeting, *votes_of(0, (9,), (None,), None, INVALID, INVALID))
    assert (tally.ballots, tally.abstained, tally.recused, tally.invalid) == (1, 1, 1, 2)
    assert (sum(tally.items[0].counts), tally.items[0].abstained) == (1, 1)


def test_where_votes_decide_a_ballot_scores_if_it_marks_that_item() -> None:
    """Plain words have no mean; a number beside them has its own."""
    items = (Item("vote", "表决", abstain=True), Item("mark", "评分", abstain=True, scale=HUNDRED))
    decide = Decide("vote", "valid", (DecideRule("通过", ("赞成",), over=F(1, 2)), DecideRule("未通过")))
    meeting = meeting_of(*items, scale=MOTION, part={"decide": decide}, min_group=1)
    tally = count(meeting, *votes_of(0, (0, 80), (0, None), (1, 60), (None, 40), (None, None), INVALID))
    assert (tally.ballots, tally.abstained, tally.invalid, tally.exact) == (3, 2, 1, None)
    assert [(sum(item.counts), item.abstained, item.mean) for item in tally.items] == [(3, 2, None), (3, 2, F(60))]
    assert (tally.bands, tally.groups[0].mean, tally.groups[0].ballots) == ((), None, 3)
    row: Any = group_json(meeting, tally.groups[0])
    assert row["items"] == [
        {"key": "vote", "counts": [2, 1], "shares": ["66.67", "33.33"]},
        {"key": "mark", "counts": None, "shares": None},
    ]
    assert row["bands"] == {} and row["mean"] is None


def test_a_scale_of_up_to_21_marks_is_counted_mark_by_mark() -> None:
    meeting = meeting_of(scale=Scale(0, 20))
    shown = item_json(meeting, count(meeting, *votes_of(0, (0,), (20,))))
    assert (shown["counts"], shown["classes"]) == ([1, *[0] * 19, 1], None)


def test_a_longer_scale_is_counted_in_ten_classes_of_which_the_last_is_closed() -> None:
    meeting = meeting_of(scale=HUNDRED)
    tally = count(meeting, *votes_of(0, (0,), (9,), (10,), (59,), (89,), (90,), (100,)))
    shown = item_json(meeting, tally)
    assert shown["counts"] is None
    assert shown["classes"] == [
        ["0", "10", 2], ["10", "20", 1], ["20", "30", 0], ["30", "40", 0], ["40", "50", 0], ["50", "60", 1],
        ["60", "70", 0], ["70", "80", 0], ["80", "90", 1], ["90", "100", 2],
    ]  # fmt: skip
    assert shown["mean"] == "51.000"


def test_bounds_of_classes_are_the_shortest_decimals() -> None:
    bounds = [(each.low, each.high) for each in scale_classes(Scale(1, 100))]
    assert bounds[:2] == [("1", "10.9"), ("10.9", "20.8")] and bounds[-1] == ("90.1", "100")
    fine = scale_classes(Scale(0, 1000, step=F("0.01")))
    assert [(each.low, each.first, each.last) for each in fine[::9]] == [("0", 0, 99), ("9", 900, 1000)]


def test_edition_1_counts_every_mark_of_any_scale_and_has_no_new_field() -> None:
    meeting = replace(meeting_of(scale=HUNDRED, min_group=1), edition=1)
    tally = count(meeting, *votes_of(0, (0,), (100,)))
    row: Any = subject_json(meeting, tally)
    assert "invalid" not in row and "classes" not in row["items"][0]
    assert row["items"][0]["counts"] == [1, *[0] * 99, 1]
    assert set(group_json(meeting, tally.groups[0])) == {"name", "weight", "ballots", "mean", "suppressed"}


def test_group_rows_have_counts_shares_and_bands_unless_the_group_is_hidden() -> None:
    meeting = meeting_of(groups=(None, None, None), min_group=3)
    tally = count(meeting, *votes_of(0, (9,), (9,), (7,)), *votes_of(1, (4,), (1,)), *votes_of(2, *[(5,)] * 9))
    shown, hidden, next_smallest = (group_json(meeting, group) for group in tally.groups)
    assert shown["suppressed"] and hidden["suppressed"], "the smallest is hidden with the next smallest, A"
    assert {hidden[key] for key in ("ballots", "mean", "items", "bands")} == {None}
    assert next_smallest["items"] == [
        {"key": "overall", "counts": [0] * 4 + [9] + [0] * 5, "shares": ["0.00"] * 4 + ["100.00"] + ["0.00"] * 5}
    ]
    assert next_smallest["bands"] == {"好": 0, "较好": 0, "一般": 9, "差": 0}
    empty: Any = group_json(meeting, count(meeting, (0, None)).groups[1])
    assert (empty["ballots"], empty["items"][0]["shares"]) == (0, [None] * 10)


def test_ballots_that_mark_only_what_is_not_scored_do_not_make_a_round_large_enough_to_show() -> None:
    """P58: 4 scored ballots beside 9 others; where abstentions are 0, and where votes decide, all 13 count."""
    items = (Item("vote", "表决", abstain=True, scale=BALLOT), Item("known", "熟悉程度", F(0), abstain=True))
    votes = Counter({Vote(0, (0, 5)): 4, Vote(0, (None, 5)): 9})
    decide = Decide("vote", "valid", (DecideRule("通过"),))
    for about, few in (({}, True), ({"zeroes_abstentions": True}, False), ({"decide": decide}, False)):
        assert has_few_ballots(meeting_of(*items, part=about).parts[0], votes) == few


def test_the_screen_has_classes_with_their_shares_and_each_items_marks() -> None:
    items = (Item("a", "甲", scale=HUNDRED), Item("b", "乙", abstain=True, scale=HUNDRED))
    meeting = meeting_of(*items)
    tally = count(meeting, *votes_of(0, (5, 95), (5, None), (100, 95)))
    round = Round("r1", 1, "上述", ("s1",), State.OPEN, "09:00")
    message: Any = tally_message(meeting, round, ShownTallies([tally], 3, 0))
    (row,) = message["subjects"]
    assert [item["classes"][0] for item in row["items"]] == [["0", "10", 2], ["0", "10", 0]]
    assert [item["shares"][0] for item in row["items"]] == ["66.7", "0.0"]
    assert [item["shares"][9] for item in row["items"]] == ["33.3", "100.0"]
    assert (row["score"], row["band"], row["shares"]) == ("50.833", None, {})


ITEMS = (
    Item("a", "甲", F(2), abstain=True),
    Item("b", "乙", F("0.5"), abstain=True, scale=Scale(2, 20, step=F("0.5"))),
    Item("c", "丙", F(0), abstain=True, scale=HUNDRED),
)
ROWS = st.one_of(
    st.tuples(*(st.none() | st.integers(*bounds) for bounds in ((1, 10), (2, 20), (0, 100)))),
    st.sampled_from((None, INVALID)),
)
CAST = st.lists(st.tuples(st.integers(0, 2), ROWS), max_size=30)
RULES = st.sampled_from(({}, {"trim": 1}, {"trim": 2, "trim_least": 5}, {"averages_items": True}))
WEIGHTS = st.sampled_from(((None, None, None), ("0.5", "0.3", "0.2")))


@given(CAST, WEIGHTS, RULES, st.booleans(), st.integers(0, 9), st.randoms())
def test_neither_the_order_nor_the_steps_of_counting_matter(
    cast: list[tuple[int, Row]],
    groups: tuple[str | None, ...],
    rules: dict[str, Any],
    zeroes: bool,
    cut: int,
    chance: random.Random,
) -> None:
    meeting = meeting_of(*ITEMS, groups=groups, part={"zeroes_abstentions": zeroes}, **rules)
    at_once = count(meeting, *cast)
    shuffled = chance.sample(cast, len(cast))
    counting = SubjectCount(meeting, meeting.parts[0])
    for some in (shuffled[:cut], shuffled[cut:]):
        counting.add(Counter(Vote(*vote) for vote in some))
        tally_of(meeting, ZHANG, counting)
    assert tally_of(meeting, ZHANG, counting) == replace(at_once, groups=())


@given(CAST, st.booleans())
def test_every_sum_is_that_of_the_ballots(cast: list[tuple[int, Row]], zeroes: bool) -> None:
    meeting = meeting_of(*ITEMS, groups=(None, None, None), part={"zeroes_abstentions": zeroes}, min_group=3)
    tally, part = count(meeting, *cast), meeting.parts[0]
    assert tally.ballots + tally.abstained + tally.recused + tally.invalid == len(cast)
    assert tally.ballots == sum(is_scored(part, row) for _, row in cast) == sum(n for _, n in tally.bands)
    for item in tally.items:
        assert sum(item.counts) + item.abstained == tally.ballots + tally.abstained
    for row in (row for _, row in cast if isinstance(row, tuple)):
        assert (scoring_of(meeting, part).score(row) is not None) == is_scored(part, row)
    shown = [group for group in tally.groups if not group.suppressed]
    for index, item in enumerate(tally.items[:2]):
        assert sum(sum(group.items[index].counts or ()) for group in shown if group.items) <= sum(item.counts)


@given(CAST, st.booleans(), st.randoms())
def test_nothing_printed_depends_on_which_hidden_group_a_ballot_is_from(
    cast: list[tuple[int, Row]], zeroes: bool, chance: random.Random
) -> None:
    """P25: so no difference of printed counts, words, bands and abstentions of items tells one hidden group from
    another, nor the group of a ballot that abstains, is recused or invalid."""
    meeting = meeting_of(*ITEMS, groups=(None, None, None), part={"zeroes_abstentions": zeroes}, min_group=4)
    part = meeting.parts[0]
    sizes = [sum(is_scored(part, row) for voter, row in cast if voter == group) for group in range(3)]
    hidden = hidden_groups(sizes, 4)
    mixed = [voter for voter, row in cast if voter in hidden and is_scored(part, row)]
    chance.shuffle(mixed)
    other = [
        (mixed.pop() if voter in hidden else voter, row) if is_scored(part, row) else (chance.randrange(3), row)
        for voter, row in cast
    ]
    assert count(meeting, *other) == count(meeting, *cast)
