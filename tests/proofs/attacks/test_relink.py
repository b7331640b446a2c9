"""Secrecy of the ballot box against an attacker who copies the data folder, during a round and after it."""

import asyncio
import math
import random
import re
import secrets
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import msgpack
import pytest

from server.store.sqlite_boxes import CHECKPOINT_PAGES
from server.web.card_endpoints import MAX_CARDS
from tests.harness import ROOT, Hosted, MeetingClient, hosted
from tests.proof_scale import FULL_SIZE, scaled
from tests.proofs.attacks.reading import Patterns, Wanted, files, trails
from tests.proofs.attacks.relink import attack, by_size, hashed, hits, sealed_size, sealed_sizes, token_patterns
from tests.voters import copied, give_in_turn

pytestmark = pytest.mark.anyio

VOTERS = scaled(250, 2000)
ROUNDS = scaled(3, 30)
"""Each with its own marks, notes, order of casting and random key: a seed."""
SIX = {
    "id": "six",
    "title": "六项",
    "scale": {"min": 1, "max": 10},
    "items": [{"key": f"item{i}", "title": f"项目{i}"} for i in range(6)],
    "notes": [{"key": "problems", "title": "问题", "max": 1000}],
}
PARTS = [{"name": "上述", "form": SIX, "subjects": [{"name": "第一人"}]}]

Truth = dict[str, str]
Given = dict[str, tuple[list[int], str]]
Plain = Callable[[sqlite3.Connection, Truth], None]
Proof = Callable[[str], None]


def most_by_chance(mean: float, of: int) -> int:
    """So many hits and no more are within the 99% interval of the best of `of` blind guessers (Poisson)."""
    hits, term = 0, math.exp(-mean)
    total = term
    while 1 - total > 0.01 / of:
        hits += 1
        term *= mean / hits
        total += term
    return hits


def ballots_of(tokens: list[str], long: int = 0) -> Given:
    """A ballot for each token that no other has: marks on six items, and a note; the last `long` are long ones."""
    marks = random.sample(range(10**6), len(tokens))
    rows = [[1 + number // 10**i % 10 for i in range(6)] for number in marks]
    notes = [f"意见{secrets.token_hex(8)}" + "改" * 200 * (place < long) for place in range(len(tokens))][::-1]
    return {token: (row, text) for token, row, text in zip(tokens, rows, notes, strict=True)}


def pages_of(given: Given) -> Patterns:
    """What betrays a ballot: its note, its marks. Both are called by the note."""
    return {text: [text.encode(), msgpack.packb(row)] for row, text in given.values()}


@dataclass(slots=True)
class Theft:
    """A running server and the folder that copies of its data go to."""

    host: Hosted
    data: Path
    to: Path
    taken: int = 0

    def copy(self) -> Path:
        self.taken += 1
        return copied(self.data, self.to / str(self.taken), without=["keys"])


@asynccontextmanager
async def thief(folder: Path) -> AsyncIterator[Theft]:
    """Of a server that begins with nothing."""
    async with hosted(folder / "data") as host:
        yield Theft(host, folder / "data", folder)


@pytest.fixture
async def theft(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Theft]:
    async with thief(tmp_path) as stealing:
        yield stealing


async def voted(theft: Theft, made: MeetingClient, subject: str, given: Given) -> tuple[str, list[Path]]:
    """One round, copied in its middle and after its close: its id and the copies."""
    async with made.chair() as chair:
        round_id = await chair.open([subject])
        await give_in_turn(theft.host, round_id, [(token, [row], text) for token, (row, text) in given.items()], 8)
        middle = theft.copy()
        await chair.do("close", round=round_id)
    return round_id, [middle, theft.copy()]


async def guessed(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Over all rounds: pairs that each way of guessing made, and those of them that are right."""
    right, made_up = Counter[str](), Counter[str]()
    for seed in range(ROUNDS):
        async with thief(folder / str(seed)) as theft:
            made = await theft.host.make(admission="cards", parts=PARTS)
            tokens = await made.cards(VOTERS)
            given = ballots_of(random.sample(tokens, len(tokens)))
            round_id, copies = await voted(theft, made, made.ids()[0], given)
        truth = {token: text for token, (_, text) in given.items()}
        for way, guess in attack(copies, token_patterns(hashed(tokens), [round_id]), pages_of(given)).items():
            way = re.sub(r"[0-9a-f]{16}", "ROUND", way)
            right[way] += hits(guess, truth)
            made_up[way] += len(guess)
    assert made_up["0/boxes/ROUND.db-wal beside 1/pingyi.db:written"] == ROUNDS * VOTERS
    assert made_up["1/pingyi.db:spent beside 1/pingyi.db:vote"] == ROUNDS * VOTERS
    return right, made_up


def better_than_chance(right: Counter[str], made_up: Counter[str]) -> list[str]:
    return [way for way in made_up if right[way] > most_by_chance(made_up[way] / VOTERS, len(made_up))]


async def test_an_attacker_with_every_file_but_the_keys_does_no_better_than_chance(
    tmp_path: Path, proof: Proof
) -> None:
    """P20: mid-round and after close. Chance alone fails one run in a hundred, so a find must be found again."""
    right, made_up = await guessed(tmp_path / "once")
    proof(
        f"{ROUNDS} rounds of {VOTERS} ballots: the best of {len(made_up)} ways of guessing {max(right.values())} "
        f"right of {ROUNDS * VOTERS} (chance {ROUNDS}, 99% up to {most_by_chance(ROUNDS, len(made_up))})"
    )
    assert not better_than_chance(right, made_up) or not better_than_chance(*await guessed(tmp_path / "again"))


def one_commit_a_voter(db: sqlite3.Connection, truth: Truth) -> None:
    """The usual box: who is spent, what was cast, random keys, WITHOUT ROWID, one transaction, secure_delete, and a
    log as long as that of our own."""
    db.executescript(
        f"""PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES};
        CREATE TABLE spent(token BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE ballot(id BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID;"""
    )
    for token, text in truth.items():
        db.execute("BEGIN")
        db.execute("INSERT INTO spent VALUES (?)", (hashed([token])[token],))
        db.execute("INSERT INTO ballot VALUES (?, ?)", (secrets.token_bytes(16), text))
        db.execute("COMMIT")


def rows_in_turn(db: sqlite3.Connection, truth: Truth) -> None:
    """The careless box: two tables with rowids, nothing left of the log."""
    db.executescript("CREATE TABLE spent(token TEXT); CREATE TABLE ballot(text TEXT); BEGIN;")
    db.executemany("INSERT INTO spent VALUES (?)", [(token,) for token in truth])
    db.executemany("INSERT INTO ballot VALUES (?)", [(text,) for text in truth.values()])
    db.execute("COMMIT")


def thrown_away(db: sqlite3.Connection, truth: Truth) -> None:
    """Without secure_delete, an emptied box is still complete on free pages."""
    rows_in_turn(db, truth)
    db.executescript("PRAGMA secure_delete=OFF; DELETE FROM spent; DELETE FROM ballot;")


@pytest.mark.parametrize("box", [one_commit_a_voter, rows_in_turn, thrown_away])
def test_the_same_attacker_reads_a_plain_box_like_a_list(tmp_path: Path, box: Plain, proof: Proof) -> None:
    """P20: the positive control, every ballot of every voter."""
    truth = {token: text for token, (_, text) in ballots_of([secrets.token_hex(8) for _ in range(VOTERS)]).items()}
    (tmp_path / "live").mkdir()
    with closing(sqlite3.connect(tmp_path / "live" / "box.db", isolation_level=None)) as db:
        box(db, truth)
        found = copied(tmp_path / "live", tmp_path / "found")
    guesses = attack([found], token_patterns(hashed([*truth]), []), {text: [text.encode()] for text in truth.values()})
    assert max(hits(guess, truth) for guess in guesses.values()) == VOTERS
    proof(f"plain boxes: {VOTERS} of {VOTERS}")


async def test_a_copy_in_the_middle_of_a_round_tells_the_size_of_a_note_and_not_whose_it_is(
    tmp_path: Path, proof: Proof
) -> None:
    """P20: the box shows in five steps how much each card wrote; within a step the attacker is blind."""
    right = placed = 0
    for seed in range(ROUNDS):
        async with thief(tmp_path / str(seed)) as theft:
            made = await theft.host.make(admission="cards", parts=PARTS)
            given = ballots_of(tokens := await made.cards(VOTERS), long=VOTERS // 4)
            mixed = dict(random.sample([*given.items()], len(given)))
            round_id, (middle, _) = await voted(theft, made, made.ids()[0], mixed)
        box = middle / "boxes" / f"{round_id}.db"
        seen = {one.name: one for one in trails([middle], Wanted.of(token_patterns(hashed(tokens), [round_id])))}
        order = seen[f"0/boxes/{round_id}.db-wal"].order
        sizes = {text: sealed_size(len(text.encode()) + 40) for _, text in given.values()}
        assert Counter(sizes.values()) == Counter(sealed_sizes(box)), "the attacker knows the sizes"
        guess = by_size(order, sealed_sizes(box), sizes)
        right += hits(guess, {token: text for token, (_, text) in given.items()})
        placed += sum(sizes[given[token][1]] == sizes[text] for token, text in guess.items())
    assert placed > 0.7 * ROUNDS * VOTERS, "that much the sizes do tell"
    assert right <= most_by_chance(2 * ROUNDS, 1)
    proof(f"by size of the sealed ballot: {right} right (chance within two sizes {2 * ROUNDS})")


def correlation(order: list[str], cast: list[str]) -> float:
    """Spearman's, of the places in two orders of the same names."""
    place = {name: i for i, name in enumerate(cast)}
    squares = sum((i - place[name]) ** 2 for i, name in enumerate(order))
    return 1 - 6 * squares / (len(order) * (len(order) ** 2 - 1))


async def in_order(theft: Theft, count: int) -> dict[str, float]:
    """After a round of `count` ballots: for each full trail of its ballots how it follows the cast order."""
    made = await theft.host.make(admission="cards", parts=PARTS)
    batches = [await made.cards(min(MAX_CARDS, count - issued)) for issued in range(0, count, MAX_CARDS)]
    given = ballots_of(sum(batches, []))
    _, (_, after) = await voted(theft, made, made.ids()[0], given)
    order = [text for _, text in given.values()]
    notes = trails([after], Wanted.of({text: [text.encode()] for text in order}))
    marks = trails([after], Wanted.of({text: [msgpack.packb(row)] for row, text in given.values()}))
    full = [(kind, one) for kind, some in (("notes", notes), ("marks", marks)) for one in some]
    found = {f"{kind} {one.name}": correlation(one.order, order) for kind, one in full if len(one.order) == count}
    assert {"notes 0/pingyi.db:written", "marks 0/pingyi.db:vote", "notes 0/pingyi.db-wal"} <= set(found)
    return found


async def test_nothing_on_disk_stands_in_the_order_of_casting_after_the_close(theft: Theft, proof: Proof) -> None:
    """P21: cells and keys of votes and notes: rank correlation below 0.06, which at full size is six standard errors
    of an order by chance, 1/√(n - 1)."""
    count = scaled(1500, 10_001)
    most = 6 / math.sqrt(count - 1)
    assert not FULL_SIZE or most <= 0.06
    found = await in_order(theft, count)
    assert max(map(abs, found.values())) < most, found
    proof(
        f"{count:,} ballots, {len(found)} orders on disk: correlation at most {max(map(abs, found.values())):.3f}, "
        f"and {most:.2f} is six standard errors of chance"
    )


async def test_the_attacker_reads_the_database_its_log_and_the_box(theft: Theft) -> None:
    """P20: so that the tests above do not search an empty folder."""
    made = await theft.host.make(admission="cards", parts=PARTS)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
    names = {path.name for path in files(theft.copy())}
    assert {"pingyi.db", "pingyi.db-wal", f"{round_id}.db", f"{round_id}.db-wal"} <= names
    assert round_id not in names


def ran(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


async def test_anybody_can_run_the_attacker_on_a_data_folder(theft: Theft) -> None:
    """P20: from a shell, with the truth beside it, in an open round and after its close."""
    made = await theft.host.make(admission="cards", parts=PARTS)
    given = ballots_of(await made.cards(12))
    _, copies = await voted(theft, made, made.ids()[0], given)
    cards, truth = theft.to / "cards", theft.to / "truth.csv"
    cards.write_text("\n".join(given))
    truth.write_text("".join(f"{token},{text}\n" for token, (_, text) in given.items()))
    command = [sys.executable, "-m", "tests.proofs.attacks.relink", *map(str, copies), "--truth", str(truth)]
    for more in ([], ["--tokens", str(cards)]):
        said = await asyncio.to_thread(ran, [*command, *more])
        assert "12 tokens, 12 notes" in said and "12 pairs" in said and "beside 1/pingyi.db:written" in said
