"""Many voters at once: over real connections with a log for each, or as casts passed straight to `Casting`."""

import asyncio
import copy
import random
import secrets
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from websockets.exceptions import WebSocketException

from server.core.tokens import digest
from server.meetings.admission import voter_of
from server.meetings.audience import Voter
from tests.harness import Host, Hosted, Map, MeetingClient, Process, receipt

Started = Callable[..., Process]
"""The fixture that starts `python -m server` and ends it with the test."""


class Nowhere:
    """The connection of a voter who is not connected."""

    def offer(self, topic: object, frame: bytes) -> None: ...

    def close(self, code: int) -> None: ...


async def voter(host: Hosted, token: str) -> Voter:
    _, row, token_digest = await host.operations.admission.by_token(token)
    return voter_of(Nowhere(), row, token_digest)


async def give(
    host: Hosted, round_id: str, token: str, rows: object, text: str | None = None, nonce: bytes | None = None
) -> Map | None:
    """Cast as a connection would, and return the receipt. Raises the refusal."""
    live, _, _ = await host.operations.admission.by_token(token)
    notes = [] if text is None else [{"subject": 0, "key": "problems", "text": text}]
    message: Map = {"round": round_id, "nonce": nonce or secrets.token_bytes(16), "scores": rows, "notes": notes}
    receipt, _ = await host.operations.casting.cast(live, await voter(host, token), message)
    return receipt


async def give_in_turn(host: Hosted, round_id: str, casts: list[tuple[str, object, str | None]], most: int) -> None:
    """Cast in this order, from 1 to `most` at once: single voters and small crowds."""
    remaining = iter(casts)
    while batch := list(islice(remaining, random.randint(1, most))):
        await asyncio.gather(*(give(host, round_id, *cast) for cast in batch))


def moved(made: MeetingClient, host: Host) -> MeetingClient:
    """The same meeting on another server: after a restart, or in a copy of the data folder."""
    other = copy.copy(made)
    other.host = host
    return other


def copied(data: Path, to: Path, without: Iterable[str] = ()) -> Path:
    """Copy the data folder as a thief would: file by file, while the server may be writing."""
    shutil.copytree(data, to, ignore=shutil.ignore_patterns(*without))
    return to


def digests(tokens: Iterable[str]) -> dict[str, bytes]:
    return {token: digest(token) for token in tokens}


@dataclass(slots=True, eq=False)
class VoterLog:
    """The cast of one voter and its nonce; `tried` once it was sent, `acknowledged` once its receipt was read. A cast
    without an answer is unknown, not failed."""

    token: str
    score: int
    text: str
    nonce: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    tried: bool = False
    acknowledged: bool = False

    @property
    def notes(self) -> list[Map]:
        return [{"subject": 0, "key": "problems", "text": self.text}]


@dataclass(slots=True, eq=False)
class Phone(VoterLog):
    """Opens a connection for each attempt. `code`: the code that its connection closed with."""

    code: int | None = None

    async def vote(self, made: MeetingClient, round_id: str) -> None:
        """One attempt; after a broken connection the cast may or may not be stored."""
        peer = made.phone(self.token)
        try:
            async with peer:
                self.tried = True
                answer = await peer.cast(round_id, self.score, self.nonce, self.notes)
                assert receipt(answer), answer
                self.acknowledged = True
        except (WebSocketException, OSError):
            socket = getattr(peer, "socket", None)
            self.code = socket.close_code if socket is not None else None


def phones(tokens: Iterable[str]) -> list[Phone]:
    return [Phone(token, 1 + i % 10, f"意见{i:04}-{1 + i % 10}") for i, token in enumerate(tokens)]


async def rush(
    made: MeetingClient, round_id: str, voters: list[Phone], at_once: int, seen: Callable[[int], None]
) -> None:
    """Let all vote, `at_once` connections at a time; `seen` is called with the number of receipts so far.
    Ends early once nobody gets through."""
    queue = [voter for voter in voters if not voter.acknowledged]

    async def vote_in_turn() -> None:
        while queue:
            voter = queue.pop()
            await voter.vote(made, round_id)
            seen(sum(phone.acknowledged for phone in voters))
            if not voter.acknowledged:
                return

    await together(vote_in_turn() for _ in range(at_once))


async def together(work: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*work)


def recounted(tally: Map, voters: Sequence[VoterLog]) -> None:
    """Check that every acknowledged ballot was counted once with its score, every other at most once, nothing else."""
    subject = tally["parts"][0]["subjects"][0]
    texts = Counter(note["text"] for note in tally["notes"])
    known = {voter.text: voter for voter in voters}
    assert set(texts) <= {text for text, voter in known.items() if voter.tried}
    assert set(texts.values()) <= {1}
    assert {voter.text for voter in voters if voter.acknowledged} <= set(texts)
    scores = Counter(known[text].score for text in texts)
    assert subject["items"][0]["counts"] == [scores[score] for score in range(1, 11)]
    assert subject["ballots"] == len(texts)
