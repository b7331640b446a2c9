"""What both databases offer to create, open and destroy ballot boxes: `sqlite_boxes` and `postgres_boxes` do it."""

from collections.abc import Collection
from typing import Protocol

from .ballot_box import BallotBox, CommitCounters
from .database import Connection


class BallotBoxes(Protocol):
    """Creates, opens and destroys the boxes and keys of running rounds.

    `undestroyed` are rounds whose box could not be destroyed yet. `scrub_pending` is whether traces of a destroyed key
    may remain on disk. `single_process` is whether no other process takes ballots for the same rounds.
    """

    undestroyed: set[str]
    scrub_pending: bool
    commits: CommitCounters
    single_process: bool

    async def create(self, meeting: str, round_id: str) -> BallotBox:
        """Box and key are durable on return, so the round may open. On failure neither is left."""
        ...

    async def open(self, meeting: str, round_id: str) -> BallotBox:
        """Raises Damaged, naming the place, if the box or its key is missing, unreadable or of a newer version."""
        ...

    async def check(self, db: Connection, meeting: str, round_id: str) -> None:
        """Raises Damaged as `open` does, also if a ballot does not open. `db` is a transaction of the main database,
        which may have migrated it."""
        ...

    async def destroy(self, round_id: str) -> None:
        """Destroy box and key for good. On failure the round is in `undestroyed`, to be tried again."""
        ...

    async def scrub(self) -> None:
        """Remove traces of destroyed keys. On failure `scrub_pending` is set, to be tried again."""
        ...

    async def orphaned_rounds(self, running: Collection[str] = ()) -> set[str]:
        """Rounds not in `running` that still have a box or a key. Nodes that share a database find the running rounds
        there, and need not name them. Rounds that another node may be about to open are not among them."""
        ...

    async def unopened_rounds(self) -> set[str]:
        """Rounds with a key that no node has opened yet, or that a node which died never opened."""
        ...
