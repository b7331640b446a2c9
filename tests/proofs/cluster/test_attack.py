"""Secrecy of the ballot box against an attacker who holds the PostgreSQL database, during a round and after it."""

import asyncio
import random
import secrets
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.core.models import Ballot, WrittenNote
from server.core.sealing import content
from tests.harness import ROOT, Hosted
from tests.nodes import nodes
from tests.postgres_server import PostgresServer, postgres, programs
from tests.proof_scale import scaled
from tests.proofs.attacks.reading import Patterns
from tests.proofs.attacks.reading_postgres import Picture, picture, place, records
from tests.proofs.attacks.relink import hashed, hits, token_patterns
from tests.proofs.attacks.relink_postgres import attack, by_retry
from tests.proofs.attacks.test_relink import PARTS, Given, ballots_of, most_by_chance, pages_of
from tests.voters import give, give_in_turn, moved

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")]

VOTERS = scaled(200, 2000)
ROUNDS = scaled(2, 10)
"""Each with its own marks, notes, order of casting and random key: a seed."""
TALKATIVE = {"log_statement": "all", "log_min_duration_statement": "0", "log_line_prefix": "%m %p %x "}
"""The server's log tells every statement with its values: the most that an operator may have set."""

Truth = dict[str, str]
Plain = Callable[[Any, Truth], Awaitable[None]]
Proof = Callable[[str], None]


@pytest.fixture(scope="module")
def talkative() -> Iterator[PostgresServer]:
    with postgres(TALKATIVE) as server:
        yield server


class Theft:
    """A database that has just been made, and what its holder sees of it from then on."""

    def __init__(self, server: PostgresServer) -> None:
        self.server, self.url, self.since, self.heard = server, "", 0, 0

    @property
    def log(self) -> Path:
        return self.server.folder.parent / f"{self.server.folder.name}.log"

    async def begin(self) -> "Theft":
        await self.server.ready()
        self.url = await self.server.database()
        self.since, self.heard = await place(self.url), self.log.stat().st_size
        return self

    async def look(self) -> Picture:
        return await picture(self.url, {self.log: self.heard}, self.since)


async def cast(a: Hosted, b: Hosted, round_id: str, given: Given) -> None:
    """A third in small crowds at one node, a third at once at the other, a third at both at the same time."""
    casts: list[tuple[str, object, str | None]] = [(token, [row], text) for token, (row, text) in given.items()]
    third = len(casts) // 3
    await give_in_turn(a, round_id, casts[:third], 3)
    await asyncio.gather(*(give_in_turn(b, round_id, [one], 1) for one in casts[third : 2 * third]))
    await asyncio.gather(
        give_in_turn(a, round_id, casts[2 * third :: 2], 8), give_in_turn(b, round_id, casts[2 * third + 1 :: 2], 8)
    )


async def voted(theft: Theft, folder: Path, count: int) -> tuple[str, Given, list[Picture]]:
    """One round at two nodes, looked at in its middle and after its close."""
    async with nodes(folder, theft.url) as (a, b):
        made = await a.make(admission="cards", parts=PARTS)
        tokens = await made.cards(count)
        given = ballots_of(random.sample(tokens, count))
        async with made.chair() as chair, moved(made, b).screen() as screen:
            round_id = await chair.open(made.ids())
            await screen.hear("round", id=round_id)
            await cast(a, b, round_id, given)
            await a.scheduler.tick()  # a running tally moves
            middle = await theft.look()
            await chair.do("close", round=round_id)
            return round_id, given, [middle, await theft.look()]


def truth_of(given: Given) -> Truth:
    return {token: text for token, (_, text) in given.items()}


def betraying(given: Given) -> Patterns:
    """A ballot shows by its note and its marks, as they are or as the log writes them."""
    shown = pages_of(given).items()
    return {text: [form for one in forms for form in (one, one.hex().encode())] for text, forms in shown}


async def guessed(server: PostgresServer, folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Over all rounds: pairs that each way of guessing made, and those of them that are right."""
    right, made_up = Counter[str](), Counter[str]()
    for seed in range(ROUNDS):
        theft = await Theft(server).begin()
        round_id, given, pictures = await voted(theft, folder / str(seed), VOTERS)
        patterns = token_patterns(hashed([*given]), [round_id])
        for way, guess in attack(pictures, patterns, betraying(given)).items():
            right[way] += hits(guess, truth_of(given))
            made_up[way] += len(guess)
    for tokens in ("0/wal by place in box_ballot", "0/heap by bytes in box_ballot", "0/log:log", "1/tables:spent"):
        for ballots in ("written", "vote"):
            assert made_up[f"{tokens} beside 1/tables:{ballots}"] == ROUNDS * VOTERS, tokens
    assert made_up["0/tables:box_spent beside 1/wal in order"] == ROUNDS * VOTERS
    return right, made_up


def better_than_chance(right: Counter[str], made_up: Counter[str]) -> list[str]:
    return [way for way in made_up if right[way] > most_by_chance(made_up[way] / VOTERS, len(made_up))]


async def test_who_holds_the_database_and_not_the_secret_does_no_better_than_chance(
    talkative: PostgresServer, tmp_path: Path, proof: Proof
) -> None:
    """P20: xmin, ctid, dead rows, pages, log, statistics. Chance alone fails one run in a hundred: found again?"""
    right, made_up = await guessed(talkative, tmp_path / "once")
    proof(
        f"PostgreSQL: {ROUNDS} rounds of {VOTERS} ballots at two nodes: the best of {len(made_up)} ways of guessing "
        f"{max(right.values())} right of {ROUNDS * VOTERS} (chance {ROUNDS}, 99% up to "
        f"{most_by_chance(ROUNDS, len(made_up))})"
    )
    if found := better_than_chance(right, made_up):
        again = better_than_chance(*await guessed(talkative, tmp_path / "again"))
        assert not set(found) & set(again), set(found) & set(again)


async def plain_tables(db: Any) -> None:
    await db.execute("CREATE TABLE spent(token BYTEA PRIMARY KEY)")
    await db.execute("CREATE TABLE ballot(id BYTEA PRIMARY KEY, text TEXT)")


async def put(db: Any, truth: list[tuple[str, str]]) -> None:
    async with db.transaction():
        await db.executemany("INSERT INTO spent VALUES ($1)", [(hashed([token])[token],) for token, _ in truth])
        ballots = [(secrets.token_bytes(16), text) for _, text in truth]
        await db.executemany("INSERT INTO ballot VALUES ($1, $2)", ballots)


async def one_transaction_a_voter(db: Any, truth: Truth) -> None:
    """The usual box, and both tables put into the order of their random keys afterwards: xmin stays."""
    await plain_tables(db)
    for one in truth.items():
        await put(db, [one])
    await db.execute("CLUSTER spent USING spent_pkey; CLUSTER ballot USING ballot_pkey")


async def shared_transactions(db: Any, truth: Truth) -> None:
    """Many voters a commit, each table filled as they came."""
    await plain_tables(db)
    every = [*truth.items()]
    for at in range(0, len(every), 50):
        await put(db, every[at : at + 50])


async def thrown_away(db: Any, truth: Truth) -> None:
    """Deleted after the count: the rows lie dead in their pages."""
    await shared_transactions(db, truth)
    await db.execute("DELETE FROM spent; DELETE FROM ballot")


async def sealed_and_unshuffled(db: Any, truth: Truth) -> None:
    """Sealed while the round is open, but published in the order of the box."""
    await db.execute("CREATE TABLE spent(token BYTEA); CREATE TABLE box(bid BYTEA); CREATE TABLE ballot(text TEXT)")
    box = {secrets.token_bytes(16): one for one in truth.items()}
    for ballot_id, (token, _) in box.items():
        async with db.transaction():
            await db.execute("INSERT INTO spent VALUES ($1)", hashed([token])[token])
            await db.execute("INSERT INTO box VALUES ($1)", ballot_id)
    texts = [text for _, (_, text) in sorted(box.items())]
    await db.execute("INSERT INTO ballot SELECT unnest($1::text[])", texts)


PLAIN = [one_transaction_a_voter, shared_transactions, thrown_away, sealed_and_unshuffled]


@pytest.mark.scaled(1)
@pytest.mark.parametrize("box", PLAIN)
async def test_the_same_attacker_reads_plain_tables_like_a_list(
    talkative: PostgresServer, box: Plain, proof: Proof
) -> None:
    """P20: the positive control, every ballot of every voter, each in the way that the design leaves open."""
    theft = await Theft(talkative).begin()
    truth = truth_of(ballots_of([secrets.token_hex(8) for _ in range(VOTERS)]))
    db = await asyncpg.connect(theft.url)
    await box(db, truth)
    await db.close()
    found = await theft.look()
    ways = attack([found], token_patterns(hashed([*truth]), []), {text: [text.encode()] for text in truth.values()})
    best = {source: 0 for source in found.seen}
    for way, guess in ways.items():
        source = way.removeprefix("together in ").split("/")[1].split(":")[0].split(" ")[0]
        best[source] = max(best.get(source, 0), hits(guess, truth))
    assert {source for source, most in best.items() if most == VOTERS} >= TELLING[box], best
    proof(f"plain tables in PostgreSQL: {VOTERS} of {VOTERS}")


TELLING: dict[Plain, set[str]] = {
    one_transaction_a_voter: {"tables", "heap", "wal", "log"},
    shared_transactions: {"tables", "heap", "wal", "log"},
    thrown_away: {"heap", "wal", "log"},
    sealed_and_unshuffled: {"tables", "heap", "wal"},
}


async def column(url: str, query: str) -> list[Any]:
    db = await asyncpg.connect(url)
    try:
        return [row[0] for row in await db.fetch(query)]
    finally:
        await db.close()


async def test_the_digests_that_answer_retries_tell_nothing_without_a_nonce(
    talkative: PostgresServer, tmp_path: Path, proof: Proof
) -> None:
    """P20: no name in the box is a nonce; a nonce, as a control, tells its ballot from among all."""
    theft, count, nonce = await Theft(talkative).begin(), scaled(60, 400), secrets.token_bytes(16)
    async with nodes(tmp_path, theft.url, 1) as (host,):
        made = await host.make(admission="cards", parts=PARTS)
        given = ballots_of(await made.cards(count))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids())
            for place, (token, (row, text)) in enumerate(given.items()):
                await give(host, round_id, token, [row], text, None if place else nonce)
            names = await column(theft.url, "SELECT bid FROM box_ballot UNION SELECT name FROM box_released")
            await chair.do("close", round=round_id)
    digests = await column(theft.url, "SELECT digest FROM retry")
    ballots = {text: Ballot(0, (tuple(row),), (WrittenNote(0, "problems", text),)) for row, text in given.values()}
    contents = {text: content(ballot) for text, ballot in ballots.items()}
    assert len(digests) == count <= len(names)
    assert by_retry(digests, names, contents) == {}
    assert by_retry(digests, [nonce], contents) == {nonce: next(iter(given.values()))[1]}
    proof(f"{len(names)} names in the box as nonces for {count} digests: none opens one")


async def test_the_attacker_reads_every_record_of_the_log(talkative: PostgresServer, tmp_path: Path) -> None:
    """P20: as many as PostgreSQL's own reader finds, so that the tests above do not search an empty folder.

    Both read one copy, because the server writes on; its last record may be torn."""
    theft = await Theft(talkative).begin()
    await voted(theft, tmp_path, 12)
    log = tmp_path / "pg_wal"
    await asyncio.to_thread(shutil.copytree, talkative.folder / "pg_wal", log)
    found = len([*records(log, 0)])
    assert found > 1000 and abs(found - told(log)) <= 1


def told(log: Path) -> int:
    """Records that pg_waldump counts."""
    found = programs()
    first, *_ = sorted(path.name for path in log.iterdir() if path.is_file())
    command = [f"{found}/pg_waldump", "-p", str(log), "-s", start(first), "--stats"]
    said = subprocess.run(command, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("Total")))


def start(segment: str) -> str:
    """The address of a log file's first byte."""
    return f"{int(segment[8:16], 16):X}/{int(segment[16:], 16) << 24:X}"


async def test_anybody_can_run_the_attacker_on_a_database_and_on_a_backup(
    talkative: PostgresServer, tmp_path: Path
) -> None:
    """P20: run from a shell and compared with the truth."""
    theft = await Theft(talkative).begin()
    _, given, _ = await voted(theft, tmp_path / "nodes", 12)
    cards, truth = tmp_path / "cards", tmp_path / "truth.csv"
    cards.write_text("\n".join(given))
    truth.write_text("".join(f"{token},{text}\n" for token, text in truth_of(given).items()))
    command = [sys.executable, "-m", "tests.proofs.attacks.relink_postgres", str(talkative.folder), theft.url]
    since = f"{theft.since >> 32:X}/{theft.since & 2**32 - 1:X}"
    flags = ["--tokens", str(cards), "--truth", str(truth), "--since", since]
    said = await asyncio.to_thread(subprocess.run, [*command, *flags], cwd=ROOT, capture_output=True, text=True)
    assert "12 tokens, 12 notes" in said.stdout, said.stderr
    assert "12 pairs" in said.stdout and "1/wal by bytes in box_ballot beside 1/tables:written" in said.stdout
