"""Who a subject is, through all corrections of its name and unit, and which corrections could swap two people. Pure.

Subjects with the same name and unit are one person (CONTRACT). Spellings that look alike count as the same.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .errors import Refused
from .models import Meeting, Part, Subject

Identity = tuple[str, str]
"""Name and unit."""
FormerIdentities = Mapping[str, tuple[Identity, ...]]
"""By subject id, oldest first: the earlier names and units of a subject, and of one that has left also its last."""

FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that show nothing."""
DOTS = frozenset("··•‧∙⋅・")
"""Separators between the parts of a name, which people often leave out."""


def fold(text: str) -> str:
    """The same for spellings that look alike: without blanks, middle dots and invisible characters, whatever the case,
    width and compatibility forms. Only dots: the dots."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text) if not _is_invisible(char))
    folded = "".join(char for char in letters if char not in DOTS) or letters
    return unicodedata.normalize("NFKC", folded.casefold())


def _is_invisible(char: str) -> bool:
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return char.isspace() or char in FILLERS or is_selector or unicodedata.category(char) in ("Cf", "Zs", "Cc")


def folded(identity: Identity) -> Identity:
    return fold(identity[0]), fold(identity[1])


@dataclass(frozen=True, slots=True)
class Person:
    """`ids`: the person's subjects, present and withdrawn. `identities`, folded: all that any of them has or had;
    `present` is the last."""

    ids: frozenset[str]
    identities: frozenset[Identity]
    present: Identity
    withdrawn: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.identities)

    @property
    def units(self) -> frozenset[str]:
        return frozenset(unit for _, unit in self.identities)


def identities_of(meeting: Meeting) -> dict[str, Identity]:
    return {subject.id: subject.person for _, subject in meeting.subjects()}


def people(meeting: Meeting, former: FormerIdentities) -> list[Person]:
    """Everybody whom the meeting has or had."""
    present = identities_of(meeting)
    histories = {id: (*former.get(id, ()), *((present[id],) if id in present else ())) for id in {*present, *former}}
    by_last: dict[Identity, list[str]] = {}
    for id, history in histories.items():
        by_last.setdefault(folded(history[-1]), []).append(id)
    return [
        Person(
            frozenset(ids),
            frozenset(folded(identity) for id in ids for identity in histories[id]),
            last,
            not any(id in present for id in ids),
        )
        for last, ids in by_last.items()
    ]


def subjects_of_person(meeting: Meeting, id: str) -> list[str]:
    """The ids of all subjects of the person whom the subject `id` is, in document order. A part has a person once: of
    spellings that look alike in one part, those spelled differently are left alone."""
    identities = identities_of(meeting)
    own = identities[id]
    found: list[str] = []
    for part in meeting.parts:
        alike = [s.id for s in part.subjects if folded(s.person) == folded(own)]
        same = [sid for sid in alike if identities[sid] == own]
        found += [id] if id in alike else same or alike
    return found


@dataclass(frozen=True, slots=True)
class Twin:
    """A subject whose name or unit looks like that of one before it, and is spelled differently: the places of both."""

    part: Part
    subject: Subject
    first_part: Part
    first: Subject


def near_twins(parts: Iterable[Part]) -> Iterator[Twin]:
    """One for each spelling that looks like an earlier one. Counted as two people, such a person would have two
    scores, each from some of the parts."""
    by_spelling: dict[Identity, tuple[Part, Subject]] = {}
    by_look: dict[Identity, tuple[Part, Subject]] = {}
    for part in parts:
        for subject in part.subjects:
            if subject.name and subject.person not in by_spelling:
                by_spelling[subject.person] = (part, subject)
                first_part, first = by_look.setdefault(folded(subject.person), (part, subject))
                if first is not subject:
                    yield Twin(part, subject, first_part, first)


def amended_identities(before: Meeting, after: Meeting, former: FormerIdentities) -> dict[str, tuple[Identity, ...]]:
    """`former` after an amendment. A withdrawn subject follows its person: otherwise a later correction back would
    meet the person's own name as somebody else's."""
    old, new, known = identities_of(before), identities_of(after), dict(former)
    renamed = {folded(old[id]): new[id] for id in old if id in new and new[id] != old[id]}
    for id, history in former.items():
        if id not in old and (follows := renamed.get(folded(history[-1]))) is not None:
            known[id] = (*history, follows)
    for id, identity in old.items():
        if new.get(id) != identity:
            known[id] = (*known.get(id, ()), identity)
            if id not in new and (follows := renamed.get(folded(identity))) is not None:
                known[id] = (*known[id], follows)
    return known


def replaced_identities(before: Meeting, after: Meeting, former: FormerIdentities) -> dict[str, tuple[Identity, ...]]:
    """`former` after a new document. A new subject in the place of one that left is the same one, corrected: so an
    error made while setting up can be corrected back later."""
    new, known = identities_of(after), dict(former)
    places = {(part.name, index): s.id for part in after.parts for index, s in enumerate(part.subjects)}
    old = identities_of(before)
    for part in before.parts:
        for index, subject in enumerate(part.subjects):
            if subject.id not in new:
                history = (*known.pop(subject.id, ()), subject.person)
                successor = places.get((part.name, index), subject.id)
                known[subject.id if successor in old else successor] = history
    return known


def refuse_exchange(before: Meeting, after: Meeting, former: FormerIdentities) -> None:
    """Raises Refused `name_taken` or `unit_taken` where a subject would look like another person. For meetings with
    ballots (CONTRACT "Amendments")."""
    old, new, everybody = identities_of(before), identities_of(after), people(before, former)
    for id, identity in new.items():
        if id not in old:
            _refuse_added(id, identity, old, everybody)
        elif identity != old[id]:
            own = next(person for person in everybody if id in person.ids)
            others = [person for person in everybody if person is not own]
            _refuse_renamed(id, folded(old[id]), folded(identity), own, others)
            changed = (other for other in new if other not in own.ids and new[other] != old.get(other))
            if fold(identity[0]) != fold(old[id][0]) and fold(identity[0]) in {
                fold(new[other][0]) for other in changed
            }:
                raise Refused("name_taken", f"names.{id}.name", name=identity[0])


def _refuse_renamed(id: str, old: Identity, new: Identity, own: Person, others: Iterable[Person]) -> None:
    others = list(others)
    if any(new in person.identities for person in others):
        raise Refused("name_taken", f"names.{id}.name", name=new[0])
    if new in own.identities:
        return  # an earlier correction is taken back
    if new[0] != old[0] and any(new[0] in person.names for person in others):
        raise Refused("name_taken", f"names.{id}.name", name=new[0])
    if new[1] and new[1] != old[1] and sum(new[1] in person.units for person in others) == 1:
        raise Refused("unit_taken", f"names.{id}.unit", unit=new[1])


def _refuse_added(id: str, identity: Identity, old: Mapping[str, Identity], everybody: Iterable[Person]) -> None:
    """A new subject may be a person who is there in another part, one who had been withdrawn, or a namesake in another
    unit; never one who bears a name that somebody has given up."""
    new, present = folded(identity), {*old.values()}
    if identity in present:
        return
    for person in everybody:
        given_up = person.names - {person.present[0]}
        if new[0] in given_up or (new == person.present and not person.withdrawn):
            raise Refused("name_taken", "add", name=identity[0])
