"""The tables of the papers about a part that is decided by votes: ballots, votes by subject, names written in.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ...core.models import Part
from ...core.part_votes import NameVotes
from ...core.reconciliation import RoundBalance
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.results import Result
from ...core.tallies import SubjectTally
from ..model.labels import joined, labels_of
from ..model.table import Cell, Column, Kind, Row, Table, decimal_cell, make_table
from .summary import waiting_text
from .vote_texts import share_text, share_title, subject_title


class Line(NamedTuple):
    """A subject of the part and its result."""

    subject: SubjectRecord
    result: Result


CellOf = Callable[[Line], Cell]


class VoteColumn(NamedTuple):
    """`optional`: left out where no subject has anything in it."""

    column: Column
    cell_of: CellOf
    optional: bool = False


def part_results(record: Record, part: PartRecord) -> list[Result]:
    """Of the part's roster, by rank."""
    ids = {subject.subject.id for subject in part.subjects}
    return [result for result in record.results if result.subjects[0] in ids]


def turnout(record: Record, part: PartRecord, name: str) -> Table:
    """应到 实到 发出 收回 有效 无效, a row for each round that counts."""
    labels, rounds = labels_of(record), _balances(record, part)
    keys = ("round", "expected", "present", "issued", "returned", "valid", "invalid")
    first = 0 if len(rounds) > 1 else 1
    columns = (Column(labels[key], Kind.COUNT) for key in keys[first:])
    return make_table(name, labels["turnout"], columns, (_turnout_row(balance)[first:] for balance in rounds))


def _balances(record: Record, part: PartRecord) -> list[RoundBalance]:
    ids = {subject.round.id for subject in part.subjects if subject.round is not None}
    return [balance for balance in record.reconciliation.rounds if balance.round in ids]


def _turnout_row(balance: RoundBalance) -> Row:
    people = (balance.number, balance.voters.expected, balance.voters.present)
    return (*people, balance.eligible, balance.returned, balance.valid, balance.invalid)


def vote_table(
    record: Record, part: Part, subjects: Sequence[SubjectRecord], name: str, has_names: bool = True
) -> Table:
    """One row per subject, by rank. `has_names`: with rank, name and unit; a rank or unit only where there is any."""
    by_id = {subject.subject.id: subject for subject in subjects}
    results = (result for result in record.results if result.subjects[0] in by_id)
    lines = [Line(by_id[result.subjects[0]], result) for result in results]
    columns = [each for each in _columns(record, part, has_names) if not each.optional or any(map(each.cell_of, lines))]
    rows = ([each.cell_of(line) for each in columns] for line in lines)
    return make_table(name, labels_of(record)["counts"], (each.column for each in columns), rows)


def _columns(record: Record, part: Part, has_names: bool) -> Iterator[VoteColumn]:
    labels, decide = labels_of(record), part.decide
    assert decide is not None
    if has_names:
        yield VoteColumn(Column(labels["rank"], Kind.COUNT), lambda line: line.result.rank, optional=True)
        yield VoteColumn(Column(subject_title(record, part), Kind.TEXT), lambda line: line.result.name)
        yield VoteColumn(Column(labels["unit"], Kind.TEXT), lambda line: line.result.unit, optional=True)
    yield from _count_columns(record, part)
    yield from _mean_columns(record, part)
    for words in dict.fromkeys(rule.of for rule in decide.rules if rule.of):
        column = Column(share_title(record, words, decide.base), Kind.VOTES)
        yield VoteColumn(column, partial(_share_cell, record, words))
    for place, figure in enumerate(part.figures):
        yield VoteColumn(Column(figure.name, Kind.VOTES), partial(_figure_cell, record, place))
    yield VoteColumn(Column(labels["outcome"], Kind.TEXT), partial(_outcome_cell, record))


def _count_columns(record: Record, part: Part) -> Iterator[VoteColumn]:
    """The ballots for each word, and those that say nothing."""
    labels, form, decide = labels_of(record), part.form, part.decide
    assert decide is not None
    for place, word in enumerate(form.scale_of(decide.item).words):
        yield VoteColumn(
            Column(word, Kind.COUNT), partial(_tally_cell, partial(_count, form.index(decide.item), place))
        )
    yield VoteColumn(Column(labels["abstained"], Kind.COUNT), partial(_tally_cell, lambda tally: tally.abstained))
    recused, invalid = Column(labels["recused"], Kind.COUNT), Column(labels["invalid_line"], Kind.COUNT)
    yield VoteColumn(recused, partial(_tally_cell, lambda tally: tally.recused), optional=True)
    yield VoteColumn(invalid, partial(_tally_cell, lambda tally: tally.invalid), optional=True)


def _count(item: int, place: int, tally: SubjectTally) -> Cell:
    return tally.items[item].counts[place]


def _mean_columns(record: Record, part: Part) -> Iterator[VoteColumn]:
    """Of the other items, which the votes may agree with or be ranked by."""
    labels, form, decide = labels_of(record), part.form, part.decide
    assert decide is not None
    for place, (item, scale) in enumerate(zip(form.items, form.scales, strict=True)):
        if item.key != decide.item and scale.has_values:
            column = Column(labels["mean_of"].format(item=item.title), Kind.SCORE)
            yield VoteColumn(column, partial(_tally_cell, partial(_mean, place)))


def _mean(item: int, tally: SubjectTally) -> Cell:
    return decimal_cell(tally.items[item].mean, tally.decimals)


def _tally_cell(cell_of: Callable[[SubjectTally], Cell], line: Line) -> Cell:
    """Empty until the round is closed and may be seen: a 0 would read as "nobody voted"."""
    tally = line.subject.tally
    return None if line.subject.votes is None or tally is None else cell_of(tally)


def _share_cell(record: Record, words: tuple[str, ...], line: Line) -> Cell:
    votes = line.subject.votes
    if votes is None:
        return None
    rule = next(rule for rule in votes.decide.rules if rule.of == words)
    return share_text(record, votes.share_for(rule))


def _figure_cell(record: Record, place: int, line: Line) -> Cell:
    figures = line.subject.figures
    return share_text(record, figures[place].share) if figures else None


def _outcome_cell(record: Record, line: Line) -> Cell:
    """What people decided, otherwise what the votes give."""
    result, labels = line.result, labels_of(record)
    if result.decided is not None:
        return labels["decided_outcome"].format(grade=result.decided.grade)
    if result.grade is not None:
        return result.grade
    if line.subject.votes is None:
        return waiting_text(record, line.subject) if line.subject.tally is None else labels["not_voted"]
    return labels["vote_again"] if any(reason.code == "again" for reason in result.reasons) else labels["no_outcome"]


def written_names_table(record: Record, part: PartRecord, name: str) -> Table:
    """另选他人: each name with the spellings that were merged into it."""
    labels, names = labels_of(record), () if part.votes is None else part.votes.names
    keys = {
        "name": Kind.TEXT,
        "spellings": Kind.TEXT,
        "votes": Kind.COUNT,
        "vote_share": Kind.TEXT,
        "outcome": Kind.TEXT,
    }
    columns = [Column(labels[key], kind) for key, kind in keys.items()]
    rows = [_written_row(record, written) for written in names]
    if not any(row[1] for row in rows):
        columns, rows = columns[:1] + columns[2:], [row[:1] + row[2:] for row in rows]
    return make_table(name, labels["write_ins"], columns, rows)


def _written_row(record: Record, written: NameVotes) -> list[Cell]:
    labels, name = labels_of(record), written.name
    merged = joined(record, *(spelling for spelling in name.spellings if spelling != name.name))
    tied = labels["vote_again"] if written.verdict.is_tied else labels["no_outcome"]
    return [name.name, merged, name.count, share_text(record, written.share), written.verdict.grade or tied]
