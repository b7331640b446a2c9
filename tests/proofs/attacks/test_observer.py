"""Many meetings at once, over several restarts of the server, and an observer of everything that any role receives."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from server.meetings.turnouts import turnout_message
from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, hosted
from tests.proof_scale import scaled
from tests.proofs.attacks.observer import PAPERS, Watcher
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

TOGETHER = scaled(5, 10)
"""Meetings of one server, with two rounds each."""
BATCHES = scaled(1, 50)
LIVES = 3
CARDS = 30
ROLES = ("chair", "screen", "desk")
SUBJECTS = [{"name": "第一人"}, {"name": "第二人"}]
PARTS = [{"name": "上述", "form": "secretary", "subjects": SUBJECTS}]

KINDS = cycle(["json", "csv", "json", "html", "json", "zip", "json", "csv", "json", "docx", "json", "xlsx"])
"""Which paper is fetched next; the large ones take long to write and to read."""

Proof = Callable[[str], None]


def choice(kinds: Iterable[tuple[str, int]]) -> str:
    names, weights = zip(*kinds, strict=True)
    return str(random.choices(names, weights)[0])


@dataclass(slots=True)
class Watched:
    """One meeting with two rounds of chance size, and what each role and each kind of paper has shown of it."""

    made: MeetingClient
    show: str
    tokens: list[str]
    end: str = field(default_factory=lambda: choice([("close", 5), ("timer", 3), ("paper", 2), ("void", 1)]))
    watchers: dict[str, Watcher] = field(default_factory=dict)
    round: str = ""
    panel: bool = False
    rest: list[str] = field(default_factory=list)
    papers: Counter[str] = field(default_factory=Counter)

    @property
    def ids(self) -> Map:
        return {one["name"]: one["id"] for one in self.made.subjects}

    def watcher(self, role: str) -> Watcher:
        return self.watchers.setdefault(role, Watcher(role))

    def confirm(self, subject: str) -> None:
        for role in (*ROLES, "voter", *PAPERS, "zip"):
            self.watcher(role).confirmed.add(subject)

    def unseen(self, subject: str) -> bool:
        return not any(sum(watcher.seen.get(subject, [])) for watcher in self.watchers.values())

    async def look(self, peers: dict[str, Peer]) -> None:
        """All frames so far, and one paper."""
        await peers["pilot"].do("view", view="blank")
        for role in ROLES:
            while (message := await peers[role].next())["t"] != "view" or message["view"] != "blank":
                self.hear(role, message)
        await peers["pilot"].do("view", view="agenda")
        kind = next(KINDS)
        path = f"/{'bundle.zip' if kind == 'zip' else f'tally.{kind}'}?draft=1"
        answer = await self.made.http("GET", path)
        assert answer.status_code == 200
        self.watcher(kind).read(kind, answer.content, self.ids)
        self.papers[kind] += 1

    def hear(self, role: str, message: Map) -> None:
        self.watcher(role).hear(message)
        known = self.watcher(role).seen
        for result in message.get("results") or []:
            id = self.ids[result["subject"]["name"]]
            assert result["score"] is None or sum(known.get(id, [])) >= 5 or id in self.watcher(role).confirmed


async def connected(one: Watched, stack: AsyncExitStack) -> dict[str, Peer]:
    made = one.made
    peers = {"chair": made.chair(), "screen": made.screen(), "desk": made.desk(), "voter": made.phone(one.tokens[0])}
    for role, peer in peers.items():
        await stack.enter_async_context(peer)
        one.hear(role, peer.welcome)
    pilot = await stack.enter_async_context(made.chair())
    one.hear("chair", pilot.welcome)
    return {**peers, "pilot": pilot}


async def bursts(host: Hosted, one: Watched, peers: dict[str, Peer], most: int) -> None:
    for _ in range(most):
        burst = random.randint(1, 8)
        now, one.rest = one.rest[:burst], one.rest[burst:]
        for token in now:
            await give(host, one.round, token, [[random.randint(1, 10)]])
        await host.scheduler.tick()
        await one.look(peers)


async def begin(one: Watched, peers: dict[str, Peer], subject: str) -> None:
    one.round = await peers["pilot"].open([subject], seconds=600 if one.end == "timer" else None)
    one.rest = random.sample(one.tokens, random.choice((3, 4, 5, 6, 9, 10, 11, random.randint(1, CARDS))))
    one.watcher("chair")


async def ended(host: Hosted, one: Watched, peers: dict[str, Peer], subject: str, cast: int) -> None:
    """The round's end by its way; a small one is seen by nobody before the desk says that the judges are few."""
    pilot = peers["pilot"]
    if one.end == "void":
        assert one.show == "live" or one.unseen(subject)
        await pilot.do("void", round=one.round, reason="重投")
        await one.look(peers)  # what the tally still told on the way, before the round is forgotten
        for watcher in one.watchers.values():
            watcher.seen.pop(subject, None)
        return
    if one.end != "timer":
        await closed(one, pilot)
    await one.look(peers)
    if cast < 5 and not one.panel:
        await small(one, peers, subject)
    elif one.show == "closed":
        assert one.unseen(subject)
        await pilot.do("publish", round=one.round)
        await one.look(peers)
    assert one.show != "held" or one.unseen(subject)


async def small(one: Watched, peers: dict[str, Peer], subject: str) -> None:
    """Nobody can see or publish it; in some meetings the desk then says that the judges are few."""
    pilot = peers["pilot"]
    assert one.unseen(subject), "a small round waits for the desk"
    assert code(await pilot.ask("publish", round=one.round)) == ("publish_all" if one.show == "held" else "too_few")
    await one.look(peers)
    assert one.unseen(subject)
    if random.random() < 0.5:
        one.panel = True
        for each in one.made.ids():
            one.confirm(each)
        assert (await one.made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
        if one.show != "held":
            await pilot.do("publish", round=one.round)
        await one.look(peers)


async def closed(one: Watched, pilot: Peer) -> None:
    """By the chair, or with the last ballot on paper."""
    awaited = {"paper_pending": 1} if one.end == "paper" else {}
    answer = await pilot.ask("close", round=one.round, **awaited)
    if answer["t"] == "refused":
        assert code(answer) == "confirm_small"
        await pilot.do("close", round=one.round, confirm=True, **awaited)
    if one.end == "paper":
        async with one.made.desk() as desk:
            (card,) = await one.made.cards(1)
            await desk.send({"t": "paper", "n": 1, "round": one.round, "token": card, "nonce": random.randbytes(16),
                             "scores": [[7]], "notes": []})  # fmt: skip
            await desk.hear("receipt")


async def lives(data: Path, clock: TestClock) -> list[Watched]:
    """A batch of meetings: first round over several lives, a second one after it, everything published at last."""
    async with hosted(data, clock) as host:
        runs = [await new(host) for _ in range(TOGETHER)]
    for subject in (0, 1):
        for life in range(LIVES):
            async with hosted(data, clock) as host, AsyncExitStack() as stack:
                everybody = []
                for one in runs:
                    one.made = moved(one.made, host)
                    everybody.append((one, await connected(one, stack)))
                await asyncio.gather(*(lived(host, one, peers, subject, life) for one, peers in everybody))
                if life == LIVES - 1:
                    cast = [await finished(host, one, peers) for one, peers in everybody]
                    clock.run(700)
                    await host.scheduler.tick()
                    for (one, peers), count in zip(everybody, cast, strict=True):
                        await ended(host, one, peers, one.made.ids()[subject], count)
    await published(data, clock, runs)
    return runs


async def new(host: Hosted) -> Watched:
    show = choice([("live", 4), ("closed", 1), ("held", 1)])
    made = await host.make(MEETING, admission="cards", parts=PARTS, show=show, voters_see_results=True)
    tokens = await made.cards(CARDS)
    await made.go_live()
    return Watched(made, show, tokens)


async def lived(host: Hosted, one: Watched, peers: dict[str, Peer], subject: int, life: int) -> None:
    if life == 0:
        await begin(one, peers, one.made.ids()[subject])
    await bursts(host, one, peers, random.randint(0, 2))


async def finished(host: Hosted, one: Watched, peers: dict[str, Peer]) -> int:
    """All who are left vote; the ballots of the round, with a paper one that is still to come."""
    await bursts(host, one, peers, len(one.rest) and 1)
    for token in one.rest:
        await give(host, one.round, token, [[random.randint(1, 10)]])
    return turnout_message(host.registry.live_meetings[one.made.id])["cast"] + (one.end == "paper")  # type: ignore[operator]


async def published(data: Path, clock: TestClock, runs: list[Watched]) -> None:
    """In the end all roles and papers have seen all of what was kept."""
    async with hosted(data, clock) as host, AsyncExitStack() as stack:
        for one in runs:
            one.made = moved(one.made, host)
            peers = await connected(one, stack)
            if one.show == "held" and one.end != "void":
                answer = await peers["pilot"].ask("publish", all=True)
                assert answer["t"] == "done" or code(answer) == "too_few" and not one.panel
            await one.look(peers)
            tally = (await one.made.tally(draft=True))["parts"][0]["subjects"]
            whole = sum(subject["ballots"] or 0 for subject in tally)
            assert one.panel or not any(0 < (subject["ballots"] or 0) < 5 for subject in tally)
            assert {one.watcher(role).total for role in ROLES} == {whole}


async def test_no_role_and_no_paper_ever_shows_a_step_under_five(tmp_path: Path, proof: Proof) -> None:
    """P24: chair, screen, desk, phones, and drafts in every format, through restarts, timers, paper and voids."""
    runs = [one for batch in range(BATCHES) for one in await lives(tmp_path / str(batch), TestClock())]
    steps = [step for one in runs for watcher in one.watchers.values() for step in watcher.steps if step]
    papers = sum((one.papers for one in runs), Counter[str]())
    assert {*papers} == {*PAPERS, "zip"} and min(steps) >= 1
    steps_of_few = sum(step < 5 for step in steps)
    proof(
        f"{2 * len(runs)} rounds in {len(runs)} meetings, {BATCHES * (2 * LIVES + 1)} restarts, "
        f"{papers.total()} papers: {len(steps)} steps, none under five but "
        f"{steps_of_few} of small rounds in meetings whose desk had said that the judges are few"
    )


def test_the_observer_notices_a_step_that_betrays() -> None:
    """P24: the positive control: a tally that moves with every ballot, or by four, or backwards."""
    for before, after in (([0], [1]), ([5], [6]), ([5], [9]), ([6], [5])):
        watcher = Watcher("screen")
        watcher.confirmed |= {"s1"} if sum(before) and sum(before) < 5 else set()
        watcher.seen["s1"] = before
        with pytest.raises(AssertionError):
            watcher.see("s1", after)
