"""A meeting as the HTTP API tells it: JSON for admin, chair and desk. Reads a room, changes nothing."""

from ..core import client_messages
from ..core.meeting_document import public_document
from ..core.message_catalogue import section
from ..core.models import Additions, Part, Subject
from ..core.reconciliation import reconciliation_json
from ..core.record import compose
from ..core.rosters.roster import Roster
from ..core.rounding import format_shortest
from ..core.rounds import MIN_SHOWN_BALLOTS
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry

Map = dict[str, object]


def created(registry: MeetingRegistry, live: LiveMeeting, keys: dict[str, str]) -> Map:
    """The answer to a new meeting: the only time its keys are shown."""
    join = registry.admission.join(live.state)
    codes = join["codes"] if join is not None else None
    addresses = {role: f"{registry.url}/{role}#{key}" for role, key in keys.items()}
    links: Map = {**addresses}
    qr: Map = {role: drawn(registry, link) for role, link in addresses.items()}
    if isinstance(codes, dict):
        joining = {group: f"{registry.url}/m#{code}" for group, code in codes.items()}
        links["join"], qr["join"] = joining, {group: drawn(registry, link) for group, link in joining.items()}
    subjects = [_subject(part, one) for part, one in live.state.meeting.subjects()]
    return {"id": live.state.id, "keys": keys, "join": codes, "links": links, "qr": qr, "subjects": subjects}


def drawn(registry: MeetingRegistry, link: str) -> Map:
    size, path = registry.qr(link)
    return {"size": size, "path": path}


def _subject(part: Part, subject: Subject) -> Map:
    return {**client_messages.subject(subject), "part": part.name}


def described(live: LiveMeeting) -> Map:
    """The document and how the meeting stands."""
    state, meeting = live.state, live.state.meeting
    balance = compose(live.snapshot(draft=True)).reconciliation
    return {
        "id": state.id,
        "title": meeting.title,
        "date": meeting.date,
        "phase": str(state.phase),
        "document": public_document(meeting),
        "rounds": [live.keyed_round(one) for one in live.rounds],
        "turnout": live.turnout(),
        "subjects": [_subject(part, one) for part, one in meeting.subjects()],
        "attendance": {"present": state.attendance.present, "absent": state.attendance.absent},
        "cards": [
            {
                "batch": b.batch,
                "group": meeting.groups[b.group].name,
                "count": b.count,
                "void": b.void,
                "recuse": b.recuse,
            }
            for b in live.batches
        ],
        "additions": _additions(state.additions),
        "warnings": warnings(live),
        "reconciliation": reconciliation_json(balance),
        "url": live.url,
    }


def _additions(additions: Additions) -> Map:
    return {
        "decisions": {id: {"grade": d.grade, "reason": d.reason} for id, d in additions.decisions.items()},
        "adjustments": {
            id: [{"points": format_shortest(one.points), "reason": one.reason} for one in many]
            for id, many in additions.adjustments.items()
        },
        "flags": {id: list(flags) for id, flags in additions.flags.items()},
        "entered": {id: {"score": format_shortest(score)} for id, score in additions.entered.items()},
    }


def warnings(live: LiveMeeting) -> list[str]:
    """What the desk should know: small weighted groups, and cards that point to another address."""
    state, meeting = live.state, live.state.meeting
    words = section(meeting.language, "warnings")
    said = []
    for i, group in enumerate(meeting.groups):
        held = sum(batch.count - batch.void for batch in live.batches if batch.group == i)
        least = max(MIN_SHOWN_BALLOTS, meeting.rules.min_group)
        for size, warning in ((held or group.size, "small_group"), (_fewest(live, i), "small_turnout")):
            if group.weight is not None and size is not None and size < least:
                said.append(words[warning].format(name=group.name, least=least))
                break
    if state.url is not None and state.url != live.url:
        said.append(words["address_changed"].format(old=state.url, new=live.url))
    return said


def _fewest(live: LiveMeeting, group: int) -> int | None:
    """How few ballots of this group came in the round that it took least part in; None while none may be seen."""
    show = live.state.meeting.show
    shown = (one for one in live.counted if one.votes and one.round.shows_tally(show))
    counted = [one for one in shown if group in live.ballot_rules(one.round).groups]
    return min((sum(n for vote, n in one.votes[0].items() if vote.group == group) for one in counted), default=None)


def roster_json(read: Roster) -> Map:
    """Checked rows, each with what is wrong with it; remarks stand in nobody's way."""

    def problem(fault: object) -> Map:
        return {"line": fault.field, "message": fault.zh, "en": fault.en}  # type: ignore[attr-defined]

    rows = [
        {
            "line": row.line,
            "name": row.name,
            "unit": row.unit,
            "post": row.post,
            "mode": row.mode,
            "problems": [problem(fault) for fault in row.problems],
        }
        for row in read.rows
    ]
    problems, remarks = ([problem(fault) for fault in some] for some in (read.problems, read.remarks))
    return {"rows": rows, "problems": problems, "remarks": remarks, "ok": read.clean}
