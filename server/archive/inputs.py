"""inputs.json: what a recount needs in addition to the ballots and the document. Stated by people or stored, not
counted: attendance, cards, the turnout and attendance of each round, the names written in, and what people added.

Disclosure (DOMAIN §5.9): for groups that are too small to be shown, only what a weighted score is computed from is
stated: all hidden groups of a subject pooled, the sum of their weights and their exact weighted mean. Without it no
weighted score could be recounted. Together with the unnamed rows of ballots.csv it often reveals a small group's
mean, which is the exception that §5.9 concedes to weighted scores and of which the desk warns. Without weights
nothing is stated.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..core import additions, attendance, pooling
from ..core.codec import Map
from ..core.models import Additions
from ..core.reconciliation import RoundBalance
from ..core.record import Record, Snapshot
from ..core.rounding import format_shortest
from ..core.rounds import CountedRound
from ..core.signing import SigningKey
from ..core.tallies import SubjectTally
from ..core.version import VERSION
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
        "version": VERSION,
        "timezone": time_zone(snapshot.log.at),
        "meeting": snapshot.id,
        "phase": str(snapshot.phase),
        "draft": snapshot.draft,
        "open_air": snapshot.plain_http,  # the stored name, as in core/meeting_state.py
        "attendance": attendance.to_json(snapshot.attendance),
        "issued": {"cards": source.printed, "open": snapshot.issued - source.printed},
        "voided": snapshot.voided,
        **_additions(snapshot.additions),
        "rounds": list(_rounds(snapshot, record)),
        "hidden": dict(_hidden(record)),
    }


def time_zone(at: str) -> str:
    """The zone of the archive's times, as an offset: UTC+08:00."""
    return f"UTC{at[19:]}"


def _additions(added: Additions) -> Map:
    """As in the API, except that an entered score is a plain string in the archive."""
    return {**additions.to_json(added), "entered": {id: format_shortest(score) for id, score in added.entered.items()}}


def _rounds(snapshot: Snapshot, record: Record) -> Iterator[Map]:
    """Each round with its turnout, or with the reason if it is void. `shown`: its ballots are in ballots.csv;
    `seen`: how many ballots of a void one had been seen."""
    counted = {one.round.id: one for one in snapshot.rounds}
    balances = {balance.round: balance for balance in record.reconciliation.rounds}
    for round in record.rounds:
        stated: Map = {"round": round.id, "number": round.number, "part": round.part, "subjects": list(round.subjects)}
        stated |= {"state": round.public_state, "opened": round.opened, "closed": round.closed}
        if (balance := balances.get(round.id)) is None:
            seen = {} if round.seen is None else {"seen": round.seen}
            yield {**stated, "reason": round.reason or "", **seen}
        else:
            is_shown = round.id not in record.withheld
            stated |= {"shown": is_shown, **_turnout(balance)}
            yield {**stated, **_votes(counted[round.id], is_shown)}


def _votes(counted: CountedRound, is_shown: bool) -> Map:
    """The attendance that the round has kept, and if its ballots are shown the names that each of them adds, sorted by
    content. Left out where there are none, as in meetings of edition 1."""
    stated: Map = {}
    if counted.round.attendance is not None:
        stated["attendance"] = attendance.to_json(counted.round.attendance)
    if counted.write_ins and is_shown:
        stated["write_ins"] = sorted(list(names) for names in counted.write_ins)
    return stated


def _turnout(balance: RoundBalance) -> Map:
    names = ("eligible", "phone", "paper", "invalid", "abstained")
    return {name: getattr(balance, name) for name in names}


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
