"""The JSON bodies about named admin keys and the instance's log. Changes nothing."""

from collections.abc import Mapping, Sequence

from ..core.admin_keys import AdminKey, Limits
from ..core.codec import Map
from ..meetings.operations import Operations
from ..store.admin_keys import ListedKey
from ..store.instance_log import InstanceLine
from ..store.rows import ListedMeeting

KEY_FIELDS = ("key", "from", "to")
"""Of a line's details: those that are ids of keys."""


def own_key_json(key: AdminKey, meetings: int) -> Map:
    return {"name": key.name, "meetings": meetings, "limits": limits_json(key.limits)}


def main_key_json(meetings: int, keys: Sequence[ListedKey]) -> Map:
    """`meetings`: how many there are; `keys`: how many bodies have an admin key in use."""
    count = sum(listed.key.revoked is None for listed in keys)
    return {"name": None, "meetings": meetings, "limits": limits_json(Limits()), "keys": count}


def limits_json(limits: Limits) -> Map:
    return {"meetings": limits.meetings, "phones": limits.phones, "expires": limits.expires}


def keys_json(keys: Sequence[ListedKey], today: str) -> list[Map]:
    return [_key_json(listed, today) for listed in keys]


def _key_json(listed: ListedKey, today: str) -> Map:
    key = listed.key
    state = "revoked" if key.revoked is not None else "expired" if key.has_expired(today) else "active"
    times: Map = {"created": key.created, "used": key.used, "revoked": key.revoked}
    limits = limits_json(key.limits)
    return {"id": key.id, "name": key.name, "state": state, "meetings": listed.meetings, "limits": limits, **times}


def added_key_json(operations: Operations, id: str, name: str, key: str) -> Map:
    """A key with its link, which no later response contains."""
    link = f"{operations.url}/admin#{key}"
    return {"id": id, "name": name, "key": key, "link": link, "qr": operations.join_codes.qr_code(link)}


def lines_json(
    lines: Sequence[InstanceLine], keys: Sequence[ListedKey], meetings: Sequence[ListedMeeting]
) -> list[Map]:
    """With the present names of keys and the titles of the meetings that there still are."""
    names = {listed.key.id: listed.key.name for listed in keys}
    titles = {listed.number: listed.state.meeting.title for listed in meetings}
    return [_line_json(line, names, titles) for line in lines]


def _line_json(line: InstanceLine, names: Mapping[str, str], titles: Mapping[int, str]) -> Map:
    by: Map = {"role": line.by.role}
    if line.by.key:
        by = {**by, "key": line.by.key, "name": names.get(line.by.key)}
    ids = [line.detail[field] for field in KEY_FIELDS if line.detail.get(field)]
    return {
        "n": line.number,
        "at": line.at,
        "by": by,
        "act": line.act,
        "meeting": line.meeting,
        "title": None if line.meeting is None else titles.get(line.meeting),
        "detail": dict(line.detail),
        "names": {str(id): names.get(str(id)) for id in ids},
        "chain": line.chain,
    }
