"""The feedback sheets (反馈表, DOMAIN §6): a page a person with the own score, grade, counts and notes, and nothing
of anybody else: no rank, no group.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Iterator, Sequence

from ...core.counting import ItemTally, SubjectTally
from ...core.models import Part, Scale, Subject
from ...core.record import Record, SubjectRecord
from ...core.results import Result
from ...core.rounding import format_decimal
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Text, ordinal, page
from ..model.column_widths import PORTRAIT, fitted
from ..model.labels import WORDS
from ..model.table import Cell, Column, Kind, Table, clean, fit, number, share, table
from .notes import by_person
from .summary import adjustments_text, held_text, mark_names, reasons_text, waiting_text

ABREAST = 6
"""How many items stand side by side in one histogram."""

TOLD = ("band", "veto", "flag", "waiting", "one_part", "no_score")
"""Reasons that a sheet gives. The others speak of groups."""

PartStanding = tuple[Part, SubjectRecord]


def feedback_pages(record: Record) -> tuple[Page, ...]:
    """In document order, as the persons reported: not even the order of the sheets tells a rank."""
    order = {subject.id: place for place, (_, subject) in enumerate(record.meeting.subjects())}
    results = sorted(record.results, key=lambda result: order[result.subjects[0]])
    return tuple(_sheet(record, number, result) for number, result in enumerate(results, 1))


def _sheet(record: Record, place: int, result: Result) -> Page:
    words, stands = WORDS[record.meeting.language], _stands(record, result)
    blocks: list[Block] = [_facts(record, place, result), Heading(ordinal(record, 1) + words["counts"])]
    scales = dict.fromkeys((part.form.scale, record.meeting.bands(part.form)) for part, _ in stands)
    for n, (scale, bands) in enumerate(scales, 1):
        alike = [one for one in stands if (one[0].form.scale, record.meeting.bands(one[0].form)) == (scale, bands)]
        blocks += fitted(_counted(record, f"counted-{place}-{n}", alike), PORTRAIT, 1, words["continued"])
        blocks += _histograms(record, f"spread-{place}-{n}", scale, alike)
    blocks += [Text(words["base"], small=True), Heading(ordinal(record, 2) + words["notes"])]
    blocks.append(_written(record, place, result))
    return page(record, f"feedback-{place}", words["feedback"], blocks, person=result.name)


def _stands(record: Record, result: Result) -> list[PartStanding]:
    """The parts a person stands in, in document order."""
    standings, parts = record.subject_records(), {subject.id: part for part, subject in record.meeting.subjects()}
    return [(parts[sid], standings[sid]) for sid in result.subjects]


def _held(record: Record, result: Result) -> str:
    return held_text(record, (standing for _, standing in _stands(record, result)))


def _facts(record: Record, place: int, result: Result) -> Facts:
    words, decided = WORDS[record.meeting.language], result.decided
    subject = next(subject for _, subject in record.meeting.subjects() if subject.id == result.subjects[0])
    score, waits = number(result.score, record.meeting.rules.decimals), _held(record, result)
    reasons = reasons_text(words, (reason for reason in result.reasons if reason.code in TOLD))
    told: Sequence[tuple[str, Cell]] = (
        *_person(record, subject),
        ("final", (waits or words["no_score"]) if score is None else score),
        ("grade", result.grade or waits or words["none"]),
        ("decided", decided.grade if decided else words["undecided"]),
        *([("adjustments", adjustments_text(words, result))] if result.adjustments else []),
        ("reasons", reasons or words["none"]),
        *([("because", decided.reason)] if decided and decided.reason else []),
    )
    return Facts(f"facts-{place}", tuple((words[key], fit(value)) for key, value in told))


def _person(record: Record, subject: Subject) -> Iterator[tuple[str, Cell]]:
    yield "name", subject.name
    yield "unit", subject.unit
    if subject.post:
        yield "post", subject.post
    yield "mode", WORDS[record.meeting.language][subject.mode]


def _counted(record: Record, name: str, alike: Sequence[PartStanding]) -> Table:
    """A line a part: its score, its ballots, how many of them fell in each band and their share."""
    words, bands = WORDS[record.meeting.language], record.meeting.bands(alike[0][0].form)
    columns = [Column(words["part"], Kind.TEXT), Column(words["score"], Kind.SCORE)]
    columns += [Column(words[key], Kind.COUNT) for key in ("ballots", "abstained", "recused")]
    for band in bands:
        columns += [Column(words["votes"], Kind.COUNT, band.name), Column(words["percent"], Kind.SHARE, band.name)]
    return table(name, words["counts"], columns, (_counted_row(record, *stand, len(columns)) for stand in alike))


def _counted_row(record: Record, part: Part, standing: SubjectRecord, wide: int) -> list[Cell]:
    words, tally = WORDS[record.meeting.language], standing.tally
    if tally is None:
        cells: list[Cell] = [part.name, None, waiting_text(record, standing)]
    else:
        cells = [part.name, words["no_score"] if tally.exact is None else number(tally.exact, tally.decimals)]
        if not part.entered:
            cells += [tally.ballots, tally.abstained, tally.recused]
            cells += [cell for _, votes in tally.bands for cell in (votes, share(votes, tally.ballots))]
    return [*cells, *[None] * (wide - len(cells))]


def _histograms(record: Record, name: str, scale: Scale, alike: Sequence[PartStanding]) -> Iterator[Histogram]:
    """All items of these parts side by side, as many as stand abreast."""
    best = sorted(range(len(scale.marks)), key=lambda place: -scale.value(scale.marks[place]))
    names = mark_names(scale, record.meeting.language)
    marks = tuple(clean(names[place]) for place in best)
    items = [(part, item, s.tally) for part, s in alike if s.tally is not None for item in s.tally.items]
    for start in range(0, len(items), ABREAST):
        series = tuple(
            (_called(record, part, item, tally), tuple(item.counts[place] for place in best))
            for part, item, tally in items[start : start + ABREAST]
        )
        yield Histogram(f"{name}-{start // ABREAST + 1}", WORDS[record.meeting.language]["spread"], marks, series)


def _called(record: Record, part: Part, item: ItemTally, tally: SubjectTally) -> str:
    """An item with its mean, and with its part where the meeting has several."""
    words = WORDS[record.meeting.language]
    title = item.title
    if len(record.meeting.parts) > 1:
        title = words["over"].format(part=part.name, title=item.title)
    mean = words["none"] if item.mean is None else format_decimal(item.mean, tally.decimals)
    told = words["histogram"].format(item=title, mean=mean)
    return clean(told + (words["and_abstained"].format(n=item.abstained) if item.abstained else ""))


def _written(record: Record, place: int, result: Result) -> Block:
    words = WORDS[record.meeting.language]
    found = [note for note in by_person(record) if note.subject.id in result.subjects]
    if not found:
        return Text(_held(record, result) or words["nothing_written"])
    columns = (Column(words["box"], Kind.TEXT), Column(words["text"], Kind.LONG))
    return table(f"written-{place}", words["notes"], columns, ((note.title, note.text) for note in found))
