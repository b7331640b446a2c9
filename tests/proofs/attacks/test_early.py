"""Everybody asks for everything before its time: every role, every address that answers, every format, every frame."""

import io
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack

import msgpack
import pytest
from starlette.routing import Route

from server.exports.formats import FORMATS
from tests.harness import MEETING, Hosted, Map, MeetingClient
from tests.proof_scale import scaled
from tests.voters import give

pytestmark = pytest.mark.anyio

MARKS = [7, 7, 7, 7, 6, 6, 6]
TOLD = ["6.571", "57.14", "42.86"]
"""What those marks come to: score and shares, figures that stand nowhere else."""
MEETINGS = scaled(1, 20)
PARTS = [{"name": "上述", "form": "secretary", "subjects": [{"name": "甲"}, {"name": "乙"}]}]

Proof = Callable[[str], None]
Place = tuple[str, str]
"""A role and what it was told at: an address, or its socket."""


def unpacked(body: bytes) -> Iterator[bytes]:
    """An answer and, where it is a zip, all that is in it: a workbook, a document, an archive of them."""
    yield body
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            for name in zipped.namelist():
                yield from unpacked(zipped.read(name))


def addresses(made: MeetingClient) -> Iterator[str]:
    """Every address of the server that answers GET, in every format, as it is and as a draft."""
    app = made.host.app  # type: ignore[attr-defined]
    for route in app._http.routes:
        assert isinstance(route, Route)
        if "GET" in (route.methods or ()):
            path = route.path.replace("{id}", made.id)
            for kind in FORMATS if "{format}" in path else [""]:
                yield path.replace("{format}", kind)
                yield path.replace("{format}", kind) + "?draft=1"


async def answers(made: MeetingClient, token: str) -> dict[Place, bytes]:
    keys = {**made.keys, "admin": made.host.admin, "voter": token, "nobody": None}
    found: dict[Place, bytes] = {}
    for path in addresses(made):
        for role, key in keys.items():
            answer = await made.host.http("GET", path, key)
            if answer.status_code == 200 or role in ("desk", "chair"):
                found[role, path] = b"\0".join(unpacked(answer.content))
    return found


class Listening:
    """All roles at their sockets; `heard` is all that they were told, as it came."""

    def __init__(self, made: MeetingClient, token: str) -> None:
        self.made = made
        self.peers = {"chair": made.chair(), "screen": made.screen(), "desk": made.desk(), "voter": made.phone(token)}
        self.heard: dict[str, list[Map]] = {role: [] for role in self.peers}

    async def enter(self, stack: AsyncExitStack) -> None:
        for role, peer in self.peers.items():
            await stack.enter_async_context(peer)
            self.heard[role].append(peer.welcome)

    async def until(self, state: str, round_id: str) -> dict[Place, bytes]:
        """All frames up to the news of that state, and a welcome asked for after it."""
        for role, peer in self.peers.items():
            while not any(m["t"] == "round" and m["id"] == round_id and m["state"] == state for m in self.heard[role]):
                self.heard[role].append(await peer.next())
        async with self.made.chair() as chair, self.made.screen() as screen, self.made.desk() as desk:
            for role, peer in (("chair", chair), ("screen", screen), ("desk", desk)):
                self.heard[role].append(peer.welcome)
        return {(role, "/ws"): repr(some).encode() + msgpack.packb(some) for role, some in self.heard.items()}


def tells(places: dict[Place, bytes], words: list[str]) -> set[Place]:
    return {where for where, body in places.items() if any(word.encode() in body for word in words)}


async def early(host: Hosted, show: str) -> int:
    """One meeting; how many answers and frames were looked through before the time."""
    made = await host.make(MEETING, admission="cards", parts=PARTS, show=show, voters_see_results=True)
    *tokens, own = await made.cards(len(MARKS) + 1)
    words = [*TOLD, *(notes := [f"意见{secrets.token_hex(6)}" for _ in MARKS])]
    looked = 0
    async with AsyncExitStack() as stack:
        listening = Listening(made, own)
        await listening.enter(stack)
        chair = await stack.enter_async_context(made.chair())
        round_id = await chair.open(made.ids()[:1])
        for token, mark, note in zip(tokens, MARKS, notes, strict=True):
            await give(host, round_id, token, [[mark]], note)
        for state in ("open", *(["closed"] if show != "live" else [])):
            if state == "closed":
                await chair.do("close", round=round_id)
            await host.scheduler.tick()
            places: dict[Place, bytes] = {**await answers(made, own), **await listening.until(state, round_id)}
            assert tells(places, words) == set(), (show, state)
            looked += len(places)
        if show == "live":
            await chair.do("close", round=round_id)
        else:
            await chair.do("publish", **({"all": True} if show == "held" else {"round": round_id}))
        await shown(made, own, listening, round_id, words)
    return looked


async def shown(made: MeetingClient, own: str, listening: Listening, round_id: str, words: list[str]) -> None:
    """The control: after its time the same search finds it in every paper and with every role that may see it."""
    state = "closed" if (await made.tally(draft=True))["rounds"][0]["state"] == "closed" else "published"
    places: dict[Place, bytes] = {**await answers(made, own), **await listening.until(state, round_id)}
    found = tells(places, TOLD)
    papers = {("desk", f"{made.path}/tally.{kind}") for kind in FORMATS} | {("desk", f"{made.path}/bundle.zip")}
    sockets = {(role, "/ws") for role in ("chair", "screen", "desk")}
    assert sockets | papers <= found
    assert tells(places, words[len(TOLD) :]) >= papers - {("desk", f"{made.path}/tally.csv")}, "the notes too"


@pytest.mark.scaled(1)
@pytest.mark.parametrize("show", ["live", "closed", "held"])
async def test_an_early_request_of_any_role_gets_turnout_only(host: Hosted, show: str, proof: Proof) -> None:
    """P26: while the round is open and, unless results are live, until they are published; then everything."""
    looked = sum([await early(host, show) for _ in range(MEETINGS)])
    proof(f"{show}: {looked} answers and connections of every role before the time, no score, share or note")
