"""Seats, ties, written names and outcomes compared with numbers computed by hand, and with a model of a few lines."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.attendance import Attendance
from server.core.forms import Choice, Item, Scale
from server.core.models import INVALID, Additions, Row, Rules, Subject
from server.core.vote_rules import BASES, Base, Decide, DecideRule
from tests.core.elections import (
    ABSTAIN,
    ELECTED,
    ELECTION,
    EXAMPLE,
    FORM,
    NO,
    YES,
    Map,
    json_of,
    meeting_of,
    part_json,
    part_of,
    record_of,
    results_of,
    round_of,
    rows,
)


def test_the_example_of_an_election_to_the_digit() -> None:
    """38 expected, 30 present; returned 30 = valid 28 + invalid line 1 + spoiled 1."""
    lists = [["王五"]] * 3 + [["王五", "王伍"]] + [["王伍"]] * 2
    meeting = meeting_of(part_of("甲"))
    part = part_json(
        meeting,
        round_of(EXAMPLE[:1], spoiled=1, write_ins=lists),
        additions=Additions(merges={"选举": {"王伍": "王五"}}),
    )
    assert {key: value for key, value in part.items() if key != "subjects"} == {
        "name": "选举", "weight": None, "form": "election", "again": None,
        "outcome": {"grade": "当选", "seats": 3, "filled": 1, "open": 2, "elected": ["甲"], "tied": [], "again": None},
        "write_ins": [
            {"name": "王五", "spellings": ["王五", "王伍"], "count": 6, "base": 30, "share": "20.00", "grade": "未当选"}
        ],
    }  # fmt: skip
    subject = part["subjects"][0]
    assert (subject["ballots"], subject["abstained"], subject["recused"], subject["invalid"]) == (27, 1, 0, 1)
    assert (subject["score"], subject["bands"]) == (None, {})
    assert (subject["items"][0]["counts"], subject["items"][0]["mean"]) == ([17, 10], None)
    assert subject["bases"] == {"expected": 38, "present": 30, "returned": 30, "valid": 28, "marked": 27}
    assert subject["votes"] == {"count": 17, "basis": "present", "base": 30, "share": "56.67", "needed": 16}
    assert subject["figures"] == [{"name": "赞成率", "count": 17, "basis": "valid", "base": 28, "share": "60.71"}]


def test_the_result_of_a_person_in_a_decided_part() -> None:
    meeting = meeting_of(part_of("甲"))
    assert results_of(meeting, round_of(EXAMPLE[:1], spoiled=1)) == [{
        "subject": {"name": "甲", "unit": ""}, "ids": ["s1"], "roster": 1, "rank": 1, "parts": {}, "adjustments": [],
        "score": None,
        "votes": {"part": "选举", "count": 17, "basis": "present", "base": 30, "share": "56.67", "needed": 16},
        "grade": "当选", "grades": ["当选", "未当选"], "awards": [], "awaits": [],
        "reasons": [{"code": "votes", "text": "赞成 17/30，56.67%，超过 1/2"}], "remarks": [], "decided": None,
    }]  # fmt: skip


def test_a_tie_across_the_last_seat_seats_none_of_the_tied() -> None:
    """甲 20 and 乙 18 are elected; 丙 and 丁 tie at 17 for the third seat; 戊 is below one half."""
    columns = [rows(20, 10), rows(18, 12), rows(17, 13), rows(17, 13), rows(12, 18)]
    meeting = meeting_of(part_of("甲乙丙丁戊"))
    assert part_json(meeting, round_of(columns))["outcome"] == {
        "grade": "当选", "seats": 3, "filled": 2, "open": 1,
        "elected": ["甲", "乙"], "tied": ["丙", "丁"], "again": None,
    }  # fmt: skip
    results = results_of(meeting, round_of(columns))
    assert [(r["subject"]["name"], r["rank"], r["grade"], r["awaits"]) for r in results] == [
        ("甲", 1, "当选", []), ("乙", 2, "当选", []), ("丙", 3, None, ["again"]), ("丁", 3, None, ["again"]),
        ("戊", 5, "未当选", []),
    ]  # fmt: skip
    assert [[remark["code"] for remark in r["remarks"]] for r in results] == [[], [], ["again"], ["again"], []]
    assert results[2]["reasons"][0]["text"] == "赞成 17/30，56.67%，在 3 个名额的末位并列"
    assert results[4]["reasons"][0]["text"] == "赞成 12/30，40.00%，未超过 1/2"


def test_a_run_off_is_named_and_waited_for_no_longer() -> None:
    """The tied grades of the first part stay null."""
    columns = [rows(20, 10), rows(17, 13), rows(17, 13)]
    first = part_of("甲丙丁", replace(ELECTION, rules=(replace(ELECTED, seats=2), DecideRule("未当选"))))
    second = replace(part_of("丙丁"), name="选举（再次投票）", again="选举", form=replace(FORM, write_in=None))
    run_off = replace(second, subjects=(Subject("s8", "丙"), Subject("s9", "丁")))
    meeting = meeting_of(first, run_off)
    tally = json_of(record_of(meeting, round_of(columns)))
    assert tally["parts"][0]["outcome"]["again"] == "选举（再次投票）" and tally["parts"][1]["again"] == "选举"
    assert tally["parts"][1]["outcome"] is None
    assert [(r["grade"], r["awaits"]) for r in results_of(meeting, round_of(columns))] == [
        ("当选", []), (None, []), (None, []),
    ]  # fmt: skip


def test_a_written_name_can_be_seated_and_a_vote_of_none_never_is() -> None:
    decide = replace(ELECTION, base="valid", rules=(DecideRule("推荐", ("赞成",), seats=3), DecideRule("落选")))
    columns = [rows(4, 26), rows(0, 30)]
    lists = [["王五"]] * 9 + [["赵六"]]
    part = part_json(meeting_of(part_of("甲乙", decide)), round_of(columns, write_ins=lists))
    assert [(name["name"], name["share"], name["grade"]) for name in part["write_ins"]] == [
        ("王五", "30.00", "推荐"), ("赵六", "3.33", "推荐"),
    ]  # fmt: skip
    assert part["outcome"]["elected"] == ["王五", "甲", "赵六"] and part["outcome"]["open"] == 0
    results = results_of(meeting_of(part_of("甲乙", decide)), round_of(columns, write_ins=lists))
    assert [(r["grade"], r["rank"]) for r in results] == [("推荐", 1), ("落选", 2)]
    assert part["subjects"][0]["votes"]["needed"] is None
    assert results[0]["reasons"][0]["text"] == "赞成 4/30，13.33%，在 3 个名额之内"
    assert results[1]["reasons"][0]["text"] == "赞成 0/30，0.00%，不在 3 个名额之内"


def test_whoever_is_beaten_for_the_seats_falls_through_to_the_next_rule() -> None:
    rules = (replace(ELECTED, seats=1), DecideRule("候补", ("赞成",), at_least=F(1, 3)), DecideRule("未当选"))
    columns = [rows(20, 10), rows(18, 12), rows(10, 20), rows(9, 21)]
    results = results_of(meeting_of(part_of("甲乙丙丁", replace(ELECTION, rules=rules))), round_of(columns))
    assert [r["grade"] for r in results] == ["当选", "候补", "候补", "未当选"]
    assert [reason["text"] for reason in results[1]["reasons"]] == [
        "赞成 18/30，60.00%，不在 1 个名额之内",
        "赞成 18/30，60.00%，达到 1/3",
    ]


def test_seats_go_to_the_most_votes_for_them_whatever_the_rules_before_count() -> None:
    """甲 has the most 反对, which the first rule counts; the seat is filled by 赞成."""
    rejected = DecideRule("否决", ("反对",), over=F(1, 2))
    decide = replace(ELECTION, rules=(rejected, DecideRule("当选", ("赞成",), seats=1), DecideRule("未当选")))
    columns = [rows(15, 15), rows(20, 10), rows(10, 20)]
    results = results_of(meeting_of(part_of("甲乙丙", decide)), round_of(columns))
    assert [(r["subject"]["name"], r["grade"], r["rank"]) for r in results] == [
        ("乙", "当选", 1),
        ("甲", "未当选", 2),
        ("丙", "否决", 3),
    ]
    assert results[0]["votes"]["count"] == 10, "votes states the first rule"


def test_one_subjects_contradiction_seats_nobody() -> None:
    """乙 has 28 of 28 present, 甲 29."""
    columns = [rows(20, 9), rows(25, 3, recused=1)]
    meeting, people = meeting_of(part_of("甲乙")), Attendance(28, 10)
    assert part_json(meeting, round_of(columns), attendance=people)["outcome"] is None
    assert [r["grade"] for r in results_of(meeting, round_of(columns), attendance=people)] == [None, None]


def test_ties_are_broken_by_the_next_key_of_the_ranking() -> None:
    """A vote and a mark out of 100 in steps of one: equal votes, and 乙 has the higher mean."""
    items = (Item("vote", "表决"), Item("level", "评价"))
    scale = Scale(choices=(Choice("赞成", F(1)), Choice("反对", F(0))))
    decide = replace(ELECTION, rules=(replace(ELECTED, seats=1), DecideRule("未当选")), rank=("votes", "item:level"))
    part = part_of("甲乙", decide, form=replace(FORM, scale=scale, items=items, write_in=None))
    both: list[Row] = [(0, 0)] * 18
    columns: list[list[Row]] = [[*both, *[(1, 1)] * 12], [*both, *[(1, 0)] * 12]]
    results = results_of(meeting_of(part), round_of(columns))
    assert [(r["subject"]["name"], r["grade"], r["rank"]) for r in results] == [("乙", "当选", 1), ("甲", "未当选", 2)]


BALLOT_ROWS: st.SearchStrategy[Row] = st.sampled_from([YES, YES, NO, ABSTAIN, INVALID, None])
NAMES = ("王五", "王伍", "赵六")


@st.composite
def elections(draw: st.DrawFn) -> tuple[Decide, list[list[Row]], list[list[str]]]:
    """A rule, the rows of some ballots on up to five subjects, and the names that the ballots add."""
    subjects, ballots = draw(st.integers(1, 5)), draw(st.integers(0, 9))
    columns = [draw(st.lists(BALLOT_ROWS, min_size=ballots, max_size=ballots)) for _ in range(subjects)]
    lists = draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True), max_size=ballots))
    rule = DecideRule("当选", ("赞成",), seats=draw(st.none() | st.integers(1, 3)))
    bound: Map = {draw(st.sampled_from(("at_least", "over"))): F(draw(st.integers(0, 3)), 4)}
    rule = rule if rule.seats and draw(st.booleans()) else replace(rule, **bound)
    bases: list[Base] = [*BASES, ("赞成", "反对")]
    base = draw(st.sampled_from(bases))
    return Decide("vote", base, (rule, DecideRule("未当选")), ("votes",)), columns, lists


def model_base(base: Base, column: Sequence[Row], spoiled: int) -> int:
    cast_rows = [row for row in column if row is not None]
    numbers = {
        "expected": 38,
        "present": 30,
        "returned": len(cast_rows) + spoiled,
        "valid": len(cast_rows) - cast_rows.count(INVALID),
        "marked": cast_rows.count(YES) + cast_rows.count(NO),
    }
    return numbers["marked"] if isinstance(base, tuple) else numbers[base]


@settings(max_examples=300, deadline=None)
@given(elections(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_votes_agree_with_a_model_of_a_few_lines(
    election: tuple[Decide, list[list[Row]], list[list[str]]], spoiled: int, chance: Any
) -> None:
    decide, columns, lists = election
    meeting = meeting_of(part_of("甲乙丙丁戊"[: len(columns)], decide), rules=Rules(panel=True))
    part = part_json(meeting, round_of(columns, spoiled=spoiled, write_ins=lists))
    results = {r["ids"][0]: r for r in results_of(meeting, round_of(columns, spoiled=spoiled, write_ins=lists))}
    rule = decide.rules[0]
    holds: list[tuple[int, str]] = []
    for subject, column in zip(part["subjects"], columns, strict=True):
        base, count = model_base(decide.base, column, spoiled), column.count(YES)
        assert (subject["votes"]["count"], subject["votes"]["base"]) == (count, base)
        assert (subject["votes"]["share"] is None) == (base == 0)
        if base and not (rule.seats and not count):
            share = F(count, base)
            if (rule.at_least is None or share >= rule.at_least) and (rule.over is None or share > rule.over):
                holds.append((count, subject["name"]))
                assert rule.seats or results[subject["id"]]["grade"] == "当选"
            elif rule.seats is None:
                assert results[subject["id"]]["grade"] == "未当选"
    outcome = part["outcome"]
    if rule.seats and outcome:
        written = [(name["count"], name["name"]) for name in part["write_ins"]]
        counts = dict((name, count) for count, name in [*holds, *written])
        assert outcome["filled"] == len(outcome["elected"]) <= rule.seats
        assert not set(outcome["elected"]) & set(outcome["tied"])
        assert all(counts[up] > counts[tied] for up in outcome["elected"] for tied in outcome["tied"])
        assert len(outcome["tied"]) != 1 and (not outcome["tied"] or outcome["open"] > 0)
        tied = {r["subject"]["name"] for r in results.values() if "again" in [m["code"] for m in r["remarks"]]}
        assert tied == set(outcome["tied"]) - {name["name"] for name in part["write_ins"]}
    shuffled = [chance.sample(column, len(column)) for column in columns]
    again = round_of(shuffled, spoiled=spoiled, write_ins=chance.sample(lists, len(lists)))
    assert part_json(meeting, again) | {"subjects": []} == part | {"subjects": []}
    without_groups = [{k: v for k, v in s.items() if k != "groups"} for s in part["subjects"]]
    reordered = part_json(meeting, again)["subjects"]
    assert [{k: v for k, v in s.items() if k != "groups"} for s in reordered] == without_groups


@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=12))
def test_a_merged_name_counts_once_per_ballot(lists: list[list[str]]) -> None:
    cast_round = round_of([rows(9, 6)], write_ins=lists)
    merged = Additions(merges={"选举": {"王伍": "王五"}})
    part = part_json(meeting_of(part_of("甲")), cast_round, additions=merged)
    counts = {name["name"]: name["count"] for name in part["write_ins"]}
    expected = {
        "王五": sum(bool({"王五", "王伍"} & set(names)) for names in lists),
        "赵六": sum("赵六" in n for n in lists),
    }
    assert counts == {name: count for name, count in expected.items() if count}
