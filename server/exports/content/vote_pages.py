"""The papers about parts that are decided by votes (DECIDE §6): 表决结果, and 选举结果报告单 for a part with seats.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.outcome import Outcome
from ...core.record import PartRecord, Record
from ..model.blocks import Block, Heading, Page, Signatures, Text, make_page, ordinal
from ..model.column_widths import PORTRAIT, fit_to_page
from ..model.labels import joined, labels_of
from ..model.table import Table
from .vote_tables import part_results, turnout, vote_table, written_names_table
from .vote_texts import rules_text

VOTE_SIGNERS = ("scrutineer", "teller", "secretary")
ELECTION_SIGNERS = ("chief_scrutineer", "scrutineer", "teller")


STATED = ("votes", "again")
"""Codes of the reasons that the table and the statement below it give already."""


def vote_pages(record: Record) -> tuple[Page, ...]:
    """One page about all votes, then one for each election; none where nothing is decided by votes."""
    decided = [part for part in record.parts if part.part.decide is not None]
    elections = [part for part in decided if _has_seats(part)]
    votes = [part for part in decided if not _has_seats(part)]
    pages = [_votes_page(record, votes)] if votes else []
    return (*pages, *(_election_page(record, number, part) for number, part in enumerate(elections, 1)))


def _has_seats(part: PartRecord) -> bool:
    return part.part.decide is not None and part.part.decide.seats is not None


def _votes_page(record: Record, parts: list[PartRecord]) -> Page:
    labels, blocks = labels_of(record), list[Block]()
    for number, part in enumerate(parts, 1):
        blocks.append(Heading(ordinal(record, number) + part.part.name))
        blocks += _part_blocks(record, part, f"votes-{number}")
    blocks.append(_signatures(record, VOTE_SIGNERS, "votes-signatures"))
    return make_page(record, "votes", labels["vote_results"], blocks)


def _election_page(record: Record, number: int, part: PartRecord) -> Page:
    labels, name = labels_of(record), f"election-{number}"
    blocks: list[Block] = [Heading(part.part.name), *_part_blocks(record, part, name)]
    if part.part.form.write_in is not None:
        blocks.append(Heading(labels["write_ins"]))
        written = written_names_table(record, part, f"{name}-names")
        blocks.append(written if written.rows else Text(labels["nobody_written"]))
    blocks += (Text(text) for text in _outcome_texts(record, part))
    blocks.append(_signatures(record, ELECTION_SIGNERS, f"{name}-signatures"))
    return make_page(record, name, labels["election_results"], blocks)


def _signatures(record: Record, roles: tuple[str, ...], name: str) -> Signatures:
    labels = labels_of(record)
    return Signatures(tuple(labels[role] for role in roles), labels["date"], name)


def _part_blocks(record: Record, part: PartRecord, name: str) -> Iterator[Block]:
    """The ballots, the rule, the votes, and why there is no result where there is none."""
    labels, decide = labels_of(record), part.part.decide
    assert decide is not None
    ballots = turnout(record, part, f"{name}-turnout")
    if ballots.rows:
        yield ballots
    if part.part.again is not None:
        yield Text(labels["again_text"].format(part=part.part.again), small=True)
    yield Text(labels["decide_text"].format(rules=rules_text(record, decide)), small=True)
    yield from _fitted(record, vote_table(record, part.part, part.subjects, f"{name}-counts"))
    yield from (Text(text, small=True) for text in _remarks(record, part))


def _fitted(record: Record, table: Table) -> Iterator[Table]:
    """Each piece begins with the rank, if there is one, and the name."""
    keys = 1 + (table.columns[0].title == labels_of(record)["rank"])
    return fit_to_page(table, PORTRAIT, keys, labels_of(record)["continued"])


def _remarks(record: Record, part: PartRecord) -> Iterator[str]:
    """Flags and remarks, each once, with the names of those that it concerns if it does not concern all."""
    results, names = part_results(record, part), dict[str, list[str]]()
    for result in results:
        for reason in result.reasons:
            if reason.code not in STATED:
                names.setdefault(reason.text, []).append(result.name)
    text = labels_of(record)["remark_on"]
    for remark, own in names.items():
        is_general = len(own) == len(results)
        yield remark if is_general else text.format(names=joined(record, *own), remark=remark)


def _outcome_texts(record: Record, part: PartRecord) -> Iterator[str]:
    """Who is elected, whose tie needs another ballot, and how many seats stay open."""
    labels = labels_of(record)
    outcome = part.votes.outcome if part.votes is not None else None
    if outcome is None:
        yield labels["no_election"]
        return
    yield labels["elected"].format(
        seats=outcome.seats,
        grade=outcome.grade,
        filled=len(outcome.elected),
        names=joined(record, *outcome.elected) or labels["none"],
    )
    if outcome.tied:
        yield labels["tied"].format(names=joined(record, *outcome.tied), open=outcome.open)
    elif outcome.open:
        yield labels["open_seats"].format(open=outcome.open)
    yield from _run_off(record, outcome)


def _run_off(record: Record, outcome: Outcome) -> Iterator[str]:
    if outcome.again is not None:
        yield labels_of(record)["run_off"].format(part=outcome.again)
