"""Awards: the places of a roster from the top (DECIDE §4). Breaks no tie: people do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .models import Award
from .ranking import ties
from .results import Person, Result


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """An award with its number of places, and whom it goes to. `pending`: the persons of a tie that straddles an edge
    of these places. Both in the order of rank."""

    name: str
    places: int
    given: tuple[Person, ...] = ()
    pending: tuple[Person, ...] = ()


def award_outcomes(awards: Sequence[Award], results: Sequence[Result]) -> tuple[AwardOutcome, ...]:
    """The awards of one roster. They take consecutive places; a share is of the ranked persons, rounded down."""
    ranked = sum(result.rank is not None for result in results)
    outcomes, first = list[AwardOutcome](), 1
    for award in awards:
        places = int(award.share * ranked) if award.share is not None else award.places or 0
        outcomes.append(_award_outcome(award.name, range(first, first + places), results))
        first += places
    return tuple(outcomes)


def _award_outcome(name: str, places: range, results: Sequence[Result]) -> AwardOutcome:
    """m tied persons of rank r occupy the places r to r + m − 1."""
    given, pending = list[Person](), list[Person]()
    for tied in ties(results):
        occupied = range(tied[0].rank or 0, (tied[0].rank or 0) + len(tied))
        inside = range(max(places.start, occupied.start), min(places.stop, occupied.stop))
        if len(inside) == len(tied):
            given += [result.person for result in tied]
        elif inside:
            pending += [result.person for result in tied]
    return AwardOutcome(name, len(places), tuple(given), tuple(pending))


def with_awards(results: Sequence[Result], outcomes: Sequence[AwardOutcome]) -> list[Result]:
    """The results with the names of each person's awards, and of those that a tie keeps open."""
    return [
        replace(
            result,
            awards=tuple(outcome.name for outcome in outcomes if result.person in outcome.given),
            pending_awards=tuple(outcome.name for outcome in outcomes if result.person in outcome.pending),
        )
        for result in results
    ]


def awards_json(outcomes: Sequence[AwardOutcome], names: Mapping[Person, str]) -> list[dict[str, object]]:
    """`rosters[].awards` of tally.json (DECIDE §5). `names`: how persons are called."""
    return [
        {
            "name": outcome.name,
            "places": outcome.places,
            "given": [names[person] for person in outcome.given],
            "pending": [names[person] for person in outcome.pending],
        }
        for outcome in outcomes
    ]
