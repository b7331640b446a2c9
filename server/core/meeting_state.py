"""A meeting as it stands now: its document, its phase, what is on the screen, what people added.

Values and their JSON form, for the store. No storage, clock or sockets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from . import meeting_document
from .models import Additions, Adjustment, Attendance, Decision, Meeting, Phase

VIEWS = ("join", "agenda", "round", "result", "ranking", "blank")
TIMERS = ("report", "questions")


@dataclass(frozen=True, slots=True)
class View:
    """What every screen shows; `subject` where the view names one."""

    view: str = "join"
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """The reporter's clock. `left` in ms at `since` (seconds since the epoch)."""

    kind: str
    seconds: int
    left: int
    running: bool
    since: float

    def at(self, now: float) -> int:
        return self.left if not self.running else max(0, self.left - int(1000 * (now - self.since)))


@dataclass(frozen=True, slots=True)
class MeetingState:
    """`version` grows with every save and refuses a save over somebody else's. `url` is the address
    on the printed cards; `ended` the time of certification, in seconds since the epoch; `ids` the highest
    subject number ever given: none is given twice, for cards may be recused by it. `open_air`: in some round
    the phones talked plain http."""

    id: str
    meeting: Meeting
    phase: Phase = Phase.REHEARSAL
    version: int = 0
    attendance: Attendance = Attendance()
    additions: Additions = field(default_factory=Additions)
    view: View = View()
    timer: Timer | None = None
    admitting: bool = True
    url: str | None = None
    ended: float | None = None
    ids: int = 0
    plain_http: bool = False

    def add(self, kind: str, subject: str, value: object) -> "MeetingState":
        """With one more decision, adjustments, flags or entered score on a subject; None takes it back."""
        merged = {**getattr(self.additions, kind), subject: value}
        if value is None:
            del merged[subject]
        return replace(self, additions=replace(self.additions, **{kind: merged}))


def dump(state: MeetingState) -> dict[str, Any]:
    """Everything but id, phase and version, which are columns of their own."""
    additions = state.additions
    return {
        "document": meeting_document.dump(state.meeting),
        "attendance": [state.attendance.present, state.attendance.absent],
        "decisions": {k: [d.grade, d.reason] for k, d in additions.decisions.items()},
        "adjustments": {k: [[str(a.points), a.reason] for a in v] for k, v in additions.adjustments.items()},
        "flags": {k: list(v) for k, v in additions.flags.items()},
        "entered": {k: str(v) for k, v in additions.entered.items()},
        "view": [state.view.view, state.view.subject],
        "timer": _timer(state.timer),
        "admitting": state.admitting,
        "url": state.url,
        "ended": state.ended,
        "ids": max(state.ids, meeting_document.highest_subject_number(state.meeting)),
        "open_air": state.plain_http,
    }


def _timer(timer: Timer | None) -> list[object] | None:
    return [timer.kind, timer.seconds, timer.left, timer.running, timer.since] if timer else None


def load(id: str, phase: str, version: int, body: Mapping[str, Any]) -> MeetingState:
    return MeetingState(
        id=id,
        meeting=meeting_document.load(body["document"]),
        phase=Phase(phase),
        version=version,
        attendance=Attendance(*body["attendance"]),
        additions=_additions(body),
        view=View(*body["view"]),
        timer=Timer(*body["timer"]) if body["timer"] else None,
        admitting=body["admitting"],
        url=body["url"],
        ended=body["ended"],
        ids=body["ids"],
        plain_http=body.get("open_air", False),
    )


def _additions(body: Mapping[str, Any]) -> Additions:
    return Additions(
        decisions={k: Decision(*v) for k, v in body["decisions"].items()},
        adjustments={
            k: tuple(Adjustment(Fraction(points), reason) for points, reason in v)
            for k, v in body["adjustments"].items()
        },
        flags={k: tuple(v) for k, v in body["flags"].items()},
        entered={k: Fraction(v) for k, v in body["entered"].items()},
    )
