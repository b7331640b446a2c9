"""Results of all persons by roster: ranks, quotas and awards (DOMAIN §5.7, §5.8, DECIDE §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .forms import edition_of
from .persons import Person
from .quota import quota
from .ranking import awards, placings
from .rosters import is_decided, rosters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .archive_files import Archive, Map
    from .counting import SubjectCount
    from .decided_parts import PartVotes
    from .persons import Whom
    from .ranking import Placing


def judgement(document: Map, inputs: Map, counts: Mapping[str, SubjectCount], votes: Sequence[PartVotes]) -> Map:
    """`results`, `rosters` and `quota` of tally.json; by roster, then by rank. `counts` by subject id, `votes` of every
    part."""
    results: list[Map] = []
    stated: list[Map] = []
    all_rosters = rosters(document)
    for roster in all_rosters:
        decided = votes[roster[0]] if is_decided(document, roster) else None
        placed = decided.placings() if decided else _placings(document, inputs, roster, counts)
        given = awards(document["rules"], placed)
        stated.append(_roster(document, roster, placed, given))
        results += [placing.person.result(placing.rank, len(stated), given) for placing in placed]
    scored = [stated[place] for place, roster in enumerate(all_rosters) if not is_decided(document, roster)]
    later = {} if edition_of(document) == 1 else {"rosters": stated}
    return {"results": results, **later, "quota": scored[0]["quota"] if len(scored) == 1 else None}


def _placings(document: Map, inputs: Map, roster: list[int], counts: Mapping[str, SubjectCount]) -> list[Placing]:
    parts = [document["parts"][place] for place in roster]
    by_person: dict[Whom, dict[str, SubjectCount]] = {}
    for sid, count in counts.items():
        if any(count.part is part for part in parts):
            by_person.setdefault((count.json["name"], count.json["unit"]), {})[sid] = count
    return placings(document["rules"], [Person(document, inputs, own) for own in by_person.values()])


def _roster(document: Map, roster: list[int], placed: Sequence[Placing], given: Sequence[Map]) -> Map:
    """The roster's object in tally.json."""
    names, persons = called(document), [placing.person for placing in placed]
    own = {person: names[person.whom] for person in persons}
    scored = {person: own[person] for person in persons if isinstance(person, Person)}
    return {
        "parts": [document["parts"][place]["name"] for place in roster],
        "ranked": sum(placing.rank is not None for placing in placed),
        "quota": None if is_decided(document, roster) else quota(document, list(scored), scored),
        "awards": [
            {**award, **{key: [own[person] for person in award[key]] for key in ("given", "pending")}}
            for award in given
        ],
    }


def pending_awards(archive: Archive, result: Map) -> list[str]:
    """The awards that a tie keeps open for the person."""
    whom = called(archive.document)[(result["subject"]["name"], result["subject"]["unit"])]
    stated = archive.tally["rosters"][result["roster"] - 1]["awards"] if "roster" in result else []
    return [award["name"] for award in stated if whom in award["pending"]]


def called(document: Map) -> dict[Whom, str]:
    """How persons are called: with the unit where two persons share the name."""
    persons = {(subject["name"], subject["unit"]) for part in document["parts"] for subject in part["subjects"]}
    with_unit = "{}（{}）" if document["language"] == "zh" else "{} ({})"
    return {
        (name, unit): with_unit.format(name, unit) if unit and sum(name == other for other, _ in persons) > 1 else name
        for name, unit in persons
    }
