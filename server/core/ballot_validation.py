"""Validates a ballot: marks, rows, notes, names written in (CONTRACT "Voter"). Pure.

Any error is Refused `bad_ballot` with the path of the field, as `scores[2][0]` or `notes[1].text`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from .ballot_checks import BallotChecks, ballot_checks, check_ballot
from .bands import mark_names
from .codec import Map, is_text
from .errors import Refused
from .forms import Form
from .models import INVALID, Ballot, Meeting, Part, Row, WrittenNote
from .unicode_text import MAX_NFC_SHRINKAGE, TooManyMarks, normalise
from .write_ins import folded_names, read_write_ins

NOTES_BYTES = 48 * 1024
"""The most that the notes of one ballot may take in UTF-8."""
FRAME_MIN, FRAME_MAX = 4096, 65536
"""Bounds of a round's frame limit, in bytes."""
CAST_MAX = 16384
"""The most that a cast is padded to, in bytes."""

WRITE_IN_BYTES = 200
"""Of a frame, for one written-in name."""


@dataclass(frozen=True, slots=True)
class BallotRules:
    """The ballots that one round accepts. `groups`: indexes of the groups that vote.

    An item takes one of its `marks`, or None where its entry in `abstains` is true. `candidates`: the folded names that
    cannot be written in. `frame_limit`: the largest frame that a voter may send, in bytes (CONTRACT "WebSocket").
    """

    form: Form
    subjects: int
    groups: tuple[int, ...]
    marks: tuple[range, ...]
    abstains: tuple[bool, ...]
    checks: BallotChecks | None
    candidates: frozenset[str]
    frame_limit: int


def ballot_rules(meeting: Meeting, part: Part, subjects: int) -> BallotRules:
    form = part.form
    return BallotRules(
        form=form,
        subjects=subjects,
        groups=meeting.voting_groups(part),
        marks=tuple(scale.marks for scale in form.scales),
        abstains=tuple(item.abstain for item in form.items),
        checks=ballot_checks(form, subjects, [mark_names(meeting, part, item) for item in range(len(form.items))]),
        candidates=folded_names(subject.name for subject in part.subjects) if form.write_in else frozenset(),
        frame_limit=frame_limit(form, subjects),
    )


def frame_limit(form: Form, subjects: int) -> int:
    """The largest frame that a voter may send in a round on so many subjects, in bytes."""
    notes = subjects * sum(4 * note.max + 64 for note in form.notes)
    write_ins = WRITE_IN_BYTES * (form.write_in.at_most if form.write_in is not None else 0)
    return min(FRAME_MAX, max(FRAME_MIN, 512 + notes + 5 * len(form.items) * subjects + write_ins))


def cast_size(form: Form, subjects: int) -> int:
    """The size that phones pad every cast of such a round to, in bytes, so that none shows whether it has notes."""
    return min(CAST_MAX, frame_limit(form, subjects))


def whole_round_recusals(meeting: Meeting, subjects: Collection[str]) -> frozenset[str]:
    """The subject ids that recuse a card from a whole round on `subjects`, which is possible if all are one person."""
    persons = {subject.person for _, subject in meeting.subjects() if subject.id in subjects}
    return frozenset(subject.id for _, subject in meeting.subjects() if persons == {subject.person})


def _bad_ballot(field: str) -> Refused:
    return Refused("bad_ballot", field)


def validate_ballot(
    rules: BallotRules, group: int, message: Map, recused: frozenset[int] = frozenset(), paper: bool = False
) -> Ballot:
    """The ballot in a `cast` or, with `paper`, a `paper` message: its `scores`, `notes` and `write_ins`. `recused` are
    indexes of subjects. Raises Refused `bad_ballot`."""
    rows = _rows(rules, message.get("scores"), recused, paper)
    written = _notes(rules, message.get("notes"), recused)
    names = message.get("write_ins")
    write_ins = () if names is None else _write_ins(rules, names)
    if rules.checks is not None:
        check_ballot(rules.checks, rows, written, write_ins)
    return Ballot(group, rows, written, False, False, write_ins)


def _rows(rules: BallotRules, scores: object, recused: frozenset[int], paper: bool) -> tuple[Row, ...]:
    if type(scores) is not list or len(scores) != rules.subjects:
        raise _bad_ballot("scores")
    if paper and all(row == INVALID for row in scores):  # such a ballot is spoiled
        raise _bad_ballot("scores")
    return tuple([_row(rules, row, i, i in recused, paper) for i, row in enumerate(scores)])


def _row(rules: BallotRules, row: object, i: int, recused: bool, paper: bool) -> Row:
    """One subject's marks. `type(mark) is int` excludes true, although `True in range(1, 11)`."""
    if type(row) is not list:
        return _row_without_marks(row, i, recused, paper)
    scales = rules.marks
    if len(row) != len(scales):
        raise _bad_ballot(f"scores[{i}]")
    for j, mark in enumerate(row):
        if type(mark) is int and mark in scales[j] and not recused:
            continue
        if mark is not None or not (recused or rules.abstains[j]):
            raise _bad_ballot(f"scores[{i}][{j}]")
    return None if recused else tuple(row)


def _row_without_marks(row: object, i: int, recused: bool, paper: bool) -> Row:
    """None for a recused subject; on paper also a line that cannot be read."""
    if recused and row is None:
        return None
    if paper and not recused and row == INVALID:
        return INVALID
    raise _bad_ballot(f"scores[{i}]")


def _write_ins(rules: BallotRules, names: object) -> tuple[str, ...]:
    write_in = rules.form.write_in
    return read_write_ins(names, 0 if write_in is None else write_in.at_most, rules.candidates)


def _notes(rules: BallotRules, notes: object, recused: frozenset[int]) -> tuple[WrittenNote, ...]:
    if notes is None or notes == []:
        return ()
    if type(notes) is not list or len(notes) > rules.subjects * len(rules.form.notes):
        raise _bad_ballot("notes")
    written = [_note(rules, note, i, recused) for i, note in enumerate(notes)]
    if len({(note.subject, note.key) for note in written}) != len(written):
        raise _bad_ballot("notes")
    if sum(len(note.text.encode()) for note in written) > NOTES_BYTES:
        raise _bad_ballot("notes")
    return tuple(sorted((note for note in written if note.text), key=lambda n: (n.subject, n.key)))


def _note(rules: BallotRules, note: object, i: int, recused: frozenset[int]) -> WrittenNote:
    if type(note) is not dict or set(note) != {"subject", "key", "text"}:
        raise _bad_ballot(f"notes[{i}]")
    subject, key, text = note["subject"], note["key"], note["text"]
    if type(subject) is not int or subject not in range(rules.subjects) or subject in recused:
        raise _bad_ballot(f"notes[{i}].subject")
    box = next((box for box in rules.form.notes if box.key == key), None)
    if box is None:
        raise _bad_ballot(f"notes[{i}].key")
    if type(text) is not str or len(text) > MAX_NFC_SHRINKAGE * box.max:
        raise _bad_ballot(f"notes[{i}].text")
    text = _normalised(text)
    if text is None or len(text) > box.max:
        raise _bad_ballot(f"notes[{i}].text")
    return WrittenNote(subject, box.key, text)


def _normalised(text: str) -> str | None:
    """In NFC, trimmed, with \\n as the only line end; None for bytes that are not UTF-8 and for too many marks."""
    if not is_text(text):
        return None
    try:
        return normalise(text).replace("\r\n", "\n").replace("\0", "").strip()
    except TooManyMarks:
        return None
