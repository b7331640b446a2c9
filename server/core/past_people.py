"""Who of an earlier meeting is who in this one. Nobody is guessed: whoever is not the same by name and unit, as a
person who has moved or was renamed, or one of two who look alike, is left for somebody to say. Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .errors import Refused
from .models import Meeting
from .people import Identity, fold, folded

Choices = Mapping[str, int | None]
"""What somebody says of people of this meeting, by subject id: their places among the earlier people, or None for
nobody."""


@dataclass(frozen=True, slots=True)
class Match:
    """A person of this meeting, by the first of its subjects. `past`: the place of the one with the same name and unit
    among the earlier people; `candidates`: the places of those to ask about, namesakes first."""

    subject: str
    person: Identity
    past: int | None
    candidates: tuple[int, ...] = ()


def match(meeting: Meeting, past: Sequence[Identity]) -> list[Match]:
    """Everybody in this meeting, in document order. Spellings that look alike count as the same, unless two people of
    one of the meetings look alike."""
    subjects: dict[Identity, str] = {}
    for _, subject in meeting.subjects():
        subjects.setdefault(subject.person, subject.id)
    looks, past_looks = Counter(map(folded, subjects)), Counter(map(folded, past))
    places = {folded(person): place for place, person in enumerate(past)}
    certain = {
        person: places[look] for person in subjects if looks[look := folded(person)] == 1 and past_looks[look] == 1
    }
    free = [place for place in range(len(past)) if place not in certain.values()]
    return [
        Match(id, person, certain[person])
        if person in certain
        else Match(id, person, None, tuple(_candidates(person, past, free)))
        for person, id in subjects.items()
    ]


def _candidates(person: Identity, past: Sequence[Identity], free: Sequence[int]) -> list[int]:
    """Those of the same name, then those of the same unit."""
    name, unit = folded(person)
    namesakes = [place for place in free if fold(past[place][0]) == name]
    successors = [place for place in free if unit and fold(past[place][1]) == unit and place not in namesakes]
    return namesakes + successors


def chosen_pairs(matches: Sequence[Match], choices: Choices, past_count: int) -> dict[str, int]:
    """The place among the earlier people by subject id, where there is one: as somebody says, else as matched. Raises
    Refused: `unknown_subject`, and `invalid_field` for a place that nobody has or that two people would have."""
    if choices.keys() - {each.subject for each in matches}:
        raise Refused("unknown_subject", "pair")
    pairs = {each.subject: choices.get(each.subject, each.past) for each in matches}
    chosen = {subject: place for subject, place in pairs.items() if place is not None}
    if len(set(chosen.values())) < len(chosen) or not all(0 <= place < past_count for place in chosen.values()):
        raise Refused("invalid_field", "pair")
    return chosen
