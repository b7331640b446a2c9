"""The ranking from the chair's page to the screen: confirmed first, frozen as it was, revealed at the chair's pace."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import (
    HIDE,
    answer_dialog,
    cast_all,
    certify,
    choose_language,
    close_and_publish,
    expect_link,
    expect_view,
    press,
)
from tests.pages.axe import violations
from tests.pages.ranked import MARKS, NAMES, appraised, listed, part
from tests.pages.windows import PHONE, PROJECTOR, Windows

pytestmark = pytest.mark.anyio


async def at_chair(made: MeetingClient, windows: Windows) -> Page:
    page = await windows.chair(made)
    await expect_link(page)
    return page


async def ask_for_ranking(chair: Page) -> Locator:
    await press(chair, "大屏显示排名")
    dialog = chair.get_by_role("dialog", name="在大屏显示排名？")
    await expect(dialog).to_be_visible()
    return dialog


async def press_when_ready(chair: Page, key: str) -> None:
    """Once the command before it is answered."""
    await expect(chair.locator("#view-join")).to_be_enabled()
    await chair.keyboard.press(key)


def step(chair: Page) -> Locator:
    return chair.locator("#step")


async def test_the_ranking_is_confirmed_first_with_the_number_of_people(host: Hosted, windows: Windows) -> None:
    made = await appraised(host, "甲乙丙丁戊")
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await press(chair, "排名")
    dialog = chair.get_by_role("dialog", name="在大屏显示排名？")
    await expect(dialog).to_contain_text("全场将看到 4 人的姓名、得分和名次。另有 1 人还没有得分，不列名次。")
    await expect(dialog).to_contain_text("有 4 人的档次还没有决定，只是按规则的建议。")
    await expect(dialog.get_by_label("同时显示档次")).not_to_be_checked()
    await answer_dialog(chair, "取消")
    await expect(dialog).to_have_count(0)
    await expect_view(screen, "result")
    await press(chair, "排名")
    await dialog.get_by_label("一次全部显示").check()
    await answer_dialog(chair, "显示排名")
    await expect(listed(screen)).to_have_text(NAMES)
    await expect(screen.locator(".ranking thead").first).to_have_text("名次测评对象得分")
    await expect(screen.locator(".figures")).to_have_text("还没有得分：戊")


async def test_the_chair_is_told_who_is_ranked_without_the_score_of_a_part(host: Hosted, windows: Windows) -> None:
    """Scores that the desk types in count: until they are there, the ranking is only of the others."""
    names = [{"name": name} for name in "甲乙"]
    typed = {"name": "日常考核", "form": "secretary", "source": "entered", "weight": "0.3", "subjects": names}
    made = await host.make(parts=[{**part(["甲", "乙", "丙"]), "weight": "0.7"}, typed])
    async with crowd(made, 6) as phones, made.chair() as peer:
        round_id = await peer.open(made.ids()[:3])
        await cast_all(phones, round_id, [[9], [8], [7]])
        await close_and_publish(peer, round_id)
    chair = await at_chair(made, windows)
    dialog = await ask_for_ranking(chair)
    partly = dialog.get_by_text("名次只按已有的得分排")
    await expect(partly).to_have_text("其中 2 人还没有“日常考核”的得分，名次只按已有的得分排。")
    await answer_dialog(chair, "取消")
    for subject, left in zip(made.ids("日常考核"), (1, 0), strict=True):
        assert (await made.http("PUT", f"/subjects/{subject}/entered", {"score": "8"})).status_code == 200
        await chair.reload()  # the scores come with the welcome
        await expect_link(chair)
        await ask_for_ranking(chair)
        await expect(partly).to_have_text([f"其中 {left} 人还没有“日常考核”的得分，名次只按已有的得分排。"] * left)
        await answer_dialog(chair, "取消")


async def test_grades_are_on_the_board_only_if_the_chair_ticks_them(host: Hosted, windows: Windows) -> None:
    made = await appraised(host)
    await made.http("PUT", f"/subjects/{made.ids()[1]}/decision", {"grade": "好", "reason": "复核"})
    await made.http("PUT", f"/subjects/{made.ids()[0]}/flags", ["重大失误"])
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    dialog = await ask_for_ranking(chair)
    await dialog.get_by_label("一次全部显示").check()
    await dialog.get_by_label("同时显示档次").check()
    await answer_dialog(chair, "显示排名")
    await expect(screen.locator(".ranking tbody .band-word")).to_have_text(["差 降档", "较好", "好 决定", "较好"])
    await expect(screen.locator(".foot .right")).to_contain_text("标“决定”的档次已由上级研究决定")


async def test_it_is_revealed_from_the_last_to_the_first_at_the_chairs_pace(host: Hosted, windows: Windows) -> None:
    """Those who share a rank together; one tap is one rank, however fast it is followed by another."""
    made = await appraised(host)
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    dialog = await ask_for_ranking(chair)
    await expect(dialog.get_by_label("从最后一名起，逐名揭晓")).to_be_checked()
    await answer_dialog(chair, "显示排名")
    await expect(listed(screen)).to_have_text(["乙", "丁"])
    await expect(screen.locator(".ranking tbody tr")).to_have_count(4)
    await expect(screen.locator(".figures")).to_have_text("已揭晓 2 人，共 4 人")
    await expect(step(chair)).to_have_text("下一名：第 2 名")
    await expect(chair.locator("#hint")).to_have_text("大屏已揭晓 2 人，共 4 人")
    await expect(step(chair)).to_be_enabled()
    await step(chair).dblclick()
    await expect(listed(screen)).to_have_text(["丙", "乙", "丁"])
    await expect(step(chair)).to_have_text("下一名：第 1 名")
    await press(chair, "下一名：第 1 名")
    await expect(listed(screen)).to_have_text(NAMES)
    await expect(screen.locator(".figures")).to_have_count(0)
    await expect(step(chair)).to_be_hidden()
    await expect(chair.locator("#state")).to_have_text("各轮测评已全部结束")


async def test_the_rest_is_revealed_at_once_on_request(host: Hosted, windows: Windows) -> None:
    made = await appraised(host)
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await ask_for_ranking(chair)
    await answer_dialog(chair, "显示排名")
    await expect(listed(screen)).to_have_text(["乙", "丁"])
    await press(chair, "其余全部揭晓")
    await expect(listed(screen)).to_have_text(NAMES)


async def test_a_presenters_remote_asks_reveals_and_goes_back(host: Hosted, windows: Windows) -> None:
    made = await appraised(host)
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await chair.clock.install()
    await chair.evaluate(HIDE, True)
    for after in (["乙", "丁"], ["丙", "乙", "丁"], NAMES):
        await expect(step(chair)).to_be_enabled()
        await chair.keyboard.press("PageDown")
        if after == ["乙", "丁"]:
            await expect(chair.get_by_role("dialog")).to_contain_text("翻页笔：再按“下一页”确认")
            await chair.clock.fast_forward(1_500)
            await chair.keyboard.press("PageDown")
        await expect(listed(screen)).to_have_text(after)
        await chair.clock.fast_forward(1_500)
    await press_when_ready(chair, "b")
    await expect_view(screen, "blank")
    await press_when_ready(chair, "b")
    await expect(chair.get_by_role("dialog", name="在大屏显示排名？")).to_be_visible()
    await chair.keyboard.press("Escape")
    await expect(chair.get_by_role("dialog")).to_have_count(0)
    await expect_view(screen, "blank")


async def test_nothing_that_the_desk_enters_appears_on_the_screen_by_itself(host: Hosted, windows: Windows) -> None:
    """On the shown ranking, nor on the result; shown again, the ranking is what is true then."""
    made = await appraised(host)
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await expect(screen.locator(".overview")).to_be_visible()
    result = await screen.inner_text("#main")
    dialog = await ask_for_ranking(chair)
    await dialog.get_by_label("一次全部显示").check()
    await dialog.get_by_label("同时显示档次").check()
    await answer_dialog(chair, "显示排名")
    await expect(listed(screen)).to_have_text(NAMES)
    before = await screen.inner_text("#main")
    board = await screen.locator(".boards").element_handle()
    one = f"/subjects/{made.ids()[1]}"
    for path, body in (
        (one + "/decision", {"grade": "好", "reason": "复核"}),
        (one + "/adjustments", [{"points": "2.5", "reason": "加分"}]),
        (f"/subjects/{made.ids()[0]}/flags", ["重大失误"]),
        ("/attendance", {"present": 6, "absent": 2}),
    ):
        assert (await made.http("PUT", path, body)).status_code == 200, path
    assert (await made.http("PATCH", "", {"names": {made.ids()[0]: {"name": "甲乙"}}})).status_code == 200
    assert (await made.http("PATCH", "", {"title": "改名的会"})).status_code == 200
    await expect(screen).to_have_title(re.compile("改名的会"))
    assert await screen.inner_text("#main") == before
    assert await board.evaluate("(node) => node.isConnected"), "nor is it drawn again"
    await press(chair, "结果")
    await press(chair.get_by_role("dialog"), "丙")
    await expect_view(screen, "result")
    await press(chair, "排名")
    await chair.get_by_role("dialog").get_by_label("一次全部显示").check()
    await answer_dialog(chair, "显示排名")
    await expect(listed(screen)).to_have_text(["乙", "甲乙", "丙", "丁"])
    assert "加分" not in result + before


async def test_a_screen_that_opens_later_shows_the_same_board(host: Hosted, windows: Windows) -> None:
    made = await appraised(host)
    async with made.chair() as peer:
        await peer.do("view", view="ranking", upto=2)
    first = await windows.screen(made)
    await expect(listed(first)).to_have_text(["丙", "乙", "丁"])
    await made.http("PUT", f"/subjects/{made.ids()[1]}/adjustments", [{"points": "2.5", "reason": "加分"}])
    second = await windows.screen(made)
    await expect(listed(second)).to_have_text(["丙", "乙", "丁"])
    assert await second.inner_text("#main") == await first.inner_text("#main")


async def test_without_a_published_score_the_chair_is_told_that_there_is_nothing_to_show(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await press(chair, "排名")
    await expect(chair.get_by_role("alert")).to_contain_text("没有可显示的排名")
    await expect_view(screen, "join")


async def test_a_certified_meeting_offers_the_final_ranking_even_after_an_earlier_one(
    host: Hosted, windows: Windows
) -> None:
    made = await appraised(host, quorum=None)
    await made.go_live()
    async with crowd(made, 6) as phones, made.chair() as peer:
        round_id = await peer.open(made.ids())
        await cast_all(phones, round_id, [[mark] for mark in MARKS])
        await close_and_publish(peer, round_id)
        await peer.do("view", view="ranking")
    chair, screen = await at_chair(made, windows), await windows.screen(made)
    await expect(listed(screen)).to_have_text(NAMES)
    await certify(made, 6, 0)
    await expect(step(chair)).to_have_text("大屏显示排名")
    await expect(screen.locator(".fingerprint")).to_have_count(0)
    dialog = await ask_for_ranking(chair)
    await dialog.get_by_label("一次全部显示").check()
    await answer_dialog(chair, "显示排名")
    await expect(screen.locator(".fingerprint")).to_be_visible()
    await expect(step(chair)).to_be_hidden()


@pytest.mark.scaled(1)
@pytest.mark.usefixtures("accessible")
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_dialog_and_board_are_accessible_in_both_languages(host: Hosted, silent: Windows, locale: str) -> None:
    made = await appraised(host, "甲乙丙丁戊")
    chair, screen = await at_chair(made, silent), await silent.screen(made)
    for page in (chair, screen):
        await choose_language(page, locale)
    await chair.locator("#view-ranking").click()
    dialog = chair.get_by_role("dialog")
    await expect(dialog.get_by_role("radio")).to_have_count(2)
    for label in await dialog.locator("label").all():
        box = await label.bounding_box()
        assert box is not None and box["width"] > 200 and box["height"] < 80, await label.inner_text()
    await dialog.get_by_role("checkbox").check()
    assert await violations(chair) == []
    await dialog.locator("[type=submit]").click()
    await expect(screen.locator(".fresh").first).to_be_visible()
    for page, size in ((chair, PHONE), (screen, PROJECTOR)):
        assert page.viewport_size == {"width": size[0], "height": size[1]}
        assert await violations(page) == []
