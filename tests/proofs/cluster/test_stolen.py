"""What the holder of the PostgreSQL database finds in clear, and what an old backup opens: with the nodes' secret, and
without."""

import asyncio
import secrets
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from server.backend import open_backend
from server.config import Config
from server.core.errors import Damaged
from server.core.sealing import SPENT_TAG_BYTES, RoundKey, spent_tag, unwrapped
from server.core.tokens import digest
from tests.harness import receipt
from tests.nodes import SECRET, nodes
from tests.postgres_server import PostgresServer, postgres, programs
from tests.proof_scale import scaled
from tests.proofs.attacks.canaries import folder, traces
from tests.proofs.attacks.reading_postgres import Picture, picture
from tests.proofs.attacks.test_relink import PARTS, Given, ballots_of
from tests.proofs.attacks.test_traces import ADDRESS, faraway, shut, stumble
from tests.proofs.cluster.test_attack import TALKATIVE, column
from tests.voters import give, moved, phones

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")]

Proof = Callable[[str], None]


@pytest.fixture(params=[{}])
def server(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """With a data folder, a log and settings of its own."""
    with postgres(request.param) as running:
        yield running


def backed_up(server: PostgresServer) -> PostgresServer:
    old = PostgresServer(server.folder.parent / "old")
    where = f"host=127.0.0.1 port={server.port} user=pingyi"
    server.run("pg_basebackup", "-D", str(old.folder), "-d", where, "-X", "stream", "-c", "fast")
    return old


async def held(server: PostgresServer, url: str, data: Path) -> tuple[str, Given, bytes, PostgresServer]:
    """A round of ballots cast one by one, a base backup from its middle, and its key as it was wrapped."""
    async with nodes(data, url, 1) as (host,):
        made = await host.make(admission="cards", parts=PARTS)
        given = ballots_of(await made.cards(scaled(12, 60)))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids())
            for token, (row, text) in given.items():
                await give(host, round_id, token, [row], text)
            [wrapped] = await column(url, "SELECT wrapped FROM box_key")
            old = await asyncio.to_thread(backed_up, server)
            await chair.do("close", round=round_id, confirm=True)
    return round_id, given, wrapped, old


async def read(url: str, secret: str, round_id: str, data: Path) -> list[str]:
    """The notes in the box of a database, read as a node does."""
    [meeting] = await column(url, "SELECT id FROM meeting")
    node = await open_backend(Config(data=data, database_url=url, secret=secret.encode()))
    try:
        box = await node.boxes.open(meeting, round_id)
        return [one.ballot.notes[0].text for one in await box.ballots()]
    finally:
        await node.store.close()


async def sealed(url: str) -> list[tuple[bytes, bytes, bytes]]:
    """Whose transaction a sealed ballot came with: tag, bid and ballot. Every one was alone in its own."""
    db = await asyncpg.connect(url)
    try:
        join = "box_spent JOIN box_ballot ON box_spent.xmin = box_ballot.xmin"
        return [tuple(row) for row in await db.fetch(f"SELECT tag, bid, sealed FROM {join}")]
    finally:
        await db.close()


async def test_an_old_base_backup_and_the_secret_open_and_link_every_ballot_and_the_backup_alone_none(
    server: PostgresServer, tmp_path: Path, proof: Proof
) -> None:
    """P23: after the close. The first is the limit that docs/security.md states, the second the promise."""
    await server.ready()
    url = await server.database()
    round_id, given, wrapped, old = await held(server, url, tmp_path / "data")
    old.start()
    try:
        await old.ready()
        there = old.url(url.rpartition("/")[2])
        ballots, texts = await sealed(there), sorted(text for _, text in given.values())
        key = unwrapped(SECRET.encode(), round_id, wrapped)
        assert sorted(await read(there, SECRET, round_id, tmp_path)) == texts
        linked = {
            stored[:SPENT_TAG_BYTES]: RoundKey(key).open(ballot_id, one).ballot.notes[0].text
            for stored, ballot_id, one in ballots
        }
        assert linked == {spent_tag(round_id, digest(token)): text for token, (_, text) in given.items()}
        with pytest.raises(Damaged):
            await read(there, SECRET + "?", round_id, tmp_path)
        rows = [row.octets for row in (await picture(there)).seen["tables"]]
    finally:
        old.stop(signal.SIGQUIT)
    tried = shut(rows, key, [(ballot_id, one) for _, ballot_id, one in ballots])
    proof(
        f"a base backup of an open PostgreSQL round with the secret: {len(linked)} of {len(texts)} linked, as "
        f"documented; without it {tried} strings of 32 bytes, none opens one"
    )


def places(seen: Picture, octets: bytes) -> set[str]:
    """Where bytes stand, as they are or as text shows them."""
    forms = octets, octets.hex().encode()
    return {source for source, rows in seen.seen.items() for row in rows if any(one in row.octets for one in forms)}


async def test_after_the_close_the_wrapped_key_is_in_no_table_and_no_page_but_still_in_the_log(
    server: PostgresServer, tmp_path: Path, proof: Proof
) -> None:
    """P23: a key that shared its page with no other. In the log it stays until PostgreSQL writes over it: a limit."""
    await server.ready()
    url = await server.database()
    async with nodes(tmp_path / "data", url, 1) as (host,):
        made = await host.make(admission="cards", parts=PARTS)
        tokens = await made.cards(8)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids())
            for token in tokens:
                await give(host, round_id, token, [[5] * 6], None)
            [wrapped] = await column(url, "SELECT wrapped FROM box_key")
            assert places(await picture(url), wrapped) == {"tables", "heap", "pages", "wal"}
            await chair.do("close", round=round_id)
            after = await picture(url)
    assert await column(url, "SELECT wrapped FROM box_key") == []
    assert places(after, wrapped) == {"wal"}
    proof("PostgreSQL after the close: the wrapped key in no table or page, in the write-ahead log as documented")


@pytest.mark.parametrize("server", [TALKATIVE], indirect=True)
async def test_the_database_never_holds_a_token_a_nonce_an_address_or_an_open_rounds_text(
    server: PostgresServer, tmp_path: Path, proof: Proof
) -> None:
    """P22: pages, write-ahead log, statistics, and the server's log although it tells every statement's values."""
    await server.ready()
    url, count = await server.database(), scaled(8, 150)
    async with nodes(tmp_path / "data", url) as (a, b):
        made, open_door = await a.make(admission="cards"), await a.make(title="扫码入会")
        voters, device, there = phones(await made.cards(count)), secrets.token_bytes(16), moved(made, b)
        texts = [f"金丝雀{secrets.token_hex(6)}" for _ in voters]
        async with made.chair() as chair, there.screen() as screen:
            round_id = await chair.open(made.ids()[:1])
            await screen.hear("round", id=round_id)
            for place, (voter, text) in enumerate(zip(voters, texts, strict=True)):
                await stumble(there, voter.token)
                async with faraway((made, there)[place % 2], token=voter.token) as phone:
                    note = [{"subject": 0, "key": "problems", "text": text}]
                    assert receipt(await phone.cast(round_id, 3, voter.nonce, note))
                    await phone.cast(round_id, 4, voter.nonce, note)
            async with faraway(open_door, join=open_door.join["全体"], device=device) as guest:
                own = guest.welcome["token"]
            hidden: list[str | bytes] = [*(v.token for v in voters), *(v.nonce for v in voters), own, device, ADDRESS]
            hidden += [SECRET, a.admin, *made.keys.values(), *open_door.keys.values(), *open_door.join.values()]
            assert traces(await everything(server, url), [*hidden, *texts]) == []
            await chair.do("close", round=round_id)
            found = await everything(server, url)
            assert traces(found, texts) == texts, "the notes are kept, and the search finds them"
            assert traces(found, hidden) == []
    proof(f"PostgreSQL: {len(hidden) + len(texts)} canaries: none in its pages, logs and statistics")


async def everything(server: PostgresServer, url: str) -> list[bytes]:
    """Read through a connection, and as every byte below the server's folder, including its log."""
    seen = await picture(url)
    return [b"\n".join(seen.octets()), *folder(server.folder.parent)]
