"""The count report (计票报告, DOMAIN §6) in sections: balance, ballots, rounds, rules as used, fingerprint.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Iterator, Sequence

from ...core.models import Band, Rules, Show
from ...core.record import Record
from ...core.rounding import format_decimal, format_shortest
from ..model.labels import WORDS, Words
from ..model.table import Cell, Column, Kind, Row, Table, table

ROLES = ("scrutineer", "teller", "secretary")
"""Who signs (DOMAIN §3.7)."""
RETURNS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")
_SHOWN = {Show.LIVE: "show_live", Show.CLOSED: "show_closed", Show.HELD: "show_held"}


def report(record: Record) -> tuple[Table, ...]:
    """The whole report from top to bottom, a table a section; signatures belong below it."""
    words = WORDS[record.meeting.language]
    return (
        _told(words, "balance", _balance(record, words)),
        _returns(record, words),
        _rounds(record, words),
        _told(words, "rules", _rules(record, words)),
        _told(words, "seal", _seal(record, words)),
    )


def report_lines(record: Record) -> Table:
    """The same in one table, a line a statement: section, round, field, value."""
    words = WORDS[record.meeting.language]
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.LONG)
    heads = ("section", "row", "field", "value")
    columns = (Column(words[key], kind) for key, kind in zip(heads, kinds, strict=True))
    lines = (line for section in report(record) for row in section.rows for line in _statements(section, row))
    return table("report", words["report"], columns, lines)


def _statements(section: Table, row: Row) -> Iterator[Row]:
    if len(section.columns) == 2:
        yield (section.title, None, *row)
        return
    for column, cell in zip(section.columns[1:], row[1:], strict=True):
        yield section.title, row[0], column.head, cell


def _told(words: Words, name: str, rows: Iterator[Row]) -> Table:
    columns = (Column(words["field"], Kind.TEXT), Column(words["value"], Kind.LONG))
    return table(name, words[name], columns, rows)


def _balance(record: Record, words: Words) -> Iterator[Row]:
    balance = record.reconciliation
    for key in ("expected", "present", "absent", "issued", "voided"):
        yield words[key], getattr(balance, key)
    if quorum := balance.quorum:
        met = words["unknown" if quorum.met is None else "yes" if quorum.met else "no"]
        yield words["quorum"], words["quorum_text"].format(share=quorum.share, needed=quorum.needed, met=met)
    yield words["balanced"], words["even" if balance.balanced else "off"]
    for problem in balance.problems:
        yield words["problem"], problem


def _returns(record: Record, words: Words) -> Table:
    columns = (Column(words[key], Kind.COUNT) for key in ("round", *RETURNS))
    rows = ((row.number, *(getattr(row, key) for key in RETURNS)) for row in record.reconciliation.rounds)
    return table("returns", words["returns"], columns, rows)


def _rounds(record: Record, words: Words) -> Table:
    """Voided rounds too, with their reasons."""
    kinds = {"round": Kind.COUNT, "reason": Kind.LONG, "subjects": Kind.LONG}
    heads = ("round", "part", "state", "opened", "ended", "reason", "subjects")
    columns = (Column(words[key], kinds.get(key, Kind.TEXT)) for key in heads)
    return table("rounds", words["rounds"], columns, _round_rows(record, words))


def _round_rows(record: Record, words: Words) -> Iterator[Row]:
    names = {subject.id: subject.name for _, subject in record.meeting.subjects()}
    for round in record.rounds:
        called = words["and"].join(names.get(sid, sid) for sid in round.subjects)
        state = words[f"state_{round.public_state}"]
        reason = round.reason if round.public_state == "voided" else None
        yield round.number, round.part, state, _time(round.opened), _time(round.closed), reason, called


def _rules(record: Record, words: Words) -> Iterator[Row]:
    meeting, rules = record.meeting, record.meeting.rules
    trimmed = words["trimmed"].format(n=rules.trim, least=2 * rules.trim + 3)
    groups = [words["weight"].format(name=g.name, weight=format_shortest(g.weight)) for g in meeting.groups if g.weight]
    yield words["weights"], words["and"].join(_weights(record, words))
    yield words["groups"], words["and"].join(groups) or words["none"]
    yield from _bands(record, words)
    yield words["decimals"], words["rounding"].format(n=rules.decimals)
    yield words["trim"], trimmed if rules.trim else words["none"]
    yield words["empty"], words["refuse" if rules.refuse_empty_group else "renormalise"]
    yield words["min_group"], words["under"].format(n=rules.min_group)
    yield words["veto"], _veto(rules, words)
    yield words["quota"], _quota(record, words)
    yield words["show"], words[_SHOWN[meeting.show]]
    yield words["wire"], words["wire_open" if record.plain_http else "wire_sealed"]


def _weights(record: Record, words: Words) -> Iterator[str]:
    for part in record.meeting.parts:
        yield words["entered" if part.entered else "weight"].format(name=part.name, weight=format_shortest(part.weight))


def _bands(record: Record, words: Words) -> Iterator[Row]:
    """The meeting's bands, then those that a form of named choices brings."""
    rules = record.meeting.rules
    yield words["bands"], _floors(rules.bands, words)
    for part in record.meeting.parts:
        if (own := record.meeting.bands(part.form)) != rules.bands:
            yield words["bands_of"].format(part=part.name), _floors(own, words)


def _floors(bands: Sequence[Band], words: Words) -> str:
    floors = (words["floor"].format(name=band.name, floor=format_shortest(band.floor)) for band in bands[:-1])
    return words["and"].join((*floors, words["lowest"].format(name=bands[-1].name)))


def _veto(rules: Rules, words: Words) -> str:
    if rules.veto is None:
        return words["none"]
    over, bands = format_shortest(rules.veto.over * 100), words["and"].join(rules.veto.bands)
    return words["veto_text"].format(bands=bands, over=over, grade=rules.veto.grade)


def _quota(record: Record, words: Words) -> str:
    quota, outcome = record.meeting.rules.quota, record.quota
    if quota is None:
        return words["none"]
    text = words["quota_text"].format(
        band=quota.at_or_below,
        share=format_shortest(quota.share * 100),
        tolerance=format_shortest(quota.tolerance * 100),
    )
    if outcome is None:
        return text + words["none"]
    return text + words["quota_result"].format(
        share=format_decimal(outcome.share * 100, 1),
        met=words["yes" if outcome.met else "no"],
        nearest=words["and"].join(outcome.nearest) or words["none"],
    )


def _seal(record: Record, words: Words) -> Iterator[tuple[Cell, Cell]]:
    yield words["generated"], _time(record.generated)
    yield words["fingerprint"], record.fingerprint


def _time(stamp: str | None) -> str:
    """A time as people write it: 2022-12-20 09:30:05."""
    return (stamp or "")[:19].replace("T", " ")
