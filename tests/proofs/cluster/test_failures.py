"""What fails among nodes: a node, the connections, PostgreSQL itself. Nothing is lost, nothing counts twice."""

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from tests.harness import MeetingClient, Process, TestClock, receipt
from tests.nodes import healthy, node, nodes
from tests.postgres_server import PostgresServer, elsewhere, programs
from tests.proof_scale import sampled, scaled
from tests.voters import Phone, Started, moved, phones, recounted, rush

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")]

VOTERS = scaled(60, 1000)
KILLS = scaled(1, 20)
AT_ONCE = 20


def waiting(voters: list[Phone]) -> list[Phone]:
    return [one for one in voters if not one.acknowledged]


async def votes_everywhere(
    places: list[MeetingClient], round_id: str, voters: list[Phone], seen: Callable[[int], None]
) -> None:
    """Each place has its share; who is cut off tries again elsewhere, as a phone behind a load balancer does."""

    def counted(_: int) -> None:
        seen(len(voters) - len(waiting(voters)))

    while left := waiting(voters):
        random.shuffle(left)
        random.shuffle(places)
        shares = [left[i :: len(places)] for i in range(len(places))]
        rushes = (rush(*one, AT_ONCE, counted) for one in zip(places, [round_id] * len(places), shares, strict=True))
        await asyncio.gather(*rushes)


async def closed(made: MeetingClient, round_id: str, voters: list[Phone]) -> None:
    async with made.chair() as chair:
        await chair.do("close", round=round_id, confirm=True)
        await chair.hear("round", id=round_id, state="closed")
    recounted(await made.tally(), voters)


async def test_a_node_killed_under_load_loses_nothing_and_its_phones_vote_at_another(
    tmp_path: Path, started: Started, database: str, proof: Callable[[str], None]
) -> None:
    """P01: each of two nodes is killed in turn while both take ballots; what was acknowledged counts once."""
    servers = [await node(started, tmp_path / name, database) for name in "ab"]
    made = await servers[0].make(admission="cards")
    voters = phones([token for _ in range(KILLS) for token in await made.cards(VOTERS)])
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
    for kill in range(KILLS):
        share, victim = voters[kill * VOTERS : (kill + 1) * VOTERS], servers[kill % 2]
        at = random.randrange(5, VOTERS - 5)

        def seen(count: int, victim: Process = victim, at: int = at) -> None:
            if count >= at and victim.child.poll() is None:
                victim.child.kill()

        await votes_everywhere([moved(made, one) for one in servers], round_id, share, seen)
        await asyncio.to_thread(victim.kill)
        servers[kill % 2] = await node(started, tmp_path / f"{kill}", database)
    await closed(moved(made, servers[1]), round_id, voters)
    proof(f"{KILLS} nodes of two killed under load: {len(voters)} ballots acknowledged, all there once")


@pytest.mark.parametrize("point", sampled(["closing", "before-seal", "sealed"], 1))
async def test_a_closing_that_dies_in_the_middle_is_ended_by_another_node(
    tmp_path: Path, started: Started, database: str, point: str
) -> None:
    """P06: the chair's node dies at a step of closing; the same figures come from the other one."""
    doomed = await node(started, tmp_path / "a", database, PINGYI_FAULT=point)
    other = await node(started, tmp_path / "b", database)
    made = await doomed.make(admission="cards")
    voters, there = phones(await made.cards(30)), moved(made, other)
    async with made.chair() as chair, there.screen() as screen:
        round_id = await chair.open(made.ids()[:1])
        await rush(there, round_id, voters, AT_ONCE, lambda count: None)
        await chair.send({"t": "close", "n": 99, "round": round_id, "confirm": True})
        await screen.hear("round", id=round_id, state="closed")
    assert doomed.child.wait(20) != 0
    recounted(await there.tally(), voters)
    await node(started, tmp_path / "c", database)  # one that starts takes away what was left
    db = await asyncpg.connect(database)
    for table in ("box_key", "box_ballot", "box_spent", "box_turnout"):
        assert await db.fetchval(f"SELECT count(*) FROM {table}") == 0
    await db.close()


async def test_connections_that_break_at_any_moment_lose_no_ballot(
    tmp_path: Path, started: Started, database: str
) -> None:
    """P01: also in the middle of a commit, of which nobody then knows whether it went through."""
    servers = [await node(started, tmp_path / name, database) for name in "ab"]
    made = await servers[0].make(admission="cards")
    voters, places = phones(await made.cards(VOTERS)), [moved(made, one) for one in servers]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
    db, voted = await asyncpg.connect(database), asyncio.Event()

    async def cuts() -> None:
        while not voted.is_set():
            await db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'pingyi' AND datname = current_database()"
            )
            await asyncio.sleep(random.uniform(0.01, 0.4))

    cutting = asyncio.create_task(cuts())
    await asyncio.gather(*(_until_acknowledged(places, round_id, one) for one in voters))
    voted.set()
    await cutting
    await db.close()
    await healthy(servers[0])
    await closed(made, round_id, voters)


async def _until_acknowledged(places: list[MeetingClient], round_id: str, phone: Phone) -> None:
    """As a phone does: again and again, with the same nonce, wherever it is let in."""
    notes = [{"subject": 0, "key": "problems", "text": phone.text}]
    while not phone.acknowledged:
        phone.tried = True
        await asyncio.sleep(random.uniform(0, 0.2))  # a phone's own patience between two tries
        async with random.choice(places).phone(phone.token) as peer:
            if peer.welcome["t"] == "welcome":
                answer = await peer.cast(round_id, phone.score, phone.nonce, notes)
                phone.acknowledged = receipt(answer)
                assert phone.acknowledged or answer["code"] == "not_recorded", answer


@pytest.mark.parametrize("how", sampled([signal.SIGINT, signal.SIGQUIT], 1))
async def test_postgresql_restarted_under_load_keeps_every_ballot(
    tmp_path: Path, own: PostgresServer, how: signal.Signals
) -> None:
    """P01: PostgreSQL stopped in order or crashed. No receipt before a ballot is durable; screens show the outage."""
    async with nodes(tmp_path, await own.database()) as (a, b):
        made = await a.make(admission="cards")
        voters, there = phones(await made.cards(VOTERS)), moved(made, b)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        async with there.screen() as screen:
            casting = [
                asyncio.create_task(_until_acknowledged([made, there], round_id, one)) for one in voters[: VOTERS // 2]
            ]
            await screen.until(lambda m: m["t"] == "turnout" and m["cast"] >= 10)
            await asyncio.to_thread(own.stop, how)
            await screen.hear("recovering", on=True)
            assert (await b.http("GET", "/healthz", None)).status_code == 503
            casting += [
                asyncio.create_task(_until_acknowledged([made, there], round_id, one)) for one in voters[VOTERS // 2 :]
            ]
            own.start()
            await screen.hear("recovering", on=False)
            await asyncio.gather(*casting)
            await screen.hear("turnout", cast=VOTERS)
        await closed(made, round_id, voters)


async def test_the_primary_fails_over_to_a_synchronous_standby_under_load(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P01: two real servers; the primary is killed, the standby promoted; what was acknowledged is there."""
    with elsewhere() as one, elsewhere() as two:
        primary = PostgresServer(one / "postgres", synchronous_standby_names="s2")
        standby = PostgresServer(two / "postgres")
        try:
            await _failed_over(tmp_path, started, primary, standby, proof)
        finally:
            for server in (primary, standby):
                server.stop(signal.SIGQUIT)


async def _failed_over(
    tmp_path: Path,
    started: Started,
    primary: PostgresServer,
    standby: PostgresServer,
    proof: Callable[[str], None],
) -> None:
    await asyncio.to_thread(primary.make)
    primary.start()
    await primary.ready()
    await asyncio.to_thread(standby.copy, primary, "s2")
    standby.start()
    await standby.ready()
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    database = f"postgresql://pingyi@{hosts}/{(await primary.database()).rpartition('/')[2]}"
    servers = [await node(started, tmp_path / name, database) for name in "ab"]
    made = await servers[0].make(admission="cards")
    voters, places = phones(await made.cards(VOTERS)), [moved(made, one) for one in servers]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        casting = [asyncio.create_task(_until_acknowledged(places, round_id, one)) for one in voters]
        await chair.until(lambda m: m["t"] == "turnout" and m["cast"] >= VOTERS // 4)
        known = len(voters) - len(waiting(voters))
        primary.stop(signal.SIGKILL)
        await asyncio.to_thread(standby.promote)
        await asyncio.gather(*casting)
    await closed(places[1], round_id, voters)
    proof(f"{VOTERS} voters, primary killed after {known} receipts: all acknowledged ballots there once")


async def test_a_lost_notice_is_healed_by_looking_again(tmp_path: Path, database: str) -> None:
    """What is written by one who gives no notice at all is seen at the next look."""
    async with nodes(tmp_path, database, 1) as (a,):
        made = await a.make(admission="cards")
        await made.cards(2)
        silent = await asyncpg.connect(database)
        async with made.desk() as desk:
            await desk.hear("turnout", issued=2)
            await silent.execute("UPDATE token SET void = 1 WHERE meeting = $1", made.id)
            await silent.execute("UPDATE revision SET number = number + 1 WHERE meeting = $1", made.id)
            await desk.hear("turnout", issued=0)
        await silent.close()


async def test_a_timed_round_goes_on_for_a_minute_after_an_outage(tmp_path: Path, own: PostgresServer) -> None:
    """P08: its time ran out while nobody could vote."""
    clock = TestClock()
    async with nodes(tmp_path, await own.database(), 1, clock) as (a,):
        made = await a.make(admission="cards")
        [token] = await made.cards(1)
        async with made.chair() as chair, made.phone(token) as phone:
            round_id = await chair.open(made.ids()[:1], seconds=30)
            await phone.hear("round", id=round_id)
            await asyncio.to_thread(own.stop)
            await chair.hear("recovering", on=True)
            clock.run(31)
            own.start()
            assert (await chair.hear("round", id=round_id, left=60_000))["state"] == "open"
            await chair.hear("recovering", on=False)
            assert receipt(await phone.cast(round_id, 7))
