"""Whoever watches every tally, draft and result, through restarts: no step that betrays a voter."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.harness import MEETING, Hosted, Made, Map, Peer, TestClock, code, hosted
from tests.proofs.attacks.observer import Watcher
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

ROUNDS = 5
CARDS = 26
SUBJECTS = [{"name": f"第{i}人"} for i in range(ROUNDS)]
PARTS = [{"name": "上述", "form": "secretary", "subjects": SUBJECTS}]


@dataclass(slots=True)
class Room:
    """A server that is up, its chair, and everybody who watches."""

    host: Hosted
    made: Made
    chair: Peer
    peers: dict[str, Peer]
    watchers: dict[str, Watcher]
    flips: int = 0

    async def look(self) -> None:
        """Everything told so far has reached everybody: a view that comes after it has come."""
        await self.host.scheduler.tick()
        self.flips += 1
        view = ("agenda", "blank")[self.flips % 2]
        await self.chair.do("view", view=view)
        for role, peer in self.peers.items():
            while (message := await peer.next())["t"] != "view" or message["view"] != view:
                self.watchers[role].hear(message)
        names = {one["name"]: one["id"] for one in self.made.subjects}
        draft = await self.made.http("GET", "/tally.json?draft=1")
        self.watchers["draft"].read("json", draft.content, names)


@dataclass(slots=True)
class Run:
    """One meeting over many lives of its server, and what every role saw of it all along."""

    data: Path
    clock: TestClock
    made: Made | None = None
    watchers: dict[str, Watcher] = field(
        default_factory=lambda: {role: Watcher(role) for role in ("chair", "screen", "desk", "draft")}
    )

    @asynccontextmanager
    async def up(self, document: Map | None = None) -> AsyncIterator[Room]:
        """The server started, or started again, with all roles connected and listening."""
        async with hosted(self.data, self.clock) as host, AsyncExitStack() as stack:
            new = {**MEETING, "admission": "cards", "parts": PARTS, **(document or {})}
            made = moved(self.made, host) if self.made else await host.make(new)
            peers = {"chair": made.chair(), "screen": made.screen(), "desk": made.desk()}
            for role, peer in peers.items():
                await stack.enter_async_context(peer)
                self.watchers[role].hear(peer.welcome)
            self.made = made
            yield Room(host, made, await stack.enter_async_context(made.chair()), peers, self.watchers)

    async def cast(self, subject: str, tokens: list[str]) -> str:
        """A round of these tokens in bursts of chance size, the server stopped once in its middle."""
        async with self.up() as room:
            round_id = await room.chair.open([subject])
            rest = await bursts(room, round_id, tokens, random.randint(0, 4))
        async with self.up() as room:
            await bursts(room, round_id, rest, len(rest))
            await close(room, round_id, subject)
        return round_id

    def totals(self) -> set[int]:
        """Ballots that each role has seen in the tallies of all rounds."""
        return {sum(map(sum, watcher.seen.values())) for watcher in self.watchers.values()}


async def bursts(room: Room, round_id: str, tokens: list[str], most: int) -> list[str]:
    """At most so many bursts of casts, each watched; the tokens that are left."""
    for _ in range(most):
        size = random.randint(1, 8)
        for token in tokens[:size]:
            await give(room.host, round_id, token, [[random.randint(1, 10)]])
        await room.look()
        tokens = tokens[size:]
        if not tokens:
            break
    return tokens


async def close(room: Room, round_id: str, subject: str) -> None:
    """A round under five only once the chair has confirmed."""
    answer = await room.chair.ask("close", round=round_id)
    if answer["t"] == "refused":
        assert code(answer) == "confirm_small"
        for watcher in room.watchers.values():
            watcher.confirmed.add(subject)
        await room.chair.do("close", round=round_id, confirm=True)
    await room.look()


async def begun(run: Run, **document: object) -> tuple[list[str], list[str]]:
    async with run.up(document) as room:
        return room.made.ids(), await room.made.cards(CARDS)


async def test_every_step_of_a_live_tally_is_five_ballots_or_more(tmp_path: Path, clock: TestClock) -> None:
    """P24: for chair, screen, desk and its drafts, over restarts; at the close all of the round is shown."""
    run, cast = Run(tmp_path, clock), 0
    subjects, tokens = await begun(run)
    for subject, size in zip(subjects, (3, 9, 14, CARDS, random.randint(5, CARDS)), strict=True):
        await run.cast(subject, random.sample(tokens, size))
        cast += size
        assert run.totals() == {cast}
    moves = [step for step in run.watchers["screen"].steps if step]
    assert len(moves) > len(subjects)


async def test_while_open_five_ballots_or_more_stay_unseen(tmp_path: Path, clock: TestClock) -> None:
    """P24: one ballot at a time, with a restart after each fourth; nobody can subtract the last voters."""
    run = Run(tmp_path, clock)
    (subject, *_), tokens = await begun(run)
    async with run.up() as room:
        round_id = await room.chair.open([subject])
    for cast in range(4, 25, 4):
        async with run.up() as room:
            for i, token in enumerate(tokens[cast - 4 : cast], cast - 3):
                await give(room.host, round_id, token, [[7]])
                await room.look()
                assert all(total == 0 or i - total >= 5 for total in run.totals())
    assert max(run.totals()) >= 15


@pytest.mark.parametrize("show", ["closed", "held"])
async def test_in_closed_and_held_nothing_is_seen_before_its_time(tmp_path: Path, clock: TestClock, show: str) -> None:
    """P24, P26: no role gets a count, a score or a rank before the chair publishes; then it gets them all."""
    run, shown = Run(tmp_path, clock), 0
    subjects, tokens = await begun(run, show=show, voters_see_results=True)
    for subject in subjects[:3]:
        round_id = await run.cast(subject, random.sample(tokens, 12))
        async with run.up() as room:
            assert run.totals() == {shown}
            await no_results(room, subject)
            if show == "closed":
                await room.chair.do("publish", round=round_id)
                await room.look()
                shown += 12
                assert run.totals() == {shown}
            else:
                assert (await room.chair.ask("publish", round=round_id))["t"] == "refused"
    if show == "held":
        async with run.up() as room:
            await room.chair.do("publish", all=True)
            await room.look()
        assert run.totals() == {36}


async def no_results(room: Room, subject: str) -> None:
    """Turnout only, to whoever asks early and however."""
    for suffix in ("json", "xlsx", "csv"):
        answer = await room.made.http("GET", f"/tally.{suffix}")
        assert answer.status_code == 409 and answer.json()["error"]["code"] == "not_published", suffix
    draft = await room.made.tally(draft=True)
    (part,) = draft["parts"]
    (found,) = (one for one in part["subjects"] if one["id"] == subject)
    name = found["name"]
    assert found["score"] is None and not any(found["bands"].values())
    assert [one["score"] for one in draft["results"] if one["subject"]["name"] == name] in ([], [None])
    assert draft["notes"] == []
    token = (await room.made.cards(1))[0]
    async with room.made.phone(token) as phone:
        assert not {"tally", "tallies", "results"} & {*phone.welcome, *(phone.welcome["round"] or {})}


async def test_a_phone_sees_a_tally_only_once_it_is_published_and_where_voters_may(host: Hosted) -> None:
    """P26"""
    for allowed in (True, False):
        made = await host.make(admission="cards", parts=PARTS, voters_see_results=allowed)
        tokens = await made.cards(12)
        heard: list[Map] = []
        async with made.chair() as chair, made.phone(tokens[0]) as phone:
            first = await chair.open(made.ids()[:1])
            for token in tokens:
                await give(host, first, token, [[7]])
            await host.scheduler.tick()
            await chair.do("close", round=first)
            await chair.do("publish", round=first)
            second = await chair.open(made.ids()[1:2])
            while not heard or heard[-1].get("id") != second:
                heard.append(await phone.next())
        tallies = [(one["round"], one["state"]) for one in heard if one["t"] == "tally"]
        assert tallies == ([(first, "published")] if allowed else [])
