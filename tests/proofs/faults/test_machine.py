"""Any order of casts, retries, guesses, paper, closes, voids and restarts, against a model of a few lines."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from server.websocket.rate_limits import FRAMES_PER_SECOND, Buckets
from tests.harness import Hosted, Map, MeetingClient, Peer, TestClock, code, hosted
from tests.proof_scale import scaled
from tests.voters import moved

CARDS = 6
TRIES = 5
Got = TypeVar("Got")

voters = strategies.integers(0, CARDS - 1)
scores = strategies.integers(1, 10)


@dataclass(slots=True)
class Model:
    """The expected state: one round of one subject, the ballots cast in it, and the expected answers."""

    state: str = "none"
    awaited: int = 0
    ballots: dict[int, tuple[bytes, int]] = field(default_factory=dict)
    tries: dict[int, int] = field(default_factory=dict)
    forgotten: bool = False

    def open(self) -> str:
        if self.state in ("open", "paper"):
            return "round_open"
        if self.state in ("closed", "published"):
            return "already_counted"
        self.state, self.ballots, self.tries, self.forgotten = "open", {}, {}, False
        return "done"

    def cast(self, voter: int, ballot: tuple[bytes, int], paper: bool) -> str | None:
        if voter in self.ballots:
            return self._again(voter, ballot)
        if self.state != "open" and not (paper and self.state == "paper"):
            return "round_closed"
        self.ballots[voter] = ballot
        if self.state == "paper":
            self.awaited -= 1
            self.state = "paper" if self.awaited else "closed"
        return "receipt"

    def _again(self, voter: int, ballot: tuple[bytes, int]) -> str | None:
        if self.tries.get(voter, 0) >= TRIES:
            return None
        if self.ballots[voter] == ballot and not self.forgotten:
            return "receipt"
        self.tries[voter] = self.tries.get(voter, 0) + 1
        return "already_voted"

    def close(self, paper: int) -> str:
        if self.state not in (("open",) if paper else ("open", "paper")):
            return "stale"
        self.state, self.awaited = ("paper", paper) if paper else ("closed", 0)
        return "done"

    def publish(self) -> str:
        if self.state != "closed":
            return "stale"
        self.state = "published"
        return "done"

    def void(self) -> str:
        if self.state == "voided":
            return "stale"
        self.state, self.ballots, self.tries = "voided", {}, {}
        return "done"

    @property
    def counts(self) -> list[int]:
        cast = [score for _, score in self.ballots.values()]
        return [cast.count(score) for score in range(1, 11)]


class Meeting(RuleBasedStateMachine):
    """The same steps on a real server: each one connects, does one thing, and disconnects."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.model, self.clock, self.loop = Model(), TestClock(), asyncio.Runner()
        self.data = Path(tempfile.mkdtemp(prefix="pingyi-"))
        self.round_id = "none"
        self.running: AbstractAsyncContextManager[Hosted]
        self.host: Hosted
        self.runs(self.start())
        self.made: MeetingClient = self.runs(self.host.make(admission="cards"))
        self.tokens = self.runs(self.made.cards(CARDS))

    def runs(self, work: Coroutine[Any, Any, Got]) -> Got:
        return self.loop.run(work)

    async def start(self) -> None:
        self.running = hosted(self.data, self.clock)
        self.host = await self.running.__aenter__()
        self.host.app.websocket_endpoint.buckets = Buckets(self.clock.steady)

    async def stop(self) -> None:
        await self.running.__aexit__(None, None, None)

    def teardown(self) -> None:
        self.runs(self.stop())
        self.loop.close()
        shutil.rmtree(self.data)

    # What people do

    @rule()
    def open(self) -> None:
        told = self.runs(self.commanded("open", part="上述", subjects=self.made.ids()[:1], seconds=None))
        assert self.short(told) == self.model.open()
        self.round_id = told.get("round", self.round_id)

    @rule(voter=voters, score=scores, paper=strategies.booleans())
    def cast(self, voter: int, score: int, paper: bool) -> None:
        self.casts(voter, (random.randbytes(16), score), paper)

    @rule(voter=voters, paper=strategies.booleans())
    def retry(self, voter: int, paper: bool) -> None:
        """To the last byte what counts already; who has not voted casts for the first time."""
        self.casts(voter, self.model.ballots.get(voter, (random.randbytes(16), 5)), paper)

    @rule(voter=voters, score=scores, times=strategies.sampled_from([1, 8]))
    def guess(self, voter: int, score: int, times: int) -> None:
        """Somebody holds this voter's token and nonce."""
        nonce, _ = self.model.ballots.get(voter, (random.randbytes(16), 0))
        for further in range(times):
            self.casts(voter, (nonce, 1 + (score + further) % 10), paper=False)

    @rule(paper=strategies.sampled_from([0, 0, 1, 3]))
    def close(self, paper: int) -> None:
        pending = {"paper_pending": paper} if paper else {}
        self.named("close", self.model.close(paper) if self.round_id != "none" else "", confirm=True, **pending)

    @rule()
    def publish(self) -> None:
        self.named("publish", self.model.publish() if self.round_id != "none" else "", confirm=True)

    @rule()
    def void(self) -> None:
        self.named("void", self.model.void() if self.round_id != "none" else "", reason="重投")

    @rule()
    def restart(self) -> None:
        self.runs(self.stop())
        self.runs(self.start())
        self.made = moved(self.made, self.host)

    @rule()
    def eleven_minutes_pass(self) -> None:
        self.clock.run(660)
        self.runs(self.host.scheduler.tick())
        self.model.forgotten = self.model.forgotten or self.model.state in ("closed", "published")

    # How

    def named(self, command: str, expected: str, **fields: object) -> None:
        told = self.runs(self.commanded(command, round=self.round_id, **fields))
        assert self.short(told) == (expected or "unknown_round")

    def short(self, answer: Map | None) -> str | None:
        if answer is None:
            return None
        return code(answer) if answer["t"] == "refused" else str(answer["t"])

    async def commanded(self, command: str, **fields: object) -> Map:
        async with self.made.chair() as chair:
            return await chair.ask(command, **fields)

    def casts(self, voter: int, ballot: tuple[bytes, int], paper: bool) -> None:
        told = self.short(self.runs(self.answered(voter, ballot, paper)))
        if self.round_id == "none":
            assert told == "unknown_round"
        else:
            assert told == self.model.cast(voter, ballot, paper)

    async def answered(self, voter: int, ballot: tuple[bytes, int], paper: bool) -> Map | None:
        """None for silence: then an unknown round that was asked about behind it is answered first."""
        token = self.tokens[voter]
        kind: Map = {"t": "paper", "n": 1, "token": token} if paper else {"t": "cast"}
        sent = {**kind, "round": self.round_id, "nonce": ballot[0], "scores": [[ballot[1]]], "notes": []}
        probe = {**sent, "round": "no such round", "nonce": random.randbytes(16)}
        self.clock.run(2 / FRAMES_PER_SECOND)  # fewer frames a second than a token may send
        async with self.made.desk() if paper else self.made.phone(token) as peer:
            await peer.send(sent)
            await peer.send(probe)
            first = await _answer(peer)
            return None if first["nonce"] == probe["nonce"] else first

    @invariant()
    def as_the_model_says(self) -> None:
        type(self).steps += 1
        self.runs(self.compared())

    async def compared(self) -> None:
        async with self.made.screen() as screen:
            outside = {"none": None, "paper": "open"}.get(self.model.state, self.model.state)
            now = screen.welcome["round"]
            if outside == "closed" and now["state"] == "open":
                await screen.hear("round", state="closed")  # the last paper ballot's receipt comes first
            else:
                assert (now["state"] if now else None) == outside
            if self.model.state in ("open", "paper"):
                assert screen.welcome["turnout"]["cast"] == len(self.model.ballots)
                return
        subject = (await self.made.tally(draft=True))["parts"][0]["subjects"][0]
        assert subject["ballots"] == len(self.model.ballots)
        assert subject["items"][0]["counts"] == self.model.counts


async def _answer(peer: Peer) -> Map:
    return await peer.until(lambda m: m["t"] in ("receipt", "refused"))


def test_in_any_order_the_server_does_what_a_model_of_a_few_lines_does(proof: Callable[[str], None]) -> None:
    """P02, P04, P05, P27: one ballot a card, a receipt for every retry, five guesses, nothing lost over restarts."""
    few = settings(max_examples=scaled(6, 150), stateful_step_count=scaled(25, 50), database=None)
    Meeting.steps = 0
    run_state_machine_as_test(Meeting, settings=few)
    proof(f"{Meeting.steps} steps in any order, as the model says")
