"""Many frames from one phone in quick succession."""

import random

import pytest

from tests.harness import Hosted, crowd, receipt

pytestmark = pytest.mark.anyio


async def test_answers_come_in_the_order_of_their_requests(host: Hosted) -> None:
    """Whether a frame is answered at once, waits for the disk, or needs a query of the box."""
    made = await host.make(admission="cards")
    async with made.chair() as chair, crowd(made, 20) as phones:
        round_id = await chair.open(made.ids()[:1])
        own = [(round_id, bytes([i]) * 16) for i in range(1, len(phones) + 1)]
        plans = [[one, *random.choices([one, ("nowhere", bytes(16))], k=60)] for one in own]
        for turn in range(61):
            for phone, plan in zip(phones, plans, strict=True):
                where, nonce = plan[turn]
                await phone.send({"t": "cast", "round": where, "nonce": nonce, "scores": [[7]], "notes": []})
        for phone, plan in zip(phones, plans, strict=True):
            answers = [await phone.until(lambda m: "nonce" in m) for _ in plan]
            assert [(answer["round"], answer["nonce"]) for answer in answers] == plan
            assert all(receipt(answer) == (answer["round"] == round_id) for answer in answers)
