"""The voter's page on long scales, sums, agreements, votes, limits by number and names to write in (DECIDE §1, §3)."""

from playwright.async_api import Page, expect

from tests.harness import Map
from tests.pages.actions import press
from tests.pages.voter_stage import Stage, expect_state, mark, row_mark, state, subjects, submit_button

ABOUT = "看能否把党的创新理论讲清楚，能否结合本职工作谈体会，能否回答群众关心的问题。"
WORDS: Map = {"choices": [["满意", "100"], ["基本满意", "60"], ["不满意", "0"]]}
HUNDREDTHS: Map = {
    "title": "演讲比赛评分表",
    "scale": {"min": "0", "max": "10", "step": "0.01"},
    "items": [{"key": "score", "title": "得分"}],
}
PROJECT: Map = {
    "title": "项目评审评分表",
    "score": "sum",
    "items": [
        {"key": "need", "title": "立项必要性", "scale": {"min": 0, "max": 20}, "about": ABOUT},
        {"key": "plan", "title": "方案可行性", "scale": {"min": 0, "max": 40, "step": "0.5"}},
        {"key": "team", "title": "团队基础", "scale": {"min": 0, "max": 30}},
        {"key": "cost", "title": "经费预算", "scale": {"min": 0, "max": 10}},
    ],
}
MIXED: Map = {
    "title": "综合测评表",
    "scale": {"min": 1, "max": 10},
    "items": [
        {"key": "work", "title": "工作实绩", "about": ABOUT},
        {"key": "whole", "title": "总体满意度", "weight": "0", "scale": WORDS, "abstain": True},
    ],
}
TITLE_PANEL: Map = {
    "title": "职称评审表决票",
    "items": [
        {"key": "vote", "title": "表决", "scale": {"choices": [["同意", "1"], ["不同意", "0"]]}, "abstain": True},
        {"key": "mark", "title": "分数", "scale": {"min": 0, "max": 100}},
    ],
    "agree": [
        {"item": "vote", "choice": "同意", "needs": {"item": "mark", "at_least": "60"}},
        {"item": "vote", "choice": "不同意", "needs": {"item": "mark", "below": "60"}},
    ],
}
MOTION: Map = {
    "title": "表决票",
    "scale": {"choices": [["赞成", "1"], ["反对", "0"]]},
    "items": [{"key": "vote", "title": "表决", "abstain": True}],
}
ELECTION: Map = {
    **MOTION,
    "title": "选举票",
    "limits": [{"choices": ["赞成"], "at_least": 1, "at_most": 3}],
    "write_in": {"as": "赞成", "at_most": 2},
}
MOTION_TITLE = "关于通过《村集体经济组织章程（草案）》并授权理事会办理登记手续的议案"
CANDIDATES = ["王建国", "李秀英", "张伟", "刘洋", "陈静"]


def half(base: str, grades: tuple[str, str], **more: object) -> Map:
    """Decided by more than half of the base."""
    return {"base": base, "rules": [{"grade": grades[0], "of": ["赞成"], "over": "1/2", **more}, {"grade": grades[1]}]}


def part(form: Map, names: list[str], **more: object) -> Map:
    return {"name": "上述", "form": form, "subjects": [{"name": name} for name in names], **more}


async def meet(stage: Stage, *parts: Map) -> Page:
    """A meeting with these parts, and its first part opened as a whole on the phone."""
    await stage.meet(parts=list(parts))
    return await stage.vote(many=len(parts[0]["subjects"]))


async def type_number(page: Page, title: str, text: str) -> None:
    """By the pad alone."""
    box = page.get_by_role("spinbutton", name=title)
    await box.click()
    keys = page.locator(".pad:visible")
    for key in text:
        await keys.get_by_role("button", name="小数点" if key == "." else key, exact=True).click()


@state
async def number(stage: Stage) -> Page:
    await stage.meet(HUNDREDTHS)
    page = await stage.vote()
    await expect(page.locator(".pad")).to_be_visible()
    return page


@state
async def number_typed(stage: Stage) -> Page:
    page = await number(stage)
    await type_number(page, "得分", "9.25")
    return page


@state
async def number_wrong(stage: Stage) -> Page:
    page = await number(stage)
    await type_number(page, "得分", "92.5")
    await expect(page.locator(".item .problem")).to_be_visible()
    return page


@state
async def hundred(stage: Stage) -> Page:
    """A long scale judged by bands of its own."""
    form = {**HUNDREDTHS, "title": "百分制测评表", "scale": {"min": 0, "max": 100}}
    bands = [["优秀", "90"], ["良好", "75"], ["一般", "60"], ["差", "0"]]
    await stage.meet(parts=[{**part(form, []), "subjects": subjects(3), "bands": bands}])
    page = await stage.vote()
    await type_number(page, "得分", "86")
    return page


@state
async def sums(stage: Stage) -> Page:
    await stage.meet(PROJECT)
    page = await stage.vote()
    await type_number(page, "立项必要性", "17")
    await type_number(page, "方案可行性", "35.5")
    return page


@state
async def mixed(stage: Stage) -> Page:
    await stage.meet(MIXED)
    page = await stage.vote()
    await page.get_by_text("说明", exact=True).click()
    await mark(page, 9).check()
    return page


@state
async def disagreeing(stage: Stage) -> Page:
    """The mark contradicts the vote."""
    decide = {
        "item": "vote",
        "base": "present",
        "rules": [{"grade": "通过", "of": ["同意"], "at_least": "2/3"}, {"grade": "不通过"}],
    }
    page = await meet(stage, part(TITLE_PANEL, ["高工　周立新"], decide=decide))
    await mark(page, 0).check()
    await type_number(page, "分数", "55")
    await expect(page.locator(".item .problem").filter(has_text="60")).to_be_visible()
    return page


@state
async def motion(stage: Stage) -> Page:
    return await meet(stage, part(MOTION, [MOTION_TITLE], decide=half("expected", ("通过", "不通过"))))


@state
async def motion_chosen(stage: Stage) -> Page:
    page = await motion(stage)
    await mark(page, 0).check()
    return page


@state
async def election(stage: Stage) -> Page:
    decide = half("present", ("当选", "未当选"), seats=3)
    page = await meet(stage, part(ELECTION, CANDIDATES, decide=decide))
    await row_mark(page, 1, 0).check()
    return page


async def marked(page: Page, marks: list[int]) -> None:
    for number, value in enumerate(marks, 1):
        await row_mark(page, number, value).check()


@state
async def election_over(stage: Stage) -> Page:
    page = await election(stage)
    await marked(page, [0, 0, 0, 0, 1])
    await expect(submit_button(page).last).to_have_text("赞成 最多 3 名，现在 4 名")
    return page


async def add_name(page: Page, name: str) -> None:
    await page.get_by_label("另选他人的姓名").fill(name)
    await press(page, "添加")


@state
async def election_review(stage: Stage) -> Page:
    page = await election(stage)
    await marked(page, [0, 0, 1, 1, 1])
    await add_name(page, "欧阳·娜")
    await press(page, "提交 5/5")
    return page


@state
async def election_named_twice(stage: Stage) -> Page:
    """A written-in name that is on the ballot."""
    page = await election_review(stage)
    await add_name(page, "王 建国")
    await expect(page.locator(".names .problem")).to_have_text("“王 建国”已在表上，请直接选。")
    return page


@state
async def election_alone(stage: Stage) -> Page:
    """One candidate for one seat: the names are on the same page."""
    form = {**ELECTION, "limits": [{"choices": ["赞成"], "at_most": 1}], "write_in": {"as": "赞成", "at_most": 1}}
    page = await meet(stage, part(form, ["王建国"], decide=half("present", ("当选", "未当选"), seats=1)))
    await mark(page, 1).check()
    await add_name(page, "李秀英")
    await expect_state(page, "ballot")
    return page
