"""A start on the data of an earlier version: copied, read completely, and only then migrated."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from server.store.counted_rows import rows_digest
from server.store.rows import digest_of
from server.store.schema import MIGRATIONS
from tests.harness import ROOT, Map, MeetingClient, TestClock, hosted
from tests.proof_scale import FULL_SIZE, sampled
from tests.test_golden import FOLDERS, copied_folder

pytestmark = pytest.mark.anyio

GRACE = 72 * 3600
Rows = dict[str, list[tuple[Any, ...]]]


def version(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def is_old(folder: Path) -> bool:
    """Whether it holds a database of an earlier schema. It is read as it is in the repository, and not touched."""
    database = folder / "pingyi.db"
    if not database.exists():
        return False
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0]) < len(MIGRATIONS)


OLD = [folder for folder in FOLDERS if is_old(folder)]


@pytest.fixture(params=OLD if FULL_SIZE else [OLD[0], *sampled(OLD[1:], 1)], ids=lambda folder: folder.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Map]:
    """A copy of the folder, and its facts."""
    return copied_folder(request.param, tmp_path / "data")


def content(database: Path) -> Rows:
    """All rows by table, without the digests of retries, which no copy has."""
    with closing(sqlite3.connect(database)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names if name != "retry"}


def whole(data: Path) -> dict[str, object]:
    """What an earlier version would find."""
    folders = (data / "boxes", data / "keys")
    keys = {path.name: path.read_bytes() for path in folders[1].iterdir()}
    boxes = {path.name: content(path) for path in folders[0].glob("*.db")}
    return {"version": version(data / "pingyi.db"), "rows": content(data / "pingyi.db"), "boxes": boxes, "keys": keys}


def start(data: Path, *flags: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", "--port", "0", "--data", str(data), *flags]
    environment = {**os.environ, **env}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def copy_of(data: Path) -> Path:
    (copy,) = data.glob("pingyi.db.before-*")
    return copy


async def test_the_copy_has_everything_that_the_earlier_version_stored(old: tuple[Path, Map]) -> None:
    """P52: also what is still in the write-ahead log; only its owner can read it."""
    data, _ = old
    log = sqlite3.connect(data / "pingyi.db", isolation_level=None)
    log.executescript("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; UPDATE log SET at = at")
    before = whole(data)
    async with hosted(data):
        copy = copy_of(data)
        assert copy.name == f"pingyi.db.before-{before['version']}" and stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert content(copy) == before["rows"] and version(copy) == before["version"]
        assert version(data / "pingyi.db") == len(MIGRATIONS)
    log.close()
    copy.replace(data / "pingyi.db")
    for suffix in ("-wal", "-shm"):
        (data / f"pingyi.db{suffix}").unlink(missing_ok=True)
    assert whole(data)["rows"] == before["rows"]


# Data that this version cannot read


def changed_meeting(change: Callable[[Map], object]) -> Callable[[sqlite3.Connection, Map], None]:
    def damage(db: sqlite3.Connection, facts: Map) -> None:
        row = db.execute("SELECT id, phase, version, body FROM meeting WHERE id = ?", (facts["id"],)).fetchone()
        body = json.loads(row[3])
        change(body)
        text = json.dumps(body, ensure_ascii=False)
        update = "UPDATE meeting SET body = ?, digest = ? WHERE id = ?"
        db.execute(update, (text, digest_of(*row[:3], text), facts["id"]))

    return damage


def changed_rounds(change: Callable[[Map], object]) -> Callable[[sqlite3.Connection, Map], None]:
    def damage(db: sqlite3.Connection, facts: Map) -> None:
        query = "SELECT id, meeting, state, body FROM round WHERE meeting = ?"
        for row in db.execute(query, (facts["id"],)).fetchall():
            body = json.loads(row[3])
            change(body)
            text = json.dumps(body, ensure_ascii=False)
            update = "UPDATE round SET body = ?, digest = ? WHERE id = ?"
            db.execute(update, (text, digest_of(*row[:3], text), row[0]))

    return damage


def strange_votes(db: sqlite3.Connection, facts: Map) -> None:
    """Votes of no subject, under digests that match."""
    round_id = facts["closed"]["round"]
    columns = "round, subject, voters, marks, times"
    db.execute("UPDATE vote SET subject = subject + 99 WHERE round = ?", (round_id,))
    votes = db.execute(f"SELECT {columns} FROM vote WHERE round = ?", (round_id,)).fetchall()
    notes = db.execute("SELECT round, subject, key, text FROM written WHERE round = ?", (round_id,)).fetchall()
    digest = rows_digest(votes, notes)
    changed_rounds(lambda body: body.update(rows=digest) if body["id"] == round_id else None)(db, facts)


def strange_log(db: sqlite3.Connection, facts: Map) -> None:
    db.execute("UPDATE log SET detail = 'no JSON' WHERE meeting = ? AND number = 1", (facts["id"],))


def one_vote_less(db: sqlite3.Connection, facts: Map) -> None:
    db.execute("DELETE FROM vote WHERE round = ?", (facts["closed"]["round"],))


DAMAGES: dict[str, Callable[[sqlite3.Connection, Map], None]] = {
    "no view": changed_meeting(lambda body: body.pop("view")),
    "no parts": changed_meeting(lambda body: body["document"].pop("parts")),
    "no document": changed_meeting(lambda body: body.update(document=None)),
    "a list": changed_meeting(lambda body: body.update(additions=[1])),
    "a new field": changed_meeting(lambda body: body.update(future=1)),
    "other parts": changed_meeting(lambda body: body["document"]["parts"][0].update(name="别的")),
    "a round without counts": changed_rounds(lambda body: body.pop("counts")),
    "a round with a new field": changed_rounds(lambda body: body.update(future=1)),
    "votes of no subject": strange_votes,
    "votes gone": one_vote_less,
    "log": strange_log,
}


@pytest.mark.parametrize("damage", sampled(DAMAGES, 4))
def test_data_that_cannot_be_read_is_named_and_nothing_is_changed(
    old: tuple[Path, Map], damage: str, proof: Callable[[str], None]
) -> None:
    """P52: one line and exit status 2; the earlier version finds everything as it left it."""
    data, facts = old
    with closing(sqlite3.connect(data / "pingyi.db")) as db, db:
        DAMAGES[damage](db, facts["running"])
    before = whole(data)
    ended = start(data)
    assert ended.returncode == 2 and ended.stdout == "", ended
    (line,) = ended.stderr.splitlines()
    assert facts["running"]["id"] in line and "PINGYI_DATA" in line and "is damaged" in line
    assert facts["running"]["title"] in line or damage in ("no document",)
    assert whole(data) == before
    proof(f"{damage}: refused in one line, nothing changed")


@pytest.mark.parametrize("lost", ["box", "key", "ballot"])
def test_a_lost_box_stops_the_start_before_the_migration(old: tuple[Path, Map], lost: str) -> None:
    """P52: the line says how to void the round; with that flag the start succeeds."""
    data, facts = old
    round_id = facts["running"]["open"]["round"]
    if lost == "ballot":
        with closing(sqlite3.connect(data / "boxes" / f"{round_id}.db")) as db, db:
            names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
            table = "box_ballot" if "box_ballot" in names else "ballot"
            db.execute(f"UPDATE {table} SET sealed = zeroblob(length(sealed))")
    else:
        (data / (f"boxes/{round_id}.db" if lost == "box" else f"keys/{round_id}")).unlink()
    before = whole(data)
    ended = start(data)
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1
    assert round_id in ended.stderr and "--void-lost" in ended.stderr and facts["running"]["title"] in ended.stderr
    assert whole(data) == before


@pytest.mark.parametrize("point", ["begun", "migrated", "written"])
async def test_a_start_killed_during_the_migration_leaves_the_earlier_versions_data(
    old: tuple[Path, Map], point: str
) -> None:
    """P52: and the next start succeeds."""
    data, facts = old
    before = whole(data)
    ended = start(data, PINGYI_FAULT=point)
    assert ended.returncode == 137, ended
    assert whole(data) == before
    async with hosted(data) as host:
        listed = (await host.http("GET", "/api/meetings", host.admin)).json()
        assert {one["id"] for one in listed} >= {facts[name]["id"] for name in ("certified", "joining", "running")}


# How long the copy is kept


async def test_the_copy_is_deleted_after_three_days_of_running(old: tuple[Path, Map], clock: TestClock) -> None:
    data, _ = old
    for _ in range(3):
        clock.jump(-40 * 86_400)
        async with hosted(data, clock) as host:
            assert copy_of(data).exists()
            clock.run(GRACE / 3)
            await host.scheduler.tick()
    assert not [*data.glob("pingyi.db.before-*")]


async def test_the_copy_is_deleted_with_a_meeting_or_a_voided_round(old: tuple[Path, Map], tmp_path: Path) -> None:
    data, facts = old
    shutil.copytree(data, tmp_path / "again")
    async with hosted(data) as host:
        made = MeetingClient(host, facts["certified"])
        assert copy_of(data).exists()
        assert (await made.http("DELETE", "", {"title": facts["certified"]["title"]})).status_code == 204
        assert not [*data.glob("pingyi.db.before-*")]
    async with hosted(tmp_path / "again") as host, MeetingClient(host, facts["running"]).chair() as chair:
        await chair.do("void", round=facts["running"]["open"]["round"], reason="重投")
        assert not [*(tmp_path / "again").glob("pingyi.db.before-*")]


async def test_a_copy_of_an_earlier_failed_start_is_replaced(old: tuple[Path, Map]) -> None:
    data, _ = old
    before = whole(data)
    stale = data / f"pingyi.db.before-{before['version']}"
    stale.write_bytes(b"an older copy")
    stale.with_name(stale.name + ".part").write_bytes(b"an unfinished one")
    async with hosted(data):
        assert content(copy_of(data)) == before["rows"]
