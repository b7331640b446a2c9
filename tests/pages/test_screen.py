"""The big screen: what the chair picked, figures as they may be seen, never more (UX 10–14)."""

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Page, expect

from cards.qr import svg_path
from tests.harness import Hosted, crowd
from tests.pages.actions import cast_all, cast_each, close_and_publish, expect_round_state
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

MARKS = [10, 10, 9, 9, 9, 8, 8, 7, 6, 3, 8]


async def bars(page: Page) -> list[int]:
    """The counts above the bars, highest mark first."""
    return [int(text) for text in await page.locator(".column-count").all_inner_texts()]


async def test_ux10_join_draws_the_code_of_the_join_link_and_says_it_in_words(host: Hosted, windows: Windows) -> None:
    """UX 10: the drawn code is the link's, at least a third of the height."""
    made = await host.make(expected=30)
    page = await windows.screen(made)
    (code,) = made.join.values()
    qr = page.locator("svg.qr")
    await expect(qr.locator("path")).to_have_attribute("d", svg_path(f"{host.base}/m#{code}")[1])
    box = await qr.bounding_box()
    assert box is not None and box["height"] >= 1080 / 3
    await expect(page.locator(".join-card .code")).to_have_text(f"{code[:4]} {code[4:]}")
    await expect(page.locator(".address")).to_have_text(f"127.0.0.1:{host.port}/m")
    async with crowd(made, 3):
        await expect(page.locator(".figures")).to_have_text("3 / 30 部手机已进场")


async def test_ux10_one_code_for_each_group_where_there_are_several(host: Hosted, windows: Windows) -> None:
    groups = [{"name": "A票", "weight": "0.6", "size": 9}, {"name": "B票", "weight": "0.4", "size": 20}]
    made = await host.make(groups=groups)
    page = await windows.screen(made)
    for group, code in made.join.items():
        card = page.locator(".join-card", has_text=group)
        await expect(card.locator("path")).to_have_attribute("d", svg_path(f"{host.base}/m#{code}")[1])
        box = await card.locator("svg").bounding_box()
        assert box is not None and box["height"] >= 1080 / 3
    await expect(page.get_by_text("手机连接会场的无线网")).to_be_visible()


async def test_ux12_bars_grow_while_the_vote_is_open_but_only_from_ten_ballots_on(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, 11) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await expect_round_state(page, "投票中")
        await cast_each(peers[:9], round_id, MARKS[:9])
        await expect(page.locator(".figures")).to_contain_text("已投 9 / 11")
        assert sum(await bars(page)) == 0
        await cast_each(peers[9:10], round_id, MARKS[9:10])
        await expect(page.locator(".figures")).to_have_text("已投 10 / 11 · 已计入 5")
        assert sum(await bars(page)) == 5


@pytest.mark.parametrize(("show", "word"), [("closed", "等待主持人公布结果"), ("held", "全部结束后由主持人统一公布")])
async def test_ux12_results_held_back_show_turnout_only(host: Hosted, windows: Windows, show: str, word: str) -> None:
    """P26 on the screen."""
    made = await host.make(show=show)
    page = await windows.screen(made)
    async with crowd(made, 11) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_each(peers, round_id, MARKS)
        await expect(page.get_by_text("已投 11 / 11")).to_be_visible()
        await expect(page.locator(".column-count")).to_have_count(0)
        await chair.do("close", round=round_id)
        await expect_round_state(page, {"closed": "已截止，待公布", "held": "已截止，统一公布"}[show])
        await expect(page.get_by_text(word, exact=True)).to_be_visible()
        await expect(page.locator(".column-count")).to_have_count(0)
        assert "7.909" not in await page.content()
        await chair.do("publish", **({"all": True} if show == "held" else {"round": round_id}))
        await expect(page.locator(".mean")).to_have_text("7.909")


@pytest.mark.parametrize("show", ["live", "closed", "held"])
async def test_a_small_round_waits_on_the_screen_for_the_secretary(host: Hosted, windows: Windows, show: str) -> None:
    """P58, in the view of the round and in that of the result: the chair alone cannot publish it."""
    made = await host.make(show=show)
    await made.go_live()
    page = await windows.screen(made)
    explanation = page.get_by_text("结果待秘书确认后公布", exact=True)
    async with crowd(made, 3) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_each(peers, round_id, MARKS[:3])
        await chair.do("close", round=round_id, confirm=True)
        await expect_round_state(page, "已截止")
        await expect(explanation).to_be_visible()
        await chair.do("view", view="result")
        await expect_round_state(page, "结果尚未公布")
        await expect(explanation).to_be_visible()
        assert (await made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
        await expect(page.get_by_text("等待主持人公布结果", exact=True)).to_be_visible()


async def test_ux13_the_reveal_agrees_with_the_tally_to_the_last_digit(host: Hosted, windows: Windows) -> None:
    """UX 13: mean, counts, shares and ballots, the same as a table for screen readers; the mean is large."""
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, 11) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_each(peers, round_id, MARKS)
        await close_and_publish(chair, round_id)
        await expect_round_state(page, "结果已公布")
    subject = (await made.tally())["parts"][0]["subjects"][0]
    await expect(page.locator(".mean")).to_have_text(subject["score"])
    size = await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.mean')).fontSize)")
    assert size >= 0.15 * 1080
    counts = [int(text) for text in await page.locator(".row-count").all_inner_texts()]
    assert counts == subject["items"][0]["counts"][::-1]
    await expect(page.get_by_text(f"{subject['ballots']} 张有效票的平均分")).to_be_visible()
    shares = [f"{name} {count / subject['ballots']:.1%}" for name, count in subject["bands"].items()]
    assert await page.locator(".share").all_inner_texts() == shares
    cells = await page.locator("table th[scope=row] + td").all_text_contents()
    assert [int(text) for text in cells] == counts


async def test_ux13_the_ranking_is_shown_only_when_the_chair_asks_for_it(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        for subject, mark in zip(made.ids(), (7, 9, 8), strict=True):
            round_id = await chair.open([subject])
            await cast_each(peers, round_id, [mark] * 6)
            await close_and_publish(chair, round_id)
        await expect_round_state(page, "结果已公布")
        await expect(page.locator(".ranking")).to_have_count(0)
        await chair.do("view", view="ranking", grades=True)
        rows = page.locator(".ranking tbody tr")
        await expect(rows).to_have_count(3)
    told = sorted((await made.tally())["results"], key=lambda one: one["rank"])
    wanted = [f"{one['rank']} {one['subject']['name']} {one['score']} {one['grade']}" for one in told]
    shown = [await rows.nth(i).locator("td, th").all_inner_texts() for i in range(3)]
    assert [" ".join([row[0], row[1], row[3], row[4]]) for row in shown] == wanted


async def test_ux14_the_screen_comes_back_to_what_the_chair_shows(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.screen(made)
    view = page.get_by_role("main")
    await expect(view).to_have_attribute("data-view", "join")
    async with made.chair() as chair:
        for name in ("agenda", "blank", "join", "agenda"):
            await chair.do("view", view=name)
            await expect(view).to_have_attribute("data-view", name)
        await page.reload()
        await expect(view).to_have_attribute("data-view", "agenda")
        await expect(page.locator("[aria-current=true] .name")).to_have_text("第一支部书记")
        await chair.do("timer", kind="report", seconds=900, action="start")
        await expect(page.locator("[data-left=timer]")).to_contain_text("14:5")


async def test_ux14_every_screen_shows_the_same_and_nothing_of_a_void_round(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    async with AsyncExitStack() as stack:
        pages = [await windows.screen(made) for _ in range(2)]
        chair = await stack.enter_async_context(made.chair())
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, confirm=True)
        for page in pages:
            await expect_round_state(page, "已截止")
        await chair.do("void", round=round_id, reason="误开")
        for page in pages:
            await expect(page.get_by_role("main")).to_have_attribute("data-view", "agenda")


@pytest.mark.parametrize(("expected", "sentence"), [(7, "不足 10 人，截止后显示"), (10, "收到 10 票后开始显示")])
@pytest.mark.parametrize("combined", [False, True])
async def test_where_ten_ballots_can_never_come_the_screen_does_not_wait_for_them(
    host: Hosted, windows: Windows, expected: int, sentence: str, combined: bool
) -> None:
    """A running tally begins with ten. One person has bars and a round of several a number of ballots until then."""
    made = await host.make(expected=expected)
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        ids = made.ids() if combined else made.ids()[:1]
        round_id = await chair.open(ids)
        await expect(page.get_by_text(sentence, exact=True)).to_be_visible()
        await cast_all(peers, round_id, [[8] for _ in ids])
        await chair.do("close", round=round_id)
        await expect_round_state(page, "已截止")
        await expect(page.get_by_text(sentence)).to_have_count(0)
