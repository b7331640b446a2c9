"""A meeting as the HTTP API tells it: JSON for admin, chair and desk. Reads a room, changes nothing."""

from ..core import additions, client_messages
from ..core.codec import Map
from ..core.meeting_document import public
from ..core.models import Part, Subject
from ..core.reconciliation import reconciliation_json
from ..core.record import compose
from ..core.rosters.roster import Roster
from ..core.rounds import SMALL
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry

SMALL_GROUP = {
    "zh": "“{name}”有权重而人数不足 {least} 人：加权总分可能推算出这一组的平均分。",
    "en": "“{name}” is weighted and has fewer than {least} people: its mean can be worked out from the total.",
}
FEW_CAME = {
    "zh": "“{name}”有权重，在有的轮次里收回不足 {least} 票：加权得分可能推算出这一组的平均分。",
    "en": "“{name}” is weighted and cast fewer than {least} ballots in a round: the score can tell its mean.",
}
OTHER_ADDRESS = {
    "zh": "票卡上印的是 {old}，现在服务器的地址是 {new}：旧票卡扫码打不开。请改回原来的地址，或重印票卡。",
    "en": "The printed cards point to {old}, but the server is at {new} now. Restore the address or print new cards.",
}


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
        "document": public(meeting),
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
        "additions": additions.to_json(state.additions),
        "warnings": warnings(live),
        "reconciliation": reconciliation_json(balance),
        "url": live.url,
    }


def warnings(live: LiveMeeting) -> list[str]:
    """What the desk should know: small weighted groups, and cards that point to another address."""
    state, meeting = live.state, live.state.meeting
    words = "en" if meeting.language == "en" else "zh"
    said = []
    for i, group in enumerate(meeting.groups):
        held = sum(batch.count - batch.void for batch in live.batches if batch.group == i)
        least = max(SMALL, meeting.rules.min_group)
        for size, warning in ((held or group.size, SMALL_GROUP), (_fewest(live, i), FEW_CAME)):
            if group.weight is not None and size is not None and size < least:
                said.append(warning[words].format(name=group.name, least=least))
                break
    if state.url is not None and state.url != live.url:
        said.append(OTHER_ADDRESS[words].format(old=state.url, new=live.url))
    return said


def _fewest(live: LiveMeeting, group: int) -> int | None:
    """How few ballots of this group came in the round that it took least part in; None while none may be seen."""
    show = live.state.meeting.show
    shown = (one for one in live.counted if one.votes and one.round.visible(show))
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
