"""The quota of a roster (DOMAIN §5.7, DECIDE §4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .forms import edition_of
from .numbers import number, round_half_up, shortest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .archive_files import Map
    from .differences import Mentions
    from .persons import Person


def quota(document: Map, persons: Sequence[Person], names: Mapping[Person, str | Mentions]) -> Map | None:
    """Its object in tally.json; None without a quota, or if nobody is graded on a scale that has its grade. `persons`
    are those of the roster by rank."""
    rule = document["rules"]["quota"]
    graded = [person for person in persons if rule and person.grade and _is_about(rule, person)]
    if not graded:
        return None
    grade, share = _grade(rule), Fraction(sum(_has_grade(rule, person) for person in graded), len(graded))
    target = shortest(number(rule["share"]))
    stated: Map = {
        "share": round_half_up(share, 3),
        "target": target if len(target) > 3 else round_half_up(number(rule["share"]), 2),
        "met": _is_met(rule, share),
        "nearest": [names[person] for person in _nearest(graded, grade)],
    }
    stated["at_or_below" if "at_or_below" in rule else "grade"] = grade
    if edition_of(document) > 1:
        stated["bound"] = rule.get("bound", "about")
        stated["ungraded"] = sum(not person.grade for person in persons)
    return stated


def _grade(rule: Map) -> str:
    return str(rule.get("at_or_below", rule.get("grade")))


def _is_about(rule: Map, person: Person) -> bool:
    """Whether the person's bands have the quota's grade; an exact grade may also come from a veto."""
    return _grade(rule) in dict(person.bands) or ("grade" in rule and person.grade == rule["grade"])


def _has_grade(rule: Map, person: Person) -> bool:
    if "at_or_below" not in rule:
        return bool(person.grade == rule["grade"])
    names = [name for name, _ in person.bands]
    return person.grade not in names or names.index(person.grade) >= names.index(rule["at_or_below"])


def _is_met(rule: Map, share: Fraction) -> bool:
    difference, bound = share - number(rule["share"]), rule.get("bound", "about")
    if bound == "about":
        return abs(difference) <= number(rule["tolerance"])
    return difference <= 0 if bound == "at_most" else difference >= 0


def _nearest(graded: Sequence[Person], grade: str) -> list[Person]:
    """Those closest to the floor of the next better band on either side, without those graded by a veto or flag."""
    distances = []
    for person in graded:
        names = [name for name, _ in person.bands]
        place = names.index(grade) if grade in names else 0
        if place and not person.downgraded:
            distances.append(((person.score or Fraction()) - person.bands[place - 1][1], person))
    above = min((distance for distance, _ in distances if distance >= 0), default=None)
    below = max((distance for distance, _ in distances if distance < 0), default=None)
    by_distance = sorted(distances, key=lambda pair: abs(pair[0]))
    return [person for distance, person in by_distance if distance in (above, below)]
