"""Reads the snapshot of a meeting back from the files of its archive, so that the product can count it. Counts nothing.

An archive can come from anyone: the document is validated like a posted one, and numbers are bounded. Raises
InvalidDocument, or one of `UNREADABLE` for a value of the wrong shape.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..core import attendance, last_year, meeting_document
from ..core.attendance import Attendance
from ..core.changes import listed_changes
from ..core.hidden_groups import POOLED
from ..core.models import INVALID, Additions, Adjustment, Decision, Meeting, Phase, Row, Vote, WrittenNote
from ..core.reconciliation import Cards
from ..core.record import UNRECORDED_ACTS, LogHead, Snapshot, replaced_record
from ..core.rounds import CountedRound, Counts, Round, State
from ..core.texts import TextKind, Texts
from .recount.archive_files import LISTING_FORMAT
from .recount.numbers import number

Map = Mapping[str, Any]
Rows = Sequence[Sequence[str]]
BallotCounts = Counter[tuple[str, ...]]
"""How often each (group, state, *marks) occurs."""
BySubject = dict[tuple[str, str, str], BallotCounts]
"""By round id, part name and subject id."""


def read_snapshot(archive: Map, ballots: Rows, signer: str, format: int) -> Snapshot:
    """`archive`: the parsed JSON files by name without suffix; `ballots`: the rows of ballots.csv below its heading;
    `signer`: the digest of the archive's key; `format`: the archive's."""
    inputs, meeting, by_subject = archive["inputs"], _meeting(archive["meeting"]), _by_subject(ballots)
    notes = archive["tally"]["notes"]
    return Snapshot(
        id=inputs["meeting"],
        meeting=meeting,
        phase=Phase(inputs["phase"]),
        attendance=_attendance(meeting, inputs["attendance"]) or Attendance(),
        additions=_additions(inputs),
        cards=Cards(sum(inputs["issued"].values()), inputs["voided"], _by_group(meeting, inputs.get("unused"))),
        rounds=tuple(_round(meeting, stated, by_subject, notes) for stated in inputs["rounds"]),
        log=_log_head(archive["log"]),
        document=archive["meeting"],
        draft=inputs["draft"],
        plain_http=inputs["open_air"],
        signer=signer,
        format=format,
        version=str(inputs.get("version", "")),
        changes=tuple(listed_changes(archive["log"])) if format >= LISTING_FORMAT else (),
        texts=_texts(inputs.get("texts", {})),
        last_year=last_year.from_json(inputs["last_year"]) if "last_year" in inputs else None,
    )


def _texts(stated: Map) -> Texts:
    return Texts.of((TextKind(kind), sid, value) for kind, by_id in stated.items() for sid, value in by_id.items())


def _log_head(log: Sequence[Map]) -> LogHead:
    chains = [line["chain"] for line in log if line["act"] not in UNRECORDED_ACTS]
    records = (record for line in log for record in replaced_record(line["act"], line["detail"]))
    return LogHead(log[-1]["at"], chains[-1] if chains else "", tuple(records))


def _meeting(stored: Map) -> Meeting:
    """With the subject ids that it had."""
    document = {key: value for key, value in stored.items() if key != "ids"}
    meeting = meeting_document.parse(document, {}, today=date.today().isoformat(), signed=True)
    parts = (
        replace(part, subjects=tuple(replace(one, id=id) for one, id in zip(part.subjects, ids, strict=True)))
        for part, ids in zip(meeting.parts, stored["ids"], strict=True)
    )
    return replace(meeting, parts=tuple(parts))


def _attendance(meeting: Meeting, stated: Map | None) -> Attendance | None:
    """Groups in the order of the meeting, whatever that of the file."""
    if stated is None:
        return None
    read = attendance.from_json(stated)
    order = [group.name for group in meeting.groups]
    groups = tuple(sorted(read.groups, key=lambda group: order.index(group.name)))
    spare = read.spare and tuple(sorted(read.spare, key=lambda cards: order.index(cards.group)))
    return replace(read, groups=groups, spare=spare)


def _additions(inputs: Map) -> Additions:
    return Additions(
        decisions={sid: Decision(each["grade"], each["reason"]) for sid, each in inputs["decisions"].items()},
        adjustments={
            sid: tuple(Adjustment(number(each["points"]), each["reason"]) for each in adjustments)
            for sid, adjustments in inputs["adjustments"].items()
        },
        flags={sid: tuple(flags) for sid, flags in inputs["flags"].items()},
        entered={sid: number(score) for sid, score in inputs["entered"].items()},
        merges=inputs.get("merges", {}),
    )


def _by_subject(ballots: Rows) -> BySubject:
    by_subject: BySubject = {}
    for (id, part, sid, *ballot), times in Counter(map(tuple, ballots)).items():
        by_subject.setdefault((id, part, sid), Counter())[tuple(ballot)] += times
    return by_subject


def _round(meeting: Meeting, stated: Map, ballots: BySubject, notes: Sequence[Map]) -> CountedRound:
    state = State(stated["state"])
    round = Round(
        id=stated["round"],
        number=stated["number"],
        part=stated["part"],
        subjects=tuple(stated["subjects"]),
        state=state,
        opened=stated["opened"],
        closed=stated["closed"],
        reason=stated.get("reason"),
        counts=Counts() if state is State.VOIDED else _counts(meeting, stated),
        seen=stated.get("seen"),
        attendance=_attendance(meeting, stated.get("attendance")),
    )
    if stated.get("shown", True):
        by_subject = (ballots.get((round.id, round.part, sid), Counter()) for sid in round.subjects)
        votes = tuple(_votes(meeting, round.part, cast) for cast in by_subject)
    else:  # nothing of these ballots may be seen but their number
        votes = tuple(Counter({Vote(POOLED, None): round.counts.valid}) for _ in round.subjects)
    withheld = state is State.CLOSED and not stated["shown"]
    written = () if state is State.VOIDED else tuple(_notes(round, notes))
    write_ins = tuple(tuple(map(str, names)) for names in stated.get("write_ins", ()))
    return CountedRound(round, votes, written, withheld=withheld, write_ins=write_ins)


def _counts(meeting: Meeting, stated: Map) -> Counts:
    """Numbers that are held back (None) count as 0: nothing is shown of them."""
    invalid, abstained = stated["invalid"] or 0, stated["abstained"] or 0
    unused = _by_group(meeting, stated.get("unused"))
    return Counts(stated["eligible"], stated["phone"], stated["paper"], invalid, abstained, unused)


def _by_group(meeting: Meeting, stated: Map | None) -> tuple[int, ...] | None:
    """Numbers by the name of a group, in the order of the groups."""
    return None if stated is None else tuple(stated[group.name] for group in meeting.groups)


def _notes(round: Round, notes: Sequence[Map]) -> list[WrittenNote]:
    places = {sid: place for place, sid in enumerate(round.subjects)}
    own = (note for note in notes if note["subject"] in places)
    return [WrittenNote(places[note["subject"]], note["key"], note["text"]) for note in own]


def _votes(meeting: Meeting, part_name: str, ballots: BallotCounts) -> Counter[Vote]:
    part, votes = meeting.part(part_name), Counter[Vote]()
    groups = {"": POOLED, **{group.name: index for index, group in enumerate(meeting.groups)}}
    items = len(part.form.items) if part is not None else 0
    for (group, state, *cells), times in ballots.items():
        votes[Vote(groups[group], _row(state, cells[:items]))] += times
    return votes


def _row(state: str, cells: Sequence[str]) -> Row:
    if state == "recused":
        return None
    return INVALID if state == "invalid" else tuple(int(cell) if cell else None for cell in cells)
