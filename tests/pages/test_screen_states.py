"""The screen in every state: joined and agenda, closed and void, a lost link, the end (UX 10–14)."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import (
    cast_each,
    certify,
    choose_language,
    close_and_publish,
    expect_round_state,
    expect_title,
    expect_view,
)
from tests.pages.axe import violations
from tests.pages.windows import PROJECTOR, Windows, checked_windows

pytestmark = pytest.mark.anyio

PEOPLE = [{"name": name, "unit": f"{name}支部"} for name in ("王建国", "李秀英", "张伟", "欧阳文静")]
PART = {"name": "上述", "form": "secretary", "subjects": [*PEOPLE, {"name": "何平", "mode": "written"}]}


async def test_ux10_admission_that_is_closed_draws_no_code(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=30)
    page = await windows.screen(made)
    await expect(page.locator("svg.qr")).to_have_count(1)
    async with crowd(made, 3), made.chair() as chair:
        await chair.do("admit", open=False)
        await expect_round_state(page, "入场已结束")
        await expect(page.locator("svg.qr")).to_have_count(0)
        await expect(page.locator(".figures")).to_have_text("3 / 30 部手机已进场")


async def test_ux10_a_meeting_of_cards_says_where_to_type_the_cards_code(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    page = await windows.screen(made)
    await expect_round_state(page, "请用票卡入场")
    await expect(page.locator(".address")).to_have_text(f"127.0.0.1:{host.port}/v")
    await expect(page.get_by_text("再输入票卡上的 16 位号码")).to_be_visible()


async def test_ux10_a_code_that_rotates_says_how_long_it_is_good(host: Hosted, windows: Windows) -> None:
    page = await windows.screen(await host.make(join="rotating"))
    await expect(page.locator("[data-left=code]")).to_contain_text("秒后更换")


async def test_ux11_the_agenda_names_who_reports_and_who_is_next(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART])
    page = await windows.screen(made)
    async with crowd(made, 5) as peers, made.chair() as chair:
        for place, (name, after) in enumerate(zip(PEOPLE, [*PEOPLE[1:], None], strict=True), 1):
            await chair.do("view", view="agenda")
            await expect_title(page, name["name"])
            await expect_round_state(page, f"正在进行 · 第 {place} 位，共 5 位")
            await expect(page.locator("[aria-current=true] .name")).to_have_text(name["name"])
            next = f"下一位：{after['name']}" if after else "书面述职：何平，随后测评"
            await expect(page.locator(".next")).to_have_text(next)
            await expect(page.locator(".figures")).to_have_text(f"已完成 {place - 1} / 5")
            round_id = await chair.open([made.ids()[place - 1]])
            await cast_each(peers, round_id, [8] * 5)
            await close_and_publish(chair, round_id)
        await chair.do("view", view="agenda")
        await expect_title(page, "现场述职已结束")
        await expect(page.get_by_text("书面述职：何平，随后测评")).to_be_visible()


async def test_ux11_the_chair_runs_the_report_and_the_question_timer(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.screen(made)
    timer = page.locator(".timer")
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
        await expect(page.locator("[aria-current=true]")).to_be_visible()
        await expect(timer).to_have_count(0)
        await chair.do("timer", kind="report", seconds=900, action="start")
        await expect(timer).to_contain_text("述职时间14:5")
        await chair.do("timer", kind="questions", seconds=300, action="reset")
        await expect(timer).to_have_text("提问时间 · 已暂停5:00")
        await page.reload()
        await expect(timer).to_have_text("提问时间 · 已暂停5:00")


async def test_ux12_phones_that_stopped_for_paper_are_said_so(host: Hosted, windows: Windows) -> None:
    made = await host.make(show="closed")
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=600)
        await expect(page.locator(".clock .time")).to_contain_text("9:5")
        await cast_each(peers, round_id, [8] * 6)
        await chair.do("close", round=round_id, paper_pending=2)
        await expect_round_state(page, "手机投票已停止，等待纸质票")
        await expect(page.locator(".clock")).to_have_count(0)
        await expect(page.get_by_text("已投 6 / 8")).to_be_visible()


async def test_ux12_a_void_round_shows_no_figure(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, 10) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_each(peers, round_id, [3] * 10)
        await chair.do("void", round=round_id, reason="误开")
        await chair.do("view", view="round")
        await expect_round_state(page, "本轮已作废")
        await expect(page.locator(".column, .bar, .huge, .mean")).to_have_count(0)


async def test_ux14_a_lost_link_says_until_when_the_figures_are_good(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.screen(made)
    await expect_round_state(page, "请扫码入场")
    stamp = page.locator("#stamp")
    await expect(stamp).to_be_hidden()
    await page.context.set_offline(True)
    await expect(stamp).to_be_visible()
    await expect(stamp).to_contain_text("数据截至")
    assert await page.evaluate(CUT_OFF) == []
    strip, scene = await stamp.bounding_box(), await page.locator(".scene").bounding_box()
    assert strip is not None and scene is not None and strip["y"] + strip["height"] <= scene["y"] + 1
    assert (await stamp.inner_text()).rsplit(" ", 1)[1].count(":") == 2
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
    await page.context.set_offline(False)
    await expect_view(page, "agenda")
    await expect(stamp).to_be_hidden()


async def test_ux14_nothing_moves_for_who_asked_for_less_motion(host: Hosted, browser: Browser) -> None:
    made = await host.make()
    url = f"{host.base}/screen#{made.keys['screen']}"
    lengths = {}
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        for wish in ("reduce", "no-preference"):
            context = await browser.new_context(reduced_motion=wish)
            page = await context.new_page()
            await page.goto(url)
            await expect(page.locator(".column .fill")).to_have_count(10)
            lengths[wish] = await page.evaluate(
                "[...document.querySelectorAll('*')].filter((node) => { const css = getComputedStyle(node);"
                " const isLate = css.animationName === 'start';"  # a sentence that appears where no script runs
                " return !isLate && [css.transitionDuration, css.animationDuration].join() !== '0s,0s'; }).length"
            )
            await context.close()
    assert lengths["reduce"] == 0 < lengths["no-preference"]


async def test_ux14_a_button_fills_the_whole_screen_and_gives_it_back(host: Hosted, windows: Windows) -> None:
    page = await windows.screen(await host.make())
    await expect_round_state(page, "请扫码入场")
    button = page.get_by_role("button", name="全屏")
    for full in (True, False):
        await button.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(":fullscreen")).to_have_count(int(full))


async def test_ux13_the_fingerprint_is_on_the_screen_once_certified(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    await made.go_live()
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            await cast_each(peers, round_id, [8] * 6)
            await close_and_publish(chair, round_id)
        await chair.do("view", view="ranking")
        await expect(page.locator(".ranking")).to_be_visible()
        await expect(page.locator(".fingerprint")).to_have_count(0)
        await certify(made, 6, 0)
        tally = await made.tally()
        mark, record = tally["fingerprint"], tally["record"]
        groups = " ".join(mark[i : i + 4] for i in range(0, 64, 4))
        for change in ({"view": "ranking"}, {"view": "agenda"}, {"view": "result", "subject": made.ids()[0]}):
            await chair.do("view", **change)
            await expect_view(page, change["view"])
            await expect(page.locator(".fingerprint")).to_have_text(f"结果指纹：{groups}")
            await expect(page.locator(".fingerprint")).to_be_in_viewport(ratio=1)
            await expect(page.locator(".record")).to_contain_text(record[:4])
            await expect(page.locator(".record")).to_be_in_viewport(ratio=1)


async def test_ux10_once_certified_nobody_is_asked_to_join_and_nobody_is_counted(
    host: Hosted, windows: Windows
) -> None:
    """Phones come back one by one then; a number that falls would look like people leaving."""
    made = await host.make(expected=1)
    await made.go_live()
    page = await windows.screen(made)
    await expect(page.locator("svg.qr")).to_have_count(1)
    await certify(made, 1, 0)
    async with made.chair() as chair:
        await chair.do("view", view="join")
        await expect_round_state(page, "结果已确认")
    await expect(page.get_by_text("投票已全部结束，不用再入场")).to_be_visible()
    await expect(page.locator("svg.qr, .figures")).to_have_count(0)


async def all_states(page: Page, made: MeetingClient) -> AsyncIterator[str]:
    """One meeting on one screen, from the door to a void round, each state named once it is seen."""
    yield "join"
    async with crowd(made, 12) as peers, made.chair() as chair:
        await chair.do("view", view="agenda")
        await chair.do("timer", kind="report", seconds=900, action="reset")
        await expect(page.locator(".timer")).to_be_visible()
        yield "agenda"
        round_id = await chair.open(made.ids()[:1])
        for name, marks in (("empty", []), ("live", [9] * 12)):
            await cast_each(peers[: len(marks)], round_id, marks)
            await expect(page.locator(".figures").first).to_contain_text(f"已投 {len(marks)}")
            yield name
        await chair.do("close", round=round_id, paper_pending=1)
        await expect_round_state(page, "等待纸质票")
        yield "paper"
        await chair.do("close", round=round_id)
        await expect_round_state(page, "已截止")
        yield "closed"
        await chair.do("publish", round=round_id)
        await expect(page.locator(".mean")).to_be_visible()
        yield "reveal"
        round_id = await chair.open(made.ids()[1:])
        await expect(page.locator(".huge")).to_be_visible()
        yield "combined"
        await chair.do("void", round=round_id, reason="误开")
        await chair.do("view", view="round")
        await expect_round_state(page, "本轮已作废")
        yield "voided"
        for view in ("ranking", "blank"):
            await chair.do("view", view=view)
            await expect_view(page, view)
            yield view


def document() -> Map:
    groups = [{"name": "A票", "weight": "0.6", "size": 20}, {"name": "B票", "weight": "0.4", "size": 20}]
    return {"title": "述职评议会", "groups": groups, "join": "rotating", "expected": 40, "parts": [PART]}


@pytest.mark.scaled(1)
@pytest.mark.usefixtures("accessible")
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_ux14_every_state_is_accessible_and_silent(host: Hosted, browser: Browser, theme: str) -> None:
    async with checked_windows(browser) as windows:
        made = await host.make(document())
        page = await windows.screen(made)
        await expect_round_state(page, "请扫码入场")
        if theme == "dark":
            await page.get_by_role("button", name="深色").dispatch_event("click")
        found = {name: fault async for name in all_states(page, made) if (fault := await violations(page))}
        assert found == {}
        assert windows.console == []


@pytest.mark.scaled(1)
@pytest.mark.parametrize("size", [PROJECTOR, (1280, 720)])
async def test_ux14_no_state_is_cut_off_in_either_language(
    host: Hosted, windows: Windows, size: tuple[int, int]
) -> None:
    made = await host.make(document())
    page = await windows.open(f"{host.base}/screen#{made.keys['screen']}", size)
    await expect_round_state(page, "请扫码入场")
    async for name in all_states(page, made):
        for language in ("en", "zh"):
            assert await page.evaluate(CUT_OFF) == [], name
            await choose_language(page, language)


CUT_OFF = """() => [...document.querySelectorAll('#main *')].filter((node) => {
  if (node.closest('.hidden-text')) return false;
  const box = node.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1 || box.bottom > innerHeight + 1);
}).map((node) => node.className)"""
"""Elements outside the window."""
