"""Marks the cards of meetings that earlier versions stored as come in, where they have voted.

Which of them voted by phone is not known; a phone that connects again is marked as such.
"""

import asyncio
from collections.abc import Sequence

from ..core.sealing import spent_tag
from .database import Connection, Row

MEETINGS = "SELECT DISTINCT meeting FROM spent"
SPENT = "SELECT round, tag FROM spent WHERE meeting = ?"
CARDS = "SELECT digest FROM token WHERE meeting = ? AND batch IS NOT NULL"


async def mark_voters(db: Connection) -> None:
    for (meeting,) in await db.fetch(MEETINGS):
        spent, cards = await db.fetch(SPENT, meeting), await db.fetch(CARDS, meeting)
        voters = await asyncio.to_thread(_voters, spent, cards)
        await db.executemany("UPDATE token SET paper = 1 WHERE digest = ?", [(digest,) for digest in voters])


def _voters(spent: Sequence[Row], cards: Sequence[Row]) -> list[bytes]:
    """The cards that have voted in some round."""
    tags = {(round, bytes(tag)) for round, tag in spent}
    rounds = {round for round, _ in tags}
    return [bytes(card) for (card,) in cards if any((id, spent_tag(id, bytes(card))) in tags for id in rounds)]
