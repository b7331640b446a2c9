"""Formats of box files: a box of format 1 serves its round until it closes, a newer one is refused.

`tests/test_golden.py` opens a whole data folder with an open round in format 1.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from server.core.errors import Damaged
from server.core.models import WrittenNote
from server.core.sealing import BOX_FORMAT, RoundKey, content, retry_digest
from server.store.ballot_box import CastOutcome
from server.store.sqlite_box import SqliteBox
from server.store.sqlite_boxes import SqliteBoxes
from tests.running_tallies import running_tally
from tests.store.places import ballot, cast

pytestmark = pytest.mark.anyio

ROUND = "0123456789abcdef"
FORMAT_1 = """
    CREATE TABLE spent(tag BLOB, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(tag)) WITHOUT ROWID;
    CREATE TABLE ballot(bid BLOB, sealed BLOB NOT NULL, PRIMARY KEY(bid));
    CREATE TABLE released(name BLOB, sealed BLOB NOT NULL, PRIMARY KEY(name)) WITHOUT ROWID;
    CREATE TABLE paper(cast INTEGER NOT NULL, invalid BLOB NOT NULL);
"""


def make_format_1(folder: Path) -> RoundKey:
    """An empty box as versions with format 1 made it. Returns its key."""
    octets = os.urandom(32)
    (folder / "keys" / ROUND).write_bytes(octets)
    key = RoundKey(octets, box_format=1)
    with closing(sqlite3.connect(folder / "boxes" / f"{ROUND}.db")) as db:
        db.executescript(FORMAT_1)
        db.execute("INSERT INTO paper VALUES (0, ?)", (key.wrap(b"invalid", bytes(4)),))
        db.commit()
    return key


async def opened(boxes: SqliteBoxes) -> SqliteBox:
    box = await boxes.open("meeting", ROUND)
    box.feeds_tally = True
    return box


async def test_a_box_of_format_1_takes_ballots_into_its_own_tables(tmp_path: Path) -> None:
    boxes = SqliteBoxes(tmp_path)
    key = make_format_1(tmp_path)
    box, running = await opened(boxes), running_tally(1)
    nonces = [os.urandom(16) for _ in range(12)]
    for nonce in nonces:
        assert await cast(box, os.urandom(32), nonce, ballot(7), paper=nonce == nonces[0]) is CastOutcome.COUNTED
    assert await box.release(running) and running.counted == 7
    await box.close()
    with closing(sqlite3.connect(tmp_path / "boxes" / f"{ROUND}.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (0,)
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == {"spent", "ballot", "released", "paper"}
        stored = dict(db.execute("SELECT bid, sealed FROM ballot"))
    for nonce in nonces:
        ballot_id = key.ballot_id(nonce)
        assert key.open(ballot_id, stored[ballot_id]).retry == retry_digest(nonce, content(ballot(7)))
    box, running = await opened(boxes), running_tally(1)
    assert (box.turnout.cast, box.turnout.paper) == (12, 1)
    assert await box.release(running) and (running.counted, len(running.pool)) == (7, 5)
    assert len(await box.ballots()) == 12
    await box.close()


async def test_a_box_of_format_1_refuses_a_spent_token_and_a_used_nonce(tmp_path: Path) -> None:
    boxes = SqliteBoxes(tmp_path)
    make_format_1(tmp_path)
    box = await opened(boxes)
    token, other, nonce = os.urandom(32), os.urandom(32), os.urandom(16)
    assert await cast(box, token, nonce, ballot(3)) is CastOutcome.COUNTED
    assert await cast(box, token, os.urandom(16), ballot(4)) is CastOutcome.SPENT
    assert await cast(box, other, nonce, ballot(4)) is CastOutcome.NEW_NONCE
    assert await box.spent(other) is None
    assert await cast(box, other, os.urandom(16), ballot(4)) is CastOutcome.COUNTED
    assert await box.holds(nonce, ballot(3)) and not await box.holds(nonce, ballot(4))
    await box.count_try(token)
    assert await box.spent(token) == 1 and sorted(tries for _, tries in await box.spent_tags()) == [0, 1]
    await box.close()


async def test_a_box_of_format_2_serves_its_round_and_does_not_know_late_ballots(tmp_path: Path) -> None:
    boxes = SqliteBoxes(tmp_path)
    await (await boxes.create("meeting", ROUND)).close()
    octets = (tmp_path / "keys" / ROUND).read_bytes()
    with closing(sqlite3.connect(tmp_path / "boxes" / f"{ROUND}.db")) as db:
        db.execute("PRAGMA user_version = 2")
    box = await opened(boxes)
    nonces = [os.urandom(16) for _ in range(10)]
    for nonce in nonces:
        assert await cast(box, os.urandom(32), nonce, replace(ballot(7), late=True)) is CastOutcome.COUNTED
    await box.close()
    box, running = await opened(boxes), running_tally(1)
    assert await box.release(running) and running.counted == 5
    assert [decrypted.ballot for decrypted in await box.ballots()] == [ballot(7)] * 10
    assert await box.holds(nonces[0], ballot(7))
    await box.close()
    with closing(sqlite3.connect(tmp_path / "boxes" / f"{ROUND}.db")) as db:
        ((ballot_id, sealed),) = db.execute("SELECT bid, sealed FROM box_ballot LIMIT 1").fetchall()
    plain = RoundKey(octets, 2).unwrap(ballot_id, sealed)
    assert plain[32:] == content(ballot(7)), "as versions with format 2 read it"


async def test_a_box_remembers_late_ballots_over_a_restart(tmp_path: Path) -> None:
    boxes = SqliteBoxes(tmp_path)
    box = await boxes.create("meeting", ROUND)
    late = replace(ballot(7), late=True)
    for each in [late] * 10 + [ballot(7)] * 9:
        assert await cast(box, os.urandom(32), os.urandom(16), each) is CastOutcome.COUNTED
    await box.close()
    box, running = await opened(boxes), running_tally(1)
    assert not await box.release(running) and not running.counted
    assert sum(decrypted.ballot.late for decrypted in await box.ballots()) == 10
    await box.close()


async def test_a_new_box_says_its_format_and_one_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    boxes = SqliteBoxes(tmp_path)
    await (await boxes.create("meeting", ROUND)).close()
    with closing(sqlite3.connect(tmp_path / "boxes" / f"{ROUND}.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (BOX_FORMAT,)
        db.execute(f"PRAGMA user_version = {BOX_FORMAT + 1}")
    with pytest.raises(Damaged, match="newer version"):
        await boxes.open("meeting", ROUND)


@pytest.mark.parametrize("repeated", [False, True])
async def test_a_commit_is_in_the_order_of_tags_sizes_and_ids(tmp_path: Path, repeated: bool) -> None:
    """P21: not in the order of casting, also where long notes make ballots of different sizes, and where a token or a
    nonce comes twice in a batch."""
    boxes = SqliteBoxes(tmp_path)
    box = await boxes.create("meeting", ROUND)
    outcomes: list[object] = []
    tokens, nonces = [[os.urandom(size) for _ in range(60)] for size in (32, 16)]
    for i in range(60):
        note = (WrittenNote(0, "problems", "文" * (400 if i < 20 else 90)),) if i < 40 else ()
        box.cast(tokens[i], nonces[i], replace(ballot(7), notes=note), outcomes.append)
    if repeated:
        box.cast(tokens[0], os.urandom(16), ballot(7), outcomes.append)
        box.cast(os.urandom(32), nonces[0], ballot(7), outcomes.append)
    await box.close()
    assert outcomes == [CastOutcome.COUNTED] * 60 + [CastOutcome.SPENT, CastOutcome.NEW_NONCE] * repeated
    with closing(sqlite3.connect(tmp_path / "boxes" / f"{ROUND}.db")) as db:
        rows = db.execute("SELECT length(sealed), bid FROM box_ballot ORDER BY rowid").fetchall()
    assert box.commits.commits == 1 and rows == sorted(rows) and len({size for size, _ in rows}) == 3
