"""The items on a meeting's agenda that are not voted on, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What is on the agenda without a vote: an address, a break. It comes before the subject at `place` (from 1) of
    `part`; without a place after the part's last subject, without a part at the end. `minutes`: planned, or None."""

    id: str
    title: str
    minutes: int | None = None
    part: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Items in their order, and what only the printed agenda states: `start` as 14:30, the `venue`, the planned minutes
    of each `report`."""

    items: tuple[AgendaItem, ...] = ()
    start: str = ""
    venue: str = ""
    report: int | None = None
