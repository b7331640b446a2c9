"""Running tallies, drafts and results as an observer sees them over restarts: no step reveals a single vote."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, hosted
from tests.proofs.attacks.observer import Watcher
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

ROUNDS = 5
CARDS = 26
SUBJECTS = [{"name": f"第{i}人"} for i in range(ROUNDS)]
PARTS = [{"name": "上述", "form": "secretary", "subjects": SUBJECTS}]


@dataclass(slots=True)
class Session:
    """A running server, its chair, and everybody who watches."""

    host: Hosted
    made: MeetingClient
    chair: Peer
    peers: dict[str, Peer]
    watchers: dict[str, Watcher]
    flips: int = 0

    async def sync(self) -> None:
        """Wait until everything sent so far has reached everybody: a view sent after it has arrived."""
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
    """One meeting over many restarts of its server, and what every role has seen of it."""

    data: Path
    clock: TestClock
    made: MeetingClient | None = None
    watchers: dict[str, Watcher] = field(
        default_factory=lambda: {role: Watcher(role) for role in ("chair", "screen", "desk", "draft")}
    )

    @asynccontextmanager
    async def up(self, document: Map | None = None) -> AsyncIterator[Session]:
        """Start the server and connect all roles."""
        async with hosted(self.data, self.clock) as host, AsyncExitStack() as stack:
            new = {**MEETING, "admission": "cards", "parts": PARTS, **(document or {})}
            made = moved(self.made, host) if self.made else await host.make(new)
            peers = {"chair": made.chair(), "screen": made.screen(), "desk": made.desk()}
            for role, peer in peers.items():
                await stack.enter_async_context(peer)
                self.watchers[role].hear(peer.welcome)
            self.made = made
            yield Session(host, made, await stack.enter_async_context(made.chair()), peers, self.watchers)

    async def cast(self, subject: str, tokens: list[str]) -> str:
        """Hold a round with these tokens in bursts of random size; the server is restarted once in the middle."""
        async with self.up() as session:
            round_id = await session.chair.open([subject])
            rest = await bursts(session, round_id, tokens, random.randint(0, 4))
        async with self.up() as session:
            await bursts(session, round_id, rest, len(rest))
            await close(session, round_id, subject)
        return round_id

    def totals(self) -> set[int]:
        """Ballots that each role has seen in the tallies of all rounds."""
        return {sum(map(sum, watcher.seen.values())) for watcher in self.watchers.values()}


async def bursts(session: Session, round_id: str, tokens: list[str], most: int) -> list[str]:
    """Cast at most this many bursts, each watched; return the tokens that are left."""
    for _ in range(most):
        size = random.randint(1, 8)
        for token in tokens[:size]:
            await give(session.host, round_id, token, [[random.randint(1, 10)]])
        await session.sync()
        tokens = tokens[size:]
        if not tokens:
            break
    return tokens


async def close(session: Session, round_id: str, subject: str) -> None:
    """Close the round; with under five ballots only the chair's confirmation does it."""
    answer = await session.chair.ask("close", round=round_id)
    if answer["t"] == "refused":
        assert code(answer) == "confirm_small"
        for watcher in session.watchers.values():
            watcher.confirmed.add(subject)
        await session.chair.do("close", round=round_id, confirm=True)
    await session.sync()


async def begin(run: Run, **document: object) -> tuple[list[str], list[str]]:
    async with run.up(document) as session:
        return session.made.ids(), await session.made.cards(CARDS)


async def test_every_step_of_a_running_tally_is_at_least_five_ballots(tmp_path: Path, clock: TestClock) -> None:
    """P24: for chair, screen, desk and drafts, over restarts; after the close the whole round is shown."""
    run, cast = Run(tmp_path, clock), 0
    subjects, tokens = await begin(run)
    for subject, size in zip(subjects, (3, 9, 14, CARDS, random.randint(5, CARDS)), strict=True):
        await run.cast(subject, random.sample(tokens, size))
        cast += size
        assert run.totals() == {cast}
    moves = [step for step in run.watchers["screen"].steps if step]
    assert len(moves) > len(subjects)


async def test_at_least_five_ballots_stay_unseen_while_a_round_is_open(tmp_path: Path, clock: TestClock) -> None:
    """P24: one ballot at a time, with a restart after every fourth; nobody can subtract the last voters."""
    run = Run(tmp_path, clock)
    (subject, *_), tokens = await begin(run)
    async with run.up() as session:
        round_id = await session.chair.open([subject])
    for cast in range(4, 25, 4):
        async with run.up() as session:
            for i, token in enumerate(tokens[cast - 4 : cast], cast - 3):
                await give(session.host, round_id, token, [[7]])
                await session.sync()
                assert all(total == 0 or i - total >= 5 for total in run.totals())
    assert max(run.totals()) >= 15


@pytest.mark.parametrize("show", ["closed", "held"])
async def test_with_show_closed_or_held_nothing_is_seen_before_it_is_published(
    tmp_path: Path, clock: TestClock, show: str
) -> None:
    """P24, P26: no role gets a count, score or rank before the chair publishes; then all do."""
    run, shown = Run(tmp_path, clock), 0
    subjects, tokens = await begin(run, show=show, voters_see_results=True)
    for subject in subjects[:3]:
        round_id = await run.cast(subject, random.sample(tokens, 12))
        async with run.up() as session:
            assert run.totals() == {shown}
            await no_results(session, subject)
            if show == "closed":
                await session.chair.do("publish", round=round_id)
                await session.sync()
                shown += 12
                assert run.totals() == {shown}
            else:
                assert (await session.chair.ask("publish", round=round_id))["t"] == "refused"
    if show == "held":
        async with run.up() as session:
            await session.chair.do("publish", all=True)
            await session.sync()
        assert run.totals() == {36}


async def no_results(session: Session, subject: str) -> None:
    """Before publication every request gets the turnout only."""
    for suffix in ("json", "xlsx", "csv"):
        answer = await session.made.http("GET", f"/tally.{suffix}")
        assert answer.status_code == 409 and answer.json()["error"]["code"] == "not_published", suffix
    draft = await session.made.tally(draft=True)
    (part,) = draft["parts"]
    (drafted,) = (one for one in part["subjects"] if one["id"] == subject)
    name = drafted["name"]
    assert drafted["score"] is None and not any(drafted["bands"].values())
    assert [one["score"] for one in draft["results"] if one["subject"]["name"] == name] in ([], [None])
    assert draft["notes"] == []
    token = (await session.made.cards(1))[0]
    async with session.made.phone(token) as phone:
        assert not {"tally", "tallies", "results"} & {*phone.welcome, *(phone.welcome["round"] or {})}


async def test_a_phone_sees_a_tally_only_after_publication_and_only_if_voters_may_see_results(host: Hosted) -> None:
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
