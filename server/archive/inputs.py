"""inputs.json: what a recount needs in addition to the ballots and the document. Stated by people or stored, not
counted: attendance, cards, the turnout of each round, what people added, the texts about people, and their results of
an earlier meeting.

Disclosure (DOMAIN §5.9): for groups that are too small to be shown, only what a weighted score is computed from is
stated: all hidden groups of a subject pooled, the sum of their weights and their exact weighted mean. Without it no
weighted score could be recounted. Together with the unnamed rows of ballots.csv it often reveals a small group's
mean, which is the exception that §5.9 concedes to weighted scores and of which the desk warns. Without weights
nothing is stated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core import additions, attendance, last_year, pooling
from ..core.codec import Map
from ..core.models import Additions
from ..core.reconciliation import RoundBalance
from ..core.record import Record, Snapshot
from ..core.rounding import format_shortest
from ..core.rounds import Round
from ..core.signing import SigningKey
from ..core.stamps import zone_of
from ..core.tallies import SubjectTally
from ..core.texts import Texts
from .recount.archive_files import FORMAT


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """One consistent read of the store. `printed`: cards issued, without tokens of open admission. `key` signs the
    archive."""

    snapshot: Snapshot
    log: tuple[Map, ...]
    printed: int
    key: SigningKey


def inputs(source: ArchiveSource, record: Record) -> Map:
    snapshot = source.snapshot
    return {
        "format": FORMAT,
        "version": snapshot.version,
        "timezone": zone_of(snapshot.log.at),
        "meeting": snapshot.id,
        "phase": str(snapshot.phase),
        "draft": snapshot.draft,
        "open_air": snapshot.plain_http,  # the stored name, as in core/meeting_state.py
        "attendance": attendance.to_json(snapshot.attendance),
        "issued": {"cards": source.printed, "open": snapshot.cards.printed - source.printed},
        "voided": snapshot.cards.voided,
        **_unused_cards(snapshot),
        **_additions(snapshot.additions),
        **_texts(snapshot.texts),
        **({} if snapshot.last_year is None else {"last_year": last_year.to_json(snapshot.last_year)}),
        "rounds": list(_rounds(record, snapshot)),
        "hidden": dict(_hidden(record)),
    }


def _unused_cards(snapshot: Snapshot) -> Map:
    """What spare cards are compared with: the valid cards of each group that have never come in, until the
    certification."""
    if snapshot.attendance.spare is None or snapshot.cards.unused is None:
        return {}
    return {"unused": _by_group(snapshot, snapshot.cards.unused)}


def _by_group(snapshot: Snapshot, counts: Sequence[int]) -> Map:
    return {group.name: count for group, count in zip(snapshot.meeting.groups, counts, strict=True)}


def _additions(added: Additions) -> Map:
    """As in the API, except that an entered score is a plain string in the archive."""
    return {**additions.to_json(added), "entered": {id: format_shortest(score) for id, score in added.entered.items()}}


def _texts(texts: Texts) -> Map:
    """By kind and subject; an archive without any is as in earlier versions."""
    stated = {str(kind): by_id for kind, by_id in texts.json_by_kind().items() if by_id}
    return {"texts": stated} if stated else {}


def _rounds(record: Record, snapshot: Snapshot) -> Iterator[Map]:
    """Each round with its turnout, or with the reason if it is void. `shown`: its ballots are in ballots.csv;
    `seen`: how many ballots of a void one had been seen. `write_ins`: the names of each ballot that wrote some in,
    where the round is shown and its form allows them."""
    names = {counted.round.id: counted.write_ins for counted in snapshot.rounds}
    balances = {balance.round: balance for balance in record.reconciliation.rounds}
    for round in record.rounds:
        stated: Map = {"round": round.id, "number": round.number, "part": round.part, "subjects": list(round.subjects)}
        stated |= {"state": round.public_state, "opened": round.opened, "closed": round.closed}
        if (balance := balances.get(round.id)) is None:
            seen = {} if round.seen is None else {"seen": round.seen}
            yield {**stated, "reason": round.reason or "", **seen}
        else:
            shown = round.id not in record.withheld
            stated |= {"shown": shown, **_turnout(round, balance), **_kept_attendance(round)}
            stated |= _unused_at_close(snapshot, round)
            part = record.meeting.part(round.part)
            has_write_ins = shown and part is not None and part.form.write_in is not None
            yield {**stated, "write_ins": list(map(list, names[round.id]))} if has_write_ins else stated


def _kept_attendance(round: Round) -> Map:
    return {} if round.attendance is None else {"attendance": attendance.to_json(round.attendance)}


def _unused_at_close(snapshot: Snapshot, round: Round) -> Map:
    """Where spare cards are stated: how many of `eligible` are spare ones, by group. No more of the unused ones, which
    would tell how many of a small group have voted."""
    kept, unused = round.attendance, round.counts.unused
    entered = snapshot.attendance if kept is None or kept.spare is None else kept
    if entered.spare is None or unused is None:
        return {}
    spare = (entered.spare_of(group.name) for group in snapshot.meeting.groups)
    return {"unused": _by_group(snapshot, [min(pair) for pair in zip(spare, unused, strict=True)])}


def _turnout(round: Round, balance: RoundBalance) -> Map:
    """`eligible`: with the spare cards, which the recount takes off."""
    names = ("phone", "paper", "invalid", "abstained")
    return {"eligible": round.counts.eligible, **{name: getattr(balance, name) for name in names}}


def _hidden(record: Record) -> Iterator[tuple[str, Map]]:
    for sid, standing in record.subject_records().items():
        if standing.tally is not None and (stated := _pooled(standing.tally)):
            yield sid, stated


def _pooled(tally: SubjectTally) -> Map:
    """The hidden groups pooled; `untrimmed`: at least one of them was too small to be trimmed."""
    stated: Map = {"untrimmed": True} if pooling.hidden_untrimmed(tally) else {}
    mean = pooling.hidden_mean(tally)
    if mean is not None:
        weight = pooling.total_weight(pooling.weighted_hidden(tally))
        stated |= {"weight": str(weight), "mean": str(mean)}
    return stated
