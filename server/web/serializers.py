"""The JSON bodies of the HTTP API for admin, chair and desk. Reads a live meeting, changes nothing."""

from ..core import additions, client_messages
from ..core.codec import Map
from ..core.meeting_document import public_document
from ..core.message_catalogue import section
from ..core.models import Part, Subject
from ..core.reconciliation import reconciliation_json
from ..core.rounds import MIN_SHOWN_BALLOTS
from ..meetings import broadcasts
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations


def created_meeting_json(operations: Operations, live: LiveMeeting, keys: dict[str, str]) -> Map:
    """A new meeting with its keys, which no later response contains."""
    role_links = {role: role_link(operations, role, key) for role, key in keys.items()}
    links: Map = {**role_links}
    qr: Map = {role: operations.join_codes.qr_code(link) for role, link in role_links.items()}
    join = operations.join_codes.message(live.state)
    codes = join["codes"] if join is not None else None
    if isinstance(codes, dict):
        join_links = {group: f"{operations.url}/m#{code}" for group, code in codes.items()}
        links["join"], qr["join"] = (
            join_links,
            {group: operations.join_codes.qr_code(link) for group, link in join_links.items()},
        )
    subjects = [_subject_json(part, subject) for part, subject in live.state.meeting.subjects()]
    return {"id": live.state.id, "keys": keys, "join": codes, "links": links, "qr": qr, "subjects": subjects}


def new_key_json(operations: Operations, role: str, key: str) -> Map:
    link = role_link(operations, role, key)
    return {"role": role, "key": key, "link": link, "qr": operations.join_codes.qr_code(link)}


def role_link(operations: Operations, role: str, key: str) -> str:
    """The address of a role's page. The key follows `#`: browsers send it to no server (CONTRACT "Keys")."""
    return f"{operations.url}/{role}#{key}"


def meeting_json(live: LiveMeeting) -> Map:
    """A meeting's document and current state. Large meetings take long: call it off the event loop."""
    state, meeting = live.state, live.state.meeting
    return {
        "id": state.id,
        "title": meeting.title,
        "date": meeting.date,
        "phase": str(state.phase),
        "document": public_document(meeting),
        "rounds": [broadcasts.staff_round(live, round) for round in live.rounds],
        "turnout": live.turnout(),
        "subjects": [_subject_json(part, subject) for part, subject in meeting.subjects()],
        "attendance": {"present": state.attendance.present, "absent": state.attendance.absent},
        "cards": _batches_json(live),
        "additions": additions.to_json(state.additions),
        "warnings": meeting_warnings(live),
        "reconciliation": reconciliation_json(live.reconciliation()),
        "url": live.url,
    }


def _subject_json(part: Part, subject: Subject) -> Map:
    return {**client_messages.subject(subject), "part": part.name}


def _batches_json(live: LiveMeeting) -> list[Map]:
    groups = live.state.meeting.groups
    return [
        {"batch": b.batch, "group": groups[b.group].name, "count": b.count, "void": b.void, "recuse": b.recuse}
        for b in live.batches
    ]


def meeting_warnings(live: LiveMeeting) -> list[str]:
    """Warnings for the desk, in the meeting's language: weighted groups so small that the score can reveal their mean
    (DOMAIN §5.9), and printed cards that point to another address.
    """
    state, meeting = live.state, live.state.meeting
    sentences = section(meeting.language, "warnings")
    least, warnings = max(MIN_SHOWN_BALLOTS, meeting.rules.min_group), []
    for index, group in enumerate(meeting.groups):
        cards = sum(batch.count - batch.void for batch in live.batches if batch.group == index)
        for size, key in ((cards or group.size, "small_group"), (_fewest_ballots(live, index), "small_turnout")):
            if group.weight is not None and size is not None and size < least:
                warnings.append(sentences[key].format(name=group.name, least=least))
                break
    if state.url is not None and state.url != live.url:
        warnings.append(sentences["address_changed"].format(old=state.url, new=live.url))
    return warnings


def _fewest_ballots(live: LiveMeeting, group: int) -> int | None:
    """Ballots of this group in the visible round with the fewest of them; None if no such round is visible."""
    show = live.state.meeting.show
    visible = (counted for counted in live.counted if counted.votes and counted.round.shows_tally(show))
    rounds = [counted for counted in visible if group in live.ballot_rules(counted.round).groups]
    return min((sum(n for vote, n in one.votes[0].items() if vote.group == group) for one in rounds), default=None)
