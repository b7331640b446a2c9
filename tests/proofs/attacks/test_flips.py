"""P11: flipped bytes in the database file are detected wherever they would change a count."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from server.app import assemble
from server.backend import Backend
from server.clock import Clock
from server.core.composition import compose
from server.core.errors import PingyiError
from server.core.record_json import record_json
from server.core.signing import SigningKey
from server.meetings.load_check import LoadCheck
from server.store.sqlite import Sqlite
from server.store.sqlite_boxes import SqliteBoxes
from server.store.store import Store
from tests.harness import Hosted, hosted
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

LONE_ROWS = {
    "spent": "SELECT meeting || round, tag FROM spent ORDER BY meeting, round, tag",
    "log": "SELECT meeting, CAST(substr(at, 1, 10) AS BLOB) FROM log ORDER BY number",
}
"""Rows of tables without an index, so that SQLite has no copy to compare them with: the ids at their start, and the
value after them."""
FLIPS = scaled(150, 1000)


async def held(host: Hosted) -> str:
    """A meeting with two groups, cards, void ones, two counted rounds and a voided one, and decisions."""
    groups = [{"name": "A", "weight": "0.6", "size": 20}, {"name": "B", "weight": "0.4", "size": 20}]
    made = await host.make(groups=groups, expected=16, admission="cards")
    await made.go_live()
    lost = await made.cards(3, "A")
    assert (await made.http("POST", "/void-cards", {"tokens": lost[:2]})).status_code == 200
    tokens = await made.cards(8, "A") + await made.cards(7, "B")
    async with made.chair() as chair:
        for place in range(3):
            round_id = await chair.open(made.ids()[place : place + 1])
            for i, token in enumerate(tokens):
                async with made.phone(token) as phone:
                    await phone.cast(round_id, 1 + (i + place) % 10)
            await chair.do("close", round=round_id)
        await chair.do("void", round=round_id, reason="重投")
    await made.http("PUT", "/attendance", {"present": 15, "absent": 1})
    await made.http("PUT", "/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟报"}])
    await made.http("PUT", "/subjects/s2/decision", {"grade": "好", "reason": "综合"})
    return str(made.id)


async def told(data: Path, meeting: str) -> dict[str, Any] | None:
    """What the papers of this folder would say; None where the server says that something is damaged."""
    try:
        store = await Store.open(await Sqlite.open(data / "pingyi.db"), LoadCheck())
    except PingyiError:
        return None
    try:
        operations = assemble(
            Backend(store, SqliteBoxes(data), SigningKey(bytes(32))), Clock(), b"x" * 32, "http://127.0.0.1"
        )
        room = await operations.registry.find(meeting)
        record = compose(room.snapshot_of(await store.counted(meeting), draft=True))
        shown: dict[str, Any] = json.loads(json.dumps(record_json(record)))
        return shown
    except PingyiError:
        return None
    finally:
        await store.close()


async def test_a_flipped_byte_never_changes_a_figure_in_silence(tmp_path: Path, proof: Callable[[str], None]) -> None:
    """P11: every flip is refused, or changes nothing that is printed."""
    async with hosted(tmp_path / "data") as host:
        meeting = await held(host)
    whole = (tmp_path / "data" / "pingyi.db").read_bytes()
    truth, refused = await told(tmp_path / "data", meeting), 0
    assert truth is not None
    for number in range(FLIPS):
        at, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        found = await told_after_flip(tmp_path / "flipped", whole, at, bit, meeting)
        assert found is None or found == truth, f"flip {number}: bit {bit} of byte {at} changed a figure in silence"
        refused += found is None
    assert refused, "most flips hit something that matters"
    proof(f"{FLIPS} flips: {refused} refused, {FLIPS - refused} without effect, 0 silent")


async def told_after_flip(data: Path, whole: bytes, at: int, bit: int, meeting: str) -> dict[str, Any] | None:
    write_flipped(data, whole, at, bit)
    found = await told(data, meeting)
    shutil.rmtree(data)
    return found


def write_flipped(data: Path, whole: bytes, at: int, bit: int) -> None:
    data.mkdir()
    (data / "pingyi.db").write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])


def ids_of_lone_rows(database: Path, table: str, whole: bytes) -> Iterator[int]:
    """Where the ids of the first and last row of each key begin in the file, and each of their bytes."""
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute(LONE_ROWS[table]).fetchall()
    for ids, key_rows in groupby(rows, itemgetter(0)):
        first, *_, last = [value for _, value in key_rows]
        for value in (first, last):
            at = 0
            while (at := whole.find(ids.encode(), at + 1)) >= 0:
                if value in whole[at + len(ids) : at + len(ids) + 4 + len(value)]:
                    yield from range(at, at + len(ids))


@pytest.mark.parametrize("table", LONE_ROWS)
async def test_a_flipped_byte_in_the_ids_of_a_row_without_a_copy_is_refused(tmp_path: Path, table: str) -> None:
    """P11: where it keeps the order of keys, SQLite finds nothing; but a count lacks a row, or the log its end."""
    async with hosted(tmp_path / "data") as host:
        meeting = await held(host)
    database = tmp_path / "data" / "pingyi.db"
    whole = database.read_bytes()
    places = sorted(set(ids_of_lone_rows(database, table, whole)))
    assert len(places) >= 32
    for at in places:
        bit = 1 << random.randrange(8)
        found = await told_after_flip(tmp_path / "flipped", whole, at, bit, meeting)
        assert found is None, f"bit {bit} of byte {at} was not noticed"
