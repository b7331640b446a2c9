"""Verifies archives and reads from each what the ledger (`core/ledger.py`) has of its meeting. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..core.ledger import LedgerMeeting, LeftOut, Standing
from ..core.models import Part, Phase, Subject
from ..core.people import Identity
from ..core.record import Snapshot
from ..core.validation import printable
from .archive_zip import BadArchive, archives_in, unpacked
from .verified_archive import VerifiedArchive, verified

Map = Mapping[str, Any]


def read_meetings(
    named_files: Iterable[tuple[str, bytes]], required_keys: Collection[str] = ()
) -> Iterator[LedgerMeeting | LeftOut]:
    """One for each archive, also for those in a zip of archives. `required_keys`: digests of the signing keys of which
    an archive must have one; empty for any."""
    for name, data in named_files:
        for file, archive in archives_in(name, data):
            try:
                if isinstance(archive, BadArchive):
                    raise archive
                yield _meeting(file, verified(unpacked(archive), required_keys))
            except BadArchive as error:
                yield LeftOut(file, error.message)


def _meeting(file: str, archive: VerifiedArchive) -> LedgerMeeting:
    snapshot, tally = archive.snapshot, archive.tally
    meeting = snapshot.meeting
    return LedgerMeeting(
        file=printable(file),
        id=snapshot.id,
        title=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        language=meeting.language,
        is_certified=snapshot.phase is Phase.CERTIFIED,
        signer=archive.signer,
        generated=tally["generated"],
        fingerprint=tally["fingerprint"],
        record=tally.get("record", ""),
        chains=tuple(line["chain"] for line in archive.log),
        people=tuple(dict.fromkeys(subject.person for _, subject in meeting.subjects())),
        standings=tuple(_standings(snapshot, tally["results"])),
        problems=tuple(_problems(snapshot)),
    )


def _standings(snapshot: Snapshot, results: list[Map]) -> Iterator[Standing]:
    """In document order, which reveals no ranking."""
    subjects: dict[Identity, list[tuple[Part, Subject]]] = {}
    for part, subject in snapshot.meeting.subjects():
        subjects.setdefault(subject.person, []).append((part, subject))
    by_person: dict[Identity, list[Map]] = {person: [] for person in subjects}
    for result in results:
        by_person[result["subject"]["name"], result["subject"]["unit"]].append(result)
    for person, own in by_person.items():
        for result in own:
            roster = _roster(result) if len(own) > 1 else ()
            parts = [each for each in subjects[person] if not roster or each[0].name in roster]
            yield _standing(person, parts or subjects[person], roster, result)


def _roster(result: Map) -> tuple[str, ...]:
    """The names of its parts, as far as they have a result."""
    votes = result.get("votes")
    return (*result["parts"], *([votes["part"]] if votes else []))


def _standing(person: Identity, own: list[tuple[Part, Subject]], roster: tuple[str, ...], result: Map) -> Standing:
    score, decided = result["score"], result["decided"]
    return Standing(
        person=person,
        post=next((subject.post for _, subject in own if subject.post), ""),
        mode=_mode(own),
        roster=roster,
        score=None if score is None else Decimal(score),
        proposed=result["grade"],
        decided=decided["grade"] if decided else None,
    )


def _mode(own: list[tuple[Part, Subject]]) -> str:
    """On site if the person reports on site in any part. Nobody reports in a part whose scores are typed in, or in an
    election."""
    modes = [subject.mode for part, subject in own if not part.entered and not part.is_opened_whole]
    return "onsite" if "onsite" in modes else next(iter(modes), "")


def _problems(snapshot: Snapshot) -> Iterator[tuple[Identity, str]]:
    for _, subject in snapshot.meeting.subjects():
        opinion = snapshot.texts.opinions.get(subject.id)
        for problem in opinion.problems if opinion is not None else ():
            yield subject.person, problem
