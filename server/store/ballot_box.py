"""The ballot box of one open round, sealed under a key of its own.

One writer takes many voters a commit; a receipt is given only after it. Nothing in it names a time, an address,
an order or a voter. Why: PROMISES "Why the ballot box is sealed". Where its rows are: `filebox`, `sharedbox`.
"""

import asyncio
import os
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ..core.errors import Damaged, NotRecorded, PingyiError, Refused
from ..core.models import Ballot
from ..core.running_tally import RunningTally, StoredBallot
from ..core.sealing import DecryptedBallot, RoundKey, content, retry_digest, spent_tag
from .database import Connection, Database, Row

BATCH = 2000
QUEUE = 20_000
INVALID = b"invalid"
"""The name that the number of invalid ballots is sealed under."""


class CastOutcome(Enum):
    COUNTED = "counted"
    SPENT = "spent"
    NEW_NONCE = "new_nonce"
    CLOSED = "closed"


@dataclass(slots=True)
class Turnout:
    """Ballots on disk. `paper` and `phone` are whole ballots; `invalid` are spoiled paper ones."""

    phone: int = 0
    paper: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.phone + self.paper

    def __add__(self, other: "Turnout") -> "Turnout":
        return Turnout(self.phone + other.phone, self.paper + other.paper, self.invalid + other.invalid)

    @classmethod
    def of(cls, casts: "Sequence[PendingBallot]") -> "Turnout":
        paper = sum(cast.paper for cast in casts)
        return cls(len(casts) - paper, paper, sum(cast.ballot.spoiled for cast in casts))


@dataclass(slots=True)
class CommitCounters:
    """What all boxes of this process have done since its start; `seconds` were spent in commits."""

    commits: int = 0
    refused: int = 0
    ballots: int = 0
    seconds: float = 0.0


Done = Callable[["CastOutcome | PingyiError"], None]


@dataclass(slots=True, eq=False)
class PendingBallot:
    """One ballot on its way into the box. `tag`, `bid` and `sealed` are made with its batch: one after
    another they take a third of the time that each takes between two frames."""

    token: bytes
    nonce: bytes
    ballot: Ballot
    paper: bool
    done: Done
    spent_tag: bytes = b""
    ballot_id: bytes = b""
    sealed: bytes = b""

    def seal(self, round_id: str, key: RoundKey) -> None:
        body = content(self.ballot)
        self.spent_tag, self.ballot_id = spent_tag(round_id, self.token), key.ballot_id(self.nonce)
        self.sealed = key.seal(self.ballot_id, retry_digest(self.nonce, body), body)


@dataclass(slots=True, kw_only=True)
class BallotBox(ABC):
    """`turnout` is what is committed. Raises NotRecorded where the database did not take it.

    `table` begins the names of the box's tables, `of` and `own` choose its rows there. `behind` is whether the
    running tally has not yet taken in what is there; `fresh` is what came since it has.
    """

    round_id: str
    key: RoundKey
    database: Database
    turnout: Turnout = field(default_factory=Turnout)
    commits: CommitCounters = field(default_factory=CommitCounters)
    table: str = ""
    of: str = ""
    own: tuple[str, ...] = ()
    needs_catch_up: bool = True
    keep_fresh: bool = False
    fresh: list[StoredBallot] = field(default_factory=list)
    _queue: list[PendingBallot] = field(default_factory=list)
    _writer: asyncio.Task[None] | None = None

    # Casting

    def cast(self, token: bytes, nonce: bytes, ballot: Ballot, done: Done, paper: bool = False) -> None:
        """`done` hears COUNTED once it is durable. `token` is the hash; of casts with one tag or bid
        the first counts."""
        if len(self._queue) >= QUEUE:
            done(Refused("busy"))
            return
        self._queue.append(PendingBallot(token, nonce, ballot, paper, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """Commits what has queued up, until nothing has. While one commit runs the next batch gathers."""
        try:
            while self._queue:
                batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
                for cast, outcome in zip(batch, await self._outcomes(batch), strict=True):
                    cast.done(outcome)
        finally:
            self._writer = None

    async def _outcomes(self, batch: list[PendingBallot]) -> Sequence[CastOutcome | PingyiError]:
        began = time.monotonic()
        try:
            for cast in batch:
                cast.seal(self.round_id, self.key)
            outcomes = await self._commit(batch)
        except (NotRecorded, Damaged) as error:
            self.commits.refused += 1
            return [error] * len(batch)
        except Exception as error:  # whatever broke, every voter of the batch is told: nothing happened
            self.commits.refused += 1
            return [NotRecorded(repr(error))] * len(batch)
        self.commits.commits += 1
        self.commits.ballots += outcomes.count(CastOutcome.COUNTED)
        self.commits.seconds += time.monotonic() - began
        return outcomes

    @abstractmethod
    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        """All or nothing. Rows go in by tag and by bid, which say nothing of who came when."""

    async def drain(self) -> None:
        """Until every cast that was let in is on disk or refused."""
        while self._writer is not None:
            await asyncio.wait([self._writer])

    # A second cast

    async def spent(self, token: bytes) -> int | None:
        """Differing tries under a spent token; None where it is not spent."""
        rows = await self._rows("SELECT tries FROM {spent} WHERE {of} tag = ?", spent_tag(self.round_id, token))
        return int(rows[0][0]) if rows else None

    async def holds(self, nonce: bytes, ballot: Ballot) -> bool:
        """Whether exactly this ballot is in the box under this nonce: what tells a retry."""
        ballot_id = self.key.ballot_id(nonce)
        rows = await self._rows("SELECT sealed FROM {ballot} WHERE {of} bid = ?", ballot_id)
        return bool(rows) and self.key.open(ballot_id, rows[0][0]).retry == retry_digest(nonce, content(ballot))

    async def count_try(self, token: bytes) -> None:
        query = self._named("UPDATE {spent} SET tries = tries + 1 WHERE {of} tag = ?")
        async with self.database.write() as db:
            await db.execute(query, *self.own, spent_tag(self.round_id, token))

    # The running tally

    @abstractmethod
    async def release(self, running: RunningTally) -> bool:
        """Take in what is new, and let the running tally move once the box remembers what it will show.
        Whether it has moved."""

    def _due(self, running: RunningTally) -> tuple[list[StoredBallot], bytes, bytes]:
        """What to show next, with the row that remembers it, sealed."""
        chosen, name = running.due(secrets.SystemRandom().shuffle), os.urandom(16)
        return (
            chosen,
            name,
            self.key.wrap(name, b"".join(sorted(ballot_id for ballot_id, _ in chosen))) if chosen else b"",
        )

    def _kept(self, rows: Sequence[Row]) -> list[StoredBallot]:
        return [(ballot_id, self.key.open(ballot_id, sealed).ballot) for ballot_id, sealed in rows]

    def _shown(self, running: RunningTally, rows: Sequence[Row]) -> None:
        """Release what these rows remember."""
        lists = [self.key.unwrap(name, sealed) for name, sealed in rows]
        ballot_ids = {ballot_ids[i : i + 16] for ballot_ids in lists for i in range(0, len(ballot_ids), 16)}
        running.release([one for one in running.pool if one[0] in ballot_ids])

    # Closing

    async def settle(self) -> None:
        """Until the turnout is what there is and will be, once nothing is let in any more."""
        await self.drain()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """Whether nobody else counts this box out meanwhile."""
        yield True

    async def ballots(self) -> list[DecryptedBallot]:
        """Every ballot out of its seal, ordered by bid. Raises Damaged where one does not open or is gone."""
        rows = await self._rows("SELECT bid, sealed FROM {ballot} WHERE {of} 1 = 1 ORDER BY bid")
        if len(rows) != self.turnout.cast:
            raise Damaged(f"box {self.round_id}: {len(rows)} ballots, {self.turnout.cast} were taken")
        return await asyncio.to_thread(lambda: [self.key.open(ballot_id, sealed) for ballot_id, sealed in rows])

    @abstractmethod
    async def recount(self) -> None:
        """Read the turnout anew."""

    async def spent_tags(self) -> list[tuple[bytes, int]]:
        rows = await self._rows("SELECT tag, tries FROM {spent} WHERE {of} 1 = 1")
        return [(spent_tag, tries) for spent_tag, tries in rows]

    async def close(self) -> None:
        await self.drain()

    def hidden(self, invalid: int) -> bytes:
        """How many are invalid, sealed."""
        return self.key.wrap(INVALID, invalid.to_bytes(4, "big"))

    def seen(self, hidden: bytes) -> int:
        return int.from_bytes(self.key.unwrap(INVALID, hidden), "big")

    # Queries

    def _named(self, query: str) -> str:
        names = {name: self.table + name for name in ("spent", "ballot", "released")}
        return query.format(of=self.of, **names)

    async def _rows(self, query: str, *values: object) -> list[Row]:
        async with self.database.read() as db:
            return await self._fetch(db, query, *values)

    async def _fetch(self, db: Connection, query: str, *values: object) -> list[Row]:
        return await db.fetch(self._named(query), *self.own, *values)


class BallotBoxes(Protocol):
    """The boxes and keys of the rounds that run: made, found again, destroyed for good. `undone` are rounds whose
    box could not be destroyed, `unscrubbed` whether some of a destroyed key may still be where it was; `alone` is
    whether no other process takes ballots for the same rounds."""

    undone: set[str]
    unscrubbed: bool
    commits: CommitCounters
    alone: bool

    async def create(self, meeting: str, round_id: str) -> BallotBox:
        """The key is durable before the round may open, or nothing is left of box and key."""
        ...

    async def open(self, meeting: str, round_id: str) -> BallotBox:
        """Raises Damaged, naming the place, where the box or its key is missing or not readable."""
        ...

    async def destroy(self, round_id: str) -> None: ...

    async def scrub(self) -> None:
        """Nothing of a destroyed key stays where it was, once no transaction is under way that has seen it."""
        ...

    async def left(self) -> set[str]:
        """Rounds that still have a box or a key."""
        ...
