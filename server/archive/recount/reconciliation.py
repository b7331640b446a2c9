"""The reconciliation of people, cards and ballots (DOMAIN §5.10): its numbers, and what each stated problem has to
mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Mentions, mentions
from .forms import edition_of
from .votes import attendance_of, expected, present

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .archive_files import Map


def reconciliation(document: Map, inputs: Map, rows: Mapping[str, int]) -> Map:
    """The object in tally.json. `rows`: the rows of ballots.csv by subject id."""
    rounds = [round for round in inputs["rounds"] if round["state"] != "voided"]
    people, problems = inputs["attendance"], list(_attendance_problems(document, inputs["attendance"]))
    problems += _spare_problems(document, inputs)
    for round in rounds:
        problems += _round_problems(document, inputs, round, rows)
    is_first = edition_of(document) == 1
    return {
        "expected": document["expected"],
        **{key: people[key] for key in ("present", "absent")},
        **_cards(inputs),
        "voided": inputs["voided"],
        "balanced": not problems,
        "problems": problems,
        **({} if is_first else {"groups": [_group(group, people) for group in document["groups"]]}),
        "rounds": [
            {**_balance(document, inputs, round), **({} if is_first else _people(document, inputs, round))}
            for round in rounds
        ],
    }


def _cards(inputs: Map) -> Map:
    """Printed = handed out + spare. The parts are stated once somebody has entered the spare cards."""
    printed, spare = sum(inputs["issued"].values()), inputs["attendance"].get("spare")
    if spare is None:
        return {"issued": printed}
    return {"printed": printed, "spare": sum(spare.values()), "issued": printed - sum(spare.values())}


def _group(group: Map, attendance: Map) -> Map:
    entered = attendance.get("groups", {}).get(group["name"], {})
    counts = {key: entered.get(key) for key in ("present", "absent")}
    spare = {"spare": attendance["spare"][group["name"]]} if "spare" in attendance else {}
    return {"name": group["name"], "expected": group.get("size"), **counts, **spare}


def _handed_out(document: Map, inputs: Map, round: Map) -> int:
    """The round's cards without the spare ones: of each group that votes no more than had not come in at its close. Of
    rounds that earlier versions closed, no more than have no ballot."""
    own = round.get("attendance") or {}
    spare: dict[str, int] = own.get("spare", inputs["attendance"].get("spare")) or {}
    cards: int = round["eligible"]
    unused: dict[str, int] | None = round.get("unused")
    groups = _part(document, round)["groups"]
    if unused is None:
        without_ballot: int = max(0, cards - round["phone"] - round["paper"])
        return cards - min(sum(spare.get(name, 0) for name in groups), without_ballot)
    return cards - sum(min(spare.get(name, 0), unused[name]) for name in groups)


def _people(document: Map, inputs: Map, round: Map) -> Map:
    """Of the groups that vote in the round."""
    part = _part(document, round)
    return {
        "expected": expected(document, part),
        "present": present(document, part, attendance_of(inputs, round)),
    }


def _part(document: Map, round: Map) -> Map:
    return next(part for part in document["parts"] if part["name"] == round["part"])


def _balance(document: Map, inputs: Map, round: Map) -> Map:
    returned, invalid = round["phone"] + round["paper"], round["invalid"]
    stated = {key: round[key] for key in ("round", "invalid", "abstained", "phone", "paper")}
    valid, eligible = None if invalid is None else returned - invalid, _handed_out(document, inputs, round)
    return {**stated, "eligible": eligible, "returned": returned, "unreturned": eligible - returned, "valid": valid}


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


def _spare_problems(document: Map, inputs: Map) -> Iterator[Mentions]:
    """Of each group with more spare cards than have never come in, as long as it is known which have."""
    spare, unused = inputs["attendance"].get("spare", {}), inputs.get("unused", {})
    for group in document["groups"]:
        name = group["name"]
        if name in unused and spare.get(name, 0) > unused[name]:
            yield mentions(name, spare[name], unused[name], spare[name] - unused[name])


def _limits(document: Map, inputs: Map, round: Map) -> tuple[int | None, int | None]:
    """The most that can be returned: people present, and people expected where votes are a share of those."""
    meeting: int | None = inputs["attendance"]["present"]
    if edition_of(document) == 1:
        return meeting, None
    people, part = _people(document, inputs, round), _part(document, round)
    bases = [figure["base"] for figure in part.get("figures", [])] + [part.get("decide", {}).get("base")]
    most = meeting if people["present"] is None else people["present"]
    return most, people["expected"] if "expected" in bases else None


def _round_problems(document: Map, inputs: Map, round: Map, rows: Mapping[str, int]) -> Iterator[Mentions]:
    """Each mentions the round's number, a count, its limit and the excess."""
    balance, number = _balance(document, inputs, round), round["number"]
    if round["state"] == "open":
        yield mentions(number)
    most, share_of = _limits(document, inputs, round)
    limits = (
        ("returned", most),
        ("returned", share_of),
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
            after = (balance["valid"], abs(count - balance["valid"]))
            named_first, counted_first = ((names[sid], count), (count, names[sid]))
            orders = [tuple(map(str, (number, *pair, *after))) for pair in (named_first, counted_first)]
            own = {"zh": orders[:1], "en": orders[1:]}.get(document["language"], orders)
            yield Mentions(*own)


def _subjects(document: Map) -> Iterator[tuple[str, Map]]:
    for place, part in enumerate(document["parts"]):
        for index, subject in enumerate(part["subjects"]):
            yield document["ids"][place][index], subject
