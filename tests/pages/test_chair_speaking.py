"""A person's report is timed on the way to the vote: report, questions, remarks, each in one tap or skipped in one."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, Process, TestClock, crowd, hosted
from tests.pages.actions import HIDE, answer_dialog, cast_all, expect_link, expect_title, press
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

REPORT, QUESTIONS, REMARKS = "开始述职计时（15 分钟）", "开始提问计时（5 分钟）", "开始点评计时（5 分钟）"
DIRECT_TAPS = 4
"""Next person, start voting, end voting, publish."""
EIGHTEEN: Map = {"name": "上述", "form": "secretary", "subjects": [{"name": f"第{i:02}支部书记"} for i in range(1, 19)]}
MOTION: Map = {
    "name": "决议", "form": "motion", "subjects": [{"name": "休会"}],
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}], "base": "valid"},
}  # fmt: skip


def just_started(text: str, minutes: int) -> re.Pattern[str]:
    """Whole minutes, or up to a minute less."""
    return re.compile(re.escape(text) + rf"({minutes}:00|{minutes - 1}:[0-5]\d)")


async def expect_step(page: Page, name: str) -> None:
    await expect(page.locator("#step-word")).to_have_text(name)
    await expect(page.locator("#step")).to_be_enabled()


async def take_step(page: Page, name: str) -> None:
    await expect_step(page, name)
    await page.locator("#step").click()


async def expect_skips(page: Page, *names: str) -> None:
    await expect(page.locator("#skips .button")).to_have_text(list(names))


class Thumb:
    """Taps buttons by their names and counts the taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    async def tap(self, name: str) -> None:
        self.taps += 1
        await press(self.page, name)


async def test_a_person_is_timed_through_report_questions_and_remarks_by_the_one_large_step(
    host: Hosted, windows: Windows
) -> None:
    """The step has the time that remains, and the room sees it."""
    made = await host.make()
    page, screen = await windows.chair(made), await windows.screen(made)
    clock, shown = page.get_by_role("timer"), screen.locator(".timer")
    await expect(clock).to_be_hidden()
    for step, word, on_screen, minutes in (
        (REPORT, "述职剩余", "述职时间", 15),
        (QUESTIONS, "提问剩余", "提问时间", 5),
        (REMARKS, "点评剩余", "点评时间", 5),
    ):
        await take_step(page, step)
        for place in (clock, page.locator("#step")):
            await expect(place).to_contain_text(just_started(f"{word} ", minutes))
        await expect(page.locator("#showing")).to_have_text("大屏：议程")
        await expect(shown).to_contain_text(just_started(on_screen, minutes))
    await expect(page.locator("#skips .button")).to_have_count(0)
    await take_step(page, "开始投票")
    await expect_step(page, "结束投票")
    await expect(clock).to_be_hidden()


async def test_a_person_takes_four_taps_where_nothing_is_timed(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    thumb = Thumb(page)
    async with crowd(made, 6) as peers, made.chair() as chair:
        for n, subject in enumerate(made.ids()):
            await expect(page.locator("#cast")).to_have_text("6")
            before = thumb.taps
            if n:
                await thumb.tap(f"下一位：{made.subjects[n]['name']}")
            await thumb.tap("开始投票")
            opened = await chair.hear("round", state="open")
            assert [one["id"] for one in opened["subjects"]] == [subject]
            await cast_all(peers, opened["id"], 8)
            await expect(page.locator("#cast")).to_have_text("6")
            await expect(page.locator("#hint")).to_have_text("进场的手机都已投票")
            await thumb.tap("结束投票")
            await thumb.tap("公布结果")
            await expect(page.locator("#showing")).to_contain_text("大屏：结果")
            assert thumb.taps - before <= DIRECT_TAPS
    assert [one["score"] for one in (await made.tally(draft=True))["parts"][0]["subjects"]] == ["8.000"] * 3


async def test_each_step_of_a_report_is_skipped_in_one_tap(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    await expect_step(page, REPORT)
    await expect_skips(page, "跳到提问", "跳到点评", "开始投票")
    await press(page, "跳到提问")
    await expect_step(page, REMARKS)
    await expect(page.get_by_role("timer")).to_contain_text(just_started("提问剩余 ", 5))
    await expect_skips(page, "开始投票")
    await press(page, "开始投票")
    await expect_step(page, "结束投票")


async def test_steps_that_a_meeting_does_without_are_unticked_and_stay_so(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make())
    for kind in ("提问", "点评"):
        await page.get_by_role("checkbox", name=kind).uncheck()
    await page.get_by_label("述职分钟数").fill("１０")
    await page.get_by_label("述职分钟数").press("Enter")
    await expect_step(page, "开始述职计时（10 分钟）")
    await page.reload()
    await expect_skips(page, "开始投票")
    await take_step(page, "开始述职计时（10 分钟）")
    await expect(page.get_by_role("timer")).to_contain_text(just_started("述职剩余 ", 10))
    await expect_step(page, "开始投票")
    other = await windows.chair(await host.make())
    await expect_step(other, REPORT)


async def test_the_timer_pauses_goes_on_starts_over_and_survives_a_reload(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make())
    clock = page.get_by_role("timer")
    await press(page, "开始提问计时")
    await expect(clock).to_contain_text(just_started("提问剩余 ", 5))
    await press(page, "暂停计时")
    await expect(clock).to_contain_text(just_started("提问暂停，剩余 ", 5))
    await page.reload()
    await expect(clock).to_contain_text(just_started("提问暂停，剩余 ", 5))
    await press(page, "继续计时")
    await expect(clock).to_contain_text(just_started("提问剩余 ", 5))
    await press(page, "重新计时")
    await expect(clock).to_contain_text(just_started("提问剩余 ", 5))
    await expect_step(page, REMARKS)


async def test_an_exceeded_time_is_told_in_words_and_counted_up(
    tmp_path: Path, anyio_backend: str, windows: Windows
) -> None:
    """On the chair's page and on the screen, also after a pause."""
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make()
        async with made.chair() as chair:
            await chair.do("view", view="agenda")
            await chair.do("timer", kind="report", seconds=600, action="start")
            clock.run(635)
            page, screen = await windows.chair(made), await windows.screen(made)
            for place in (page.get_by_role("timer"), page.locator("#step-time")):
                await expect(place).to_contain_text("述职已超时 0:3")
            await expect(screen.locator(".timer")).to_contain_text("述职时间 · 已超时0:3")
            await page.clock.install()
            await expect_link(page)
            await page.evaluate(HIDE, True)
            await page.clock.run_for(60_000)
            await expect(page.get_by_role("timer")).to_contain_text("述职已超时 1:3")
            await chair.do("timer", kind="report", seconds=600, action="pause")
            await expect(screen.locator(".timer")).to_have_text("述职时间 · 已暂停 · 已超时0:35")


async def test_the_screen_says_that_the_time_is_exceeded_without_a_message(
    tmp_path: Path, anyio_backend: str, windows: Windows
) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make()
        screen = await windows.screen(made)
        await screen.clock.install()
        async with made.chair() as chair:
            await chair.do("view", view="agenda")
            await chair.do("timer", kind="comment", seconds=60, action="start")
            timer = screen.locator(".timer")
            await expect(timer).to_contain_text("点评时间")
            await expect(timer).not_to_contain_text("已超时")
            await screen.evaluate(HIDE, True)
            await screen.clock.run_for(65_000)
            await expect(timer).to_contain_text("点评时间 · 已超时0:0")


async def test_two_chairs_see_the_same_step(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    one, other = await windows.chair(made), await windows.chair(made)
    await take_step(one, REPORT)
    await expect_step(other, QUESTIONS)
    await take_step(other, QUESTIONS)
    await expect_step(one, REMARKS)
    await press(one, "开始投票")
    await expect_step(other, "结束投票")
    await expect(other.get_by_role("timer")).to_be_hidden()


async def test_a_timer_goes_on_while_the_connection_is_lost(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make())
    await take_step(page, REPORT)
    await expect(page.get_by_role("timer")).to_contain_text(just_started("述职剩余 ", 15))
    await page.context.set_offline(True)
    await expect_link(page, "连接中断，正在重连")
    for button in (page.locator("#step"), page.locator("#skip-comment"), page.locator("#skip-open")):
        await expect(button).to_be_disabled()
    await expect(page.locator("#step-time")).to_contain_text("述职剩余 14:")
    await page.context.set_offline(False)
    await expect_step(page, QUESTIONS)
    await expect(page.get_by_role("timer")).to_contain_text("述职剩余 14:")


async def test_a_timer_goes_on_through_a_restart_of_the_server(tmp_path: Path, windows: Windows) -> None:
    """The page comes back by itself to the step that it was at."""
    server = await Process(tmp_path).ready()
    try:
        page = await windows.chair(await server.make())
        await take_step(page, REPORT)
        await press(page, "跳到点评")
        await expect(page.get_by_role("timer")).to_contain_text(just_started("点评剩余 ", 5))
        server.kill()
        await expect_link(page, "连接中断，正在重连")
        server = await Process(tmp_path, server.port).ready()
        await expect_link(page)
        await expect_step(page, "开始投票")
        await expect(page.get_by_role("timer")).to_contain_text("点评剩余 4:")
    finally:
        server.kill()


async def test_whoever_is_timed_stays_on_the_floor_whatever_the_screen_shows(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers, round_id, 8)
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
        await take_step(page, "下一位：第二支部书记")
        await take_step(page, REPORT)
        await press(page, "空白")
        await expect(page.locator("#showing")).to_have_text("大屏：空白")
        await expect_step(page, QUESTIONS)
        await expect_title(page, "第二支部书记")
        await take_step(page, QUESTIONS)
        await expect(page.locator("#showing")).to_have_text("大屏：议程")


async def test_nothing_is_timed_before_a_motion_a_written_report_or_a_repeated_vote(
    host: Hosted, windows: Windows
) -> None:
    written: Map = {
        "name": "书面", "form": "secretary", "subjects": [{"name": name, "mode": "written"} for name in "甲乙"],
    }  # fmt: skip
    for part in (MOTION, written):
        page = await windows.chair(await host.make(parts=[part]))
        await expect_step(page, "开始投票")
        await expect_skips(page)
    made = await host.make()
    page = await windows.chair(made)
    await expect_step(page, REPORT)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("void", round=round_id, reason="念错了姓名")
    await expect_step(page, "开始投票")
    await expect_skips(page)
    await expect_title(page, "第一支部书记")


async def test_in_another_part_nobody_reports_a_second_time(host: Hosted, windows: Windows) -> None:
    one: Map = {"form": "secretary", "subjects": [{"name": "甲"}]}
    made = await host.make(parts=[{**one, "name": "上述"}, {**one, "name": "下评"}])
    page = await windows.chair(made)
    async with crowd(made, 5) as peers, made.chair() as chair:
        await expect_step(page, REPORT)
        round_id = await chair.open(made.ids("上述"))
        await cast_all(peers, round_id, 8)
        await chair.do("close", round=round_id)
        await take_step(page, "公布结果")
        await take_step(page, "下一环节：下评")
        await expect_step(page, "开始投票")


async def test_eighteen_report_one_after_the_other_and_are_voted_on_together(host: Hosted, windows: Windows) -> None:
    """The vote comes at the end; each person is called, timed and shown on the screen before."""
    made = await host.make(parts=[EIGHTEEN])
    page, screen = await windows.chair(made), await windows.screen(made)
    thumb = Thumb(page)
    names = [subject["name"] for subject in made.subjects]
    async with crowd(made, 6) as peers, made.chair() as chair:
        for n, name in enumerate(names):
            await expect_title(page, name)
            await thumb.tap(REPORT)
            await expect(page.get_by_role("timer")).to_contain_text(just_started("述职剩余 ", 15))
            if n < len(names) - 1:
                await thumb.tap("先不投票，请下一位")
                await expect(page.get_by_role("timer")).to_be_hidden()
                await expect_title(screen, names[n + 1])
        await expect(page.get_by_role("button", name="先不投票，请下一位")).to_have_count(0)
        assert thumb.taps == 2 * len(names) - 1
        await press(page, "合并为一轮…")
        await answer_dialog(page, "开始投票")
        opened = await chair.hear("round", state="open")
        assert [one["id"] for one in opened["subjects"]] == made.ids()
        await cast_all(peers, opened["id"], [[8]] * len(names))
        await expect(page.locator("#cast")).to_have_text("6")
        await take_step(page, "结束投票")
        await take_step(page, "公布结果")
        await expect_step(page, "大屏显示排名")


async def test_a_person_is_called_out_of_turn_from_the_list(host: Hosted, windows: Windows) -> None:
    made: MeetingClient = await host.make()
    page, screen = await windows.chair(made), await windows.screen(made)
    await press(page, "全部名单（3）")
    await page.get_by_role("dialog").get_by_role("button", name="第三支部书记").click()
    await answer_dialog(page, "请上场述职")
    for place in (page, screen):
        await expect_title(place, "第三支部书记")
    await take_step(page, REPORT)
    await press(page, "空白")
    await press(page, "议程")
    await expect(page.get_by_role("timer")).to_contain_text(just_started("述职剩余 ", 15))
    await press(page, "开始投票")
    await expect_step(page, "结束投票")
    await expect_title(page, "第三支部书记")
