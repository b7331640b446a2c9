"""Rosters: the parts whose persons are ranked together (DECIDE §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .forms import edition_of

if TYPE_CHECKING:
    from .archive_files import Map


def rosters(document: Map) -> list[list[int]]:
    """The places of the parts of each roster. Scored parts are linked by the persons they share, or all of them by
    `ranking: "together"`; a part that is decided by votes is alone. Edition 1 ranked everybody together."""
    parts = document["parts"]
    if edition_of(document) == 1:
        return [list(range(len(parts)))]
    label = list(range(len(parts)))
    for place in range(len(parts)):
        for earlier in range(place):
            if label[place] != label[earlier] and _linked(document, parts[earlier], parts[place]):
                old, new = label[place], label[earlier]
                label = [new if each == old else each for each in label]
    members = ([place for place, each in enumerate(label) if each == one] for one in set(label))
    return sorted(members)


def is_decided(document: Map, roster: list[int]) -> bool:
    return bool(document["parts"][roster[0]].get("decide"))


def _linked(document: Map, one: Map, other: Map) -> bool:
    if one.get("decide") or other.get("decide"):
        return False
    shared = _persons(one) & _persons(other)
    return document["rules"].get("ranking") == "together" or bool(shared)


def _persons(part: Map) -> set[tuple[str, str]]:
    return {(subject["name"], subject["unit"]) for subject in part["subjects"]}
