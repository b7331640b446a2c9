"""The reconciliation of ballots and people (DOMAIN §5.10): its numbers, and what each stated problem has to mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Mentions, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .archive_files import Map


def reconciliation(document: Map, inputs: Map, rows: Mapping[str, int]) -> Map:
    """The object in tally.json. `rows`: the rows of ballots.csv by subject id."""
    rounds = [round for round in inputs["rounds"] if round["state"] != "voided"]
    people, problems = inputs["attendance"], list(_attendance_problems(document, inputs["attendance"]))
    for round in rounds:
        problems += _round_problems(document, round, people["present"], rows)
    return {
        "expected": document["expected"],
        **{key: people[key] for key in ("present", "absent")},
        "issued": sum(inputs["issued"].values()),
        "voided": inputs["voided"],
        "balanced": not problems,
        "problems": problems,
        "rounds": [_balance(round) for round in rounds],
    }


def _balance(round: Map) -> Map:
    returned, invalid = round["phone"] + round["paper"], round["invalid"]
    stated = {key: round[key] for key in ("round", "eligible", "invalid", "abstained", "phone", "paper")}
    valid = None if invalid is None else returned - invalid
    return {**stated, "returned": returned, "unreturned": round["eligible"] - returned, "valid": valid}


def _attendance_problems(document: Map, people: Map) -> Iterator[Mentions]:
    expected, present, absent = document["expected"], people["present"], people["absent"]
    if expected is None:
        return
    for count in (present, absent):
        if count is None:
            yield mentions(expected)
    if present is not None and absent is not None and present + absent != expected:
        total = present + absent
        yield mentions(expected, present, absent, total, abs(total - expected))


def _round_problems(document: Map, round: Map, present: int | None, rows: Mapping[str, int]) -> Iterator[Mentions]:
    """Each mentions the round's number, a count, its limit and the excess."""
    balance, number = _balance(round), round["number"]
    if round["state"] == "open":
        yield mentions(number)
    limits = (
        ("returned", present),
        ("returned", balance["eligible"]),
        ("invalid", balance["paper"]),
        ("abstained", balance["valid"]),
    )
    for key, limit in limits:
        if None not in (balance[key], limit) and balance[key] > limit:
            yield mentions(number, balance[key], limit, balance[key] - limit)
    names = {sid: subject["name"] for sid, subject in _subjects(document)}
    for sid in round["subjects"] if round["shown"] else ():
        count = rows.get(sid, 0)
        if count != balance["valid"]:
            pair = (names[sid], count) if document["language"] == "zh" else (count, names[sid])
            yield mentions(number, *pair, balance["valid"], abs(count - balance["valid"]))


def _subjects(document: Map) -> Iterator[tuple[str, Map]]:
    for place, part in enumerate(document["parts"]):
        for index, subject in enumerate(part["subjects"]):
            yield document["ids"][place][index], subject
