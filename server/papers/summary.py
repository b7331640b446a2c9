"""The summary (汇总表, DOMAIN §6) as a table of typed cells: one for XLSX, CSV and print.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial

from server.core.counting import GroupTally, SubjectTally
from server.core.figures import figure, shortest
from server.core.models import Part, Scale
from server.core.record import PartRecord, Record, Standing
from server.core.results import Result

Cell = str | int | Decimal | None
"""Text is never anything but text; numbers carry exactly the places they are printed with."""

WORDS = {
    "zh": {
        "rank": "名次", "name": "姓名", "unit": "单位", "ballots": "计分票", "abstained": "弃权", "recused": "回避",
        "mark": "{mark}分", "share": "{band}（占计分票%）", "group": "{group}均分", "small": "少于{least}票，不单列",
        "nobody": "无票", "part": "得分", "adjustments": "加减分", "points": "{reason} {points}", "and": "；",
        "score": "最终得分", "grade": "建议等次", "reasons": "理由", "decided": "决定等次", "because": "决定理由",
        "open": "未截止", "closed": "未公布", "over": "{part}·{title}",
    },
    "en": {
        "rank": "Rank", "name": "Name", "unit": "Unit", "ballots": "Scored ballots", "abstained": "Abstained",
        "recused": "Recused", "mark": "{mark}", "share": "{band} (% of scored)", "group": "{group} mean",
        "small": "under {least} ballots, not shown", "nobody": "no ballots", "part": "Score",
        "adjustments": "Adjustments", "points": "{reason} {points}", "and": "; ", "score": "Final score",
        "grade": "Proposed grade", "reasons": "Reasons", "decided": "Decided grade", "because": "Reason for decision",
        "open": "not closed", "closed": "not published", "over": "{part}: {title}",
    },
}  # fmt: skip


Finder = Callable[[Result], Standing | None]


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    COUNT = "count"
    SCORE = "score"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """`over` is the part the column belongs to, "" for the person as a whole."""

    title: str
    kind: Kind
    cell: Callable[[Result], Cell]
    over: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def summary(record: Record) -> Summary:
    """One row a person, in the record's order."""
    columns = tuple(_columns(record))
    rows = tuple(tuple(column.cell(result) for column in columns) for result in record.results)
    return Summary(columns, rows)


def heading(record: Record, column: Column) -> str:
    """A column's name where there is one line for it: with its part, if the meeting has several."""
    if not column.over or len(record.meeting.parts) == 1:
        return column.title
    return WORDS[record.meeting.language]["over"].format(part=column.over, title=column.title)


def number(value: Fraction | None, decimals: int) -> Decimal | None:
    """Rounded as everywhere, with all its places."""
    return None if value is None else Decimal(figure(value, decimals))


def mark_names(scale: Scale, language: str) -> list[str]:
    """What each mark of the scale is called, in the order of its counts."""
    if scale.choices:
        return [choice.name for choice in scale.choices]
    return [WORDS[language]["mark"].format(mark=mark) for mark in scale.marks]


def hidden_text(record: Record) -> str:
    """What stands in the place of a small group's figures (DOMAIN §5.9)."""
    return WORDS[record.meeting.language]["small"].format(least=record.meeting.rules.min_group)


def waiting_text(record: Record, standing: Standing) -> str:
    """What stands in the place of figures that are held back."""
    assert standing.round is not None
    return WORDS[record.meeting.language][standing.round.outside]


def _columns(record: Record) -> Iterator[Column]:
    words, decimals = WORDS[record.meeting.language], record.meeting.rules.decimals
    yield Column(words["rank"], Kind.COUNT, lambda r: r.rank)
    yield Column(words["name"], Kind.TEXT, lambda r: r.name)
    yield Column(words["unit"], Kind.TEXT, lambda r: r.unit)
    for part in record.parts:
        yield from _part_columns(record, part)
    yield Column(words["adjustments"], Kind.TEXT, lambda r: words["and"].join(_adjustments(words, r)))
    yield Column(words["score"], Kind.SCORE, lambda r: number(r.score, decimals))
    yield Column(words["grade"], Kind.TEXT, lambda r: r.grade)
    yield Column(words["reasons"], Kind.LONG, lambda r: words["and"].join(reason.text for reason in r.reasons))
    yield Column(words["decided"], Kind.TEXT, lambda r: r.decided.grade if r.decided else None)
    yield Column(words["because"], Kind.TEXT, lambda r: r.decided.reason if r.decided else None)
    if record.marks:
        mark = " ".join(record.marks)
        yield Column(mark, Kind.TEXT, lambda r: mark)


def _adjustments(words: dict[str, str], result: Result) -> Iterator[str]:
    for adjustment in result.adjustments:
        sign = "+" if adjustment.points > 0 else ""
        yield words["points"].format(points=sign + shortest(adjustment.points), reason=adjustment.reason)


def _part_columns(record: Record, part: PartRecord) -> Iterator[Column]:
    """The counts per mark stand here for a form of one item; longer forms have them on their own sheet."""
    words, name, form = WORDS[record.meeting.language], part.part.name, part.part.form
    of = _finder(part)
    if not part.part.entered:
        yield Column(words["ballots"], Kind.COUNT, lambda r: _ballots(record, of(r)), name)
        yield Column(words["abstained"], Kind.COUNT, _told(of, lambda tally: tally.abstained), name)
        yield Column(words["recused"], Kind.COUNT, _told(of, lambda tally: tally.recused), name)
        if len(form.items) == 1:
            for place, mark in enumerate(mark_names(form.scale, record.meeting.language)):
                yield Column(mark, Kind.COUNT, _told(of, partial(_count, place)), name)
        for band in record.meeting.bands(form):
            title = words["share"].format(band=band.name)
            yield Column(title, Kind.SHARE, _told(of, partial(_share, band.name)), name)
        yield from _group_columns(record, part.part, of)
    yield Column(words["part"], Kind.SCORE, _told(of, lambda tally: number(tally.exact, tally.decimals)), name)


def _group_columns(record: Record, part: Part, of: Finder) -> Iterator[Column]:
    """Only where several groups vote: a single one's mean is the part's."""
    voting = record.meeting.voting_groups(part)
    for place, index in enumerate(voting if len(voting) > 1 else ()):
        title = WORDS[record.meeting.language]["group"].format(group=record.meeting.groups[index].name)
        yield Column(title, Kind.SCORE, _told(of, partial(_group, record, place)), part.name)


def _finder(part: PartRecord) -> Finder:
    by_id = {standing.subject.id: standing for standing in part.subjects}
    return lambda result: next((by_id[sid] for sid in result.subjects if sid in by_id), None)


def _told(of: Finder, tell: Callable[[SubjectTally], Cell]) -> Callable[[Result], Cell]:
    """What a person's tally tells; nothing where there is none or it is held back."""

    def cell(result: Result) -> Cell:
        standing = of(result)
        return None if standing is None or standing.tally is None else tell(standing.tally)

    return cell


def _ballots(record: Record, standing: Standing | None) -> Cell:
    if standing is None:
        return None
    return waiting_text(record, standing) if standing.tally is None else standing.tally.ballots


def _count(place: int, tally: SubjectTally) -> Cell:
    return tally.items[0].counts[place]


def _share(band: str, tally: SubjectTally) -> Cell:
    """Percent of the scored ballots, to two places."""
    return number(Fraction(100 * dict(tally.bands)[band], tally.ballots), 2) if tally.ballots else None


def _group(record: Record, place: int, tally: SubjectTally) -> Cell:
    return group_mean(record, tally.groups[place])


def group_mean(record: Record, group: GroupTally) -> Cell:
    """A group's mean, or the words that say why there is none."""
    if group.suppressed:
        return hidden_text(record)
    mean = number(group.mean, record.meeting.rules.decimals)
    return WORDS[record.meeting.language]["nobody"] if mean is None else mean
