"""The count report (计票报告, DOMAIN §6) in sections: reconciliation, ballots, rounds, corrections and entries,
rules as applied, fingerprint.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.models import Show
from ...core.record import Record
from ...core.rounding import format_shortest
from ...core.rounds import Round, State
from ..model.blocks import printed_time
from ..model.labels import joined, labels_of
from ..model.table import Cell, Column, Kind, Row, Table, make_table
from .changes import changes
from .ranking_rules import award_rows, band_rows, part_weights, quota_rows, rank_rows
from .scoring_rules import score_rows
from .summary import has_scores
from .vote_texts import decide_rows

SIGNING_ROLES = ("scrutineer", "teller", "secretary")
"""Who signs (DOMAIN §3.7)."""
BALLOT_COUNTS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")
LAST_FORMAT_WITH_TRANSPORT = 4
"""The last format of archives whose count report says whether phones used plain http, and not which version of the
program wrote it; since then README.txt states the former."""
_SHOW_LABELS = {Show.LIVE: "show_live", Show.CLOSED: "show_closed", Show.HELD: "show_held"}


def report(record: Record) -> tuple[Table, ...]:
    """The whole report from top to bottom, one table per section; the signatures come below it."""
    labels = labels_of(record)
    return (
        _fact_table(record, "balance", labels["balance"], _reconciliation(record)),
        _ballots(record),
        _rounds(record),
        *([changes(record)] if record.changes else []),
        _fact_table(record, "rules", labels["rules"], _rules(record)),
        _fact_table(record, "seal", labels["fingerprint_section"], _fingerprint(record)),
    )


def report_lines(record: Record) -> Table:
    """The report in one table, a row per value: section, round, field, value."""
    labels = labels_of(record)
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.LONG)
    columns = (Column(labels[key], kind) for key, kind in zip(("section", "row", "field", "value"), kinds, strict=True))
    rows = (line for section in report(record) for row in section.rows for line in _lines(section, row))
    return make_table("report", labels["report"], columns, rows)


def _lines(section: Table, row: Row) -> Iterator[Row]:
    if len(section.columns) == 2:
        yield (section.title, None, *row)
        return
    for column, cell in zip(section.columns[1:], row[1:], strict=True):
        yield section.title, row[0], column.heading, cell


def _fact_table(record: Record, name: str, title: str, rows: Iterator[Row]) -> Table:
    labels = labels_of(record)
    return make_table(name, title, (Column(labels["field"], Kind.TEXT), Column(labels["value"], Kind.LONG)), rows)


def _reconciliation(record: Record) -> Iterator[Row]:
    labels, balance = labels_of(record), record.reconciliation
    cards = () if balance.spare is None else ("printed", "spare")
    for key in ("expected", "present", "absent", *cards, "issued", "voided"):
        yield labels[key], getattr(balance, key)
    if quorum := balance.quorum:
        met = labels["unknown" if quorum.met is None else "yes" if quorum.met else "no"]
        text = labels["quorum_over_text" if quorum.over else "quorum_text"]
        yield labels["quorum"], text.format(share=quorum.share, needed=quorum.needed, met=met)
    yield labels["balanced"], labels["even" if balance.balanced else "unbalanced"]
    yield from _group_attendance(record)
    yield from _group_spares(record)
    for problem in balance.problems:
        yield labels["problem"], problem


def _group_attendance(record: Record) -> Iterator[Row]:
    """Of the groups whose attendance was entered."""
    labels = labels_of(record)
    for group in record.reconciliation.groups:
        if group.present is not None:
            numbers = (
                labels["number_of"].format(name=labels[key], n=n)
                for key, n in (("expected", group.expected), ("present", group.present), ("absent", group.absent))
                if n is not None
            )
            yield labels["attendance_of"].format(group=group.name), joined(record, *numbers)


def _group_spares(record: Record) -> Iterator[Row]:
    """Of the groups with spare cards, where there are several groups."""
    labels, groups = labels_of(record), record.reconciliation.groups
    for group in groups if len(groups) > 1 else ():
        if group.spare:
            yield labels["spare_of"].format(group=group.name), group.spare


def _ballots(record: Record) -> Table:
    """Where votes decide, with the people that may be their base."""
    labels = labels_of(record)
    people = ("expected", "present") if any(part.part.decide is not None for part in record.parts) else ()
    columns = (Column(labels[key], Kind.COUNT) for key in ("round", *people, *BALLOT_COUNTS))
    rows = (
        (row.number, *(getattr(row.voters, key) for key in people), *(getattr(row, key) for key in BALLOT_COUNTS))
        for row in record.reconciliation.rounds
    )
    return make_table("returns", labels["returns"], columns, rows)


def _rounds(record: Record) -> Table:
    """Including voided rounds with their reasons."""
    labels = labels_of(record)
    kinds = {"round": Kind.COUNT, "reason": Kind.LONG, "subjects": Kind.LONG}
    keys = ("round", "part", "state", "opened", "ended", "reason", "subjects")
    columns = (Column(labels[key], kinds.get(key, Kind.TEXT)) for key in keys)
    return make_table("rounds", labels["rounds"], columns, _round_rows(record))


def _round_rows(record: Record) -> Iterator[Row]:
    labels, names = labels_of(record), {subject.id: subject.name for _, subject in record.meeting.subjects()}
    for round in record.rounds:
        subjects = joined(record, *(names.get(sid, sid) for sid in round.subjects))
        state = labels[f"state_{round.public_state}"]
        reason = _void_reason(record, round) if round.state is State.VOIDED else None
        opened, closed = printed_time(record, round.opened), printed_time(record, round.closed)
        yield round.number, round.part, state, opened, closed, reason, subjects


def _void_reason(record: Record, round: Round) -> str:
    """With the number of ballots that had been seen counted (PROMISES P58)."""
    reason = round.reason or ""
    if round.seen is None:
        return reason
    return labels_of(record)["seen" if round.seen else "seen_none"].format(reason=reason, n=round.seen)


def _rules(record: Record) -> Iterator[Row]:
    labels, meeting, rules = labels_of(record), record.meeting, record.meeting.rules
    if has_scores(record):
        yield labels["weights"], part_weights(record)
        groups = (
            labels["weight"].format(name=g.name, weight=format_shortest(g.weight)) for g in meeting.groups if g.weight
        )
        yield labels["groups"], joined(record, *groups) or labels["none"]
    yield from rank_rows(record)
    yield from band_rows(record)
    yield from decide_rows(record)
    yield labels["decimals"], labels["rounding"].format(n=rules.decimals)
    if has_scores(record):
        yield from score_rows(record)
    yield labels["min_group"], labels["under"].format(n=rules.min_group)
    if rules.panel:
        yield labels["panel"], labels["panel_text"]
    if has_scores(record):
        yield labels["veto"], _veto(record)
    yield from quota_rows(record)
    yield from award_rows(record)
    yield labels["show"], labels[_SHOW_LABELS[meeting.show]]
    if record.format <= LAST_FORMAT_WITH_TRANSPORT:
        yield labels["transport"], labels["transport_plain" if record.plain_http else "transport_encrypted"]


def _veto(record: Record) -> str:
    labels, veto = labels_of(record), record.meeting.rules.veto
    if veto is None:
        return labels["none"]
    over, bands = format_shortest(veto.over * 100), joined(record, *veto.bands)
    return labels["veto_text"].format(bands=bands, over=over, grade=veto.grade)


def _fingerprint(record: Record) -> Iterator[tuple[Cell, Cell]]:
    """What ties the paper to the archive. Archives of earlier formats have neither `record` nor a signature."""
    labels = labels_of(record)
    yield labels["generated"], printed_time(record, record.generated)
    if record.format > LAST_FORMAT_WITH_TRANSPORT:
        yield labels["program"], labels["program_version"].format(version=record.version)
    yield labels["fingerprint"], record.fingerprint
    if record.format >= 3:
        yield labels["record"], record.digest
        for earlier in record.earlier:
            yield labels["earlier_record"], earlier
        yield labels["signer"], record.signer
