"""The command `keys`: named admin keys, whether a server runs or not.

Whoever can read the data folder, or has the address and secret of the shared database, may use it.
"""

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..backend import open_backend
from ..clock import Clock
from ..config import Config
from ..core.admin_keys import BY_COMMAND, AdminKey, read_changes, read_new_key
from ..core.codec import Map
from ..core.errors import BadSetting
from ..core.message import Message
from ..core.validation import validate
from ..data_directory import load_secret
from ..meetings.admin_keys import AdminKeys
from ..web.instance_json import keys_json
from .bilingual import bilingual
from .commands import server_url
from .console import is_printed

MAIN_KEY = "main"
"""What the main admin key is called where a name or an id is expected."""


@asynccontextmanager
async def opened(config: Config, create: bool = False) -> AsyncIterator[AdminKeys]:
    """Those of the data folder or of the shared database. `create`: a data folder that is not there yet. Raises
    BadSetting."""
    if not create and config.database_url is None and not (config.data / "pingyi.db").exists():
        raise BadSetting("no_database", "PINGYI_DATA", path=config.data)
    load_secret(config)
    backend = await open_backend(config)
    try:
        yield AdminKeys(backend.store, backend.clock or Clock(config.zone))
    finally:
        await backend.store.close()


async def keys(config: Config, flags: argparse.Namespace) -> int:
    """Raises BadSetting, Refused, InvalidDocument, NotRecorded."""
    async with opened(config, create=flags.action == "add") as admin_keys:
        await ACTIONS[flags.action](config, admin_keys, flags)
    return 0


async def _add(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    name, limits = validate({"name": flags.name, **_given_limits(flags)}, read_new_key)
    made, key = await admin_keys.add(name, limits, BY_COMMAND)
    if not _shown(config, made, key):
        await admin_keys.revoke(made.id, BY_COMMAND)
        raise BadSetting("key_not_shown", "stdout")


async def _link(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    """Where nobody could read the new link, the old one opens nothing all the same."""
    named = await admin_keys.named(flags.key)
    if not _shown(config, named, await admin_keys.replace(named.id, BY_COMMAND)):
        raise BadSetting("link_not_shown", "stdout")


def _shown(config: Config, named: AdminKey, key: str) -> bool:
    link = f"{server_url(config, config.port)}/admin#{key}"
    return is_printed(f"{named.name} ({named.id}): {bilingual('key_link')}\n{link}")


async def _limit(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    changes = validate(_given_limits(flags), read_changes)
    if not changes:
        raise BadSetting("no_limit_given", "keys limit")
    await admin_keys.change((await admin_keys.named(flags.key)).id, changes, BY_COMMAND)


async def _rename(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    changes = validate({"name": flags.name}, read_changes)
    await admin_keys.change((await admin_keys.named(flags.key)).id, changes, BY_COMMAND)


async def _revoke(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    await admin_keys.revoke((await admin_keys.named(flags.key)).id, BY_COMMAND)


async def _assign(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    key = None if flags.key == MAIN_KEY else (await admin_keys.named(flags.key)).id
    await admin_keys.assign(flags.meeting, key, BY_COMMAND)


async def _list(config: Config, admin_keys: AdminKeys, flags: argparse.Namespace) -> None:
    listed = keys_json(await admin_keys.listed(), admin_keys.clock.today())
    if flags.json:
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for key in listed:
        print(f"{key['id']}  {key['name']}\n          {_state_line(key)}")


def _state_line(key: Map) -> str:
    limits, none = key["limits"], Message("cli", "key_unlimited", {})
    assert isinstance(limits, dict)
    return bilingual(
        "key_line",
        state=Message("cli", f"key_{key['state']}", {}),
        meetings=key["meetings"],
        most=limits["meetings"] or none,
        phones=limits["phones"] or none,
        expires=limits["expires"] or none,
        used=key["used"] or Message("cli", "key_never", {}),
    )


def _given_limits(flags: argparse.Namespace) -> Map:
    """Those that were given; `none` lifts one."""
    given: Map = {"meetings": flags.meetings, "phones": flags.phones, "expires": flags.expires}
    return {name: _value(value) for name, value in given.items() if value is not None}


def _value(text: object) -> object:
    if text == "none":
        return None
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else text


ACTIONS = {
    "add": _add,
    "list": _list,
    "limit": _limit,
    "rename": _rename,
    "link": _link,
    "revoke": _revoke,
    "assign": _assign,
}


def add_arguments(keys: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")

    def add(name: str, summary: str, *arguments: str) -> argparse.ArgumentParser:
        action = actions.add_parser(name, parents=[common], help=summary, description=summary)
        for argument in arguments:
            action.add_argument(argument, metavar=argument.upper())
        return action

    _add_limits(add("add", "add a named admin key and print its link", "name"))
    add("list", "list the keys with their limits and last use").add_argument(
        "--json", action="store_true", help="as JSON"
    )
    _add_limits(add("limit", "change the limits of a key", "key"))
    add("rename", "give a key another name", "key", "name")
    add("link", "print a new link of a key; the old one opens nothing any more", "key")
    add("revoke", "revoke a key for good; its meetings stay", "key")
    add("assign", "give a meeting to a key, or to `main`", "meeting", "key")


def _add_limits(action: argparse.ArgumentParser) -> None:
    action.add_argument("--meetings", metavar="N", help="meetings at the same time; `none` for no limit")
    action.add_argument("--phones", metavar="N", help="phones at the same time; `none` for no limit")
    action.add_argument("--expires", metavar="DATE", help="the last day, as 2026-12-31; `none` for no end")
