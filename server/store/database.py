"""What the store needs from a database: transactions, and the meaning of their errors. Knows no table.

`sqlite` is one embedded file, `postgres` one database shared by many nodes. Queries are written once, with `?` as the
placeholder.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class ConstraintViolation(Exception):
    """A constraint of the schema refused a row. The transaction must be abandoned."""


class Connection(Protocol):
    """A connection inside one transaction."""

    async def fetch(self, query: str, *values: object) -> list[Row]: ...

    async def execute(self, query: str, *values: object) -> int:
        """Returns the number of rows changed."""
        ...

    async def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None: ...


Check = Callable[[Connection], Awaitable[None]]
"""Raises Damaged if this version cannot work with what the database holds."""


class Database(Protocol):
    """Raises NotRecorded if it cannot read or write now, Damaged if its content is corrupt, and ConstraintViolation."""

    name: str

    def write(self, meeting: str | None = None) -> AbstractAsyncContextManager[Connection]:
        """One transaction, all or nothing, durable on exit. Those of the same `meeting` run one after another."""
        ...

    def read(self) -> AbstractAsyncContextManager[Connection]:
        """One snapshot of committed data for all queries inside."""
        ...

    async def migrate(self, check: Check) -> bool:
        """Bring the tables up to date, and return whether they were those of an earlier version. Those are copied
        first, where the database is a file, and the migration is committed only after `check` has read everything in
        them. Safe when several processes start at once. Raises Damaged for tables of a newer version, and what `check`
        raises."""
        ...

    def copies(self) -> list[str]:
        """Names of the copies made before migrations."""
        ...

    def discard_copies(self) -> bool:
        """Delete the copies made before migrations. False means try again later."""
        ...

    async def purge_deleted(self, deep: bool = False) -> bool:
        """Remove deleted bytes from the disk; `deep` also those that a deleted row left elsewhere, at any cost. False
        means try again later."""
        ...

    async def close(self) -> None: ...


async def first(db: Connection, query: str, *values: object) -> Row | None:
    rows = await db.fetch(query, *values)
    return rows[0] if rows else None
