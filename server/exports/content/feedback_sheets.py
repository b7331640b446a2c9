"""The feedback sheets (反馈表, DOMAIN §6): a page per person with that person's own score, grade, counts and notes.

Nothing on it concerns anybody else: no rank, no group. Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator, Sequence

from ...core.bands import part_bands
from ...core.forms import Scale
from ...core.models import Part, Subject
from ...core.record import Record, SubjectRecord
from ...core.results import Result
from ...core.rounding import format_decimal
from ...core.tallies import ItemTally
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Text, make_page, ordinal
from ..model.column_widths import PORTRAIT, fit_to_page
from ..model.labels import labels_of
from ..model.table import Cell, Column, Kind, Table, clean, clean_cell, decimal_cell, make_table, percent_cell
from .notes import notes_by_person
from .past_results import past_text
from .summary import (
    adjustments_text,
    awards_text,
    first_waiting_text,
    mark_names,
    part_column_title,
    reasons_text,
    waiting_text,
)
from .vote_sheets import vote_blocks
from .vote_texts import is_motion

MAX_SERIES = 6
"""Items next to each other in one histogram."""

GROUP_REASONS = ("empty_group", "blocked", "not_trimmed")
"""Reasons that concern voter groups: a sheet gives only the others."""

PartSubject = tuple[Part, SubjectRecord]


def feedback_pages(record: Record) -> tuple[Page, ...]:
    """In document order, so that the order of the sheets does not reveal the ranking. A motion is nobody's."""
    parts = {subject.id: (place, part) for place, (part, subject) in enumerate(record.meeting.subjects())}
    results = sorted(record.results, key=lambda result: parts[result.subjects[0]][0])
    about_persons = (result for result in results if not is_motion(parts[result.subjects[0]][1]))
    return tuple(_sheet(record, number, result) for number, result in enumerate(about_persons, 1))


def _sheet(record: Record, number: int, result: Result) -> Page:
    labels, parts = labels_of(record), _part_subjects(record, result)
    blocks: list[Block] = [_facts(record, number, result), Heading(ordinal(record, 1) + labels["counts"])]
    if parts[0][0].decide is not None:
        blocks += vote_blocks(record, f"counted-{number}", *parts[0])
    else:
        blocks += _score_blocks(record, number, parts)
    if parts[0][0].decide is None or any(part.form.notes for part, _ in parts):
        blocks += [Heading(ordinal(record, 2) + labels["notes"]), _notes(record, number, result)]
    return make_page(record, f"feedback-{number}", labels["feedback"], blocks, person=result.person)


def _score_blocks(record: Record, number: int, parts: Sequence[PartSubject]) -> Iterator[Block]:
    """Parts of the same scales and bands share their tables."""
    labels, meeting = labels_of(record), record.meeting
    kinds = dict.fromkeys((part.form.scales, part_bands(meeting, part)) for part, _ in parts)
    for n, (scales, bands) in enumerate(kinds, 1):
        alike = [(part, s) for part, s in parts if (part.form.scales, part_bands(meeting, part)) == (scales, bands)]
        yield from fit_to_page(_counts(record, f"counted-{number}-{n}", alike), PORTRAIT, 1, labels["continued"])
        for each, scale in enumerate(dict.fromkeys(scales), 1):
            name = f"spread-{number}-{n}" if each == 1 else f"spread-{number}-{n}-{each}"
            yield from _histograms(record, name, scale, alike)
    yield Text(labels["share_base"], small=True)


def _part_subjects(record: Record, result: Result) -> list[PartSubject]:
    """The parts in which the person stands, in document order."""
    subjects, parts = record.subject_records(), {subject.id: part for part, subject in record.meeting.subjects()}
    return [(parts[sid], subjects[sid]) for sid in result.subjects]


def _waiting(record: Record, result: Result) -> str:
    return first_waiting_text(record, (subject for _, subject in _part_subjects(record, result)))


def _facts(record: Record, number: int, result: Result) -> Facts:
    labels, decision = labels_of(record), result.decided
    subject = next(subject for _, subject in record.meeting.subjects() if subject.id == result.subjects[0])
    score, waiting = decimal_cell(result.score, record.meeting.rules.decimals), _waiting(record, result)
    is_decided = record.rosters[result.roster - 1].roster.is_decided
    reasons = reasons_text(record, (reason for reason in result.reasons if reason.code not in GROUP_REASONS))
    facts: Sequence[tuple[str, Cell]] = (
        *_person_facts(record, subject, is_decided),
        *([] if is_decided else [("final", (waiting or labels["no_score"]) if score is None else score)]),
        ("outcome" if is_decided else "grade", result.grade or waiting or labels["none"]),
        ("meeting_decision" if is_decided else "decided", decision.grade if decision else labels["undecided"]),
        *_use_facts(record, result),
        *([("last_year", past_text(record, result.last_year))] if result.last_year else []),
        *([("awards", awards)] if (awards := awards_text(record, result)) else []),
        *([("adjustments", adjustments_text(record, result))] if result.adjustments else []),
        ("reasons", reasons or labels["none"]),
        *([("decision_reason", decision.reason)] if decision and decision.reason else []),
    )
    return Facts(f"facts-{number}", tuple((labels[key], clean_cell(value)) for key, value in facts))


def _use_facts(record: Record, result: Result) -> Iterator[tuple[str, Cell]]:
    """What follows from the decided grade; until there is one, from the proposed one, which the name says."""
    grade = result.decided.grade if result.decided else result.grade
    if use := dict(record.meeting.rules.uses).get(grade or ""):
        yield "use" if result.decided else "use_proposed", use


def _person_facts(record: Record, subject: Subject, is_decided: bool) -> Iterator[tuple[str, Cell]]:
    """Where votes decide, nobody need have reported."""
    yield "name", subject.name
    yield "unit", subject.unit
    if subject.post:
        yield "post", subject.post
    if not is_decided:
        yield "mode", labels_of(record)[f"mode_{subject.mode}"]


def _counts(record: Record, name: str, parts: Sequence[PartSubject]) -> Table:
    """A row per part: its score, its ballots, and the count and share of each band."""
    labels, bands = labels_of(record), part_bands(record.meeting, parts[0][0])
    columns = [Column(labels["part"], Kind.TEXT), Column(labels["score"], Kind.SCORE)]
    columns += [Column(labels[key], Kind.COUNT) for key in ("ballots", "abstained", "recused")]
    for band in bands:
        columns += [Column(labels["votes"], Kind.COUNT, band.name), Column(labels["percent"], Kind.SHARE, band.name)]
    rows = (_counts_row(record, part, subject, len(columns)) for part, subject in parts)
    return make_table(name, labels["counts"], columns, rows)


def _counts_row(record: Record, part: Part, subject: SubjectRecord, width: int) -> list[Cell]:
    labels, tally = labels_of(record), subject.tally
    if tally is None:
        cells: list[Cell] = [part.name, None, waiting_text(record, subject)]
    else:
        score = labels["no_score"] if tally.exact is None else decimal_cell(tally.exact, tally.decimals)
        cells = [part.name, score]
        if not part.entered:
            cells += [tally.ballots, tally.abstained, tally.recused]
            cells += [cell for _, votes in tally.bands for cell in (votes, percent_cell(votes, tally.ballots))]
    return [*cells, *[None] * (width - len(cells))]


def subject_histograms(record: Record, part: Part, subject: SubjectRecord) -> Iterator[Histogram]:
    """Of one subject, for each scale of the form."""
    for number, scale in enumerate(dict.fromkeys(part.form.scales), 1):
        yield from _histograms(record, f"chart-{number}", scale, [(part, subject)])


def _histograms(record: Record, name: str, scale: Scale, parts: Sequence[PartSubject]) -> Iterator[Histogram]:
    """The items of these parts that have this scale, at most MAX_SERIES to a histogram."""
    names = mark_names(record, scale)
    best_first = _best_first(scale, len(names))
    marks = tuple(clean(names[index]) for index in best_first)
    series = [
        (_series_title(record, part, item, tally.decimals), tuple(item.counts[index] for index in best_first))
        for part, subject in parts
        if (tally := subject.tally) is not None
        for item in tally.items
        if part.form.scale_of(item.key) == scale
    ]
    for start in range(0, len(series), MAX_SERIES):
        title, number = labels_of(record)["distribution"], start // MAX_SERIES + 1
        yield Histogram(f"{name}-{number}", title, marks, tuple(series[start : start + MAX_SERIES]))


def _best_first(scale: Scale, columns: int) -> list[int]:
    """Indexes of the marks or classes from the best down. Words without values stay in the order of the ballot."""
    if not scale.choices:
        return list(reversed(range(columns)))
    return sorted(range(columns), key=lambda index: -scale.value(index)) if scale.has_values else list(range(columns))


def _series_title(record: Record, part: Part, item: ItemTally, decimals: int) -> str:
    """The item with its mean and abstentions, and with its part if the meeting has several. Words without values have
    no mean."""
    labels = labels_of(record)
    title = part_column_title(record, part, item.title)
    if part.form.scale_of(item.key).has_values:
        mean = labels["none"] if item.mean is None else format_decimal(item.mean, decimals)
        title = labels["histogram"].format(item=title, mean=mean)
    return clean(title + (labels["and_abstained"].format(n=item.abstained) if item.abstained else ""))


def _notes(record: Record, number: int, result: Result) -> Block:
    labels = labels_of(record)
    notes = [note for note in notes_by_person(record) if note.subject.id in result.subjects]
    if not notes:
        return Text(_waiting(record, result) or labels["nothing_written"])
    columns = (Column(labels["note_box"], Kind.TEXT), Column(labels["text"], Kind.LONG))
    return make_table(f"written-{number}", labels["notes"], columns, ((note.title, note.text) for note in notes))
