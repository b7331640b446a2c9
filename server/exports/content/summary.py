"""The summary (汇总表, DOMAIN §6) as one wide table, a row a person: for XLSX, CSV and print.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ...core.counting import GroupTally, SubjectTally
from ...core.grade_reasons import Reason
from ...core.models import Part, Scale
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.results import Result
from ...core.rounding import format_shortest
from ..model.labels import WORDS, Words
from ..model.table import Cell, Column, Kind, Table, number, share, table

Finder = Callable[[Result], SubjectRecord | None]
Source = tuple[Column, Callable[[Result], Cell]]


def summary(record: Record) -> Table:
    """One row a person, in the record's order."""
    sources = list(_sources(record))
    rows = ([cell(result) for _, cell in sources] for result in record.results)
    title = WORDS[record.meeting.language]["summary"]
    return table("summary", title, (column for column, _ in sources), rows)


def mark_names(scale: Scale, language: str) -> list[str]:
    """What each mark of the scale is called, in the order of its counts."""
    if scale.choices:
        return [choice.name for choice in scale.choices]
    return [WORDS[language]["mark"].format(mark=mark) for mark in scale.marks]


def hidden_text(record: Record) -> str:
    """What stands in the place of a small group's figures (DOMAIN §5.9)."""
    return WORDS[record.meeting.language]["small"].format(least=record.meeting.rules.min_group)


def waiting_text(record: Record, standing: SubjectRecord) -> str:
    """What stands in the place of figures that are held back."""
    assert standing.round is not None
    return WORDS[record.meeting.language][standing.round.public_state]


def held_text(record: Record, standings: Iterable[SubjectRecord]) -> str:
    """`waiting_text` where the figures of one of them are held back, else nothing."""
    return next((waiting_text(record, standing) for standing in standings if standing.tally is None), "")


def group_mean(record: Record, group: GroupTally) -> Cell:
    """A group's mean, or the words that say why there is none."""
    if group.suppressed:
        return hidden_text(record)
    mean = number(group.mean, record.meeting.rules.decimals)
    return WORDS[record.meeting.language]["nobody"] if mean is None else mean


def adjustments_text(words: Words, result: Result) -> str:
    return words["then"].join(
        words["points"].format(points=("+" if a.points > 0 else "") + format_shortest(a.points), reason=a.reason)
        for a in result.adjustments
    )


def reasons_text(words: Words, reasons: Iterable[Reason]) -> str:
    return words["then"].join(reason.text for reason in reasons)


def _sources(record: Record) -> Iterator[Source]:
    words, decimals = WORDS[record.meeting.language], record.meeting.rules.decimals
    yield Column(words["rank"], Kind.COUNT), lambda r: r.rank
    yield Column(words["name"], Kind.TEXT), lambda r: r.name
    yield Column(words["unit"], Kind.TEXT), lambda r: r.unit
    for part in record.parts:
        for title, kind, cell in _part_sources(record, part):
            yield Column(title, kind, part.part.name, _line(record, part.part, title)), cell
    yield Column(words["adjustments"], Kind.TEXT), lambda r: adjustments_text(words, r)
    yield Column(words["final"], Kind.SCORE), lambda r: number(r.score, decimals)
    yield Column(words["grade"], Kind.TEXT), lambda r: r.grade
    yield Column(words["reasons"], Kind.LONG), lambda r: reasons_text(words, r.reasons)
    yield Column(words["decided"], Kind.TEXT), lambda r: r.decided.grade if r.decided else None
    yield Column(words["because"], Kind.TEXT), lambda r: r.decided.reason if r.decided else None


def _line(record: Record, part: Part, title: str) -> str:
    """With its part where the meeting has several."""
    words = WORDS[record.meeting.language]
    return title if len(record.meeting.parts) == 1 else words["over"].format(part=part.name, title=title)


PartSource = tuple[str, Kind, Callable[[Result], Cell]]


def _part_sources(record: Record, part: PartRecord) -> Iterator[PartSource]:
    """The counts per mark stand here for a form of one item; longer forms have them in their own table."""
    words, form, of = WORDS[record.meeting.language], part.part.form, _finder(part)
    if not part.part.entered:
        yield words["ballots"], Kind.COUNT, lambda r: _ballots(record, of(r))
        yield words["abstained"], Kind.COUNT, _told(of, lambda tally: tally.abstained)
        yield words["recused"], Kind.COUNT, _told(of, lambda tally: tally.recused)
        if len(form.items) == 1:
            for place, mark in enumerate(mark_names(form.scale, record.meeting.language)):
                yield mark, Kind.COUNT, _told(of, partial(_count, place))
        for band in record.meeting.bands(form):
            yield words["share"].format(band=band.name), Kind.SHARE, _told(of, partial(_share, band.name))
        yield from _group_sources(record, part.part, of)
    yield words["score"], Kind.SCORE, _told(of, lambda tally: number(tally.exact, tally.decimals))


def _group_sources(record: Record, part: Part, of: Finder) -> Iterator[PartSource]:
    """Only where several groups vote: a single one's mean is the part's."""
    voting = record.meeting.voting_groups(part)
    for place, index in enumerate(voting if len(voting) > 1 else ()):
        title = WORDS[record.meeting.language]["group"].format(group=record.meeting.groups[index].name)
        yield title, Kind.SCORE, _told(of, partial(_group, record, place))


def _finder(part: PartRecord) -> Finder:
    by_id = {standing.subject.id: standing for standing in part.subjects}
    return lambda result: next((by_id[sid] for sid in result.subjects if sid in by_id), None)


def _told(of: Finder, tell: Callable[[SubjectTally], Cell]) -> Callable[[Result], Cell]:
    """What a person's tally tells; nothing where there is none or it is held back."""

    def cell(result: Result) -> Cell:
        standing = of(result)
        return None if standing is None or standing.tally is None else tell(standing.tally)

    return cell


def _ballots(record: Record, standing: SubjectRecord | None) -> Cell:
    if standing is None:
        return None
    return waiting_text(record, standing) if standing.tally is None else standing.tally.ballots


def _count(place: int, tally: SubjectTally) -> Cell:
    return tally.items[0].counts[place]


def _share(band: str, tally: SubjectTally) -> Cell:
    return share(dict(tally.bands)[band], tally.ballots)


def _group(record: Record, place: int, tally: SubjectTally) -> Cell:
    return group_mean(record, tally.groups[place])
