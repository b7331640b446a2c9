"""A random ballot that keeps the rules of a round, made from the round as a phone gets it (docs/protocol.md, ROUND)."""

import random
from collections.abc import Sequence
from typing import Any

Round = dict[str, Any]
Row = list[int | None]

TRIES = 50
"""Ballots that are drawn until one keeps limits and agreements at once; the last one is returned as it is."""


def random_scores(round: Round, chance: random.Random) -> list[Row | None]:
    """A row for each subject, None where the voter is recused. Better marks are more likely, as in real meetings."""
    rows: list[Row | None] = []
    for _ in range(TRIES):
        rows = [None if index in round["recused"] else _row(round, chance) for index in range(len(round["subjects"]))]
        marked = [row for row in rows if row is not None]
        for limit in round["limits"]:
            _keep_limit(round, limit, marked, chance)
        if all(_keep_agreements(round, row, chance) for row in marked) and _keeps_limits(round, marked):
            break
    return rows


def notes_for(round: Round, rows: Sequence[Row | None], text: str) -> list[dict[str, object]]:
    """A note on everybody where some marks have to be explained."""
    form = round["form"]
    if not form.get("explain") or not form["notes"]:
        return []
    key = form["notes"][0]["key"]
    return [{"subject": index, "key": key, "text": text} for index, row in enumerate(rows) if row is not None]


def _row(round: Round, chance: random.Random) -> Row:
    return [_mark(_scale(round, item), chance) for item in range(len(round["form"]["items"]))]


def _scale(round: Round, item: int) -> Round:
    scale: Round = round["scales"][round["scale_of"][item]]
    return scale


def _mark(scale: Round, chance: random.Random) -> int:
    """Of a long scale, the upper third is three times as likely as the rest."""
    if scale["marks"] is None:
        low, high = scale["low"], scale["high"]
        return chance.randint(high - (high - low) // 3, high) if chance.random() < 0.75 else chance.randint(low, high)
    marks: list[int] = [mark for mark, *_ in scale["marks"]]
    best_first = marks if "low" not in scale else marks[::-1]
    return chance.choices(best_first, [1 / (1 + place) for place in range(len(best_first))])[0]


def _words(scale: Round) -> dict[str, int]:
    return {} if "low" in scale else {label: mark for mark, label, _ in scale["marks"]}


def _counted(round: Round, limit: Round, rows: Sequence[Row]) -> list[tuple[Row, int, set[int]]]:
    """The rows that a limit counts, once for each item with its words: row, item, and the marks that count."""
    named = []
    for item in range(len(round["form"]["items"])):
        words = _words(_scale(round, item))
        inside = {words[choice] for choice in limit["choices"] if choice in words}
        named += [(row, item, inside) for row in rows if inside]
    return named


def _keep_limit(round: Round, limit: Round, rows: Sequence[Row], chance: random.Random) -> None:
    counted = _counted(round, limit, rows)
    chance.shuffle(counted)
    chosen = [each for each in counted if each[0][each[1]] in each[2]]
    others = [each for each in counted if each not in chosen]
    if limit["most"] is not None:
        for row, item, inside in chosen[limit["most"] :]:
            outside = [mark for mark in _words(_scale(round, item)).values() if mark not in inside]
            row[item] = chance.choice(outside) if outside else None
    for row, item, inside in others[: max(0, limit["least"] - len(chosen))]:
        row[item] = chance.choice(sorted(inside))


def _keeps_limits(round: Round, rows: Sequence[Row]) -> bool:
    for limit in round["limits"]:
        count = sum(row[item] in inside for row, item, inside in _counted(round, limit, rows))
        if count < limit["least"] or (limit["most"] is not None and count > limit["most"]):
            return False
    return True


def _keep_agreements(round: Round, row: Row, chance: random.Random) -> bool:
    """Change the marks that others need; whether all agree then."""
    for agreement in round["agree"]:
        if row[agreement["item"]] == agreement["mark"]:
            row[agreement["needs"]] = _allowed(agreement, chance)
    return all(_agrees(agreement, row) for agreement in round["agree"])


def _allowed(agreement: Round, chance: random.Random) -> int | None:
    return chance.randint(*chance.choice(agreement["allowed"])) if agreement["allowed"] else None


def _agrees(agreement: Round, row: Row) -> bool:
    if row[agreement["item"]] != agreement["mark"]:
        return True
    needed = row[agreement["needs"]]
    if agreement["allowed"] is None:
        return needed is None
    return needed is not None and any(low <= needed <= high for low, high in agreement["allowed"])
