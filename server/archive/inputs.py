"""What a recount needs beside the ballots and the document: inputs.json. Stated, not counted.

Attendance, cards, each round's turnout, what people added; and of groups that are too small to be shown
only what the weighted score is made of: all of a subject's hidden groups as one, with their weights' sum
and their exact weighted mean, without which no score could be counted again. With the unnamed rows of
ballots.csv beside it a small group's mean can often be worked out: the exception that DOMAIN §5.9 concedes
to weighted scores, of which the desk warns. Where nothing is weighted, nothing of them is stated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..core.counting import GroupTally, SubjectTally
from ..core.models import Additions
from ..core.reconciliation import RoundBalance
from ..core.record import Record, Snapshot
from ..core.rounding import format_shortest

FORMAT = 1
"""Grows when a later archive could not be checked by an older verifier."""

Map = dict[str, object]


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """What an archive is made from: one read of the store. `printed`: cards, without tokens of open admission."""

    snapshot: Snapshot
    log: tuple[Map, ...]
    printed: int


def inputs(source: ArchiveSource, record: Record) -> Map:
    snapshot = source.snapshot
    return {
        "format": FORMAT,
        "meeting": snapshot.id,
        "phase": str(snapshot.phase),
        "draft": snapshot.draft,
        "open_air": snapshot.plain_http,
        "attendance": {"present": snapshot.attendance.present, "absent": snapshot.attendance.absent},
        "issued": {"cards": source.printed, "open": snapshot.issued - source.printed},
        "voided": snapshot.voided,
        **_added(snapshot.additions),
        "rounds": list(_rounds(record)),
        "hidden": dict(_hidden(record)),
    }


def _added(additions: Additions) -> Map:
    return {
        "decisions": {sid: {"grade": d.grade, "reason": d.reason} for sid, d in additions.decisions.items()},
        "adjustments": {
            sid: [{"points": format_shortest(a.points), "reason": a.reason} for a in several]
            for sid, several in additions.adjustments.items()
        },
        "flags": {sid: list(flags) for sid, flags in additions.flags.items()},
        "entered": {sid: format_shortest(score) for sid, score in additions.entered.items()},
    }


def _rounds(record: Record) -> Iterator[Map]:
    """A round and, unless it is void, how its ballots came back; `shown`: its ballots are in ballots.csv."""
    balances = {balance.round: balance for balance in record.reconciliation.rounds}
    for round in record.rounds:
        told: Map = {"round": round.id, "number": round.number, "part": round.part, "subjects": list(round.subjects)}
        told |= {"state": round.public_state, "opened": round.opened, "closed": round.closed}
        if (balance := balances.get(round.id)) is None:
            yield {**told, "reason": round.reason or ""}
        else:
            yield {**told, "shown": round.shows_tally(record.meeting.show), **_turnout(balance)}


def _turnout(balance: RoundBalance) -> Map:
    names = ("eligible", "phone", "paper", "invalid", "abstained")
    return {name: getattr(balance, name) for name in names}


def _hidden(record: Record) -> Iterator[tuple[str, Map]]:
    for sid, standing in record.subject_records().items():
        if standing.tally is not None and (stated := _pooled(standing.tally)):
            yield sid, stated


def _pooled(tally: SubjectTally) -> Map:
    """The hidden groups as one. Their mean is what the exact score leaves once the shown ones are taken off;
    `untrimmed`: one of them at least was too small to be trimmed."""
    hidden = [group for group in tally.groups if group.suppressed and group.weight is not None]
    names = {group.name for group in hidden}
    stated: Map = {"untrimmed": True} if names.intersection(tally.untrimmed) else {}
    if hidden and tally.exact is not None:
        weight = _weight(hidden)
        shown = [group for group in tally.groups if group.mean is not None]
        rest = tally.exact * (weight + _weight(shown)) - sum((_part(group) for group in shown), Fraction())
        stated |= {"weight": str(weight), "mean": str(rest / weight)}
    return stated


def _weight(groups: list[GroupTally]) -> Fraction:
    return sum((group.weight or Fraction() for group in groups), Fraction())


def _part(group: GroupTally) -> Fraction:
    return (group.weight or Fraction()) * (group.mean or Fraction())
