"""Migrations: of an old file, by nodes that start together, and not of a newer version."""

import asyncio
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from server.backend import open_backend
from server.config import Config
from server.store.schema import MIGRATIONS, OF_A_MEETING, statements
from tests.harness import hosted
from tests.store.places import SECRET
from tests.voters import moved

pytestmark = pytest.mark.anyio


async def test_nodes_that_start_together_on_an_empty_database_create_its_tables_once(
    tmp_path: Path, database: str
) -> None:
    config = Config(data=tmp_path, database_url=database, secret=SECRET)
    started = await asyncio.gather(*(open_backend(config) for _ in range(6)))
    db = await asyncpg.connect(database)
    numbers = [row[0] for row in await db.fetch("SELECT number FROM migrated ORDER BY 1")]
    assert numbers == [*range(1, len(MIGRATIONS) + 1)]
    await asyncio.gather(db.close(), *(one.store.close() for one in started))


async def test_a_database_of_the_first_version_is_migrated_with_all_its_rows(tmp_path: Path) -> None:
    async with hosted(tmp_path / "new") as host:
        made = await host.make(admission="cards")
        tokens = await made.cards(6)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            for token in tokens:
                async with made.phone(token) as phone:
                    await phone.cast(round_id, 8, notes=[{"subject": 0, "key": "problems", "text": "好"}])
            await chair.do("close", round=round_id)
        before = await made.tally(draft=True)
    (tmp_path / "new" / "pingyi.db").rename(tmp_path / "second.db")
    downgrade(tmp_path / "second.db", tmp_path / "new" / "pingyi.db")
    async with hosted(tmp_path / "new") as host:
        (row,) = (await host.http("GET", "/api/meetings", host.admin)).json()
        assert (row["owner"], row["number"]) == (None, 1), "it belongs to the main admin key"
        after = await moved(made, host).tally(draft=True)
        assert {**after, "generated": 0} == {**before, "generated": 0}
        async with moved(made, host).phone(tokens[0]) as phone:
            assert phone.welcome["round"]["voted"]


def downgrade(second: Path, first: Path) -> None:
    """Copy all rows into a file with the tables of the first version."""
    old, new = sqlite3.connect(first), sqlite3.connect(second)
    for statement in statements(MIGRATIONS[0].both):
        old.execute(statement)
    for table in ("meeting", *OF_A_MEETING):
        names = ", ".join(row[1] for row in old.execute(f"PRAGMA table_info({table})"))
        if not names:  # a table of a later version
            continue
        rows = new.execute(f"SELECT {names} FROM {table}").fetchall()
        marks = ", ".join("?" * (names.count(",") + 1))
        old.executemany(f"INSERT INTO {table}({names}) VALUES ({marks})", rows)
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    new.close()


async def test_both_databases_have_the_same_tables_of_a_meeting(tmp_path: Path, database: str) -> None:
    """Each names its meeting first, so that a shared one can be partitioned."""
    home, shared = Config(data=tmp_path), Config(database_url=database, secret=SECRET)
    for config in (home, shared):
        await (await open_backend(config)).store.close()
    file, db = sqlite3.connect(tmp_path / "pingyi.db"), await asyncpg.connect(database)
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position"
    for table in ("meeting", *OF_A_MEETING):
        here = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
        assert here == [row[0] for row in await db.fetch(query, table)]
        assert "meeting" in here or table == "meeting"
    file.close()
    await db.close()


async def test_a_database_of_a_newer_version_is_refused(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.__main__ import main

    config = Config(database_url=database, secret=SECRET)
    await (await open_backend(config)).store.close()
    db = await asyncpg.connect(database)
    await db.execute("INSERT INTO migrated VALUES (99)")
    await db.close()
    monkeypatch.setenv("PINGYI_DATABASE_URL", database)
    monkeypatch.setenv("PINGYI_SECRET", SECRET.decode())
    assert await asyncio.to_thread(main, ["serve", "--port", "0"]) == 2
    assert "newer version" in capsys.readouterr().err
