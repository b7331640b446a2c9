"""Somebody watches the running tally and copies the disk at each of its moves: whose ballot came with which move?"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map, Peer
from tests.proof_scale import scaled
from tests.proofs.attacks.reading import Wanted, trails
from tests.proofs.attacks.relink import Steps, by_tally, hashed, hits, token_patterns
from tests.proofs.attacks.test_relink import Theft, most_by_chance
from tests.voters import give_in_turn

pytestmark = pytest.mark.anyio

VOTERS = 100
"""Each with a mark of its own, so that the tally names the ballots."""
ROUNDS = scaled(2, 30)
MARKS = 20
ITEMS = VOTERS // MARKS
FORM = {
    "title": "五项",
    "scale": {"min": 1, "max": MARKS},
    "items": [{"key": f"item{n}", "title": f"第{n}项", "abstain": True} for n in range(ITEMS)],
}
"""Every voter marks one item, and no two the same mark of it: a count that is no longer 0 is one voter's."""
PARTS = [{"name": "上述", "form": FORM, "subjects": [{"name": f"第{i}人"} for i in range(ROUNDS)]}]

Proof = Callable[[str], None]
Truth = dict[str, str]


async def news(screen: Peer, chair: Peer, shown: list[str]) -> bool:
    """Whether the tally moved; what it shows new is in `shown` then, by chance in no order that tells."""
    await chair.do("view", view="blank")
    before = len(shown)
    while (message := await screen.next())["t"] != "view" or message["view"] != "blank":
        if message["t"] == "tally":
            shown += fresh(message, shown)
    await chair.do("view", view="agenda")
    return len(shown) > before


def fresh(tally: Map, shown: Sequence[str]) -> list[str]:
    counts = [count for item in tally["subjects"][0]["items"] for count in item["counts"]]
    new = [str(mark) for mark, count in enumerate(counts, 1) if count and str(mark) not in shown]
    return random.sample(new, len(new))


def row_of(mark: int) -> list[int | None]:
    """`mark`: 1 to VOTERS, counted through all items."""
    item, place = divmod(mark - 1, MARKS)
    return [place + 1 if n == item else None for n in range(ITEMS)]


async def followed(theft: Theft, screen: Peer, chair: Peer, subject: str, truth: Truth) -> Steps:
    """A round; at each move of its tally the tokens that a copy of its box shows spent, and all marks shown."""
    round_id = await chair.open([subject])
    wanted = Wanted.of(token_patterns(hashed([*truth]), [round_id]))
    rest, shown, steps = [*truth.items()], list[str](), list[tuple[list[str], list[str]]]()
    while rest:
        now, rest = rest[: (burst := random.randint(1, 6))], rest[burst:]
        await give_in_turn(theft.host, round_id, [(token, [row_of(int(mark))], None) for token, mark in now], 3)
        await theft.host.scheduler.tick()
        if await news(screen, chair, shown):
            steps.append((spent(theft.copy(), wanted), [*shown]))
    last = spent(theft.copy(), wanted)
    await chair.do("close", round=round_id)
    assert await news(screen, chair, shown) and len(shown) == len(truth)
    return [*steps, (last, shown)]


def spent(copy: Path, wanted: Wanted) -> list[str]:
    """Tokens in the order in which the box's log shows them."""
    (log,) = (one for one in trails([copy / "boxes"], wanted) if one.name.endswith("-wal"))
    return log.order


async def test_the_tally_and_the_disk_together_narrow_a_ballot_to_a_move_and_no_further(
    host: Hosted, tmp_path: Path, proof: Proof
) -> None:
    """P20: in a move of k ballots the attacker is right about once, as in any drawing of lots; moves are of five."""
    made = await host.make(admission="cards", parts=PARTS)
    theft = Theft(host, tmp_path, tmp_path.parent / f"{tmp_path.name}-to")
    tokens, moves, right = await made.cards(VOTERS), 0, {False: 0, True: 0}
    async with made.screen() as screen, made.chair() as chair:
        for subject in made.ids():
            order = random.sample(tokens, VOTERS)
            truth = dict(zip(order, map(str, random.sample(range(1, 101), VOTERS)), strict=True))
            steps = await followed(theft, screen, chair, subject, truth)
            moves += len(steps)
            for youngest in right:
                right[youngest] += hits(by_tally(steps, youngest), truth)
    assert moves > 4 * ROUNDS
    assert max(right.values()) <= most_by_chance(moves, 2)
    proof(
        f"with {moves} moves of running tallies and a copy of the disk at each: {max(right.values())} right "
        f"of {ROUNDS * VOTERS} (lots within the moves: {moves}, 99% up to {most_by_chance(moves, 2)})"
    )


def test_the_same_attacker_reads_a_tally_that_moves_with_every_ballot_like_a_list() -> None:
    """P20: the positive control."""
    tokens = [f"token{n}" for n in range(VOTERS)]
    marks = [str(mark) for mark in random.sample(range(1, 101), VOTERS)]
    steps = [(tokens[:n], marks[:n]) for n in range(1, VOTERS + 1)]
    assert hits(by_tally(steps, youngest=True), dict(zip(tokens, marks, strict=True))) == VOTERS
