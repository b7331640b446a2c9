"""What a record is made from, and what it holds: every value that is shown or printed (DOMAIN §6). Computes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .attendance import Attendance
from .changes import Change
from .judgement import RosterOutcome
from .last_year import LastYear
from .models import Additions, Meeting, Part, Phase, Subject
from .part_votes import PartVotes
from .quota import QuotaOutcome
from .reconciliation import Cards, Reconciliation
from .results import Result
from .rounds import CountedRound, Round
from .tallies import SubjectTally
from .texts import Texts
from .version import VERSION
from .votes import FigureShare, SubjectVotes

FORMAT = 6
"""Format of the record and its papers, as stated in archives. Archives of formats 1 and 2 have no `record` and no
signature, and the times in papers of formats below 5 no zone; they are rendered without those, as they were written."""
UNRECORDED_ACTS = ("key", "admit")
"""Acts in the log that change no result, decision, note or name, so that the record stays the same."""
RECORDING_ACTS = ("decisions", "opinion")
"""Acts that are possible after certification and change the record; their lines have the one before."""


@dataclass(frozen=True, slots=True)
class LogHead:
    """What a record takes from the log. `at`: ISO time of the last entry; `chain`: hash of the last entry but for
    UNRECORDED_ACTS; `records`: the values that `record` had before decisions and opinions written after certification,
    oldest first."""

    at: str = ""
    chain: str = ""
    records: tuple[str, ...] = ()


def replaced_record(act: str, detail: Mapping[str, object]) -> tuple[str, ...]:
    """The value `record` that a decision or an opinion after certification has replaced, if this is one."""
    return (str(detail["record"]),) if act in RECORDING_ACTS and "record" in detail else ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting at one instant, as stored.

    `document` is the JSON of `meeting`, for the fingerprint: a new field must be left out while it is not set.
    `draft`: show what may be seen although rounds are open or unpublished. `plain_http`: phones were served without
    TLS in some round. `signer`: digest of the key that signs the archive, and `version`: of the program that writes it,
    both printed on the count report. `changes` and `texts`: for the papers, so they may be missing elsewhere. The
    record covers texts by the log, which has the digest of each. `last_year`: results of an earlier meeting.
    """

    id: str
    meeting: Meeting
    phase: Phase
    attendance: Attendance
    additions: Additions
    cards: Cards
    rounds: tuple[CountedRound, ...]
    log: LogHead
    document: Mapping[str, object]
    draft: bool = False
    plain_http: bool = False
    signer: str = ""
    format: int = FORMAT
    version: str = VERSION
    changes: tuple[Change, ...] = ()
    texts: Texts = Texts()
    last_year: LastYear | None = None


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """A subject and its tally, None while it is withheld. `round` is the one that counts: the latest not voided.
    `votes` in a part with `decide`, and `figures`: once the round is closed and may be seen."""

    subject: Subject
    round: Round | None
    tally: SubjectTally | None
    votes: SubjectVotes | None = None
    figures: tuple[FigureShare, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRecord:
    """`votes`: of a part with `decide`."""

    part: Part
    subjects: tuple[SubjectRecord, ...]
    votes: PartVotes | None = None


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note on a subject; its position in the record says nothing about its author."""

    subject: Subject
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record. Every paper made from it must carry its `marks`: 测试, 未截止.

    `withheld`: ids of the rounds whose tally may not be seen. `digest` is the value `record` in tally.json: SHA-256
    over everything. `earlier`: the values that it had when the papers may have been signed. `plain_http`, `signer`,
    `format`, `version`, `changes`, `texts` and `last_year` as in Snapshot. `labels`: texts of papers, by key, that the
    build which wrote them had and this one has no more.
    """

    id: str
    meeting: Meeting
    phase: Phase
    generated: str
    draft: bool
    marks: tuple[str, ...]
    parts: tuple[PartRecord, ...]
    results: tuple[Result, ...]
    rosters: tuple[RosterOutcome, ...]
    quota: QuotaOutcome | None
    reconciliation: Reconciliation
    rounds: tuple[Round, ...]
    notes: tuple[NoteRecord, ...]
    withheld: frozenset[str]
    fingerprint: str
    digest: str
    earlier: tuple[str, ...]
    plain_http: bool
    signer: str
    format: int
    version: str
    changes: tuple[Change, ...]
    texts: Texts = Texts()
    last_year: LastYear | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    def subject_records(self) -> dict[str, SubjectRecord]:
        """By subject id."""
        return {subject.subject.id: subject for part in self.parts for subject in part.subjects}
