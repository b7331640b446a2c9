"""Rows of tally.json of a part that is decided by scores, from numbers that a test has counted. Computes nothing."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tests.harness import Map
from tests.meetings.worked.vote_rows import group, hidden_group

Reasons = Sequence[tuple[str, str]]
"""Code and text of each."""
NO_BANDS = [("no_bands", "未设等次线，只有得分和名次")]


def spread(size: int, counts: Mapping[int, int]) -> list[int]:
    """`counts` by their places on a scale of so many marks; 0 elsewhere."""
    return [counts.get(place, 0) for place in range(size)]


def shares(size: int, percents: Mapping[int, str]) -> list[str]:
    return [percents.get(place, "0.00") for place in range(size)]


def marks(key: str, title: str, counts: list[int], mean: str | None, abstained: int = 0) -> Map:
    """An item of at most 21 marks."""
    return {"key": key, "title": title, "counts": counts, "classes": None, "abstained": abstained, "mean": mean}


def long_marks(key: str, title: str, bounds: Sequence[str], counts: list[int], mean: str, abstained: int = 0) -> Map:
    """An item of more marks, in ten classes between `bounds`."""
    classes = [[low, high, count] for (low, high), count in zip(pairwise(bounds), counts, strict=True)]
    return {"key": key, "title": title, "counts": None, "classes": classes, "abstained": abstained, "mean": mean}


def subject(
    id: str,
    name: str,
    unit: str,
    ballots: int,
    score: str | None,
    items: list[Map],
    bands: Map,
    groups: list[Map],
    **more: int,
) -> Map:
    """`ballots`: the scored ones; `more`: abstained, recused, invalid."""
    return {
        **{"id": id, "name": name, "unit": unit, "ballots": ballots, "score": score},
        **{"abstained": 0, "recused": 0, "invalid": 0, **more},
        **{"items": items, "bands": bands, "groups": groups},
        **{"bases": None, "votes": None, "figures": []},
    }


def scored_group(
    name: str,
    weight: str | None,
    ballots: int,
    mean: str,
    bands: Map,
    *items: tuple[str, list[int] | None, list[str] | None],
) -> Map:
    """`items`: key, counts and shares of each."""
    return {**group(name, ballots, *items), "weight": weight, "mean": mean, "bands": bands}


def hidden(name: str, weight: str | None) -> Map:
    return {**hidden_group(name), "weight": weight}


def result(
    rank: int | None, ids: str, name: str, unit: str, parts: Map, score: str | None, grade: str | None, **more: object
) -> Map:
    """`more`: roster, grades, awards, adjustments, reasons and remarks as code and text."""
    row: Map = {"roster": 1, "grades": [], "awards": [], "adjustments": [], "reasons": [], "remarks": [], **more}
    stated = {kind: [{"code": code, "text": text} for code, text in row[kind]] for kind in ("reasons", "remarks")}
    return {
        **{"subject": {"name": name, "unit": unit}, "ids": ids.split(), "rank": rank, "parts": parts},
        **{"score": score, "grade": grade, "votes": None, "awaits": [], "decided": None},
        **row,
        **stated,
    }


def scored_part(name: str, weight: str, form: str, subjects: list[Map]) -> Map:
    votes: Map = {"again": None, "outcome": None, "write_ins": []}
    return {"name": name, "weight": weight, "form": form, **votes, "subjects": subjects}


def award(name: str, places: int, given: Sequence[str] = (), pending: Sequence[str] = ()) -> Map:
    return {"name": name, "places": places, "given": list(given), "pending": list(pending)}


def columns(tables: Mapping[str, Sequence[Mapping[str, str | None]]], name: str, *headings: str) -> list[object]:
    """These columns of a table, row by row."""
    return [tuple(row[heading] for heading in headings) for row in tables[name]]
