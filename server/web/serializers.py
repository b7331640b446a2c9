"""The JSON bodies of the HTTP API for admin, chair and desk. Reads a live meeting, changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ..core import additions, attendance, client_messages, last_year
from ..core.admin_keys import AdminKey
from ..core.codec import Map
from ..core.disclosure import MIN_SHOWN_BALLOTS, shows_tally
from ..core.grading import all_grades
from ..core.meeting_document import client_document
from ..core.message_catalogue import section
from ..core.models import Meeting, Part, Phase, Show
from ..core.reconciliation_json import balance_sheet_json
from ..core.results import unambiguous_names
from ..core.setup_warnings import (
    grade_warnings,
    group_warnings,
    number_warnings,
    people_warnings,
    score_warnings,
)
from ..core.stamps import zone_of
from ..core.texts import TextKind
from ..meetings import broadcasts
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from ..meetings.retention import deletion_json
from ..meetings.turnouts import turnout_message
from ..store.rows import ListedMeeting
from .cards_package import CARDS_PER_PAGE, WIFI_CARDS_PER_PAGE

KEY_ID_BYTES = 8


def meeting_list_json(meetings: Iterable[ListedMeeting], keys: Mapping[str, AdminKey] | None = None) -> list[Map]:
    """The latest day first; within a day, the meeting that was created last. `desk_key_id` tells the desk's present key
    from earlier ones and opens nothing: the beginning of its SHA-256. `keys`: the named admin keys by id, for the main
    one, which may see whose a meeting is."""
    listed = sorted(meetings, key=lambda each: (each.state.meeting.date, _moment(each.created)), reverse=True)
    return [{**_listed_meeting_json(each), **({} if keys is None else _owner_json(each, keys))} for each in listed]


def _owner_json(listed: ListedMeeting, keys: Mapping[str, AdminKey]) -> Map:
    """`number`: what the instance's log calls the meeting. To others it would tell how many there are."""
    key = keys.get(listed.owner or "")
    owner = None if key is None else {"id": key.id, "name": key.name, "revoked": key.revoked is not None}
    return {"number": listed.number, "owner": owner}


def _moment(stamp: str) -> float:
    """Seconds since the epoch; 0 for an empty stamp."""
    return datetime.fromisoformat(stamp).timestamp() if stamp else 0.0


def _listed_meeting_json(listed: ListedMeeting) -> Map:
    state, meeting = listed.state, listed.state.meeting
    return {
        "id": state.id,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "phase": str(state.phase),
        "people": len({subject.person for _, subject in meeting.subjects()}),
        "expected": meeting.expected,
        "created": listed.created,
        "desk_key_id": listed.desk_key[:KEY_ID_BYTES].hex(),
    }


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
    subjects = _subjects_json(live.state.meeting, live.state.meeting.parts)
    created: Map = {"id": live.state.id, "keys": keys, "join": codes, "links": links, "qr": qr, "subjects": subjects}
    return {**created, "warnings": meeting_warnings(live)}


def new_key_json(operations: Operations, role: str, key: str) -> Map:
    link = role_link(operations, role, key)
    return {"role": role, "key": key, "link": link, "qr": operations.join_codes.qr_code(link)}


def role_link(operations: Operations, role: str, key: str) -> str:
    """The address of a role's page. The key follows `#`: browsers send it to no server (CONTRACT "Keys")."""
    return f"{operations.url}/{role}#{key}"


def meeting_json(live: LiveMeeting, signing_key: str) -> Map:
    """A meeting's document and current state, and the digest of the signing key. Large meetings take long: call it off
    the event loop."""
    state, meeting = live.state, live.state.meeting
    names = unambiguous_names(meeting)
    return {
        "id": state.id,
        "title": meeting.title,
        "date": meeting.date,
        "phase": str(state.phase),
        "document": client_document(meeting),
        "rounds": [broadcasts.staff_round(live, round, names) for round in live.rounds],
        "turnout": turnout_message(live),
        "subjects": _subjects_json(meeting, meeting.parts),
        "attendance": attendance.to_json(state.attendance),
        "cards": _batches_json(live),
        "card_groups": _card_groups_json(live),
        "cards_per_page": WIFI_CARDS_PER_PAGE if live.join_codes.networks(meeting) else CARDS_PER_PAGE,
        "additions": additions.to_json(state.additions),
        "texts": {kind: sorted(state.texts.get(kind, {})) for kind in TextKind},
        "last_year": None if state.last_year is None else last_year.to_json(state.last_year),
        "grades": list(all_grades(meeting)),
        "locked": live.is_locked,
        "warnings": meeting_warnings(live),
        "reconciliation": balance_sheet_json(live.reconciliation()),
        "deletion": deletion_json(live),
        "url": live.url,
        "zone": zone_of(live.clock.stamp()),
        "signing_key": signing_key,
    }


def added_part_json(meeting: Meeting, part: Part) -> Map:
    return {"part": part.name, "subjects": _subjects_json(meeting, [part])}


def _subjects_json(meeting: Meeting, parts: Iterable[Part]) -> list[Map]:
    names = unambiguous_names(meeting)
    return [{**client_messages.subject(s, names), "part": part.name} for part in parts for s in part.subjects]


def _batches_json(live: LiveMeeting) -> list[Map]:
    groups = live.state.meeting.groups
    return [
        {"batch": b.batch, "group": groups[b.group].name, "count": b.count, "void": b.void, "recuse": b.recuse}
        for b in live.batches
    ]


def _card_groups_json(live: LiveMeeting) -> list[Map]:
    """The printed cards of each group. `unused`: valid ones that have never come in; after the certification nothing
    tells which have."""
    state, unused = live.state, live.unused_cards(None)
    printed = [batch for batch in live.batches if batch.batch is not None]
    return [
        {
            "group": group.name,
            "printed": sum(batch.count for batch in printed if batch.group == index),
            "void": sum(batch.void for batch in printed if batch.group == index),
            "unused": None if state.phase is Phase.CERTIFIED else unused[index],
            "spare": None if state.attendance.spare is None else state.attendance.spare_of(group.name),
        }
        for index, group in enumerate(state.meeting.groups)
    ]


def meeting_warnings(live: LiveMeeting) -> list[str]:
    """Warnings for the desk, in the meeting's language: known ballots while a tally can run, weighted groups so small
    that the score can reveal their mean (DOMAIN §5.9), parts without grades, people who may be one person, typed scores
    that no ballot could give, an admin key that allows few phones, a server without a time zone, and printed cards that
    point to another address. While the document can be replaced, also groups that vote nowhere and sizes that differ.
    """
    state, meeting = live.state, live.state.meeting
    sentences = section(meeting.language, "warnings")
    least, warnings = max(MIN_SHOWN_BALLOTS, meeting.rules.min_group), []
    if meeting.show is Show.LIVE and not meeting.cards and state.phase is not Phase.CERTIFIED:
        warnings.append(sentences["live_open"])
    for index, group in enumerate(meeting.groups):
        size = sum(batch.count - batch.void for batch in live.batches if batch.group == index) or group.size
        if group.weight is not None and size is not None and size < least:
            warnings.append(sentences["small_group"].format(name=group.name, least=least))
        elif group.weight is not None and _is_hidden(live, index):
            warnings.append(sentences["small_turnout"].format(name=group.name))
    warnings += [*grade_warnings(meeting), *([] if live.is_locked else group_warnings(meeting))]
    warnings += [*number_warnings(meeting), *people_warnings(meeting)]
    warnings += score_warnings(meeting, state.additions.entered)
    warnings += _quota_warnings(live, sentences)
    if live.clock.is_utc_by_default():
        warnings.append(sentences["utc"])
    if state.url is not None and state.url != live.url:
        warnings.append(sentences["address_changed"].format(old=state.url, new=live.url))
    return warnings


def _quota_warnings(live: LiveMeeting, sentences: Mapping[str, str]) -> list[str]:
    """Where the meeting's admin key allows fewer phones than people are expected, or has refused some."""
    quota, expected = live.phone_quota, live.state.meeting.expected
    if quota is None or live.state.phase is Phase.CERTIFIED:
        return []
    if quota.refused:
        return [sentences["phones_refused"].format(key=quota.name, limit=quota.phones)]
    if expected is not None and expected > quota.phones:
        return [sentences["few_phones"].format(key=quota.name, limit=quota.phones, expected=expected)]
    return []


def _is_hidden(live: LiveMeeting, group: int) -> bool:
    """Whether a visible round does not show this group on some subject."""
    state = live.state
    visible = (one for one in live.counted if shows_tally(state.meeting, state.phase, one))
    return any(group in hidden.groups for one in visible for hidden in one.hidden)
