"""Verifies archives and reads from each what the ledger (`core/ledger.py`) has of its meeting. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from ..core.ledger import LedgerMeeting, LeftOut, Standing
from ..core.message import Message
from ..core.models import Part, Phase, Subject
from ..core.people import Identity
from ..core.record import Snapshot
from ..core.validation import printable
from .archive_zip import BadArchive, archives_in, unpacked
from .recount.archive_files import SIGNED_FORMAT, format_of, parse_json
from .recount.signature import key_digest
from .snapshot_reader import read_snapshot
from .verification import verify_archive

SHOWN_DIFFERENCES = 3
MAX_DIFFERENCE = 300
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
                yield read_meeting(file, unpacked(archive), required_keys)
            except BadArchive as error:
                yield LeftOut(file, error.message)


def read_meeting(file: str, files: dict[str, bytes], required_keys: Collection[str] = ()) -> LedgerMeeting | LeftOut:
    """The meeting if its archive verifies and is of a real meeting."""
    signer = key_digest(files) or ""
    if required_keys and signer not in required_keys:
        return LeftOut(file, _message("other_key", signer=signer or "–"))
    found = [_shown(line) for line in islice(verify_archive(files), SHOWN_DIFFERENCES + 1)]
    if found:
        more = "differs_more" if len(found) > SHOWN_DIFFERENCES else "differs"
        return LeftOut(file, _message(more, differences="; ".join(found[:SHOWN_DIFFERENCES])))
    archive = {name: parse_json(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    snapshot = read_snapshot(archive, [], signer, format_of(files))
    if snapshot.phase is Phase.REHEARSAL:
        return LeftOut(file, _message("rehearsal", title=snapshot.meeting.title, date=snapshot.meeting.date))
    is_signed = format_of(files) >= SIGNED_FORMAT
    return _meeting(file, snapshot, archive, signer if is_signed else "")


def _message(key: str, **values: object) -> Message:
    """A sentence of the catalogue's table `ledger`."""
    return Message("ledger", key, values)


def _shown(line: str) -> str:
    text = "".join(char if char.isprintable() else "?" for char in line[: MAX_DIFFERENCE + 1])
    return text if len(text) <= MAX_DIFFERENCE else text[:MAX_DIFFERENCE] + "…"


def _meeting(file: str, snapshot: Snapshot, archive: Map, signer: str) -> LedgerMeeting:
    meeting, tally = snapshot.meeting, archive["tally"]
    return LedgerMeeting(
        file=printable(file),
        id=snapshot.id,
        title=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        language=meeting.language,
        is_certified=snapshot.phase is Phase.CERTIFIED,
        signer=signer,
        generated=tally["generated"],
        fingerprint=tally["fingerprint"],
        record=tally.get("record", ""),
        chains=tuple(line["chain"] for line in archive["log"]),
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
