"""A grade that a rule lowers is the same person's everywhere on the screen, with its reason (UX 13, DOMAIN §5.6)."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.harness import Hosted, crowd
from tests.pages.actions import close_and_publish
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

CELLS = "rows => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent))"
"""As the document has them: while the scene is being fitted, the text as rendered has no columns."""

VETO = {"bands": ["一般", "差"], "over": "0.10", "grade": "差"}


@pytest.mark.parametrize("low", [2, 1])
async def test_ux13_a_vetoed_result_says_so_beside_its_score(host: Hosted, windows: Windows, low: int) -> None:
    """2 of 10 are over a tenth, 1 of 10 is not."""
    made = await host.make(rules={"veto": VETO})
    page = await windows.screen(made)
    async with crowd(made, 10) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await asyncio.gather(*(peer.cast(round_id, 4 if i < low else 10) for i, peer in enumerate(peers)))
        await close_and_publish(chair, round_id)
        reached, why = page.locator(".reached"), page.locator(".mean-card .why")
        if low == 1:
            await expect(reached).to_have_text("好")
            await expect(why).to_have_count(0)
            return
        await expect(why).to_have_text("“上述”中 2/10（20.00%）的有效评分票为“一般”或“差”，超过 10%，建议等次“差”")
        await expect(reached).to_have_text("按得分较好")
        rows = await page.locator(".reveal tbody tr").evaluate_all(CELLS)
        heard = {mark: told for _, mark, *told in rows}
        assert (heard["10"], heard["5"], heard["4"]) == (["8", "80.0%"], ["0", "0.0%"], ["2", "20.0%"])
        await chair.do("view", view="ranking", grades=True)
        await expect(page.locator(".ranking .band-word").last).to_have_text("差 降档")
        await expect(page.locator(".foot .right")).to_contain_text("“降档”：得分之外另有规则降低建议档次")
