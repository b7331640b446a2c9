"""Where a name appears alone, its unit distinguishes two people with the same name."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import (
    answer_dialog,
    cast_all,
    close_and_publish,
    expect_link,
    expect_title,
    expect_view,
    press,
)
from tests.pages.desk_actions import open_section
from tests.pages.voter_stage import Stage, expect_state, mark, submit_button
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

FIRST, SECOND, OTHER = "王伟（一局）", "王伟（二局）", "李明"
SUBJECTS: list[Map] = [
    {"name": "王伟", "unit": "一局"},
    {"name": "王伟", "unit": "二局"},
    {"name": "李明", "unit": "三局"},
]
PARTS: list[Map] = [{"name": "上述", "form": "secretary", "subjects": SUBJECTS}]


async def texts(page: Page, css: str) -> list[str]:
    return [text.strip() for text in await page.locator(css).all_inner_texts()]


async def test_on_the_phone_next_review_missing_list_and_chips_carry_the_unit(stage: Stage) -> None:
    await stage.meet(parts=PARTS)
    page = await stage.wait()
    await expect(page.get_by_text(f"接下来：{FIRST}")).to_be_visible()
    stage.round = await stage.chair.open(stage.made.ids())
    await expect_state(page, "ballot")
    for number, label in enumerate((FIRST, SECOND, OTHER), 1):
        await expect(page.get_by_role("button", name=f"第 {number} 位，{label}，未评")).to_be_visible()
    await mark(page, 8).check()
    await submit_button(page).last.click()
    await expect(page.get_by_text(f"还有 2 位未评：{SECOND}、{OTHER}。")).to_be_visible()
    assert await texts(page, ".review-row strong") == [FIRST, SECOND, OTHER]
    await expect(page.get_by_role("button", name=f"修改 {SECOND}")).to_be_visible()


async def test_the_chairs_list_and_questions_carry_the_unit(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=PARTS)
    page = await windows.chair(made)
    await expect_link(page)
    await expect_title(page, FIRST)
    await expect(page.locator(".row-name")).to_have_text([FIRST, SECOND])
    await press(page, "全部名单（3）")
    await expect(page.get_by_role("dialog").locator(".row-name")).to_have_text([FIRST, SECOND, OTHER])
    await answer_dialog(page, "关闭")
    await press(page, "合并为一轮…")
    await expect(page.get_by_role("dialog").get_by_label(SECOND)).to_be_visible()


async def published(made: MeetingClient) -> None:
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await cast_all(peers, round_id, [[8], [9], [7]])
        await close_and_publish(chair, round_id)


async def test_the_screens_lists_and_ranking_carry_the_unit(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=PARTS)
    page = await windows.screen(made)
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
        await expect_view(page, "agenda")
        await expect(page.locator(".agenda .name")).to_have_text([FIRST, SECOND, OTHER])
        await expect(page.get_by_text(f"下一位：{SECOND}")).to_be_visible()
        await published(made)
        await expect_view(page, "result")
        for label in (FIRST, SECOND, OTHER):
            await expect(page.get_by_role("rowheader", name=label, exact=True)).to_be_visible()
        await chair.do("view", view="ranking")
        await expect_view(page, "ranking")
        rows = page.locator("table.ranking tbody tr")
        await expect(rows).to_contain_text(["王伟二局", "王伟一局", "李明三局"])


async def test_the_desks_questions_carry_the_unit(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=PARTS)
    await published(made)
    page = await windows.desk(made)
    await open_section(page, "results")
    await page.get_by_role("button", name=f"{SECOND}").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text(SECOND)
