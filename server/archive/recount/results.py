"""Results of all persons by roster: ranks, quotas and awards (DOMAIN §5.7, §5.8, DECIDE §4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .differences import Mentions, is_equal
from .forms import edition_of
from .pairing import paired
from .persons import Person, name_and_unit
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
    """`results`, `rosters` and `quota` of tally.json; by roster, then by rank. `counts` by subject id, `votes` by the
    place of the part."""
    results: list[Map] = []
    stated: list[Map] = []
    scored: list[Map] = []
    for roster in rosters(document):
        if is_decided(document, roster):
            rows = _decided(document, votes[roster[0]])
            stated.append(_roster(document, roster, [row["rank"] for row in rows]))
        else:
            placed = placings(document["rules"], _persons(document, inputs, roster, counts))
            given = awards(document["rules"], placed)
            rows = [placing.person.result(placing.rank, given) for placing in placed]
            own = _roster(document, roster, [row["rank"] for row in rows])
            stated.append({**own, **_limits(document, placed, given)})
            scored.append(stated[-1])
        results += [row if edition_of(document) == 1 else {**row, "roster": len(stated)} for row in rows]
    later = {} if edition_of(document) == 1 else {"rosters": stated}
    return {"results": results, **later, "quota": scored[0]["quota"] if len(scored) == 1 else None}


def _decided(document: Map, votes: PartVotes) -> list[Map]:
    """The rows of a part that is decided by votes."""
    subjects = dict(paired(votes.ids, votes.part["subjects"]))
    whom = {sid: {key: subject[key] for key in ("name", "unit")} for sid, subject in subjects.items()}
    return [{"subject": whom[sid], **row} for sid, row in votes.results()]


def _persons(document: Map, inputs: Map, roster: list[int], counts: Mapping[str, SubjectCount]) -> list[Person]:
    """In the order of the document."""
    parts = [document["parts"][place] for place in roster]
    by_person: dict[Whom, dict[str, SubjectCount]] = {}
    for sid, count in counts.items():
        if any(count.part is part for part in parts):
            by_person.setdefault((count.json["name"], count.json["unit"]), {})[sid] = count
    return [Person(document, inputs, own) for own in by_person.values()]


def _roster(document: Map, roster: list[int], ranks: Sequence[int | None]) -> Map:
    """The roster's object in tally.json; votes know neither quota nor awards."""
    names = [document["parts"][place]["name"] for place in roster]
    return {"parts": names, "ranked": sum(rank is not None for rank in ranks), "quota": None, "awards": []}


def _limits(document: Map, placed: Sequence[Placing], given: Sequence[Map]) -> Map:
    """The quota and awards of a scored roster."""
    names, persons = called(document), [placing.person for placing in placed]
    own = {person: names[person.whom] for person in persons}
    stated = [
        {**award, **{key: [own[person] for person in award[key]] for key in ("given", "pending")}} for award in given
    ]
    return {"quota": quota(document, persons, own), "awards": stated}


def with_last_year(document: Map, inputs: Map, judged: Map) -> Map:
    """What `judgement` gives, with last year's results as inputs.json states them, where it states any. Whoever has a
    score has them beside it, and not beside votes."""
    stated = inputs.get("last_year")
    if stated is None:
        return judged
    people = {
        (subject["name"], subject["unit"]): stated["people"][sid]
        for ids, part in paired(document["ids"], document["parts"])
        for sid, subject in paired(ids, part["subjects"])
        if sid in stated["people"]
    }
    decided = [place + 1 for place, roster in enumerate(rosters(document)) if is_decided(document, roster)]
    rows = [(whom_of(row), row.get("roster") in decided, row) for row in judged["results"]]
    scored = {whom for whom, by_votes, _ in rows if not by_votes}
    results = [
        {**row, "last_year": None if by_votes and whom in scored else people.get(whom)} for whom, by_votes, row in rows
    ]
    source = {key: stated[key] for key in ("title", "date", "record", "signer")}
    return {**judged, "results": results, "last_year": source}


def whom_of(result: Map) -> Whom:
    return result["subject"]["name"], result["subject"]["unit"]


def pending_awards(archive: Archive, result: Map) -> list[str]:
    """The awards that a tie keeps open for the person."""
    whom = called(archive.document)[whom_of(result)]
    stated = archive.tally["rosters"][result["roster"] - 1]["awards"] if "roster" in result else []
    return [award["name"] for award in stated if any(is_equal(whom, name) for name in award["pending"])]


def called(document: Map) -> dict[Whom, str | Mentions]:
    """How persons are called: with the unit where two persons share the name."""
    persons = {(subject["name"], subject["unit"]) for part in document["parts"] for subject in part["subjects"]}
    twice = {name for name, count in Counter(name for name, _ in persons).items() if count > 1}
    return {
        (name, unit): name_and_unit(document, name, unit) if unit and name in twice else name for name, unit in persons
    }
