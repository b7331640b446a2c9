"""The command `log`: prints the instance's log, whether a server runs or not."""

import argparse
import json

from ..config import Config
from ..core.canonical_json import canonical_json
from ..core.codec import Map
from ..core.message import Message
from ..web.instance_json import lines_json
from .bilingual import bilingual
from .keys import opened


async def log(config: Config, flags: argparse.Namespace) -> int:
    """Oldest line first. Raises Damaged if a line was changed, removed or added by anything but the program."""
    async with opened(config) as admin_keys:
        store = admin_keys.store
        lines = lines_json(await store.instance_lines(), await admin_keys.listed(), await store.listed_meetings())
    if flags.json:
        print(json.dumps(lines, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        print(f"{line['n']}  {line['at']}  {_actor(line)}  {_sentence(line)}")
    return 0


def _actor(line: Map) -> str:
    by = line["by"]
    assert isinstance(by, dict)
    if "key" in by:
        return f"{_plain(by['name'])} ({by['key']})"
    return bilingual(f"by_{by['role']}")


def _sentence(line: Map) -> str:
    """What was done, to which meeting or key."""
    detail, names = line["detail"], line["names"]
    assert isinstance(detail, dict) and isinstance(names, dict)
    keys = {field: _key(detail.get(field), names) for field in ("key", "from", "to")}
    others = {name: value for name, value in detail.items() if name not in keys and name != "role"}
    role = Message("cli", f"role_{detail['role']}", {}) if "role" in detail else ""
    text = bilingual(f"log_{line['act']}", meeting=_meeting(line), role=role, **keys)
    return f"{text} {_plain(canonical_json(others))}" if others else text


def _meeting(line: Map) -> object:
    title = line["title"]
    if title is None:
        return Message("cli", "meeting_gone", {"number": line["meeting"]})
    return Message("cli", "meeting_titled", {"number": line["meeting"], "title": _plain(title)})


def _key(id: object, names: Map) -> object:
    return Message("cli", "main_key", {}) if id is None else f"{_plain(names.get(str(id)))} ({id})"


def _plain(text: object) -> str:
    """Without anything that a terminal would interpret."""
    return "".join(char if char.isprintable() else "?" for char in str(text))
