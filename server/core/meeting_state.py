"""A meeting at one moment: its document, its phase, what the screens show, what people added.

Values, and their JSON form for the store. No storage, clock or sockets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from . import additions, last_year, meeting_document
from .agenda_progress import NO_ITEMS, AgendaProgress, progress_from_json, progress_to_json
from .attendance import Attendance, dump_attendance, load_attendance
from .last_year import LastYear
from .models import Additions, Adjustment, Decision, Meeting, Phase
from .people import FormerIdentities
from .ranking_board import Reveal, reveal_from_json, reveal_to_json
from .texts import TextDigests
from .wifi import networks_from_json, networks_to_json

VIEWS = ("join", "agenda", "round", "result", "ranking", "blank")
TIMERS = ("report", "questions", "comment", "item")
FIELDS = frozenset(
    ("document", "attendance", "view", "ranking", "timer", "admitting", "url", "ended", "ids", "open_air", "former")
    + ("wifi", "texts", "agenda", "last_year")
)
"""Fields of a stored body in every format."""
ADDITIONS_FIELDS = {
    1: frozenset(("decisions", "adjustments", "flags", "entered")),
    2: frozenset(("additions",)),
}


def is_meeting_id(text: str) -> bool:
    """Whether a meeting can have this id. Not every text from outside can be looked up in a database."""
    return text.isascii() and text.isalnum()


@dataclass(frozen=True, slots=True)
class View:
    """What every screen shows. `subject`: the subject's id, for the views that show one. `reveal`: the board of the
    ranking, as it was when the chair showed it."""

    view: str = "join"
    subject: str | None = None
    reveal: Reveal | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """The speaking timer: `left` ms remained at `since` (seconds since the epoch). `seconds` is its full length,
    `subject` the id of the person who is timed, None where nobody was called by name."""

    kind: str
    seconds: int
    left: int
    running: bool
    since: float
    subject: str | None = None

    def at(self, now: float) -> int:
        """Milliseconds left; negative once the time is exceeded."""
        return self.left if not self.running else self.left - int(1000 * (now - self.since))


@dataclass(frozen=True, slots=True)
class MeetingState:
    """Everything about a meeting but its rounds, cards and log.

    `version` grows by one with every save, so that the store can refuse a stale one. `url` is the address on the
    printed cards. `ended` is the time of certification, in seconds since the epoch. `ids` is the highest subject number
    ever given out: numbers are never reused, because cards are recused by them. `plain_http`: phones used plain http
    in at least one round. `former`: the names and units that subjects had before. `texts`: the digests of the texts
    about subjects, which are stored apart. `agenda`: how far the items without a vote are. `last_year`: results that
    people had at an earlier meeting.
    """

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
    former: FormerIdentities = field(default_factory=dict)
    texts: TextDigests = field(default_factory=dict)
    agenda: AgendaProgress = NO_ITEMS
    last_year: LastYear | None = None

    def add(self, kind: str, subject: str, value: object) -> "MeetingState":
        """A copy with the subject's decision, adjustments, flags or entered score set; None removes it."""
        merged = {**getattr(self.additions, kind), subject: value}
        if value is None:
            del merged[subject]
        return replace(self, additions=replace(self.additions, **{kind: merged}))

    def without_item(self) -> dict[str, Any]:
        """The changes by which the item of the agenda that is on ends, with its timer."""
        timer = None if self.timer is not None and self.timer.kind == "item" else self.timer
        return {"agenda": self.agenda.ended(), "timer": timer}


def dump(state: MeetingState) -> dict[str, Any]:
    """The body in format 2. The id, phase and version have columns of their own. Without a board, texts, items or last
    year's results as in earlier versions."""
    reveal = state.view.reveal
    return {
        "document": meeting_document.dump(state.meeting),
        "attendance": dump_attendance(state.attendance),
        "additions": additions.to_json(state.additions),
        "view": [state.view.view, state.view.subject],
        **({} if reveal is None else {"ranking": reveal_to_json(reveal)}),
        "timer": _timer(state.timer),
        "admitting": state.admitting,
        "url": state.url,
        "ended": state.ended,
        "ids": max(state.ids, meeting_document.highest_subject_number(state.meeting)),
        "open_air": state.plain_http,  # the name in stored meetings and archives, older than the field's
        "former": {id: [list(identity) for identity in history] for id, history in state.former.items()},
        "wifi": networks_to_json(state.meeting.wifi),
        **({"texts": state.texts} if state.texts else {}),
        **({} if state.agenda == NO_ITEMS else {"agenda": progress_to_json(state.agenda)}),
        **({} if state.last_year is None else {"last_year": last_year.to_json(state.last_year)}),
    }


def _timer(timer: Timer | None) -> list[object] | None:
    """Without a subject as in earlier versions."""
    if timer is None:
        return None
    subject = [] if timer.subject is None else [timer.subject]
    return [timer.kind, timer.seconds, timer.left, timer.running, timer.since, *subject]


def load(id: str, phase: str, version: int, body: Mapping[str, Any], format: int) -> MeetingState:
    """The inverse of `dump`, also for bodies in format 1. Raises ValueError for a field that the format does not have:
    the next save would lose it."""
    if unknown := body.keys() - FIELDS - ADDITIONS_FIELDS[format]:
        raise ValueError(f"unknown fields {', '.join(sorted(unknown))}")
    return MeetingState(
        id=id,
        meeting=replace(
            meeting_document.load(body["document"], keep_edition=phase == Phase.CERTIFIED),
            wifi=networks_from_json(body.get("wifi", [])),
        ),
        phase=Phase(phase),
        version=version,
        attendance=load_attendance(body["attendance"]) or Attendance(),
        additions=_additions_format_1(body) if format == 1 else additions.from_json(body["additions"]),
        view=_view(body),
        timer=Timer(*body["timer"]) if body["timer"] else None,
        admitting=body["admitting"],
        url=body["url"],
        ended=body["ended"],
        ids=body["ids"],
        plain_http=body.get("open_air", False),
        former={id: tuple((name, unit) for name, unit in known) for id, known in body.get("former", {}).items()},
        texts=body.get("texts", {}),
        agenda=progress_from_json(body["agenda"]) if "agenda" in body else NO_ITEMS,
        last_year=last_year.from_json(body["last_year"]) if "last_year" in body else None,
    )


def _view(body: Mapping[str, Any]) -> View:
    """Earlier versions showed a ranking without storing its board: it is shown again when the chair says so."""
    view, subject = body["view"]
    if view != "ranking":
        return View(view, subject)
    return View(view, subject, reveal_from_json(body["ranking"])) if "ranking" in body else View("agenda")


def _additions_format_1(body: Mapping[str, Any]) -> Additions:
    """Format 1 has the four kinds at the top level, with lists in place of objects."""
    return Additions(
        decisions={k: Decision(*v) for k, v in body["decisions"].items()},
        adjustments={
            k: tuple(Adjustment(Fraction(points), reason) for points, reason in v)
            for k, v in body["adjustments"].items()
        },
        flags={k: tuple(v) for k, v in body["flags"].items()},
        entered={k: Fraction(v) for k, v in body["entered"].items()},
    )
