"""A meeting with 甲, 乙 and 丙 in place of its people, for results that nobody must take for real ones. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from . import languages
from .models import Meeting, Part, Subject
from .result_rosters import Roster, rosters_of

MOST = 3
"""People of each roster. More would fill the page and show no more of the rules."""

Person = tuple[str, str]


def simulated(meeting: Meeting) -> Meeting:
    """Each roster has its first people under other names, without units and posts; those in most parts come first.
    Every part keeps at least one."""
    names = _names(meeting)
    return replace(meeting, parts=tuple(_renamed(part, names) for part in meeting.parts))


def _names(meeting: Meeting) -> dict[Person, str]:
    chosen = [person for roster in rosters_of(meeting) for person in _chosen(roster)]
    return {person: _letter(meeting.language, place) for place, person in enumerate(dict.fromkeys(chosen))}


def _chosen(roster: Roster) -> Sequence[Person]:
    listed = [subject.person for part in roster.parts for subject in part.subjects]
    times = Counter(listed)
    most = sorted(times, key=lambda person: -times[person])[:MOST]
    for part in roster.parts:
        if not any(subject.person in most for subject in part.subjects):
            most.append(part.subjects[0].person)
    return sorted(most, key=listed.index)


def _letter(language: str, place: int) -> str:
    letters = languages.language(language).letters
    turn, index = divmod(place, len(letters))
    return letters[index] + (str(turn + 1) if turn else "")


def _renamed(part: Part, names: dict[Person, str]) -> Part:
    """A person who is in a second roster too keeps the name there, and the others of that roster have theirs."""
    subjects = [subject for subject in part.subjects if subject.person in names][:MOST]
    return replace(part, subjects=tuple(Subject(subject.id, names[subject.person]) for subject in subjects))
