"""Votes, bases, seats and outcomes of decided parts compared with numbers computed by hand, and with a short model."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.composition import compose
from server.core.counting import tally_subject
from server.core.decided_results import decided_results
from server.core.forms import Choice, Form, Item, Scale, WriteIn
from server.core.models import (
    INVALID,
    Additions,
    Attendance,
    Decision,
    Group,
    GroupAttendance,
    Meeting,
    Part,
    Phase,
    Row,
    Rules,
    Subject,
    Vote,
)
from server.core.record import LogHead, Record, Snapshot
from server.core.record_json import record_json
from server.core.results import result_json
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.tally_message import ShownTallies, tally_message
from server.core.vote_rules import BASES, Base, Decide, DecideRule, Figure

Map = dict[str, Any]
YES, NO, ABSTAIN = (0,), (1,), (None,)
WORDS = Scale(choices=(Choice("赞成", None), Choice("反对", None)))
FORM = Form("election", "选举票", WORDS, (Item("vote", "表决", abstain=True),), write_in=WriteIn("赞成", 3))
ELECTED = DecideRule("当选", ("赞成",), over=F(1, 2), seats=3)
ELECTION = Decide("vote", "present", (ELECTED, DecideRule("未当选")), ("votes",))
FIGURE = Figure("赞成率", "vote", ("赞成",), "valid")


def part_of(names: str, decide: Decide = ELECTION, **about: Any) -> Part:
    subjects = tuple(Subject(f"s{place}", name) for place, name in enumerate(names, 1))
    return replace(Part("选举", FORM, subjects, groups=("A票", "B票"), decide=decide, figures=(FIGURE,)), **about)


def meeting_of(*parts: Part, **about: Any) -> Meeting:
    groups = (Group("A票", size=20), Group("B票", size=18))
    return replace(Meeting("换届", parts, groups, Rules(), "2026-01-01", expected=38), **about)


def rows(yes: int = 0, no: int = 0, abstained: int = 0, invalid: int = 0, recused: int = 0) -> list[Row]:
    kinds: list[tuple[Row, int]] = [(YES, yes), (NO, no), (ABSTAIN, abstained), (INVALID, invalid), (None, recused)]
    return [row for row, times in kinds for _ in range(times)]


def round_of(columns: Sequence[Sequence[Row]], part: str = "选举", spoiled: int = 0, **about: Any) -> CountedRound:
    """A closed round on s1, s2, …; the first twelve ballots are from group A."""
    votes = tuple(Counter(Vote(int(place >= 12), row) for place, row in enumerate(column)) for column in columns)
    ballots = len(columns[0])
    counts = Counts(eligible=38, phone=ballots, paper=spoiled, invalid=spoiled)
    ids = tuple(f"s{place}" for place in range(1, len(columns) + 1))
    round = Round("r1", 1, part, ids, State.CLOSED, "09:00", "09:10", counts=counts)
    lists = about.pop("write_ins", ())
    return CountedRound(replace(round, **about), votes, write_ins=tuple(map(tuple, lists)))


def record_of(meeting: Meeting, *rounds: CountedRound, **about: Any) -> Record:
    people, log = Attendance(30, 8), LogHead("2026-01-01T10:00:00+08:00")
    base = Snapshot("m1", meeting, Phase.LIVE, people, Additions(), 38, 0, rounds, log, {"title": "换届"})
    return compose(replace(base, **about))


def json_of(record: Record) -> Map:
    tally: Map = json.loads(json.dumps(record_json(record)))
    return tally


def part_json(meeting: Meeting, *rounds: CountedRound, **about: Any) -> Map:
    part: Map = json_of(record_of(meeting, *rounds, **about))["parts"][0]
    return part


def results_of(
    meeting: Meeting, *rounds: CountedRound, waiting: dict[str, str] | None = None, **about: Any
) -> list[Map]:
    record = record_of(meeting, *rounds, **about)
    votes = record.parts[0].votes
    assert votes is not None
    results = decided_results(meeting, votes, about.get("additions", Additions()), waiting or {})
    return [result_json(result, meeting) for result in results]


EXAMPLE = (rows(17, 10, 1, 1), rows(16, 12, 1), rows(20, 8, 1), rows(17, 11, 1), rows(3, 26))


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


SATISFACTION = Decide("vote", "expected", (
    DecideRule("满意", ("满意",), at_least=F(1, 2)),
    DecideRule("基本满意", ("满意", "基本满意"), over=F(1, 2)),
    DecideRule("不满意"),
))  # fmt: skip
LEVELS = Scale(choices=tuple(Choice(word, None) for word in ("满意", "基本满意", "不满意", "不了解")))
ASSEMBLY = replace(FORM, scale=LEVELS, write_in=None)


def assembly(base: Base = "expected") -> Part:
    return part_of("甲", replace(SATISFACTION, base=base), form=ASSEMBLY, figures=(), name="满意度")


def cast(*counts: int, abstained: int = 0) -> CountedRound:
    column = [*(Counter({(mark,): n for mark, n in enumerate(counts)}).elements()), *[ABSTAIN] * abstained]
    return round_of([column], "满意度")


@pytest.mark.parametrize(
    ("counts", "grade"),
    [((19, 3, 2, 6), "满意"), ((18, 2, 4, 6), "基本满意"), ((18, 1, 5, 6), "不满意"), ((0, 0, 0, 0), "不满意")],
)
def test_rules_hold_in_order_and_half_is_at_least_but_not_over_half(counts: tuple[int, ...], grade: str) -> None:
    """Of 38: 19 is exactly one half, 20 is over it. A round without ballots decides, as its base is not 0."""
    assert results_of(meeting_of(assembly()), cast(*counts))[0]["grade"] == grade


@pytest.mark.parametrize(
    ("base", "number"),
    [("expected", 38), ("present", 30), ("returned", 29), ("valid", 28), ("marked", 26), (("满意", "不满意"), 15)],
)
def test_each_base_is_its_own_number(base: Base, number: int) -> None:
    """Of 29 returned: 1 spoiled, 2 abstained, 12 满意, 8 基本满意, 3 不满意, 3 不了解."""
    one = replace(cast(12, 8, 3, 3, abstained=2))
    counts = replace(one.round.counts, paper=1, invalid=1)
    votes = part_json(meeting_of(assembly(base)), replace(one, round=replace(one.round, counts=counts)))
    share = votes["subjects"][0]["votes"]
    assert (share["basis"], share["base"]) == (base if isinstance(base, str) else list(base), number)


def test_recusal_reduces_the_bases_of_ballots_and_never_those_of_people() -> None:
    subject = part_json(meeting_of(part_of("甲")), round_of([rows(15, 8, 2, 1, recused=3)], spoiled=1))["subjects"][0]
    assert subject["bases"] == {"expected": 38, "present": 30, "returned": 27, "valid": 25, "marked": 23}


def test_people_of_some_groups_are_those_of_the_groups() -> None:
    part = part_of("甲", replace(ELECTION, base="expected"), groups=("B票",))
    present = Attendance(30, 8, (GroupAttendance("A票", 18, 2), GroupAttendance("B票", 12, 6)))
    votes = [Counter({Vote(1, YES): 10})]
    cast_round = replace(round_of([[YES]]), votes=tuple(votes))
    bases = part_json(meeting_of(part), cast_round, attendance=present)["subjects"][0]["bases"]
    assert (bases["expected"], bases["present"]) == (18, 12)
    balance = json_of(record_of(meeting_of(part), cast_round, attendance=present))["reconciliation"]
    assert (balance["rounds"][0]["expected"], balance["rounds"][0]["present"]) == (18, 12)
    assert balance["groups"] == [
        {"name": "A票", "expected": 20, "present": 18, "absent": 2},
        {"name": "B票", "expected": 18, "present": 12, "absent": 6},
    ]


@pytest.mark.parametrize(
    ("base", "groups", "about", "awaits"),
    [
        ("expected", ("A票", "B票"), {"expected": None}, ["expected"]),
        ("expected", ("B票",), {"groups": (Group("A票", size=1), Group("B票"))}, ["groups[1].size"]),
        ("present", ("A票", "B票"), {}, ["present"]),
    ],
)
def test_a_missing_number_leaves_everything_open_that_depends_on_it(
    base: str, groups: tuple[str, ...], about: Map, awaits: list[str]
) -> None:
    meeting = meeting_of(part_of("甲", replace(ELECTION, base=base), groups=groups), **about)
    cast_round = replace(round_of([[YES]]), votes=(Counter({Vote(1, YES): 10}),))
    part = part_json(meeting, cast_round, attendance=Attendance())
    assert part["outcome"] is None
    assert part["subjects"][0]["votes"] == {"count": 10, "basis": base, "base": None, "share": None, "needed": None}
    result = results_of(meeting, cast_round, attendance=Attendance())[0]
    assert (result["grade"], result["awaits"], result["reasons"]) == (None, awaits, [])
    assert [remark["code"] for remark in result["remarks"]] == ["awaits"]


def test_the_round_keeps_its_attendance_and_takes_the_meetings_while_it_has_none() -> None:
    meeting = meeting_of(part_of("甲"))
    kept = replace(
        round_of([rows(17, 11)]), round=replace(round_of([rows(17, 11)]).round, attendance=Attendance(29, 9))
    )
    assert part_json(meeting, kept)["subjects"][0]["bases"]["present"] == 29
    assert part_json(meeting, round_of([rows(17, 11)]))["subjects"][0]["bases"]["present"] == 30


@pytest.mark.parametrize("base", ["expected", "present"])
def test_a_base_below_the_ballots_returned_is_a_problem_and_decides_nothing(base: str) -> None:
    meeting = meeting_of(part_of("甲", replace(ELECTION, base=base)), expected=28)
    one = round_of([rows(20, 9)])
    record = record_of(meeting, one, attendance=Attendance(28, 0))
    votes = json_of(record)["parts"][0]["subjects"][0]["votes"]
    assert (votes["count"], votes["base"], votes["share"]) == (20, 28, None)
    assert json_of(record)["parts"][0]["outcome"] is None
    assert any("29" in problem and "28" in problem for problem in record.reconciliation.problems)
    result = results_of(meeting, one, attendance=Attendance(28, 0))[0]
    assert (result["grade"], [remark["code"] for remark in result["remarks"]]) == (None, ["contradicted"])


def test_one_subjects_contradiction_seats_nobody() -> None:
    """乙 has 28 of 28 present, 甲 29."""
    columns = [rows(20, 9), rows(25, 3, recused=1)]
    meeting, people = meeting_of(part_of("甲乙")), Attendance(28, 10)
    assert part_json(meeting, round_of(columns), attendance=people)["outcome"] is None
    assert [r["grade"] for r in results_of(meeting, round_of(columns), attendance=people)] == [None, None]


def test_a_base_of_no_ballots_decides_nothing() -> None:
    decide = replace(ELECTION, base="marked", rules=(replace(ELECTED, seats=None), DecideRule("未当选")))
    result = results_of(meeting_of(part_of("甲", decide)), round_of([rows(abstained=9)]))[0]
    assert (result["votes"]["base"], result["votes"]["share"], result["grade"]) == (0, None, None)
    assert [remark["code"] for remark in result["remarks"]] == ["no_base"]


@pytest.mark.parametrize("state", [State.OPEN, State.VOIDED, None])
def test_without_a_closed_round_there_are_no_votes(state: State | None) -> None:
    meeting = meeting_of(part_of("甲"))
    rounds = [] if state is None else [replace(one := round_of(EXAMPLE[:1]), round=replace(one.round, state=state))]
    part = part_json(meeting, *rounds, draft=True)
    assert (part["outcome"], part["write_ins"]) == (None, [])
    assert [part["subjects"][0][key] for key in ("votes", "bases", "figures")] == [None, None, []]
    waiting = {"s1": "open"} if state is State.OPEN else {}
    result = results_of(meeting, *rounds, waiting=waiting)[0]
    assert (result["grade"], result["rank"], result["votes"], result["awaits"]) == (None, None, None, ["round"])
    assert [remark["code"] for remark in result["remarks"]] == ["waiting"]


@pytest.mark.parametrize(("yes", "abstained", "is_seen"), [(2, 3, True), (2, 2, False), (0, 5, True)])
def test_abstentions_count_among_the_five_ballots_below_which_votes_are_withheld(
    yes: int, abstained: int, is_seen: bool
) -> None:
    column = rows(yes, 0, abstained, invalid=3, recused=4)
    assert (part_json(meeting_of(part_of("甲")), round_of([column]))["subjects"][0]["votes"] is not None) == is_seen


def test_a_motion_has_a_grade_and_no_outcome() -> None:
    decide = Decide("vote", "expected", (DecideRule("通过", ("赞成",), over=F(1, 2)), DecideRule("未通过")))
    meeting = meeting_of(part_of("案", decide))
    assert part_json(meeting, round_of([rows(20, 5)]))["outcome"] is None
    result = results_of(meeting, round_of([rows(20, 5)]))[0]
    assert (result["grade"], result["rank"]) == ("通过", None)
    assert result["reasons"][0]["text"] == "赞成 20/38，52.63%，超过 1/2"


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


def test_a_scored_part_has_figures_and_no_votes() -> None:
    scale = Scale(choices=(Choice("赞成", F(10)), Choice("反对", F(0))))
    part = replace(part_of("甲"), decide=None, form=replace(FORM, scale=scale, write_in=None))
    shown = part_json(meeting_of(part), round_of([rows(17, 10, 1, 1)], spoiled=1))
    assert (shown["outcome"], shown["write_ins"], shown["again"]) == (None, [], None)
    assert (shown["subjects"][0]["votes"], shown["subjects"][0]["score"]) == (None, "6.296")
    assert shown["subjects"][0]["figures"][0]["share"] == "60.71"


def test_flags_and_decisions_of_a_decided_part_are_stated_and_change_nothing() -> None:
    additions = Additions(flags={"s1": ("被问责",)}, decisions={"s1": Decision("未当选", "研究决定")})
    result = results_of(meeting_of(part_of("甲")), round_of(EXAMPLE[:1]), additions=additions)[0]
    assert (result["grade"], result["decided"]) == ("当选", {"grade": "未当选", "reason": "研究决定"})
    assert result["reasons"][-1] == {"code": "flag", "text": "有“被问责”情形"}


def test_a_running_tally_shows_the_released_ballots_alone() -> None:
    """Returned and valid are those, whatever has been spoiled; the attendance is what is entered now."""
    one = round_of([rows(6, 3, 1)], spoiled=2, state=State.OPEN)
    meeting = meeting_of(part_of("甲"))
    tally = tally_subject(meeting, meeting.parts[0], meeting.parts[0].subjects[0], one.votes[0])
    message: Map = tally_message(meeting, one.round, ShownTallies([tally], 10, 1, Attendance(30, 8)))
    (shown,) = message["subjects"]
    assert shown["bases"] == {"expected": 38, "present": 30, "returned": 10, "valid": 10, "marked": 9}
    assert shown["votes"] == {"count": 6, "basis": "present", "base": 30, "share": "20.00", "needed": 16}
    assert shown["figures"] == [{"name": "赞成率", "count": 6, "basis": "valid", "base": 10, "share": "60.00"}]
    assert (shown["score"], shown["band"]) == (None, None) and "groups" not in shown


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
