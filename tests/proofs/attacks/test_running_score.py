"""The running tally of a part with weighted groups: does what the projector shows tell a small group's ballot?"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import pytest

from server.core.counting import tally_of
from server.core.rounding import format_decimal
from tests.harness import Hosted, Map, MeetingClient, Peer
from tests.proof_scale import scaled
from tests.voters import give

pytestmark = pytest.mark.anyio

MEETINGS = scaled(8, 1000)
PARTS = [{"name": "上述", "form": "secretary", "subjects": [{"name": "第一人"}]}]
Proof = Callable[[str], None]
Split = tuple[int, int]
"""How many of the shown ballots are the second group's, and the sum of their marks."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One step on the projector: how often each mark from 1 to 10 came, and the score, if any. `truth`: the split of
    the released ballots, `old_score` what earlier versions sent as the score."""

    counts: list[int]
    score: str | None
    truth: Split
    old_score: str | None


def all_splits(counts: list[int]) -> set[Split]:
    """Every way in which some of the shown ballots can be the second group's."""
    splits = {(0, 0)}
    for mark, count in enumerate(counts, 1):
        splits = {(n + more, total + more * mark) for n, total in splits for more in range(count + 1)}
    return splits


def score_of(counts: list[int], split: Split, weights: tuple[Fraction, Fraction]) -> str:
    """Of the whole, if the second group's ballots are these (DOMAIN §5.3)."""
    total, ballots = sum(mark * count for mark, count in enumerate(counts, 1)), sum(counts)
    groups = ((weights[0], total - split[1], ballots - split[0]), (weights[1], split[1], split[0]))
    means = [(weight, Fraction(marks, number)) for weight, marks, number in groups if number]
    weighted = sum((weight * mean for weight, mean in means), Fraction())
    return format_decimal(weighted / sum((weight for weight, _ in means), Fraction()), 3)


def derived(shown: Shown, score: str | None, weights: tuple[Fraction, Fraction]) -> bool:
    """Whether only one split agrees with the projector, and a group has a single ballot in it."""
    splits = all_splits(shown.counts)
    possible = {split for split in splits if score is None or score_of(shown.counts, split, weights) == score}
    assert shown.truth in possible
    return len(possible) == 1 and shown.truth[0] in (1, sum(shown.counts) - 1)


async def watched(host: Hosted, weights: tuple[str, str], sizes: tuple[int, int]) -> list[Shown]:
    """Every step of one round, with the ballots in random order."""
    groups = [{"name": name, "weight": weight} for name, weight in zip("甲乙", weights, strict=True)]
    made = await host.make(admission="cards", parts=PARTS, groups=groups, show="live")
    tokens = [await made.cards(size, name) for size, name in zip(sizes, "甲乙", strict=True)]
    order = random.sample([*chain(*tokens)], sum(sizes))
    steps: list[Shown] = []
    async with made.chair() as chair, made.screen() as screen:
        round_id = await chair.open(made.ids())
        for place, token in enumerate(order, 1):
            await give(host, round_id, token, [[random.randint(5, 10)]])
            if place % 5 == 0:
                steps += [_shown(host, made, tally) for tally in await _moves(host, chair, screen)]
        await _nothing_elsewhere(made)
        await chair.do("close", round=round_id)
        tally = await screen.hear("tally", round=round_id, state="closed")
        assert tally["subjects"][0]["score"] is not None, "after the close it is printed"
    return steps


async def _moves(host: Hosted, chair: Peer, screen: Peer) -> list[Map]:
    """The tallies that reach the screen now."""
    await host.scheduler.tick()
    await chair.do("view", view="blank")
    moves = []
    while (message := await screen.next())["t"] != "view" or message["view"] != "blank":
        if message["t"] == "tally":
            moves.append(message)
    await chair.do("view", view="round")
    await screen.hear("view", view="round")
    return moves


def _shown(host: Hosted, made: MeetingClient, tally: Map) -> Shown:
    live = host.registry.live_meetings[made.id]
    assert live.running_round is not None
    (count,), (part,) = live.running_round.tally.counts, live.state.meeting.parts
    second = count.groups[1].items[0]
    truth = sum(second.counts), second.total
    old_score = tally_of(live.state.meeting, part.subjects[0], count).score_text
    (subject,) = tally["subjects"]
    assert subject["items"][0]["counts"] == count.together().items[0].counts
    assert subject["band"] is None, "that of the score"
    return Shown(subject["items"][0]["counts"], subject["score"], truth, old_score)


async def _nothing_elsewhere(made: MeetingClient) -> None:
    """Nor does a draft, or the welcome of any role, have a score or a group."""
    (drafted,) = (await made.tally(draft=True))["parts"][0]["subjects"]
    assert drafted["score"] is None and drafted["groups"] == []
    for peer in (made.chair(), made.screen(), made.desk()):
        async with peer:
            assert [one["score"] for tally in peer.welcome["tallies"] for one in tally["subjects"]] in ([], [None])
            assert not peer.welcome["results"]


async def test_a_running_tally_never_tells_the_single_ballot_of_a_weighted_group(host: Hosted, proof: Proof) -> None:
    """P44: all splits enumerated; the same enumeration with the score that was shown before finds single ballots."""
    meetings = steps = found_before = 0
    while meetings < MEETINGS or not found_before:
        meetings += 1
        assert meetings <= 20 * MEETINGS, "the enumeration finds what can be found"
        share = random.randint(1, 9)
        weights = Fraction(share, 10), Fraction(10 - share, 10)
        texts = f"0.{share}", f"0.{10 - share}"
        for shown in await watched(host, texts, (random.randint(15, 20), random.randint(5, 7))):
            assert shown.score is None
            assert not derived(shown, shown.score, weights)
            found_before += derived(shown, shown.old_score, weights)
            steps += 1
    assert steps >= MEETINGS
    proof(f"{meetings} meetings, {steps} steps: no score, no single ballot; with the score {found_before} were derived")


async def test_without_weights_the_running_score_is_shown(host: Hosted) -> None:
    """P44: there it is the mean of the counts on the same screen."""
    made = await host.make(admission="cards", parts=PARTS, show="live")
    tokens = await made.cards(10)
    async with made.chair() as chair, made.screen() as screen:
        round_id = await chair.open(made.ids())
        for token in tokens:
            await give(host, round_id, token, [[8]])
        await host.scheduler.tick()
        assert (await screen.hear("tally", round=round_id))["subjects"][0]["score"] == "8.000"
