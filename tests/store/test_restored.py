"""A dump without open rounds is restored into a new database, as docs/cluster.md says (P10)."""

from pathlib import Path

import pytest

from tests.harness import Map, MeetingClient, Peer, code, crowd, hosted, receipt
from tests.nodes import SECRET, nodes
from tests.postgres_server import PostgresServer
from tests.voters import moved

pytestmark = pytest.mark.anyio

DOCUMENTED = Path(__file__).resolve().parent.parent.parent / "docs/cluster.md"


def flags() -> list[str]:
    """Those that the page gives pg_dump."""
    (line,) = [line for line in DOCUMENTED.read_text("utf-8").splitlines() if line.startswith("    pg_dump ")]
    return [word.replace("'", "") for word in line.split() if word.startswith("--exclude") or word == "-Fc"]


async def voted(made: MeetingClient, chair: Peer, peers: list[Peer], subject: int) -> str:
    round_id = await chair.open([made.ids()[subject]])
    for peer in peers:
        assert receipt(await peer.cast(round_id, 8))
    return round_id


async def first_subject(made: MeetingClient) -> Map:
    figures: Map = (await made.tally(draft=True))["parts"][0]["subjects"][0]
    return figures


async def test_a_restored_dump_has_every_closed_round_and_voids_the_open_one(
    tmp_path: Path, shared_server: PostgresServer, database: str
) -> None:
    new, dump = await shared_server.database(), shared_server.folder.parent / "restored.dump"
    async with nodes(tmp_path / "before", database, 1) as (a,):
        made = await a.make(admission="cards")
        async with made.chair() as chair, crowd(made, 6) as peers:
            closed = await voted(made, chair, peers, 0)
            await chair.do("close", round=closed)
            running = await voted(made, chair, peers, 1)
        figures = await first_subject(made)
        shared_server.run("pg_dump", *flags(), "-f", str(dump), "-d", database)
    shared_server.run("pg_restore", "--exit-on-error", "-d", new, str(dump))
    async with nodes(tmp_path / "without", new, 1) as (b,), moved(made, b).chair() as refused:
        assert code(refused.welcome) == "busy"
    settings = {"database_url": new, "secret": SECRET.encode(), "void_lost": True}
    async with hosted(tmp_path / "with", None, **settings) as c:
        restored = moved(made, c)
        async with restored.chair() as chair:
            states = {one["id"]: one["state"] for one in chair.welcome["rounds"]}
            assert states == {closed: "closed", running: "voided"}
            await chair.open(made.ids()[1:2])
        assert figures["ballots"] == 6 and await first_subject(restored) == figures
