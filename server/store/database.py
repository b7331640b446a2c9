"""What the store needs of a database, whichever it is: transactions, and what their errors mean.

`sqlite` is one embedded file, `postgres` one database of many nodes. Queries are written once, with `?` where
a value goes. Knows no table.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class ConstraintViolation(Exception):
    """A constraint of the schema refuses a row; its transaction is to be given up."""


class Connection(Protocol):
    """Inside one transaction."""

    async def fetch(self, query: str, *values: object) -> list[Row]: ...

    async def execute(self, query: str, *values: object) -> int:
        """How many rows it changed."""
        ...

    async def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None: ...


class Database(Protocol):
    """Raises NotRecorded where it cannot read or write now, Damaged where it is not as it was written, and Clash."""

    name: str

    def write(self, meeting: str | None = None) -> AbstractAsyncContextManager[Connection]:
        """One transaction, all or nothing, durable when it ends. Of those of one `meeting` one runs at a time."""
        ...

    def read(self) -> AbstractAsyncContextManager[Connection]:
        """One snapshot of what is committed: nothing changes between its queries."""
        ...

    async def migrate(self) -> None:
        """Bring the tables up to date, once, also where many start together. Raises Damaged."""
        ...

    async def purge_deleted(self, deep: bool = False) -> bool:
        """Take deleted bytes off the disk, with `deep` whatever it costs; False where it is to be tried again."""
        ...

    async def close(self) -> None: ...


async def first(db: Connection, query: str, *values: object) -> Row | None:
    rows = await db.fetch(query, *values)
    return rows[0] if rows else None
