"""Every page calls a score what it is: a plain mean, trimmed, or weighted by groups (DOMAIN §5.2, §5.3)."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.harness import Hosted, Map, crowd, receipt
from tests.pages.actions import close_and_publish
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

WEIGHTED: Map = {"groups": [{"name": "A票", "weight": "0.6", "size": 9}, {"name": "B票", "weight": "0.4", "size": 20}]}
TRIMMED: Map = {"rules": {"trim": 1}}
CASES = [
    ({}, 6, "6 张有效票的平均分", "平均 8.000", "平均分"),
    (WEIGHTED, 6, "得分（按票种加权，6 张有效票）", "加权得分 8.000", "得分"),
    (TRIMMED, 6, "去掉 1 个最高分和 1 个最低分后的平均分（6 张有效票）", "去掉 1 个最高、最低分后平均 8.000", "得分"),
    (TRIMMED, 4, "4 张有效票的平均分", "平均 8.000", "平均分"),
]
"""Rules, ballots, and what screen and voter, chair, and the boards' head call the score."""


@pytest.mark.scaled(2)
@pytest.mark.parametrize(("rules", "ballots", "base", "chair_says", "head"), CASES)
async def test_ux13_a_weighted_or_trimmed_score_is_not_called_the_plain_mean(
    host: Hosted, windows: Windows, rules: Map, ballots: int, base: str, chair_says: str, head: str
) -> None:
    """Four ballots are too few to leave out two of them."""
    made = await host.make(voters_see_results=True, **rules)
    screen, page, phone = await windows.screen(made), await windows.chair(made), await windows.guest(made)
    async with crowd(made, ballots) as peers, made.chair() as chair:
        for subjects in (made.ids()[:1], made.ids()[1:]):
            round_id = await chair.open(subjects)
            rows = [[8]] * len(subjects)
            assert all(map(receipt, await asyncio.gather(*(peer.cast(round_id, rows) for peer in peers))))
            await close_and_publish(chair, round_id)
            if len(subjects) == 1:
                await expect(screen.locator(".mean-card .about").first).to_have_text(base)
                await expect(phone.locator(".result .meta").nth(1)).to_have_text(base)
                await expect(page.locator("#counted")).to_have_text(f"已计 {ballots} 张 · {chair_says}")
        await expect(screen.locator(".overview thead th").nth(1)).to_have_text(head)
