"""The ledger (台账): the results of several meetings, person by person, and what somebody has to check in it. Pure.

People are matched by name and unit, where spellings that look alike count as the same (`core/people.py`). Whoever
might be the same person but for that is listed, never guessed. Reads no archive and writes no file.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .message import Message
from .people import Identity, fold, folded

ONSITE = "onsite"
WINDOW_YEARS = 2
"""A person should report on site at least once in so many years."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's result in one roster of a meeting. `mode`: how the person reported, or "" where nobody reports, as in
    an election. `roster`: its parts, where the person has several results in the meeting. `score` has the decimals that
    the meeting's papers print."""

    person: Identity
    post: str
    mode: str
    roster: tuple[str, ...]
    score: Decimal | None
    proposed: str | None
    decided: str | None

    @property
    def reported_onsite(self) -> bool:
        """On site, and with a result: who is only on the list may have been absent."""
        return self.mode == ONSITE and (self.score, self.proposed, self.decided) != (None, None, None)


@dataclass(frozen=True, slots=True)
class LedgerMeeting:
    """A meeting as its archive states it, which has been verified. `file`: the archive's name. `people`: in document
    order. `signer`: the digest of the archive's key, "" for an unsigned one. `chains`: the hash of each line of its
    log. `problems`: by person, the main problems in the opinions."""

    file: str
    id: str
    title: str
    organisation: str
    date: str
    language: str
    is_certified: bool
    signer: str
    generated: str
    fingerprint: str
    record: str
    chains: tuple[str, ...]
    people: tuple[Identity, ...]
    standings: tuple[Standing, ...]
    problems: tuple[tuple[Identity, str], ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An archive that is not counted. `is_copy`: its meeting is counted from another archive."""

    file: str
    reason: Message
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPerson:
    """`spellings`: name and unit in all meetings, the newest first. `standings`: each with the number of its meeting,
    the oldest first."""

    spellings: tuple[Identity, ...]
    standings: tuple[tuple[int, Standing], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """`meetings` by date; their numbers are their places from 1. `people`: those of the newest meeting first, in its
    order. `checks`: what somebody has to compare with paper or with people. `term`: its first day, if given."""

    meetings: tuple[LedgerMeeting, ...]
    people: tuple[LedgerPerson, ...]
    left_out: tuple[LeftOut, ...]
    checks: tuple[Message, ...]
    term: str | None = None

    @property
    def years(self) -> list[str]:
        return sorted({meeting.date[:4] for meeting in self.meetings})

    @property
    def window_end(self) -> str:
        """The day of the newest meeting; "" without any."""
        return self.meetings[-1].date if self.meetings else ""

    @property
    def window_start(self) -> str:
        """The day WINDOW_YEARS before; a report on it is no longer within them."""
        return _years_before(self.window_end, WINDOW_YEARS) if self.meetings else ""

    def last_onsite(self, person: LedgerPerson) -> str:
        """The day of the last report on site; "" for none."""
        days = (self.meetings[number - 1].date for number, each in person.standings if each.reported_onsite)
        return max(days, default="")


def make_ledger(
    meetings: Iterable[LedgerMeeting], left_out: Iterable[LeftOut], known_keys: Collection[str], term: str | None = None
) -> Ledger:
    """`known_keys`: digests of keys that somebody vouches for."""
    counted, copies, doubts = _counted_once(list(meetings), known_keys)
    counted.sort(key=lambda meeting: (meeting.date, meeting.generated, meeting.id))
    people = _people(counted)
    checks = (*doubts, *_meeting_checks(counted, known_keys), *_person_checks(people))
    return Ledger(tuple(counted), tuple(people), (*left_out, *copies), checks, term)


def _years_before(day: str, years: int) -> str:
    end = date.fromisoformat(day)
    try:
        return end.replace(year=end.year - years).isoformat()
    except ValueError:  # 29 February
        return end.replace(year=end.year - years, day=28).isoformat()


# Meetings


def _counted_once(
    meetings: Sequence[LedgerMeeting], known_keys: Collection[str]
) -> tuple[list[LedgerMeeting], list[LeftOut], list[Message]]:
    """Of several archives of one meeting the newest, by its log, of those by a known key, or else of the signed ones;
    the others; and what contradicts the newest."""
    by_id: dict[str, list[LedgerMeeting]] = {}
    for meeting in meetings:
        by_id.setdefault(meeting.id, []).append(meeting)
    counted, copies, doubts = list[LedgerMeeting](), list[LeftOut](), list[Message]()
    for same in by_id.values():
        newest = max(same, key=lambda each: (each.signer in known_keys, bool(each.signer), len(each.chains)))
        counted.append(newest)
        for other in same:
            if other is not newest:
                copies.append(LeftOut(other.file, _message("copy", file=newest.file), is_copy=True))
                doubts += _doubts(newest, other)
    return counted, copies, doubts


def _doubts(counted: LedgerMeeting, other: LedgerMeeting) -> Iterator[Message]:
    names = {"title": counted.title, "date": counted.date, "file": counted.file, "other": other.file}
    if counted.signer and other.signer and counted.signer != other.signer:
        yield _message("two_keys", **names)
    if counted.chains[: len(other.chains)] != other.chains:
        yield _message("two_logs", **names)


def _message(key: str, **values: object) -> Message:
    """A sentence of the catalogue's table `ledger`."""
    return Message("ledger", key, values)


def _meeting_checks(meetings: Sequence[LedgerMeeting], known_keys: Collection[str]) -> Iterator[Message]:
    for number, meeting in enumerate(meetings, 1):
        values = {"number": number, "title": meeting.title, "date": meeting.date}
        if not meeting.is_certified:
            yield _message("not_certified", **values)
        if not meeting.signer:
            yield _message("unsigned", **values, fingerprint=meeting.fingerprint)
    signers = dict.fromkeys(meeting.signer for meeting in meetings if meeting.signer)
    for signer in (each for each in signers if each not in known_keys):
        own = (str(number) for number, meeting in enumerate(meetings, 1) if meeting.signer == signer)
        yield _message("unknown_signer", numbers=tuple(own), signer=signer)
    by_title: dict[tuple[str, str], list[str]] = {}
    for number, meeting in enumerate(meetings, 1):
        by_title.setdefault((fold(meeting.title), meeting.date), []).append(str(number))
    for numbers in by_title.values():
        if len(numbers) > 1:
            yield _message("same_day", numbers=tuple(numbers))


# People


def _people(meetings: Sequence[LedgerMeeting]) -> list[LedgerPerson]:
    keys = _keys(meetings)
    standings: dict[Identity, list[tuple[int, Standing]]] = {}
    spellings: dict[Identity, dict[Identity, None]] = {}
    for meeting in reversed(meetings):
        for person in meeting.people:
            spellings.setdefault(keys[person], {}).setdefault(person)
    for number, meeting in enumerate(meetings, 1):
        for standing in meeting.standings:
            standings.setdefault(keys[standing.person], []).append((number, standing))
    return [LedgerPerson(tuple(own), tuple(standings.get(key, ()))) for key, own in spellings.items()]


def _keys(meetings: Sequence[LedgerMeeting]) -> dict[Identity, Identity]:
    """By name and unit as written, the same for those that look alike; but where one meeting has two that look alike as
    two people, they are two."""
    distinct = set[Identity]()
    for meeting in meetings:
        looks = Counter(folded(person) for person in dict.fromkeys(meeting.people))
        distinct |= {look for look, times in looks.items() if times > 1}
    everybody = {person for meeting in meetings for person in meeting.people}
    return {person: person if (look := folded(person)) in distinct else look for person in everybody}


def _person_checks(people: Sequence[LedgerPerson]) -> Iterator[Message]:
    for person in people:
        if len(person.spellings) > 1:
            yield _message("spellings", people=tuple(map(_named, person.spellings)))
    by_name: dict[str, list[LedgerPerson]] = {}
    for person in people:
        by_name.setdefault(fold(person.spellings[0][0]), []).append(person)
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            yield _message("namesakes", people=tuple(_named(person.spellings[0]) for person in namesakes))


def _named(person: Identity) -> str:
    name, unit = person
    return f"{name} {unit}".strip()
