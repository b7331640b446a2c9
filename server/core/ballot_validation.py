"""Validates a ballot: marks, rows, notes (CONTRACT "Voter"). Pure.

Any error is Refused `bad_ballot` with the path of the field, as `scores[2][0]` or `notes[1].text`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from .bands import mark_names
from .codec import is_text
from .errors import Refused
from .forms import Form, Limit
from .models import Ballot, Meeting, Part, WrittenNote
from .unicode_text import MAX_NFC_SHRINKAGE, TooManyMarks, normalise

NOTES_BYTES = 48 * 1024
"""The most that the notes of one ballot may take in UTF-8."""
FRAME_MIN, FRAME_MAX = 4096, 65536
"""Bounds of a round's frame limit, in bytes."""
CAST_MAX = 16384
"""The most that a cast is padded to, in bytes."""

Row = tuple[int | None, ...] | None
"""The marks on one subject; None where the voter is recused from it."""


@dataclass(frozen=True, slots=True)
class BallotRules:
    """The ballots that one round accepts. `names`: the choice or band of each of `marks`; `groups`: indexes of the
    groups that vote.

    An item takes one of `marks`, or None where its entry in `abstains` is true. `frame_limit`: the largest frame that a
    voter may send, in bytes (CONTRACT "WebSocket").
    """

    form: Form
    subjects: int
    names: tuple[str, ...]
    groups: tuple[int, ...]
    marks: range
    abstains: tuple[bool, ...]
    frame_limit: int

    def name_of(self, mark: int) -> str:
        """The name of the choice, or of the mark's band."""
        return self.names[self.marks.index(mark)]


def ballot_rules(meeting: Meeting, part: Part, subjects: int) -> BallotRules:
    names = mark_names(meeting, part, part.form.scale)
    limit = frame_limit(part.form, subjects)
    abstains = tuple(item.abstain for item in part.form.items)
    return BallotRules(part.form, subjects, names, meeting.voting_groups(part), part.form.scale.marks, abstains, limit)


def frame_limit(form: Form, subjects: int) -> int:
    """The largest frame that a voter may send in a round on so many subjects, in bytes."""
    notes = subjects * sum(4 * note.max + 64 for note in form.notes)
    return min(FRAME_MAX, max(FRAME_MIN, 512 + notes + 3 * len(form.items) * subjects))


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
    rules: BallotRules, group: int, scores: object, notes: object, recused: frozenset[int] = frozenset()
) -> Ballot:
    """The ballot that these wire values encode; `recused` are indexes of subjects. Raises Refused `bad_ballot`."""
    rows = _rows(rules, scores, recused)
    written = _notes(rules, notes, recused)
    for limit in rules.form.limits if rules.subjects > 1 else ():
        _check_limit(rules, limit, rows)
    if rules.form.explain:
        _check_explained(rules, rows, written)
    return Ballot(group, rows, written)


def _rows(rules: BallotRules, scores: object, recused: frozenset[int]) -> tuple[Row, ...]:
    if type(scores) is not list or len(scores) != rules.subjects:
        raise _bad_ballot("scores")
    return tuple([_row(rules, row, i, i in recused) for i, row in enumerate(scores)])


def _row(rules: BallotRules, row: object, i: int, recused: bool) -> Row:
    """One subject's marks. `type(mark) is int` excludes true, although `True in range(1, 11)`."""
    if recused and row is None:
        return None
    if type(row) is not list or len(row) != len(rules.abstains):
        raise _bad_ballot(f"scores[{i}]")
    for j, mark in enumerate(row):
        if type(mark) is int and mark in rules.marks and not recused:
            continue
        if mark is not None or not (recused or rules.abstains[j]):
            raise _bad_ballot(f"scores[{i}][{j}]")
    return None if recused else tuple(row)


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


def _check_limit(rules: BallotRules, limit: Limit, rows: tuple[Row, ...]) -> None:
    """A limit counts subjects: one with several limited marks counts once (DOMAIN §4)."""
    chosen = {i for i, choice in enumerate(rules.form.scale.choices) if choice.name in limit.choices}
    marked = [i for i, row in enumerate(rows) if row is not None and chosen.intersection(row)]
    allowed = limit.most(rules.subjects)
    if len(marked) > allowed:
        raise _bad_ballot(f"scores[{marked[allowed]}]")


def _check_explained(rules: BallotRules, rows: tuple[Row, ...], notes: tuple[WrittenNote, ...]) -> None:
    with_note = {note.subject for note in notes}
    for i, row in enumerate(rows):
        names = {rules.name_of(mark) for mark in row or () if mark is not None}
        if names.intersection(rules.form.explain) and i not in with_note:
            raise Refused("bad_ballot", f"notes[{i}]", explain=True)
