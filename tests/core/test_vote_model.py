"""Random parts with several rules, seats and written names, against a model that follows DECIDE §3 line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.attendance import Attendance
from server.core.forms import Choice, Item, Scale, WriteIn
from server.core.models import INVALID, Row, Rules
from server.core.vote_rules import BASES, Base, Decide, DecideRule
from tests.core.elections import FORM, Map, meeting_of, part_json, part_of, results_of, round_of

WORDS = ("赞成", "反对", "不了解")
SCALE = Scale(choices=tuple(Choice(word, F(value)) for word, value in zip(WORDS, (10, 0, 5), strict=True)))
ITEMS = (Item("vote", "表决", abstain=True), Item("level", "评价", abstain=True))
WRITTEN = ("王五", "王伍", "赵六")
RANKS: tuple[tuple[str, ...], ...] = (("votes",), ("votes", "item:level"), ("item:level", "votes"))


class Case(NamedTuple):
    decide: Decide
    columns: list[list[Row]]
    names: list[list[str]]
    spoiled: int
    present: int


class Runner(NamedTuple):
    """A subject or a written name: its votes by word, base, and the mean of the second item."""

    name: str
    words: Mapping[str, int]
    base: int
    returned: int
    level: F | None


@st.composite
def cases(draw: st.DrawFn) -> Case:
    subjects, ballots = draw(st.integers(1, 4)), draw(st.integers(0, 8))
    cell = st.sampled_from((0, 0, 1, 2, None))
    row: st.SearchStrategy[Row] = st.one_of(
        st.tuples(cell, cell), st.tuples(cell, cell), st.sampled_from((INVALID, None))
    )
    columns = [draw(st.lists(row, min_size=ballots, max_size=ballots)) for _ in range(subjects)]
    names = draw(st.lists(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=2, unique=True), max_size=ballots))
    seated = draw(st.integers(0, 3))
    rules = tuple(_rule(draw, place, place == seated) for place in range(draw(st.integers(0, 3))))
    bases: list[Base] = [*BASES, ("赞成", "反对")]
    decide = Decide("vote", draw(st.sampled_from(bases)), (*rules, DecideRule("其余")), draw(st.sampled_from(RANKS)))
    return Case(decide, columns, names, draw(st.integers(0, 2)), draw(st.sampled_from((6, 12, 30))))


def _rule(draw: st.DrawFn, place: int, seated: bool) -> DecideRule:
    of = tuple(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True)))
    bound: Any = {draw(st.sampled_from(("at_least", "over"))): draw(st.sampled_from((F(1, 4), F(1, 3), F(1, 2))))}
    bound = {} if seated and draw(st.booleans()) else bound
    return DecideRule(f"第{place + 1}等", of, seats=draw(st.integers(1, 3)) if seated else None, **bound)


def runners(case: Case) -> list[Runner]:
    subjects = [_subject(case, name, column) for name, column in zip("甲乙丙丁", case.columns, strict=False)]
    valid = len(case.columns[0])
    counts = {name: sum(name in names for names in case.names) for name in WRITTEN}
    numbers = {"expected": 38, "present": case.present, "returned": valid + case.spoiled}
    base = numbers.get(case.decide.base, valid) if isinstance(case.decide.base, str) else valid
    written = sorted(((name, count) for name, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
    return [*subjects, *(Runner(n, {"赞成": c}, base, valid + case.spoiled, None) for n, c in written)]


def _subject(case: Case, name: str, column: Sequence[Row]) -> Runner:
    marked = [row for row in column if isinstance(row, tuple)]
    words = {word: sum(row[0] == place for row in marked) for place, word in enumerate(WORDS)}
    returned = len(marked) + column.count(INVALID) + case.spoiled
    numbers = {
        "expected": 38,
        "present": case.present,
        "returned": returned,
        "valid": len(marked),
        "marked": sum(words.values()),
    }
    base = case.decide.base
    number = numbers[base] if isinstance(base, str) else sum(words[word] for word in base)
    levels = [(10, 0, 5)[row[1]] for row in marked if row[1] is not None]
    return Runner(name, words, number, returned, F(sum(levels), len(levels)) if levels else None)


def votes(runner: Runner, rule: DecideRule) -> int:
    return sum(runner.words.get(word, 0) for word in rule.of)


def order(decide: Decide, runner: Runner) -> list[tuple[bool, F]]:
    ranking = next((rule for rule in decide.rules if rule.seats), decide.rules[0])
    values = {"votes": F(votes(runner, ranking)), "item:level": runner.level}
    return [(values[key] is not None, values[key] or F()) for key in decide.rank]


def grades(case: Case) -> dict[str, str | None]:
    """Of everybody, by name."""
    decide, everybody = case.decide, runners(case)
    people = decide.base in ("expected", "present")
    unsure = people and any(one.base < one.returned for one in everybody)
    grades: dict[str, str | None] = {one.name: None for one in everybody}
    rest = [one for one in everybody if one.base and not (people and one.base < one.returned)]
    for rule in decide.rules[:-1]:
        if rule.seats and unsure:
            return grades
        holding = [one for one in rest if holds(one, rule)]
        if rule.seats:
            holding = _seated(decide, rule.seats, holding, rest)
        grades |= {one.name: rule.grade for one in holding}
        rest = [one for one in rest if one not in holding]
    return grades | {one.name: decide.rules[-1].grade for one in rest}


def holds(one: Runner, rule: DecideRule) -> bool:
    share = F(votes(one, rule), one.base)
    enough = (rule.at_least is None or share >= rule.at_least) and (rule.over is None or share > rule.over)
    return enough and not (rule.seats and share == 0)


def _seated(decide: Decide, seats: int, holding: list[Runner], rest: list[Runner]) -> list[Runner]:
    """Who gets the seats; who is tied across the last one leaves `rest` without a grade."""
    ranked = sorted(holding, key=lambda one: order(decide, one), reverse=True)
    if len(ranked) <= seats:
        return ranked
    last, next_one = order(decide, ranked[seats - 1]), order(decide, ranked[seats])
    if last != next_one:
        return ranked[:seats]
    for one in ranked:
        if order(decide, one) == last:
            rest.remove(one)
    return [one for one in ranked if order(decide, one) > last]


@settings(max_examples=400, deadline=None)
@given(cases())
def test_every_grade_rank_and_seat_is_that_of_the_model(case: Case) -> None:
    form = replace(FORM, scale=SCALE, items=ITEMS, write_in=WriteIn("赞成", 2))
    part = part_of("甲乙丙丁"[: len(case.columns)], case.decide, form=form, figures=())
    meeting, people = meeting_of(part, rules=Rules(panel=True)), Attendance(case.present, 38 - case.present)
    cast = round_of(case.columns, spoiled=case.spoiled, write_ins=case.names)
    shown, expected = part_json(meeting, cast, attendance=people), grades(case)
    results: list[Map] = results_of(meeting, cast, attendance=people)
    found = {row["subject"]["name"]: row["grade"] for row in results}
    found |= {row["name"]: row["grade"] for row in shown["write_ins"]}
    assert found == expected
    keys = {one.name: order(case.decide, one) for one in runners(case)[: len(case.columns)]}
    ranks = {name: 1 + sum(other > key for other in keys.values()) for name, key in keys.items()}
    assert {row["subject"]["name"]: row["rank"] for row in results} == ranks
    seat = case.decide.seats
    if shown["outcome"] is not None and seat is not None:
        assert sorted(shown["outcome"]["elected"]) == sorted(n for n, grade in expected.items() if grade == seat.grade)
