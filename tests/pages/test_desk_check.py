"""Balance sheet, quorum, certification, and decisions added to the proposals (UX 20)."""

import re

import pytest
from playwright.async_api import expect

from tests.harness import MEETING, Hosted, crowd
from tests.pages.actions import answer_dialog, cast_all, certify, close_and_publish, hold_rounds, press
from tests.pages.desk_actions import ENTERED, RULES, expect_done, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


async def test_ux20_the_balance_sheet_names_what_is_off_and_by_how_much(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    page = await windows.desk(made)
    await open_section(page, "check")
    certify = page.get_by_role("button", name="确认结果")
    await expect(certify).to_be_disabled()
    await expect(page.locator("#why-not li")).to_have_text(
        ["应到 8 人，实到人数还没有填写", "应到 8 人，缺席人数还没有填写"]
    )
    await page.get_by_label("实到").fill("5")
    await page.get_by_label("缺席").fill("2")
    await press(page, "保存")
    await expect(page.get_by_text("少 1", exact=True)).to_be_visible()
    await expect(page.get_by_text("到会人数没有达到应到的 2/3（至少 6 人，还差 1 人）")).to_be_visible()
    await expect(page.locator("tr.off", has_text="比实到多 1 张")).to_have_count(3)
    await expect(page.locator("#nav-check .mark")).to_have_text("4 项不符")
    await page.get_by_label("实到").fill("6")
    await page.get_by_label("同时更正已截止的 3 轮（原为 5 人）").check()
    await press(page, "保存")
    await expect(page.get_by_text("到会人数已达应到的 2/3（至少 6 人）")).to_be_visible()
    await expect(page.get_by_text("各项相符，可以确认结果。")).to_be_visible()
    await expect(certify).to_be_enabled()


async def test_ux20_every_round_shows_its_figures_as_the_tally_has_them(host: Hosted, windows: Windows) -> None:
    """The eight figures of a round, and a voided round with its reason."""
    made = await host.make()
    await made.go_live()
    await hold_rounds(made)
    async with made.chair() as chair:
        await chair.do("void", round=(await made.tally())["rounds"][2]["id"], reason="投影出错，重投")
    page = await windows.desk(made)
    await open_section(page, "check")
    (first, _) = (await made.tally())["reconciliation"]["rounds"]
    shown = page.get_by_role("region", name="各轮选票").locator("tbody tr").first.locator("td.number, td.ends")
    wanted = ("eligible", "returned", "unreturned", "phone", "paper", "valid", "invalid", "abstained")
    await expect(shown).to_have_text([*(str(first[key]) for key in wanted), "相符"])
    voided = page.get_by_role("region", name="作废的轮次").locator("tbody tr")
    await expect(voided).to_have_text(["3第三支部书记投影出错，重投 · 作废前已显示 6 张票的计票结果"])


async def test_ux20_a_round_is_named_with_its_part_where_the_meeting_has_several(
    host: Hosted, windows: Windows
) -> None:
    """The same person is a subject of both."""
    made = await host.make(parts=[*MEETING["parts"], {**MEETING["parts"][0], "name": "下评"}])
    async with made.chair() as chair:
        for part in ("上述", "下评"):
            round_id = await chair.open(made.ids(part)[:1], part=part)
            await chair.do("close", round=round_id, confirm=True)
    page = await windows.desk(made)
    await open_section(page, "check")
    named = page.get_by_role("region", name="各轮选票").locator("td.who")
    await expect(named).to_have_text(["上述 · 第一支部书记", "下评 · 第一支部书记"])
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.locator(".log")).to_contain_text("开始第 2 轮投票：下评 · 第一支部书记")


async def test_ux20_held_back_results_and_a_rehearsal_keep_certification_waiting(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(show="closed")
    page = await windows.desk(made)
    await open_section(page, "check")
    await expect(page.locator("#why-not")).to_contain_text("现在是彩排，先转为正式会议。")
    await made.go_live()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await expect(page.locator("#why-not")).to_contain_text("第 1 轮还没有截止")
        await chair.do("close", round=round_id, confirm=True)
        await expect(page.locator("#why-not li")).to_have_text(["还有结果没有公布，请主持人公布。"])
        await expect(page.get_by_role("button", name="确认结果")).to_be_disabled()
        await chair.do("publish", round=round_id)
    await expect(page.locator("#left-out")).to_contain_text("各项相符，但请先看清楚")
    await expect(page.get_by_role("button", name="确认结果")).to_be_enabled()


async def test_ux20_certified_counts_are_frozen_and_the_fingerprint_is_shown(host: Hosted, windows: Windows) -> None:
    """A decision weeks later leaves the fingerprint as it was; adjustments and flags can change no more."""
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await windows.desk(made)
    await open_section(page, "check")
    await press(page, "确认结果")
    await answer_dialog(page, "确认结果")
    await expect_done(page, "结果已确认。")
    before = (await made.tally())["fingerprint"]
    await expect(page.locator("#fingerprint")).to_have_text(" ".join(before[at : at + 4] for at in range(0, 64, 4)))
    await expect(page.get_by_label("实到")).to_have_count(0)
    await open_section(page, "results")
    await expect(page.get_by_role("button", name="加减分… 第一支部书记")).to_be_disabled()
    await expect(page.get_by_role("button", name="标记… 第一支部书记")).to_be_disabled()
    await page.get_by_label("决定等次 第二支部书记").select_option("一般")
    await press(page, "只保存改动")
    await expect(page.get_by_text("与建议不同时，请写明理由。")).to_be_visible()
    await page.get_by_label("理由 第二支部书记").fill("年度任务未完成")
    await press(page, "只保存改动")
    await expect_done(page, "已保存 1 人的等次。")
    await expect(page.get_by_label("理由 第二支部书记")).to_have_value("年度任务未完成")
    await expect(page.locator("#fingerprint")).to_have_text(" ".join(before[at : at + 4] for at in range(0, 64, 4)))
    tally = await made.tally()
    decided = {one["subject"]["name"]: one["decided"] for one in tally["results"]}
    assert decided["第二支部书记"] == {"grade": "一般", "reason": "年度任务未完成"}
    assert tally["fingerprint"] == before


async def test_a_meeting_without_a_vote_is_certified_only_by_a_button_that_says_so(
    host: Hosted, windows: Windows
) -> None:
    """Certification cannot be undone: before anybody is voted on it is not the main thing to do, and it is named."""
    made = await host.make()
    await made.go_live()
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await windows.desk(made)
    await open_section(page, "check")
    button = page.get_by_role("button", name="确认结果")
    await expect(button).to_be_enabled()
    await expect(button).not_to_have_class(re.compile("primary|danger"))
    await expect(page.locator("#left-out")).to_contain_text("还没有人投票，没有一张计入的选票。")
    await button.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("还没有人投票，没有一张计入的选票。确认以后不能再投票。")
    await expect(dialog.get_by_role("button", name="仍然确认（还没有人投票）")).to_be_visible()
    await answer_dialog(page, "取消")
    assert (await made.http("GET", "")).json()["phase"] == "live"


async def test_whoever_is_not_voted_on_yet_is_named_before_certification(host: Hosted, windows: Windows) -> None:
    """Six of seven have no counted vote: five are named. Once all have one, the button is the main thing to do."""
    names = [{"name": name} for name in "甲乙丙丁戊己庚"]
    made = await host.make(expected=8, parts=[{**MEETING["parts"][0], "subjects": names}])
    await made.go_live()
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    async with crowd(made, 6) as peers, made.chair() as chair:
        first, *others = made.ids()
        round_id = await chair.open([first])
        await cast_all(peers, round_id, 8)
        await close_and_publish(chair, round_id)
        page = await windows.desk(made)
        await open_section(page, "check")
        button = page.get_by_role("button", name="确认结果")
        await expect(button).not_to_have_class(re.compile("primary"))
        await button.click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("还有 6 人没有计入的选票：乙、丙、丁、戊、己等。确认以后不能再投票。")
        await expect(dialog.get_by_role("button", name="仍然确认（6 人没有投票结果）")).to_be_visible()
        await answer_dialog(page, "取消")
        round_id = await chair.open(others)
        await cast_all(peers, round_id, [[8]] * 6)
        await close_and_publish(chair, round_id)
    await expect(page.locator("#left-out")).to_have_count(0)
    await expect(button).to_have_class(re.compile("primary"))
    await button.click()
    await expect(dialog.locator(".banner")).to_have_count(0)
    await answer_dialog(page, "确认结果")
    await expect_done(page, "结果已确认。")


async def test_a_score_that_is_not_typed_in_is_told_before_certification(host: Hosted, windows: Windows) -> None:
    made = await host.make({**MEETING, "parts": [*MEETING["parts"], ENTERED]})
    await made.go_live()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:3])
        await cast_all(peers, round_id, [[8]] * 3)
        await close_and_publish(chair, round_id)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await windows.desk(made)
    await open_section(page, "check")
    await press(page, "确认结果")
    await expect(page.get_by_role("dialog")).to_contain_text("还有 2 人没有录入成绩。确认以后不能再录入。")
    await answer_dialog(page, "仍然确认（2 人没有录入成绩）")
    await expect_done(page, "结果已确认。")


async def test_ux20_a_proposal_stands_with_its_reasons_beside_what_people_add(host: Hosted, windows: Windows) -> None:
    """Adjustments and flags by dialog; the quota line says whether it is met and who is nearest."""
    made = await host.make(rules=RULES)
    await made.go_live()
    await hold_rounds(made, mark=9)
    page = await windows.desk(made)
    await open_section(page, "results")
    await expect(page.get_by_text("要求约 40%")).to_contain_text("“较好”及以下占 0%")
    await press(page, "加减分… 第一支部书记")
    await page.get_by_label("分数", exact=True).fill("-2.5")
    await answer_dialog(page, "保存")
    await expect(page.get_by_text("每条都要有分数和理由")).to_be_visible()
    await page.get_by_label("理由", exact=True).fill("材料迟交")
    await answer_dialog(page, "保存")
    line = page.locator("tr.upper", has_text="第一支部书记")
    await expect(line).to_contain_text("6.500")
    await expect(line).to_contain_text("-2.5 材料迟交")
    await press(page, "标记… 第二支部书记")
    await page.get_by_label("标记", exact=True).fill("被问责")
    await answer_dialog(page, "保存")
    flagged = page.locator("tr.upper", has_text="第二支部书记")
    await expect(flagged).to_contain_text("被问责")
    await expect(flagged.locator(".grade")).to_have_text("差")
    tally = await made.tally()
    for one in tally["results"]:
        reasons = "；".join(why["text"] for why in one["reasons"] + one["remarks"])
        await expect(page.locator("tr.lower", has_text=reasons).first).to_be_visible()
    assert tally["quota"]["nearest"], "the rules of this test give somebody nearest"
    for name in tally["quota"]["nearest"]:
        await expect(page.get_by_text("最接近分界的是")).to_contain_text(name)


async def test_ux20_each_roster_has_its_own_table_and_a_grade_without_bands_is_typed(
    host: Hosted, windows: Windows
) -> None:
    hundred = {"title": "打分", "scale": {"min": 0, "max": 100}, "items": [{"key": "mark", "title": "得分"}]}
    score = {"name": "打分", "form": hundred, "subjects": [{"name": "镇书记"}]}
    quota = {"grade": "好", "bound": "at_most", "share": "0.30"}
    made = await host.make({**MEETING, "parts": [*MEETING["parts"], score]}, rules={"quota": quota})
    await made.go_live()
    await hold_rounds(made, mark=9)
    page = await windows.desk(made)
    await open_section(page, "results")
    await expect(page.get_by_role("heading", name="打分", exact=True)).to_be_visible()
    await expect(page.get_by_text("要求不超过 30%")).to_contain_text("“好”占 100%")
    await expect(page.get_by_role("table")).to_have_count(2)
    await page.get_by_label("决定等次 镇书记").fill("上等")
    await press(page, "保存改动，其余采用建议")
    await expect_done(page, "已保存 4 人的等次。")
    results = (await made.tally(draft=True))["results"]
    assert results[-1]["decided"] == {"grade": "上等", "reason": ""}


async def test_ux20_scores_of_an_entered_part_are_typed_down_the_column(host: Hosted, windows: Windows) -> None:
    """Enter goes to the next person; a score that is none says so in its own line and the others are kept."""
    made = await host.make({**MEETING, "parts": [*MEETING["parts"], ENTERED]})
    page = await windows.desk(made)
    await open_section(page, "results")
    await page.get_by_label("第一支部书记 日常考核").fill("8.5")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("第二支部书记 日常考核")).to_be_focused()
    await page.keyboard.type("很好")
    await page.keyboard.press("Enter")
    await expect(page.locator("#notice")).to_have_text("有的成绩没有保存，已在原处写明原因。")
    await expect(
        page.locator("tr", has=page.get_by_label("第二支部书记 日常考核")).locator(".problem")
    ).not_to_be_empty()
    await page.get_by_label("第二支部书记 日常考核").fill("7")
    await press(page, "保存成绩")
    await expect_done(page, "已保存。")
    entered = (await made.tally())["parts"][1]["subjects"]
    assert [one["score"] for one in entered] == ["8.500", "7.000"]


async def test_ux20_what_was_decided_survives_its_window(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    await made.go_live()
    await hold_rounds(made)
    await certify(made)
    page = await windows.desk(made)
    await open_section(page, "results")
    await page.get_by_label("决定等次 第一支部书记").select_option("较好")
    await press(page, "只保存改动")
    await expect_done(page, "已保存 1 人的等次。")
    await page.close()
    page = await windows.desk(made)
    await open_section(page, "results")
    await expect(page.get_by_label("决定等次 第一支部书记")).to_have_value("较好")
