"""Rows of tally.json of a part that is decided by votes, from numbers that a test has counted. Computes nothing."""

from collections.abc import Sequence

from tests.harness import Map

NAMES = ("expected", "present", "returned", "valid", "marked")

Share = tuple[object, int, int, str]
"""The basis, the count, the base, and the share in percent."""


def _subject_of(label: str) -> tuple[str, Map]:
    """The id, and the name and unit, from "s1 陈思远 街道办事处". A name with blanks is written with "_"."""
    id, name, unit = (*label.split(" "), "")[:3]
    return id, {"name": name.replace("_", " "), "unit": unit}


def item(key: str, title: str, counts: list[int], abstained: int = 0) -> Map:
    """An item of words."""
    return {"key": key, "title": title, "counts": counts, "classes": None, "abstained": abstained, "mean": None}


def long_item(key: str, title: str, classes: Sequence[tuple[str, str, int]], abstained: int, mean: str) -> Map:
    """An item of more than 21 numbers."""
    listed = [list(each) for each in classes]
    return {"key": key, "title": title, "counts": None, "classes": listed, "abstained": abstained, "mean": mean}


def subject(
    label: str,
    items: list[Map],
    *,
    ballots: int,
    bases: Sequence[int | None],
    votes: Share,
    needed: int | None,
    groups: list[Map],
    **more: object,
) -> Map:
    """`bases`: 应到 实到 收回 有效 and marked; `more`: abstained, recused, invalid, figures."""
    id, about = _subject_of(label)
    return {
        "id": id,
        **about,
        "ballots": ballots,
        "abstained": 0,
        "recused": 0,
        "invalid": 0,
        "score": None,
        "items": items,
        "bands": {},
        "bases": dict(zip(NAMES, bases, strict=True)),
        "votes": {**share(votes), "needed": needed},
        "figures": [],
        "groups": groups,
        **more,
    }


def without_groups(subjects: list[Map]) -> list[Map]:
    """As the screen has them."""
    return [{key: value for key, value in row.items() if key != "groups"} for row in subjects]


def share(votes: Share) -> Map:
    return dict(zip(("basis", "count", "base", "share"), votes, strict=True))


def group(name: str, ballots: int, *items: tuple[str, list[int] | None, list[str] | None]) -> Map:
    """`items`: key, counts and shares of each."""
    rows = [{"key": key, "counts": counts, "shares": shares} for key, counts, shares in items]
    return {**hidden_group(name), "ballots": ballots, "suppressed": False, "items": rows, "bands": {}}


def hidden_group(name: str) -> Map:
    row: Map = dict.fromkeys(("weight", "ballots", "mean", "items", "bands"))
    return {"name": name, "suppressed": True, **row}


def result(
    label: str,
    part: str,
    *,
    rank: int | None,
    votes: Share,
    needed: int | None,
    grade: str | None,
    grades: list[str],
    reasons: list[str],
    roster: int = 1,
    **more: object,
) -> Map:
    """`reasons`: their texts; `more`: awaits, remarks."""
    id, about = _subject_of(label)
    return {
        "subject": about,
        "ids": [id],
        "roster": roster,
        "rank": rank,
        "parts": {},
        "adjustments": [],
        "score": None,
        "votes": {"part": part, **share(votes), "needed": needed},
        "grade": grade,
        "grades": grades,
        "awards": [],
        "awaits": [],
        "reasons": [{"code": "votes", "text": text} for text in reasons],
        "remarks": [],
        "decided": None,
        **more,
    }


def written(name: str, spellings: list[str], votes: tuple[int, int, str], grade: str | None) -> Map:
    """A name that voters wrote in: the ballots with it, the base and the share."""
    count, base, percent = votes
    return {"name": name, "spellings": spellings, "count": count, "base": base, "share": percent, "grade": grade}


def roster(part: str, ranked: int) -> Map:
    return {"parts": [part], "ranked": ranked, "quota": None, "awards": []}


def balance(
    people: tuple[int, int, int], issued: int, groups: Sequence[tuple[str, int | None, int | None, int | None]]
) -> Map:
    """`people`: 应到 实到 缺席; of each group the same. Without its rounds."""
    expected, present, absent = people
    keys = ("name", "expected", "present", "absent")
    return {
        **{"expected": expected, "present": present, "absent": absent},
        **{"issued": issued, "voided": 0, "balanced": True, "problems": []},
        "groups": [dict(zip(keys, row, strict=True)) for row in groups],
    }


def ballots(people: tuple[int, int], cards: tuple[int, int, int], returned: tuple[int, int, int], **more: int) -> Map:
    """A round: 应到 实到; eligible, returned and unreturned cards; valid, invalid and abstained ballots.
    `more`: phone, paper."""
    names = ("expected", "present", "eligible", "returned", "unreturned", "valid", "invalid", "abstained")
    return {**dict(zip(names, (*people, *cards, *returned), strict=True)), **more}
