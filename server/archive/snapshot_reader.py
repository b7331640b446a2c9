"""A meeting's snapshot as its archive tells it, for the product to count again. Counts nothing.

The document is read as any posted one is; numbers are bounded. Raises InvalidDocument, and whatever a value
of the wrong shape runs into (`verify.UNREADABLE`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..core import meeting_document
from ..core.models import Additions, Adjustment, Attendance, Decision, Meeting, Phase, Show, Vote, WrittenNote
from ..core.record import Snapshot
from ..core.rounds import CountedRound, Counts, Round, State
from .recount.check_counts import number

NAMELESS = -1
"""The group of a ballot that names none."""

Map = Mapping[str, Any]
Rows = Sequence[Sequence[str]]
BySubject = dict[tuple[str, str, str], Counter[tuple[str, ...]]]


def restored(read: Map, ballots: Rows) -> Snapshot:
    """`read`: what meeting.json, inputs.json, tally.json and log.json hold; `ballots`: the rows of ballots.csv."""
    inputs, meeting, rows = read["inputs"], _meeting(read["meeting"]), _by_subject(ballots)
    return Snapshot(
        id=inputs["meeting"],
        meeting=meeting,
        phase=Phase(inputs["phase"]),
        attendance=Attendance(inputs["attendance"]["present"], inputs["attendance"]["absent"]),
        additions=_additions(inputs),
        issued=sum(inputs["issued"].values()),
        voided=inputs["voided"],
        rounds=tuple(_round(meeting, told, rows, read["tally"]["notes"]) for told in inputs["rounds"]),
        changed=read["log"][-1]["at"],
        document=read["meeting"],
        draft=inputs["draft"],
        plain_http=inputs["open_air"],
    )


def _meeting(stored: Map) -> Meeting:
    """With the ids that its subjects had."""
    public = {key: value for key, value in stored.items() if key != "ids"}
    meeting = meeting_document.parse(public, {}, today=date.today().isoformat())
    parts = (
        replace(part, subjects=tuple(replace(one, id=id) for one, id in zip(part.subjects, ids, strict=True)))
        for part, ids in zip(meeting.parts, stored["ids"], strict=True)
    )
    return replace(meeting, parts=tuple(parts))


def _additions(inputs: Map) -> Additions:
    return Additions(
        decisions={sid: Decision(one["grade"], one["reason"]) for sid, one in inputs["decisions"].items()},
        adjustments={
            sid: tuple(Adjustment(number(one["points"]), one["reason"]) for one in several)
            for sid, several in inputs["adjustments"].items()
        },
        flags={sid: tuple(flags) for sid, flags in inputs["flags"].items()},
        entered={sid: number(score) for sid, score in inputs["entered"].items()},
    )


def _by_subject(ballots: Rows) -> BySubject:
    """How often each row came, by its round and subject."""
    found: BySubject = {}
    for (id, part, sid, *said), times in Counter(map(tuple, ballots)).items():
        found.setdefault((id, part, sid), Counter())[tuple(said)] += times
    return found


def _round(meeting: Meeting, told: Map, rows: BySubject, notes: Sequence[Map]) -> CountedRound:
    state = State(told["state"])
    round = Round(
        id=told["round"],
        number=told["number"],
        part=told["part"],
        subjects=tuple(told["subjects"]),
        state=state,
        opened=told["opened"],
        closed=told["closed"],
        reason=told.get("reason"),
        unconfirmed=state is State.CLOSED and meeting.show is Show.LIVE and not told["shown"],
        counts=Counts() if state is State.VOIDED else _counts(told),
    )
    if told.get("shown", True):
        cast = (rows.get((round.id, round.part, sid), Counter()) for sid in round.subjects)
        votes = tuple(_votes(meeting, round.part, said) for said in cast)
    else:  # as many as were returned, of which nothing may be seen
        votes = tuple(Counter({Vote(NAMELESS, None): round.counts.valid}) for _ in round.subjects)
    places = {sid: place for place, sid in enumerate(round.subjects)}
    written = (WrittenNote(places[n["subject"]], n["key"], n["text"]) for n in notes if n["subject"] in places)
    return CountedRound(round, votes, () if state is State.VOIDED else tuple(written))


def _counts(told: Map) -> Counts:
    """What is held back is as if there were none: nothing of it is shown."""
    return Counts(told["eligible"], told["phone"], told["paper"], told["invalid"] or 0, told["abstained"] or 0)


def _votes(meeting: Meeting, part_name: str, rows: Mapping[tuple[str, ...], int]) -> Counter[Vote]:
    part, votes = meeting.part(part_name), Counter[Vote]()
    groups = {"": NAMELESS, **{group.name: index for index, group in enumerate(meeting.groups)}}
    width = len(part.form.items) if part is not None else 0
    for (group, state, *cells), times in rows.items():
        marks = tuple(int(cell) if cell else None for cell in cells[:width])
        votes[Vote(groups[group], None if state == "recused" else marks)] += times
    return votes
