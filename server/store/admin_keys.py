"""Named admin keys, as digests, and which meetings belong to them.

The functions run inside their caller's transaction. One that creates for a key, or acts with one, first locks its row:
nothing is created beyond a limit, nor with a key that has been revoked, whichever node it is done at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..core.admin_keys import Actor, AdminKey, Limits, folded_name
from ..core.errors import Refused
from . import instance_log
from .database import Connection, ConstraintViolation, Database, Row, first
from .instance_log import InstanceLine

COLUMNS = "id, name, meetings, phones, expires, created, used, revoked"


@dataclass(frozen=True, slots=True)
class ListedKey:
    """`meetings`: how many belong to it now."""

    key: AdminKey
    meetings: int


@dataclass(frozen=True, slots=True)
class PhoneLimit:
    """Of a meeting: how many phones its admin key allows."""

    meeting: str
    key: str
    name: str
    phones: int


async def lock(db: Connection, key: str) -> None:
    """Until the transaction ends. Raises Refused `unknown_key` for one that was revoked."""
    if await db.execute("UPDATE admin_key SET used = used WHERE id = ? AND revoked IS NULL", key) != 1:
        raise Refused("unknown_key")


async def authorise(db: Connection, by: Actor, meeting: str) -> int:
    """The meeting's number. Raises Refused `not_found` also for the meeting of another key than the acting one."""
    row = await first(db, "SELECT number, owner FROM meeting WHERE id = ?", meeting)
    if row is None or (by.key and row[1] != by.key):
        raise Refused("not_found")
    if by.key:
        await lock(db, by.key)
    return int(row[0])


async def take_place(db: Connection, key: str) -> None:
    """For one more meeting. Raises Refused `unknown_key` or `meeting_limit`."""
    await lock(db, key)
    count = "(SELECT count(*) FROM meeting WHERE owner = admin_key.id)"
    ((name, limit, present),) = await db.fetch(f"SELECT name, meetings, {count} FROM admin_key WHERE id = ?", key)
    if limit is not None and present >= limit:
        raise Refused("meeting_limit", key=name, limit=limit)


async def phone_limit(db: Connection, meeting: str) -> tuple[str, int] | None:
    """Name of the meeting's admin key, and how many phones it allows; None without a limit."""
    query = "SELECT name, phones FROM admin_key JOIN meeting ON owner = admin_key.id WHERE meeting.id = ?"
    row = await first(db, f"{query} AND phones IS NOT NULL", meeting)
    return (row[0], row[1]) if row else None


class AdminKeyStore:
    """The part of the store for named admin keys and the instance's log."""

    _database: Database

    async def admin_key(self, digest: bytes) -> AdminKey | None:
        """The key with this digest, also one that was revoked."""
        async with self._database.read() as db:
            row = await first(db, f"SELECT {COLUMNS} FROM admin_key WHERE digest = ?", digest)
        return _key(row) if row else None

    async def admin_keys(self) -> list[ListedKey]:
        """In the order in which they were added, with those that were revoked."""
        count = "(SELECT count(*) FROM meeting WHERE owner = admin_key.id)"
        async with self._database.read() as db:
            rows = await db.fetch(f"SELECT {COLUMNS}, {count} FROM admin_key ORDER BY created, id")
        return [ListedKey(_key(row[:-1]), row[-1]) for row in map(tuple, rows)]

    async def add_admin_key(self, key: AdminKey, digest: bytes, by: Actor) -> None:
        """Raises Refused `key_name_taken` if another key in use has a name that looks alike."""
        limits = key.limits
        columns = "id, digest, name, folded, meetings, phones, expires, created"
        row = (key.id, digest, key.name, folded_name(key.name), limits.meetings, limits.phones, limits.expires)
        async with self._database.write() as db:
            try:
                query = f"INSERT INTO admin_key({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                await db.execute(query, *row, key.created)
            except ConstraintViolation:
                raise Refused("key_name_taken", "name", name=key.name) from None
            given = {"name": key.name, "meetings": limits.meetings, "phones": limits.phones, "expires": limits.expires}
            stated = {name: value for name, value in given.items() if value is not None}
            await instance_log.append(db, key.created, by, "add-key", None, {"key": key.id, **stated})

    async def change_admin_key(self, key: str, wanted: Mapping[str, object], at: str, by: Actor) -> None:
        """`wanted`: values of `name`, `meetings`, `phones` or `expires`, of which those that differ are stored and
        logged. Raises Refused `unknown_admin_key` or `key_name_taken`."""
        async with self._database.write() as db:
            await _lock_named(db, key)
            ((name, meetings, phones, expires),) = await db.fetch(
                "SELECT name, meetings, phones, expires FROM admin_key WHERE id = ?", key
            )
            present = {"name": name, "meetings": meetings, "phones": phones, "expires": expires}
            changes = {field: value for field, value in wanted.items() if value != present[field]}
            try:
                await _update(db, key, changes)
            except ConstraintViolation:
                raise Refused("key_name_taken", "name", name=changes["name"]) from None
            if changes:
                await instance_log.append(db, at, by, "change-key", None, {"key": key, **changes})

    async def replace_admin_key(self, key: str, digest: bytes, at: str, by: Actor) -> None:
        """Raises Refused `unknown_admin_key`."""
        async with self._database.write() as db:
            await _lock_named(db, key)
            await db.execute("UPDATE admin_key SET digest = ? WHERE id = ?", digest, key)
            await instance_log.append(db, at, by, "replace-key", None, {"key": key})

    async def revoke_admin_key(self, key: str, at: str, by: Actor) -> None:
        """For good: its meetings stay, and its name can be given to another key. Raises Refused `unknown_admin_key`."""
        async with self._database.write() as db:
            await _lock_named(db, key)
            await db.execute("UPDATE admin_key SET revoked = ? WHERE id = ?", at, key)
            await instance_log.append(db, at, by, "revoke-key", None, {"key": key})

    async def mark_admin_key_used(self, key: str, minute: str) -> None:
        async with self._database.write() as db:
            await db.execute("UPDATE admin_key SET used = ? WHERE id = ?", minute, key)

    # Their meetings

    async def owner(self, meeting: str) -> str | None:
        """The id of the named admin key that the meeting belongs to; None for the main one, or without a meeting."""
        async with self._database.read() as db:
            row = await first(db, "SELECT owner FROM meeting WHERE id = ?", meeting)
        return row[0] if row else None

    async def meetings_of(self, key: str | None) -> list[str]:
        """Ids of the meetings of a named admin key; None: of all."""
        where, values = ("", []) if key is None else (" WHERE owner = ?", [key])
        async with self._database.read() as db:
            return [row[0] for row in await db.fetch(f"SELECT id FROM meeting{where}", *values)]

    async def assign(self, meeting: str, key: str | None, at: str, by: Actor) -> None:
        """Give the meeting to a named admin key, or to the main one. Raises Refused `not_found`, `unknown_admin_key` or
        `meeting_limit`."""
        async with self._database.write(meeting) as db:
            number = await authorise(db, by, meeting)
            row = await first(db, "SELECT owner FROM meeting WHERE id = ?", meeting)
            if row is None or row[0] == key:
                return
            if key is not None:
                await _lock_named(db, key)
                await take_place(db, key)
            await db.execute("UPDATE meeting SET owner = ? WHERE id = ?", key, meeting)
            await instance_log.append(db, at, by, "assign", number, {"from": row[0], "to": key})

    async def phone_limits(self) -> list[PhoneLimit]:
        """Of all meetings that have one."""
        query = "SELECT meeting.id, admin_key.id, name, phones FROM meeting JOIN admin_key ON admin_key.id = owner"
        async with self._database.read() as db:
            return [PhoneLimit(*row) for row in await db.fetch(f"{query} WHERE phones IS NOT NULL")]

    async def phone_limit_of(self, meeting: str) -> tuple[str, int] | None:
        """The name of its admin key and how many phones that allows; None without a limit."""
        async with self._database.read() as db:
            return await phone_limit(db, meeting)

    # The log

    async def instance_lines(self, before: int | None = None, most: int | None = None) -> list[InstanceLine]:
        """See `instance_log.read`."""
        async with self._database.read() as db:
            return await instance_log.read(db, before, most)


async def _lock_named(db: Connection, key: str) -> None:
    """A key that was named in a request."""
    try:
        await lock(db, key)
    except Refused:
        raise Refused("unknown_admin_key") from None


async def _update(db: Connection, key: str, changes: Mapping[str, object]) -> None:
    folded = {"folded": folded_name(str(changes["name"]))} if "name" in changes else {}
    for column, value in {**changes, **folded}.items():
        await db.execute(f"UPDATE admin_key SET {column} = ? WHERE id = ?", value, key)


def _key(row: Row) -> AdminKey:
    id, name, meetings, phones, expires, created, used, revoked = row
    return AdminKey(id, name, Limits(meetings, phones, expires), created, used, revoked)
