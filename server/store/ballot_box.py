"""The ballot box of one open round, encrypted with a key of its own.

Many ballots are committed in one transaction; a receipt is sent only after the commit. No row names a time, address,
order or voter (PROMISES "Why the ballot box is sealed"). Where the rows are stored: `sqlite_box`, `postgres_box`.
Creating and destroying boxes: `ballot_boxes`.
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
from typing import ClassVar

from ..core.errors import Damaged, NotRecorded, PingyiError, Refused
from ..core.models import Ballot
from ..core.running_tally import RunningTally, StoredBallot
from ..core.sealing import BALLOT_ID_BYTES, SPENT_TAG_BYTES, DecryptedBallot, RoundKey, content, retry_digest, spent_tag
from .database import Database, Row

BATCH_LIMIT = 2000
"""Ballots committed in one transaction."""
QUEUE_LIMIT = 20_000
"""Ballots waiting for a commit, above which casts are refused as `busy`."""
INVALID_NAME = b"invalid"
"""The name that the number of invalid ballots is sealed under."""

TRIES = "SELECT tries FROM box_spent WHERE meeting = ? AND round = ? AND tag = ?"
COUNT_TAGS = "SELECT count(*) FROM box_spent WHERE meeting = ? AND round = ? AND tag IN ({tags})"
TAGS_PER_QUERY = 500
COUNT_TRY = "UPDATE box_spent SET tries = tries + 1 WHERE meeting = ? AND round = ? AND tag = ?"
SPENT_TAGS = "SELECT tag, tries FROM box_spent WHERE meeting = ? AND round = ?"
SEALED_BALLOT = "SELECT sealed FROM box_ballot WHERE meeting = ? AND round = ? AND bid = ?"
SEALED_BALLOTS = "SELECT bid, sealed FROM box_ballot WHERE meeting = ? AND round = ? ORDER BY bid"
FIRST_SEALED_BALLOTS = SEALED_BALLOTS + " LIMIT ?"
RELEASES = "SELECT name, sealed FROM box_released WHERE meeting = ? AND round = ?"
RECORD_RELEASE = "INSERT INTO box_released(meeting, round, name, sealed) VALUES (?, ?, ?, ?)"


class CastOutcome(Enum):
    COUNTED = "counted"
    SPENT = "spent"
    NEW_NONCE = "new_nonce"
    CLOSED = "closed"


@dataclass(slots=True)
class Turnout:
    """Numbers of committed ballots. `invalid` counts spoiled paper ballots, which `paper` includes."""

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
    """Totals over all boxes of this process since it started. `seconds` is the time spent in commits."""

    commits: int = 0
    refused: int = 0
    ballots: int = 0
    seconds: float = 0.0


Done = Callable[["CastOutcome | PingyiError"], None]


@dataclass(slots=True, eq=False)
class PendingBallot:
    """A ballot waiting for its commit. The last three fields are computed for a whole batch at once: in one loop that
    takes a third of the time it takes between two frames."""

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
        self.spent_tag = key.marked(spent_tag(round_id, self.token))
        self.ballot_id = key.ballot_id(self.nonce)
        self.sealed = key.seal(self.ballot_id, retry_digest(self.nonce, body), body, self.ballot.late)


@dataclass(slots=True, kw_only=True)
class BallotBox(ABC):
    """Raises NotRecorded if the database did not commit.

    `turnout` counts what is committed. `ids` are the values of `meeting` and `round` in the box's rows: empty in a
    file, which holds one round. While `feeds_tally`, `new_ballots` collects what was committed since the running tally
    last took ballots in; `needs_catch_up` until it has read those that were in the box before.
    """

    releases: ClassVar[str] = RELEASES
    round_id: str
    key: RoundKey
    database: Database
    ids: tuple[str, str] = ("", "")
    turnout: Turnout = field(default_factory=Turnout)
    commits: CommitCounters = field(default_factory=CommitCounters)
    feeds_tally: bool = False
    needs_catch_up: bool = True
    new_ballots: list[StoredBallot] = field(default_factory=list)
    _queue: list[PendingBallot] = field(default_factory=list)
    _writer: asyncio.Task[None] | None = None

    # Casting

    def cast(self, token: bytes, nonce: bytes, ballot: Ballot, done: Done, paper: bool = False) -> None:
        """Queue a ballot; `done` is called with COUNTED once it is durable. `token` is already hashed. Of ballots with
        the same token or nonce the first counts."""
        if len(self._queue) >= QUEUE_LIMIT:
            done(Refused("busy"))
            return
        self._queue.append(PendingBallot(token, nonce, ballot, paper, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """Commit until the queue is empty. The next batch gathers while one commit runs."""
        try:
            while self._queue:
                batch, self._queue = self._queue[:BATCH_LIMIT], self._queue[BATCH_LIMIT:]
                for cast, outcome in zip(batch, await self._outcomes(batch), strict=True):
                    cast.done(outcome)
        finally:
            self._writer = None

    async def _outcomes(self, batch: list[PendingBallot]) -> Sequence[CastOutcome | PingyiError]:
        started = time.monotonic()
        try:
            for cast in batch:
                cast.seal(self.round_id, self.key)
            outcomes = await self._commit(batch)
        except (NotRecorded, Damaged) as error:
            self.commits.refused += 1
            return [error] * len(batch)
        except Exception as error:  # whatever failed, every voter of the batch must learn that nothing was recorded
            self.commits.refused += 1
            return [NotRecorded(repr(error))] * len(batch)
        self.commits.commits += 1
        self.commits.ballots += outcomes.count(CastOutcome.COUNTED)
        self.commits.seconds += time.monotonic() - started
        return outcomes

    @abstractmethod
    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        """All or nothing. Rows are inserted in an order of tags and ids, which hides the order of casting."""

    async def drain(self) -> None:
        """Wait until every queued ballot is committed or refused."""
        while self._writer is not None:
            await asyncio.wait([self._writer])

    # A second cast

    async def spent(self, token: bytes) -> int | None:
        """How often a different ballot was tried under a spent token; None if the token is not spent."""
        rows = await self._rows(TRIES, self._stored_tag(token))
        return int(rows[0][0]) if rows else None

    async def count_spent(self, tokens: Sequence[bytes]) -> int:
        """How many of these tokens are spent."""
        chunks = (tokens[start : start + TAGS_PER_QUERY] for start in range(0, len(tokens), TAGS_PER_QUERY))
        return sum([await self._count_tags([self._stored_tag(token) for token in chunk]) for chunk in chunks])

    async def _count_tags(self, tags: Sequence[bytes]) -> int:
        rows = await self._rows(COUNT_TAGS.format(tags=", ".join("?" * len(tags))), *tags)
        return int(rows[0][0])

    async def holds(self, nonce: bytes, ballot: Ballot) -> bool:
        """Whether the box has exactly this ballot under this nonce: then a cast is a retry."""
        ballot_id = self.key.ballot_id(nonce)
        rows = await self._rows(SEALED_BALLOT, ballot_id)
        return bool(rows) and self.key.open(ballot_id, rows[0][0]).retry == retry_digest(nonce, content(ballot))

    async def count_try(self, token: bytes) -> None:
        async with self.database.write() as db:
            await db.execute(COUNT_TRY, *self.ids, self._stored_tag(token))

    def _stored_tag(self, token: bytes) -> bytes:
        return self.key.marked(spent_tag(self.round_id, token))

    # The running tally

    @abstractmethod
    async def release(self, running: RunningTally) -> bool:
        """Take new ballots into the running tally, and let it move after the box has recorded which ballots it will
        show. Returns whether it moved."""

    def _next_release(self, running: RunningTally) -> tuple[list[StoredBallot], bytes, bytes]:
        """The ballots to release next, and the name and sealed ids of the row that records them."""
        chosen, name = running.due(secrets.SystemRandom().shuffle), os.urandom(BALLOT_ID_BYTES)
        ballot_ids = b"".join(sorted(ballot_id for ballot_id, _ in chosen))
        return chosen, name, self.key.wrap(name, ballot_ids) if chosen else b""

    def _decrypt(self, rows: Sequence[Row]) -> list[StoredBallot]:
        return [(ballot_id, self.key.open(ballot_id, sealed).ballot) for ballot_id, sealed in rows]

    def _release_recorded(self, running: RunningTally, rows: Sequence[Row]) -> None:
        """Release the ballots that these rows of `box_released` record."""
        ballot_ids = {
            ids[i : i + BALLOT_ID_BYTES]
            for ids in (self.key.unwrap(name, sealed) for name, sealed in rows)
            for i in range(0, len(ids), BALLOT_ID_BYTES)
        }
        running.release([stored for stored in running.pool if stored[0] in ballot_ids])

    # Closing

    async def settle(self) -> None:
        """After intake has ended: wait until `turnout` is final."""
        await self.drain()

    @asynccontextmanager
    async def claim(self) -> AsyncIterator[bool]:
        """Yields whether this process may count the box; no other one counts it meanwhile."""
        yield True

    async def ballots(self) -> list[DecryptedBallot]:
        """All ballots, decrypted, ordered by ballot id. Raises Damaged if a ballot or a spent tag is missing, occurs
        twice, or is not as it was committed."""
        rows = await self._rows(SEALED_BALLOTS)
        for number in {len({ballot_id for ballot_id, _ in rows}), len(rows), await self.check_tags()}:
            if number != self.turnout.cast:
                raise Damaged(f"box {self.round_id} holds {number} ballots, but {self.turnout.cast} were committed")
        return await asyncio.to_thread(lambda: [self.key.open(ballot_id, sealed) for ballot_id, sealed in rows])

    async def first_ballots(self, most: int) -> list[Ballot]:
        """Up to `most` ballots, decrypted, also while others come in."""
        rows = await self._rows(FIRST_SEALED_BALLOTS, most)
        return [ballot for _, ballot in await asyncio.to_thread(self._decrypt, rows)]

    async def released(self) -> int:
        """How many ballots the running tally has shown, on any node."""
        rows = await self._rows(self.releases)
        return sum(len(self.key.unwrap(name, sealed)) // BALLOT_ID_BYTES for name, sealed in rows)

    @abstractmethod
    async def reload_turnout(self) -> None:
        """Reload `turnout` from the database."""

    async def spent_tags(self) -> list[tuple[bytes, int]]:
        """Each with its number of tries."""
        return [(stored[:SPENT_TAG_BYTES], tries) for stored, tries in await self._rows(SPENT_TAGS)]

    async def check_tags(self) -> int:
        """The number of spent tags. Raises Damaged if one is not as it was committed."""
        rows = await self._rows(SPENT_TAGS)
        if not await asyncio.to_thread(self.key.has_marked, [stored for stored, _ in rows]):
            raise Damaged(f"a spent tag in box {self.round_id}")
        return len(rows)

    async def close(self) -> None:
        await self.drain()

    def seal_invalid(self, turnout: Turnout) -> bytes:
        """The number of invalid ballots, sealed: in plain, seeing it grow beside a new spent tag would tell whose
        ballot was invalid. With it the number of paper ballots, which is also in plain."""
        numbers = [turnout.invalid, turnout.paper][: 2 if self.key.format > 3 else 1]
        return self.key.wrap(INVALID_NAME, b"".join(number.to_bytes(4, "big") for number in numbers))

    def open_invalid(self, sealed: bytes, paper: int | None = None) -> int:
        """Raises Damaged unless it was sealed with this number of paper ballots."""
        plain = self.key.unwrap(INVALID_NAME, sealed)
        if paper is not None and self.key.format > 3 and plain[4:] != paper.to_bytes(4, "big"):
            raise Damaged(f"the number of paper ballots in box {self.round_id}")
        return int.from_bytes(plain[:4], "big")

    async def _rows(self, query: str, *values: object) -> list[Row]:
        async with self.database.read() as db:
            return await db.fetch(query, *self.ids, *values)
