"""Named admin keys: found by what a client sends, added, changed, replaced, revoked; and which meetings they have.

Knows no HTTP and no phone. A key is shown once, when it is made.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..clock import Clock
from ..core import tokens
from ..core.admin_keys import ID, Actor, AdminKey, Limits, folded_name
from ..core.errors import NotRecorded, Refused
from ..core.meeting_state import is_meeting_id
from ..store.admin_keys import ListedKey
from ..store.store import Store

MINUTE = 60


@dataclass(slots=True)
class AdminKeys:
    """Raises Refused, and NotRecorded where a change could not be stored."""

    store: Store
    clock: Clock
    _marked: dict[str, int] = field(default_factory=dict)

    # Using one

    async def find(self, key: str) -> AdminKey | None:
        """The named key that a client has sent, None for any other. Raises Refused `revoked_key` or `expired_key`."""
        found = await self.store.admin_key(tokens.digest(key))
        if found is None:
            return None
        if found.revoked is not None:
            raise Refused("revoked_key", key=found.name)
        if found.has_expired(self.clock.today()):
            raise Refused("expired_key", key=found.name, expires=found.limits.expires)
        return found

    async def mark_used(self, key: AdminKey) -> None:
        """Store this minute as the key's last use. A disk that is full refuses no request that only reads."""
        minute = int(self.clock.now() // MINUTE)
        if self._marked.get(key.id) == minute:
            return
        self._marked[key.id] = minute
        try:
            await self.store.mark_admin_key_used(key.id, self.clock.stamp(minute * MINUTE))
        except NotRecorded:
            del self._marked[key.id]

    # Managing them

    async def listed(self) -> list[ListedKey]:
        return await self.store.admin_keys()

    async def named(self, text: str) -> AdminKey:
        """The key in use with this id, or with a name that looks like it. Raises Refused `unknown_admin_key`."""
        for listed in await self.store.admin_keys():
            key = listed.key
            if key.revoked is None and (key.id == text or folded_name(key.name) == folded_name(text)):
                return key
        raise Refused("unknown_admin_key", "key")

    async def add(self, name: str, limits: Limits, by: Actor) -> tuple[AdminKey, str]:
        """The new key's record and the key itself, which is never shown again."""
        made = AdminKey(secrets.token_hex(4), name, limits, self.clock.stamp())
        key = tokens.key(os.urandom(tokens.KEY_BYTES))
        await self.store.add_admin_key(made, tokens.digest(key), by)
        return made, key

    async def change(self, id: str, changes: Mapping[str, object], by: Actor) -> None:
        _refuse_unless_id(id)
        await self.store.change_admin_key(id, changes, self.clock.stamp(), by)

    async def replace(self, id: str, by: Actor) -> str:
        """A new key in the place of the old one, which opens nothing from now on."""
        _refuse_unless_id(id)
        key = tokens.key(os.urandom(tokens.KEY_BYTES))
        await self.store.replace_admin_key(id, tokens.digest(key), self.clock.stamp(), by)
        return key

    async def revoke(self, id: str, by: Actor) -> None:
        _refuse_unless_id(id)
        await self.store.revoke_admin_key(id, self.clock.stamp(), by)

    async def assign(self, meeting: str, key: str | None, by: Actor) -> None:
        """`key`: the id of a named key, None for the main one."""
        if not is_meeting_id(meeting):
            raise Refused("not_found")
        if key is not None:
            _refuse_unless_id(key)
        await self.store.assign(meeting, key, self.clock.stamp(), by)


def _refuse_unless_id(text: str) -> None:
    """Not every text from outside can be looked up in a database."""
    if not ID.fullmatch(text):
        raise Refused("unknown_admin_key")
