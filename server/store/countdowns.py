"""What is deleted after some running time, and how much of that time has been counted."""

from collections.abc import Collection, Mapping

from .database import Database
from .rows import Countdown, CountdownKey

DELETE_ORPHANS = "DELETE FROM countdown WHERE meeting <> '' AND meeting NOT IN (SELECT id FROM meeting)"
INSERT = """INSERT INTO countdown
    SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS DOUBLE PRECISION)
    WHERE CAST(? AS TEXT) = '' OR EXISTS (SELECT 1 FROM meeting WHERE id = ?) ON CONFLICT DO NOTHING"""
"""Those of the server itself belong to no meeting."""


class CountdownStore:
    """The part of the store for countdowns."""

    _database: Database

    async def rounds_with_retries(self) -> list[CountdownKey]:
        """Meeting and id of the closed rounds whose retry digests are still stored."""
        async with self._database.read() as db:
            return [(row[0], row[1]) for row in await db.fetch("SELECT DISTINCT meeting, round FROM retry")]

    async def countdowns(self) -> dict[CountdownKey, Countdown]:
        async with self._database.read() as db:
            rows = await db.fetch("SELECT meeting, round, id, ran FROM countdown")
        return {(meeting, round): Countdown(id, ran) for meeting, round, id, ran in rows}

    async def save_countdowns(self, countdowns: Mapping[CountdownKey, Countdown]) -> None:
        """Store those that are new, and the longer time of those with the same id. Of a meeting that has been
        deleted meanwhile nothing is stored, and what another node has stored is removed."""
        rows = [(*key, one.id, one.ran, key[0], key[0]) for key, one in countdowns.items()]
        longer = [(one.ran, *key, one.id, one.ran) for key, one in countdowns.items()]
        async with self._database.write() as db:
            await db.execute(DELETE_ORPHANS)
            await db.executemany(INSERT, rows)
            query = "UPDATE countdown SET ran = ? WHERE meeting = ? AND round = ? AND id = ? AND ran < ?"
            await db.executemany(query, longer)

    async def end_countdowns(self, keys: Collection[CountdownKey]) -> None:
        async with self._database.write() as db:
            await db.executemany("DELETE FROM countdown WHERE meeting = ? AND round = ?", keys)
