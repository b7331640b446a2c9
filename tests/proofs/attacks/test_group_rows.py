"""The database and its backups after the close: what they tell of groups of 1–4 ballots, and of who has voted."""

import csv
import hashlib
import io
import json
import random
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgpack
import pytest

from server.backend import open_backend
from server.config import Config
from server.core.errors import Damaged
from server.store.sqlite_copy import copy_database
from tests.harness import Hosted, MeetingClient, hosted
from tests.old_schema import take_back
from tests.proof_scale import scaled
from tests.proofs.attacks.group_rows import Cell, Marks, guesses
from tests.proofs.attacks.test_relink import most_by_chance
from tests.voters import copied, give, moved

pytestmark = pytest.mark.anyio

MEETINGS = scaled(2, 20)
SUBJECTS = scaled(6, 18)
FORM = {
    "title": "百分",
    "scale": {"min": 1, "max": 100},
    "items": [{"key": "all", "title": "总体", "abstain": True}],
}
PARTS = [{"name": "上述", "form": FORM, "subjects": [{"name": f"第{i}人"} for i in range(SUBJECTS)]}]
SIZES = {"甲": 9, "乙": 1, "丙": 3}
"""乙 has one card; 甲 is shown."""
LONE = 1
Cast = dict[str, list[tuple[int | None, ...] | None]]
Proof = Callable[[str], None]


async def voted(host: Hosted, weights: dict[str, str]) -> tuple[MeetingClient, dict[str, Cast], str]:
    """A combined round that has closed; per group what each card cast. One card of 丙 is recused from the first
    subject."""
    groups = [{"name": name, **({"weight": weights[name]} if weights else {})} for name in SIZES]
    made = await host.make(admission="cards", parts=PARTS, groups=groups)
    await made.go_live()
    cast: dict[str, Cast] = {}
    for name, size in SIZES.items():
        tokens = await made.cards(size - (name == "丙"), name)
        recused = await made.cards(1, name, recuse=made.ids()[0]) if name == "丙" else []
        rows = [[(mark,) for mark in random.sample(range(1, 101), SUBJECTS)] for _ in (*tokens, *recused)]
        cast[name] = dict(zip((*tokens, *recused), rows, strict=True))  # type: ignore[arg-type]
        for token in recused:
            cast[name][token][0] = None
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        for token, marks in [one for by_token in cast.values() for one in by_token.items()]:
            await give(host, round_id, token, [list(row) if row else None for row in marks])
        await chair.do("close", round=round_id)
    return made, cast, round_id


def stolen(data: Path, to: Path) -> list[Path]:
    """A copy of the folder without its keys, and a backup."""
    folder = copied(data, to / "copy", without=["keys"])
    copy_database(data / "pingyi.db", to / "backup.db")
    return [folder / "pingyi.db", to / "backup.db"]


def lone_ballot(cast: dict[str, Cast], round_id: str) -> dict[Cell, Marks]:
    (rows,) = cast["乙"].values()
    return {(round_id, subject): row for subject, row in enumerate(rows) if row is not None}


def blind(cast: dict[str, Cast], subject: int, marks: Marks) -> float:
    """The share of these marks among the ballots of the hidden groups, which the papers print together."""
    hidden = [rows[subject] for name in ("乙", "丙") for rows in cast[name].values() if rows[subject] is not None]
    return hidden.count(marks) / len(hidden)


async def test_a_one_card_groups_ballot_is_read_no_better_than_by_chance(tmp_path: Path, proof: Proof) -> None:
    """P45: unweighted groups, from a copy of the data folder and from a backup, by every way of guessing."""
    right, chance, tried = Counter[str](), 0.0, 0
    for seed in range(MEETINGS):
        async with hosted(tmp_path / str(seed)) as host:
            made, cast, round_id = await voted(host, {})
            truth = lone_ballot(cast, round_id)
            for copy in stolen(tmp_path / str(seed), tmp_path / f"stolen {seed}"):
                for way, found in guesses(copy, LONE).items():
                    assert found.keys() == truth.keys()
                    right[f"{copy.name} {way}"] += sum(found[cell].marks == truth[cell] for cell in truth)
            chance += sum(blind(cast, subject, marks) for (_, subject), marks in truth.items())
            tried += len(truth)
            papers = json.loads((await made.http("GET", "/tally.json?draft=1")).content)
            hidden = [group["suppressed"] for group in papers["parts"][0]["subjects"][0]["groups"]]
            assert hidden == [False, True, True]
    assert max(right.values()) <= most_by_chance(chance, len(right)), right
    proof(
        f"{MEETINGS} meetings: the best of {len(right)} ways {max(right.values())} right of {tried} marks "
        f"({chance:.0f} by chance)"
    )


def as_earlier_versions_stored(database: Path, cast: dict[str, Cast], round_id: str) -> None:
    """Every row with its group."""
    with closing(sqlite3.connect(database)) as db:
        ((meeting,),) = db.execute("SELECT meeting FROM round WHERE id = ?", (round_id,))
        db.execute("DELETE FROM vote")
        db.execute("DELETE FROM pooled")
        for subject in range(SUBJECTS):
            rows = Counter(
                (group, msgpack.packb(marks[subject]))
                for group, by_token in enumerate(cast.values())
                for marks in by_token.values()
            )
            for (group, packed), times in rows.items():
                row = (meeting, round_id, subject, group, packed, times)
                db.execute("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?)", row)
        db.commit()


async def test_the_same_attacker_reads_every_mark_in_the_rows_of_earlier_versions(tmp_path: Path, proof: Proof) -> None:
    """P45: the positive control."""
    async with hosted(tmp_path / "data") as host:
        _, cast, round_id = await voted(host, {})
        copy, _ = stolen(tmp_path / "data", tmp_path)
    as_earlier_versions_stored(copy, cast, round_id)
    truth = lone_ballot(cast, round_id)
    assert {cell: guess.marks for cell, guess in guesses(copy, LONE)["at random"].items()} == truth
    proof(f"rows of earlier versions: {len(truth)} of {len(truth)} marks")


async def test_the_rows_of_earlier_versions_are_pooled_when_they_are_migrated(tmp_path: Path, proof: Proof) -> None:
    """P45: same papers before and after; a damaged row stops the start. Once the copy made for the upgrade is deleted,
    no byte of the folder has an old row."""
    data = tmp_path / "data"
    async with hosted(data) as host:
        made, cast, round_id = await voted(host, {"甲": "0.6", "乙": "0.3", "丙": "0.1"})
        before = await made.tally(draft=True)
        with closing(sqlite3.connect(data / "pingyi.db")) as db:
            pooled = db.execute("SELECT * FROM vote").fetchall(), db.execute("SELECT * FROM pooled").fetchall()
    make_old(data / "pingyi.db", cast, round_id)
    broken = copied(data, tmp_path / "broken")
    with closing(sqlite3.connect(broken / "pingyi.db")) as db:
        db.execute("UPDATE vote SET times = times + 1")
        db.commit()
    with pytest.raises(Damaged, match=round_id):
        await open_backend(Config(data=broken))
    with closing(sqlite3.connect(broken / "pingyi.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (3,), "the version before can still start"
    async with hosted(data) as host:
        after = await moved(made, host).tally(draft=True)
        assert {**after, "generated": 0} == {**before, "generated": 0}
        await host.operations.store.purge_deleted(copies=True)
        copies = stolen(data, tmp_path)
    with closing(sqlite3.connect(copies[0])) as db:
        assert (db.execute("SELECT * FROM vote").fetchall(), db.execute("SELECT * FROM pooled").fetchall()) == pooled
    old = {
        round_id.encode() + bytes([subject, LONE]) + msgpack.packb(row)
        for (_, subject), row in lone_ballot(cast, round_id).items()
    }
    octets = b"".join(path.read_bytes() for path in [*data.rglob("*"), *copies] if path.is_file())
    assert not [row for row in old if row in octets]
    proof(f"{len(old)} old rows of the group: none left in the folder after the migration")


def make_old(database: Path, cast: dict[str, Cast], round_id: str) -> None:
    """The database as the version before wrote it."""
    as_earlier_versions_stored(database, cast, round_id)
    with closing(sqlite3.connect(database)) as db:
        votes = db.execute("SELECT round, subject, voters, marks, times FROM vote").fetchall()
        ((meeting, state, body),) = db.execute("SELECT meeting, state, body FROM round").fetchall()
        digest = hashlib.sha256(msgpack.packb((sorted(votes), []))).hexdigest()
        values = {**json.loads(body), "rows": digest}
        body = canonical(values)
        row_digest = hashlib.sha256(canonical([round_id, meeting, state, body]).encode()).digest()
        db.execute("UPDATE round SET body = ?, digest = ?", (body, row_digest))
        db.commit()
    take_back(database, 3)


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


async def test_weighted_rows_tell_no_more_than_the_archive(tmp_path: Path, proof: Proof) -> None:
    """P45: every counted row and every stated mean in the database follows from the archive's files."""
    figures = 0
    for seed in range(MEETINGS):
        async with hosted(tmp_path / str(seed)) as host:
            made, _, round_id = await voted(host, {"甲": "0.6", "乙": "0.3", "丙": "0.1"})
            async with made.chair() as chair:
                await chair.do("publish", round=round_id)
            archive = await made.http("GET", "/bundle.zip")
            copy, backup = stolen(tmp_path / str(seed), tmp_path / f"stolen {seed}")
        with zipfile.ZipFile(io.BytesIO(archive.content)) as files:
            rows = list(csv.DictReader(io.StringIO(files.read("ballots.csv").decode("utf-8-sig"))))
            hidden = json.loads(files.read("inputs.json"))["hidden"]
        for database in (copy, backup):
            with closing(sqlite3.connect(database)) as db:
                votes = db.execute("SELECT subject, voters, marks, times FROM vote").fetchall()
                stated = db.execute("SELECT subject, mean FROM pooled").fetchall()
            assert rows_of(votes) == Counter(archived_row(made, row) for row in rows)
            assert {made.ids()[subject]: mean for subject, mean in stated} == {
                sid: each["mean"] for sid, each in hidden.items()
            }
            figures += len(votes) + len(stated)
    proof(f"weighted: {figures} rows and means, each of them in the archive")


def rows_of(votes: list[Any]) -> Counter[tuple[int, str, str]]:
    """Subject, group ("" if pooled) and mark of each counted ballot in the database."""
    found = Counter[tuple[int, str, str]]()
    for subject, voters, packed, times in votes:
        marks = msgpack.unpackb(packed)
        mark = "" if marks is None or marks[0] is None else str(marks[0])
        found[subject, "" if voters < 0 else [*SIZES][voters], mark] += times
    return found


def archived_row(made: MeetingClient, row: dict[str, str]) -> tuple[int, str, str]:
    return made.ids().index(row["subject"]), row["group"], row["item1"]


async def test_after_certification_nothing_tells_which_cards_have_voted(tmp_path: Path, proof: Proof) -> None:
    """P45: the tags are in no file, log or backup; before, they are."""
    data = tmp_path / "data"
    async with hosted(data) as host:
        made, cast, round_id = await voted(host, {})
        async with made.chair() as chair:
            await chair.do("publish", round=round_id)
        tokens = [token for by_token in cast.values() for token in by_token]
        digests = [hashlib.sha256(token.encode()).digest() for token in tokens]
        tags = [hashlib.sha256(round_id.encode() + digest).digest() for digest in digests]
        assert all(tag in everything(data) for tag in tags)
        present = {"present": len(tokens), "absent": 0}
        assert (await made.http("PUT", "/attendance", present)).status_code == 200
        before = await made.tally()
        answer = await made.http("POST", "/phase", {"phase": "certified"})
        assert answer.status_code == 200, answer.text
        after = await made.tally()
        assert after["fingerprint"] == before["fingerprint"] and after["reconciliation"]["balanced"]
        copies = stolen(data, tmp_path)
        left = everything(data) + b"".join(path.read_bytes() for path in copies)
        assert not [tag for tag in tags if tag in left]
    async with hosted(data) as host:
        again = await moved(made, host).tally()
        assert again == after
    proof(f"{len(tags)} tags: none in the folder or a backup after the certification")


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
