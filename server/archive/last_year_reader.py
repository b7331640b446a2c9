"""Reads last year's results of people (上年得分, 上年等次) from the archive of an earlier meeting, which must verify.

Only what that meeting's summary states of a person: the score and the decided grade. Writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.errors import FieldError, InvalidDocument
from ..core.last_year import PastResult, scale_of
from ..core.message import Message
from ..core.models import Meeting, Phase
from ..core.people import Identity
from .archive_zip import BadArchive, unpacked
from .recount.signature import key_digest
from .verified_archive import VerifiedArchive, verified

Map = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """`people`: everybody with a score or a decided grade, in document order. `record` and `signer` as in LastYear."""

    id: str
    title: str
    date: str
    record: str
    signer: str
    is_certified: bool
    people: tuple[PastResult, ...]


def read_past_meeting(data: bytes, own_key: str, digest: str | None = None) -> PastMeeting:
    """`own_key`: the digest of this server's signing key; `digest`: of another one, as somebody has typed it from
    paper. Raises InvalidDocument: of `digest` where the archive is signed by neither, else of `archive`."""
    try:
        files = unpacked(data)
        _refuse_other_key(key_digest(files), own_key, digest)
        archive = verified(files)
    except BadArchive as error:
        raise _refused("unusable", "archive", problem=error.message) from None
    if not archive.signer:
        raise _refused("unsigned", "archive")
    if archive.snapshot.draft:
        raise _refused("draft", "archive")
    people = tuple(_past_results(archive))
    if not people:
        raise _refused("no_results", "archive")
    meeting = archive.snapshot.meeting
    return PastMeeting(
        id=archive.snapshot.id,
        title=meeting.title,
        date=meeting.date,
        record=archive.tally["record"],
        signer=archive.signer,
        is_certified=archive.snapshot.phase is Phase.CERTIFIED,
        people=people,
    )


def _refuse_other_key(signer: str | None, own_key: str, digest: str | None) -> None:
    """The refusal does not say whose key it is: the digest has to come from the paper."""
    if signer is None:
        raise _refused("unsigned", "archive")
    if digest is not None and signer != digest:
        raise _refused("wrong_digest", "digest")
    if digest is None and signer != own_key:
        raise _refused("other_key", "digest")


def _refused(key: str, field: str, **values: object) -> InvalidDocument:
    """A message of the catalogue's table `last_year`."""
    return InvalidDocument([FieldError(field, Message("last_year", key, values))])


def _past_results(archive: VerifiedArchive) -> Iterator[PastResult]:
    """A person has at most one result by scores. Of several by votes none is more the person's than another."""
    meeting = archive.snapshot.meeting
    by_person: dict[Identity, list[Map]] = {subject.person: [] for _, subject in meeting.subjects()}
    for result in archive.tally["results"]:
        by_person[result["subject"]["name"], result["subject"]["unit"]].append(result)
    for person, results in by_person.items():
        scored = [result for result in results if result["score"] is not None]
        own = scored if scored else results
        past = _past_result(meeting, person, own[0]) if len(own) == 1 else None
        if past is not None and (past.score, past.grade) != (None, None):
            yield past


def _past_result(meeting: Meeting, person: Identity, result: Map) -> PastResult:
    score, decided = result["score"], result["decided"]
    parts = (part for part in meeting.parts if part.name in result["parts"])
    scale = None if score is None else scale_of(parts)
    return PastResult(*person, score, scale, decided["grade"] if decided else None)
