"""tally.json: everything in it follows from the ballots, the document and the inputs."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from .archive_files import SIGNED_FORMAT, format_of
from .ballots import read_ballots
from .counting import SubjectBallots, count_entered, count_withheld
from .decided_parts import PartVotes
from .differences import canonical_json, differences, mentions
from .forms import edition_of
from .meeting_log import record_head
from .numbers import number, shortest
from .reconciliation import reconciliation
from .results import judgement, with_last_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .archive_files import Archive, Map
    from .ballots import Ballot
    from .counting import SubjectCount


def check_tally(archive: Archive) -> Iterator[str]:
    ballots = read_ballots(archive)
    counts: dict[str, SubjectCount] = {}
    for place, part in enumerate(archive.document["parts"]):
        for index, _ in enumerate(part["subjects"]):
            sid = archive.document["ids"][place][index]
            counts[sid], faults = _count(archive, place, index, ballots.get(sid, Counter()))
            for fault in faults:
                yield f"inputs.json hidden.{sid}: {archive.say('not_from_ballots')}: {fault}"
    rows = {sid: sum(cast.values()) for sid, cast in ballots.items()}
    places = range(len(archive.document["parts"]))
    votes = [PartVotes(archive.document, archive.inputs, place, ballots) for place in places]
    yield from differences(_expected(archive, counts, rows, votes), archive.tally, "tally.json", archive.say)
    boxes = {(sid, note["key"]) for sid, count in counts.items() for note in count.form.notes}
    for place, note in enumerate(archive.tally["notes"]):
        if (note["subject"], note["key"]) not in boxes:
            yield f"tally.json notes[{place}]: {archive.say('no_such_box')}"


def _count(archive: Archive, place: int, index: int, ballots: Mapping[Ballot, int]) -> tuple[SubjectCount, list[str]]:
    """The count of one subject, and what cannot be right about its hidden groups."""
    document, inputs, part = archive.document, archive.inputs, archive.document["parts"][place]
    subject, sid = part["subjects"][index], document["ids"][place][index]
    name = {"id": sid, "name": subject["name"], "unit": subject["unit"]}
    if part["source"] == "entered":
        return count_entered(document, part, name, inputs["entered"].get(sid)), []
    rounds = [round for round in inputs["rounds"] if sid in round["subjects"] and round["state"] != "voided"]
    if not all(round["shown"] for round in rounds):
        return count_withheld(document, part, name), []
    groups = archive.tally["parts"][place]["subjects"][index]["groups"]
    hidden = [group["name"] for group in groups if group["suppressed"] is True]
    counting = SubjectBallots(document, part, ballots, hidden, inputs["hidden"].get(sid, {}))
    return counting.count(name), list(counting.hidden_faults())


def _expected(
    archive: Archive, counts: Mapping[str, SubjectCount], rows: Mapping[str, int], votes: Sequence[PartVotes]
) -> Map:
    document, inputs, tally = archive.document, archive.inputs, archive.tally
    return {
        "meeting": {
            **{key: document[key] for key in ("title", "organisation", "date")},
            **{"id": inputs["meeting"], "phase": inputs["phase"]},
        },
        **_marks(document, inputs),
        "generated": archive.log[-1]["at"],
        "fingerprint": _fingerprint(document, tally),
        **({"record": _record(archive)} if format_of(archive.files) >= SIGNED_FORMAT else {}),
        "reconciliation": reconciliation(document, inputs, rows),
        "parts": [_part(document, part, counts, votes[place]) for place, part in enumerate(document["parts"])],
        **with_last_year(document, inputs, judgement(document, inputs, counts, votes)),
        "rounds": _rounds(inputs),
        "notes": tally["notes"],
    }


def _part(document: Map, part: Map, counts: Mapping[str, SubjectCount], votes: PartVotes) -> Map:
    """Edition 1 knows no votes."""
    weight = shortest(number(part["weight"])) if "weight" in part else None
    name = {"name": part["name"], "weight": weight, "form": part["form"]["id"]}
    own = {sid: count.json for sid, count in counts.items() if count.part is part}
    if edition_of(document) == 1:
        return {**name, "subjects": list(own.values())}
    return {**name, **votes.fields(), "subjects": [{**json, **votes.subject_fields(sid)} for sid, json in own.items()]}


def _rounds(inputs: Map) -> list[Map]:
    """Voided ones too, with the reason."""
    keys = ("part", "subjects", "state", "opened", "closed")
    return [
        {"id": round["round"], **{key: round[key] for key in keys}, "voided": round.get("reason")}
        for round in inputs["rounds"]
    ]


def _marks(document: Map, inputs: Map) -> Map:
    """A rehearsal and a draft are marked, in the meeting's language: in Chinese and in English with these words."""
    known = document["language"] in ("zh", "en")
    due = [mark for mark, is_due in (("测试", inputs["phase"] == "rehearsal"), ("未截止", inputs["draft"])) if is_due]
    marks = [mark if known else "" for mark in due]
    return {**({"draft": True} if inputs["draft"] else {}), **({"mark": mentions(*marks)} if marks else {})}


def _fingerprint(document: Map, tally: Map) -> str:
    return _sha256({"document": document, **{key: tally[key] for key in ("parts", "rounds", "reconciliation")}})


def _record(archive: Archive) -> str:
    """Over all of tally.json but the time and itself, what people added, and the log."""
    tally = {key: value for key, value in archive.tally.items() if key not in ("generated", "record")}
    kinds = ("decisions", "adjustments", "flags", "merges")
    added = {kind: archive.inputs[kind] for kind in kinds if kind in archive.inputs}
    added["entered"] = {sid: {"score": score} for sid, score in archive.inputs["entered"].items()}
    return _sha256({"tally": tally, "added": added, "log": record_head(archive.log)})


def _sha256(content: Map) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
