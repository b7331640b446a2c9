"""The summary (汇总表, DOMAIN §6): one wide table with a row per person, for XLSX, CSV and print.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ...core.bands import part_bands
from ...core.forms import Scale
from ...core.grade_reasons import Reason
from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.results import Result
from ...core.rounding import format_shortest
from ...core.scale_classes import scale_classes
from ...core.tallies import GroupTally, SubjectTally
from ..model.labels import clauses, joined, labels_of
from ..model.table import Cell, Column, Kind, Table, decimal_cell, make_table, percent_cell
from .past_results import past_columns
from .vote_columns import has_invalid_lines, vote_columns

CellOf = Callable[[Result], Cell]
SubjectOf = Callable[[Result], SubjectRecord | None]


def summary(record: Record) -> Table:
    """One row per person and roster, in the record's order."""
    columns = list(_columns(record))
    rows = ([cell_of(result) for _, cell_of in columns] for result in record.results)
    return make_table("summary", labels_of(record)["summary"], (column for column, _ in columns), rows)


def mark_names(record: Record, scale: Scale) -> list[str]:
    """The name of each mark or class of the scale, in the order of its counts."""
    if scale.choices:
        return list(scale.words)
    classes = scale_classes(scale) if record.meeting.edition > 1 else ()
    spans = [f"{scale.label(each.first)}–{scale.label(each.last)}" for each in classes]
    return [labels_of(record)["mark"].format(mark=span) for span in spans or map(scale.label, scale.marks)]


def waiting_text(record: Record, subject: SubjectRecord) -> str:
    """Shown instead of a withheld tally."""
    assert subject.round is not None
    return labels_of(record)[f"waiting_{subject.round.public_state}"]


def first_waiting_text(record: Record, subjects: Iterable[SubjectRecord]) -> str:
    """`waiting_text` of the first whose tally is withheld, otherwise ""."""
    return next((waiting_text(record, subject) for subject in subjects if subject.tally is None), "")


def group_mean(record: Record, group: GroupTally, groups: Sequence[GroupTally]) -> Cell:
    """A group's mean, or the text that says why there is none (DOMAIN §5.9). `groups`: all of the subject.

    Which of two hidden groups is the small one is in no record: the other may be hidden only to protect it.
    """
    labels, rules = labels_of(record), record.meeting.rules
    if group.suppressed:
        key = "hidden_pair" if sum(each.suppressed for each in groups) == 2 else "hidden_group"
        return labels[key].format(least=rules.min_group)
    mean = decimal_cell(group.mean, rules.decimals)
    return labels["empty_group"] if mean is None else mean


def adjustments_text(record: Record, result: Result) -> str:
    points = labels_of(record)["points"]
    adjustments = (
        points.format(points=("+" if a.points > 0 else "") + format_shortest(a.points), reason=a.reason)
        for a in result.adjustments
    )
    return clauses(record, *adjustments)


def awards_text(record: Record, result: Result) -> str:
    """The awards that the person gets, then those that a tie keeps open."""
    pending = labels_of(record)["pending"]
    return joined(record, *result.awards, *(pending.format(name=name) for name in result.pending_awards))


def roster_text(record: Record, result: Result) -> str:
    """The parts that are ranked together."""
    return joined(record, *(part.name for part in record.rosters[result.roster - 1].roster.parts))


def has_scores(record: Record) -> bool:
    """Whether any part is scored, rather than decided by votes."""
    return any(part.part.decide is None for part in record.parts)


def grade_label(record: Record) -> str:
    """The key of the heading of grades: votes give an outcome."""
    decided = any(part.part.decide is not None for part in record.parts)
    return ("grade_or_outcome" if has_scores(record) else "outcome") if decided else "grade"


def reasons_text(record: Record, reasons: Iterable[Reason]) -> str:
    return clauses(record, *(reason.text for reason in reasons))


def part_column_title(record: Record, part: Part, title: str) -> str:
    """With the part's name if the meeting has several."""
    if len(record.meeting.parts) == 1:
        return title
    return labels_of(record)["title_in_part"].format(part=part.name, title=title)


def _columns(record: Record) -> Iterator[tuple[Column, CellOf]]:
    labels, decimals = labels_of(record), record.meeting.rules.decimals
    yield Column(labels["rank"], Kind.COUNT), lambda r: r.rank
    yield Column(labels["name"], Kind.TEXT), lambda r: r.name
    yield Column(labels["unit"], Kind.TEXT), lambda r: r.unit
    if len(record.rosters) > 1:
        yield Column(labels["roster"], Kind.TEXT), lambda r: roster_text(record, r)
    for part in record.parts:
        for title, kind, cell_of in _part_columns(record, part):
            yield Column(title, kind, part.part.name, part_column_title(record, part.part, title)), cell_of
    if has_scores(record):
        yield Column(labels["adjustments"], Kind.TEXT), lambda r: adjustments_text(record, r)
        yield Column(labels["final"], Kind.SCORE), lambda r: decimal_cell(r.score, decimals)
    if record.meeting.rules.awards:
        yield Column(labels["awards"], Kind.TEXT), lambda r: awards_text(record, r)
    yield from past_columns(record)
    yield Column(labels[grade_label(record)], Kind.TEXT), lambda r: r.grade
    yield Column(labels["reasons"], Kind.LONG), lambda r: reasons_text(record, r.reasons)
    decided = labels["decided" if has_scores(record) else "meeting_decision"]
    yield Column(decided, Kind.TEXT), lambda r: r.decided.grade if r.decided else None
    yield Column(labels["decision_reason"], Kind.TEXT), lambda r: r.decided.reason if r.decided else None


PartColumn = tuple[str, Kind, CellOf]


def _part_columns(record: Record, part: PartRecord) -> Iterator[PartColumn]:
    """The last one is the score, or where votes decide the last three are the votes."""
    subject_of = _subject_finder(part)
    if not part.part.entered:
        yield from _ballot_columns(record, part, subject_of)
    if part.part.decide is not None:
        for title, kind, vote_cell in vote_columns(record, part.part):
            yield title, kind, partial(_subject_cell, subject_of, vote_cell)
    else:
        yield from _score_columns(record, part.part, subject_of)


def _ballot_columns(record: Record, part: PartRecord, subject_of: SubjectOf) -> Iterator[PartColumn]:
    """A form of one item has its counts per mark here, a longer one in the table of its counts."""
    labels, form = labels_of(record), part.part.form
    title = labels["ballots" if part.part.decide is None else "marked_ballots"]
    yield title, Kind.COUNT, lambda r: _ballots(record, subject_of(r))
    yield labels["abstained"], Kind.COUNT, partial(_tally_cell, subject_of, lambda tally: tally.abstained)
    yield labels["recused"], Kind.COUNT, partial(_tally_cell, subject_of, lambda tally: tally.recused)
    if has_invalid_lines(part):
        yield labels["invalid_line"], Kind.COUNT, partial(_tally_cell, subject_of, lambda tally: tally.invalid)
    for index, mark in enumerate(mark_names(record, form.scales[0]) if len(form.items) == 1 else ()):
        yield mark, Kind.COUNT, partial(_tally_cell, subject_of, partial(_mark_count, index))


def _score_columns(record: Record, part: Part, subject_of: SubjectOf) -> Iterator[PartColumn]:
    labels = labels_of(record)

    def cell_of(tally_cell: Callable[[SubjectTally], Cell]) -> CellOf:
        return partial(_tally_cell, subject_of, tally_cell)

    if not part.entered:
        for band in part_bands(record.meeting, part):
            yield labels["share"].format(band=band.name), Kind.SHARE, cell_of(partial(_band_share, band.name))
        for index, group in enumerate(_several_groups(record, part)):
            yield labels["group"].format(group=group), Kind.SCORE, cell_of(partial(_group_mean_at, record, index))
    yield labels["score"], Kind.SCORE, cell_of(lambda tally: decimal_cell(tally.exact, tally.decimals))


def _several_groups(record: Record, part: Part) -> list[str]:
    """The names of the voting groups if there are several: the mean of a single one is the part's."""
    names = [record.meeting.groups[index].name for index in record.meeting.voting_groups(part)]
    return names if len(names) > 1 else []


def _subject_finder(part: PartRecord) -> SubjectOf:
    by_id = {subject.subject.id: subject for subject in part.subjects}
    return lambda result: next((by_id[sid] for sid in result.subjects if sid in by_id), None)


def _subject_cell(subject_of: SubjectOf, cell_of: Callable[[SubjectRecord], Cell], result: Result) -> Cell:
    """Empty where the person is not in the part."""
    subject = subject_of(result)
    return None if subject is None else cell_of(subject)


def _tally_cell(subject_of: SubjectOf, tally_cell: Callable[[SubjectTally], Cell], result: Result) -> Cell:
    """Empty where the person is not in the part or the tally is withheld."""
    subject = subject_of(result)
    return None if subject is None or subject.tally is None else tally_cell(subject.tally)


def _ballots(record: Record, subject: SubjectRecord | None) -> Cell:
    if subject is None:
        return None
    return waiting_text(record, subject) if subject.tally is None else subject.tally.ballots


def _mark_count(index: int, tally: SubjectTally) -> Cell:
    return tally.items[0].counts[index]


def _band_share(band: str, tally: SubjectTally) -> Cell:
    return percent_cell(dict(tally.bands)[band], tally.ballots)


def _group_mean_at(record: Record, index: int, tally: SubjectTally) -> Cell:
    return group_mean(record, tally.groups[index], tally.groups)
