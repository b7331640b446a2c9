"""Votes on the screen: words with bars, the threshold and its base, the outcome once it may be seen (DECIDE §3, §4)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, crowd
from tests.pages.actions import cast_each, expect_title
from tests.pages.screen_states import OVER_HALF, STATES
from tests.pages.windows import PROJECTOR, Windows

pytestmark = pytest.mark.anyio

DRAW = """async (messages) => {
  const load = (name) => import(document.querySelector('script[type=module]').src.replace('main.js', name));
  const { SCENES } = await load('views.js');
  const { emptyState, fold } = await load('state.js');
  const { turnPages } = await load('paged_view.js');
  const { PageTurner } = await load('paging.js');
  (await load('../shared/i18n.js')).use((await load('messages.js')).words);
  const state = emptyState();
  messages.forEach((message) => fold(state, message, new Date()));
  const scene = SCENES[state.view.view](state);
  const main = document.querySelector('#main');
  main.replaceChildren(scene.node);
  if (scene.update) scene.update(state);
  turnPages(main, new PageTurner(), 0);
}"""
CUT_OFF = """() => [...document.querySelectorAll('#main *')].filter((node) => !node.closest('.hidden-text'))
  .filter((node) => { const box = node.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1); })
  .map((node) => node.className)"""


async def drawn(host: Hosted, windows: Windows, name: str) -> Page:
    """A screen that shows one of STATES."""
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    await page.evaluate(DRAW, STATES[name])
    return page


@pytest.mark.scaled(5)
@pytest.mark.parametrize("name", STATES)
async def test_ux13_no_scene_of_votes_is_cut_off(host: Hosted, windows: Windows, name: str) -> None:
    page = await drawn(host, windows, name)
    for width, height in (PROJECTOR, (1280, 720)):
        await page.set_viewport_size({"width": width, "height": height})
        assert await page.evaluate(CUT_OFF) == []


async def test_a_motion_shows_counts_the_line_and_the_base_but_no_outcome_while_open(
    host: Hosted, windows: Windows
) -> None:
    page = await drawn(host, windows, "motion-open")
    await expect(page.locator(".vote-count")).to_have_text(["17", "10", "3"])
    await expect(page.locator(".vote-need")).to_have_text("20 票")
    line = await page.locator(".vote-line").evaluate("(node) => Number(node.style.getPropertyValue('--at'))")
    assert line == pytest.approx(20 / 38)
    await expect(page.locator(".vote-share")).to_have_text("17/38，44.74%")
    await expect(page.get_by_text("占应到 38", exact=True)).to_be_visible()
    await expect(page.get_by_text("赞成超过应到的 1/2 为“通过”")).to_be_visible()
    await expect(page.locator(".verdict")).to_be_empty()


async def test_a_decided_motion_states_its_outcome_in_words(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "motion-result")
    await expect(page.locator(".verdict")).to_have_text("未通过")
    await expect(page.locator(".foot .right")).to_have_text("应到 38 · 实到 30 · 收回 30 · 有效票 30")
    cells = await page.locator("table th[scope=row] + td").all_text_contents()
    assert cells == ["17", "10", "3"]


async def test_a_missing_number_is_named_instead_of_an_outcome(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "motion-no-present")
    await expect(page.get_by_text("请秘书录入实到人数")).to_have_count(1)
    await expect(page.locator(".vote-line")).to_be_hidden()
    await expect(page.locator(".vote-share")).to_be_empty()


async def test_an_election_lists_the_elected_by_votes_and_marks_the_tied(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "election-result")
    rows = page.locator(".overview tbody tr")
    names = await rows.locator("th").all_inner_texts()
    assert names == ["丁晓梅", "陈思远", "范立群", "高云", "欧阳建国", "王五 另选"]
    assert await rows.locator(".band-word").all_inner_texts() == [
        "当选", "当选", "再次投票", "再次投票", "未当选", "未当选"
    ]  # fmt: skip
    await expect(page.locator(".state")).to_have_text("结果已公布 · 应选 3 名，当选 2 名，空缺 1 名")
    await expect(rows.nth(5)).to_contain_text("6/30，20.00%")


async def test_an_open_election_keeps_the_order_of_the_ballot_and_grades_nobody(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "election-open")
    rows = page.locator(".overview tbody tr")
    assert await rows.locator("th").all_inner_texts() == ["陈思远", "丁晓梅", "范立群", "高云", "欧阳建国"]
    await expect(rows.locator(".grade")).to_have_count(0)


async def test_a_grade_of_a_later_rule_is_explained_and_figures_are_shown(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "congress-result")
    await expect(page.locator(".verdict")).to_have_text("基本满意")
    await expect(page.get_by_text("满意、基本满意 27/38，71.05%，超过 1/2")).to_be_visible()
    await expect(page.locator(".figures")).to_have_text("满意率 27/30，90.00%（占有效票）")


async def test_every_roster_has_a_board_of_its_own_with_its_awards(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "ranking")
    assert await page.locator(".part-name").all_text_contents() == ["上述", "委员选举"]
    awards = await page.locator(".ranking").first.locator("tbody td:last-child").all_text_contents()
    assert awards == ["一等奖", "二等奖（待定）", "二等奖（待定）", "", ""]
    shares = await page.locator(".ranking").last.locator("tbody .strong").all_text_contents()
    assert shares[0] == "27/30，90.00%"


async def test_an_election_is_one_item_of_the_agenda(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "election-agenda")
    await expect_title(page, "委员选举")
    await expect(page.locator(".state")).to_have_text("正在进行")
    assert await page.locator(".agenda .name").all_text_contents() == ["陈思远", "丁晓梅", "范立群", "高云", "欧阳建国"]
    await expect(page.locator("[aria-current]")).to_have_count(0)
    await expect(page.locator(".next")).to_be_empty()


async def test_what_votes_have_decided_is_on_the_board_without_a_rank(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "congress-board")
    await expect_title(page, "投票结果")
    await expect(page.locator(".ranking thead th")).to_have_text(["表决对象", "单位", "得票", "结果"])
    await expect(page.locator(".ranking tbody tr")).to_have_text(["区生态环境局局长 何志远15/38，39.47%基本满意"])
    await expect(page.locator(".foot")).not_to_contain_text("建议")


async def test_a_long_scale_shows_turnout_first_and_then_bars_as_wide_as_the_screen(
    host: Hosted, windows: Windows
) -> None:
    page = await drawn(host, windows, "classes-first")
    await expect(page.locator(".huge")).to_have_text("30")
    await expect(page.locator(".chart")).to_have_count(0)
    page = await drawn(host, windows, "classes-closed")
    widths = "all => all.map((one) => one.getBoundingClientRect().width)"
    assert min(await page.locator(".column .fill").evaluate_all(widths)) > 100


async def test_a_long_scale_shows_its_ten_classes(host: Hosted, windows: Windows) -> None:
    page = await drawn(host, windows, "classes")
    await expect(page.locator(".row-label").first).to_have_text("90–100")
    await expect(page.locator(".row-count")).to_have_text(["5", "12", "7", "4", "2", "1", "0", "0", "0", "0"])


async def test_a_motion_is_counted_on_the_screen_as_the_server_counts_it(host: Hosted, windows: Windows) -> None:
    """The counts of a real round, closed in `live`."""
    decide = {"base": "expected", "rules": OVER_HALF}
    part = {"name": "决议", "form": "motion", "decide": decide, "subjects": [{"name": "关于修改章程的决议"}]}
    made = await host.make(parts=[part], expected=8)
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids("决议"), part="决议")
        await cast_each(peers, round_id, [0, 0, 0, 0, 0, 1])
        await chair.do("close", round=round_id)
        await expect(page.locator(".vote-count")).to_have_text(["5", "1", "0"])
        await expect(page.locator(".vote-share")).to_have_text("5/8，62.50%")
        await expect(page.locator(".vote-need")).to_have_text("5 票")
        await expect(page.locator(".verdict")).to_have_text("通过")
