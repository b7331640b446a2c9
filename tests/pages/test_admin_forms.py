"""Every kind of meeting is set up on the pages alone (DECIDE §6 "Pages"), and so are forms and rules of one's own."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from cards.sample_files import samples_in
from tests.harness import Hosted
from tests.pages.actions import choose_language, press, speak
from tests.pages.set_up import Map, Secretary, as_meeting, sample
from tests.pages.windows import Windows
from tests.pages.wizard import open_wizard

pytestmark = pytest.mark.anyio

KINDS = {
    "town-18": "村镇书记述职评议",
    "two-parts": "社区书记上述下评",
    "indicators": "分项指标测评",
    "centre-mixed": "班子和干部民主测评",
    "three-bodies": "多方加权考核",
    "members": "民主评议党员",
    "election": "差额选举",
    "election-equal": "等额选举",
    "recommendation": "民主推荐",
    "congress": "人大满意度测评",
    "title-panel": "职称评审",
    "speech": "演讲比赛",
    "project-review": "项目评审",
    "jury-audience": "评委与观众打分",
    "shareholders": "社团、股东大会决议",
    "student-council": "学生会工作评议",
}


@pytest.mark.scaled(5)
@pytest.mark.parametrize("name", KINDS)
async def test_a_meeting_starts_from_its_kind_and_needs_only_names_and_numbers(
    host: Hosted, windows: Windows, name: str
) -> None:
    wanted = sample(name)
    secretary = Secretary(await open_wizard(windows, host))
    page = secretary.wizard.page
    await secretary.click(page.locator(".kind", has_text=KINDS[name]).first)
    await secretary.name_meeting(wanted)
    await secretary.next("who")
    await secretary.type(secretary.wizard.field("expected"), str(wanted["expected"]))
    for row, group in enumerate(wanted.get("groups", [])):
        if "size" in group:
            await secretary.type(secretary.wizard.field(f"groups[{row}].size"), str(group["size"]))
    await secretary.next("parts")
    for index, part in enumerate(wanted["parts"]):
        await secretary.paste(part["subjects"], index)
    await secretary.next("rules")
    await secretary.next("check")
    assert as_meeting(await secretary.create()) == as_meeting(wanted)
    assert secretary.clicks <= 6 + len(wanted["parts"])


async def test_a_kind_of_meeting_replaces_the_form_at_once_and_loses_nothing_typed_after_it(
    host: Hosted, windows: Windows
) -> None:
    """The form that the press leaves is the new one, without a request in between."""
    form = await open_wizard(windows, host)
    old = await form.field("title").element_handle()
    assert old is not None
    assert not await old.evaluate("(node) => { document.querySelector('.kind').click(); return node.isConnected; }")
    await form.title("2026")
    await expect(form.field("title")).to_have_value("2026")


FIELD_OF = "(node) => node.closest('[data-field]').dataset.field"


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
async def test_a_kind_of_meeting_keeps_the_language_of_the_page_and_leaves_no_hidden_problem(
    host: Hosted, windows: Windows, language: str
) -> None:
    """Its words are in that language; in another one, rules find the bands that they name."""
    form = await open_wizard(windows, host)
    page = form.page
    await choose_language(page, language)
    await page.locator(".kind").first.click()
    await expect(form.field("language")).to_have_value(language)
    (part, *_) = dict(samples_in(language))["town-18.json"]["parts"]
    await expect(page.locator("[data-field='parts'] input").first).to_have_value(part["name"])
    await form.field("language").select_option("zh")
    await form.field("language").select_option(language)
    await form.field("title").fill("2026")
    for name in ("who", "parts", "rules"):
        await form.go(name)
    problems = page.locator(".problem:not([hidden])")
    await expect(problems).to_have_count(3)  # once the server has answered: each of the three rosters is empty
    fields = [await problem.evaluate(FIELD_OF) for problem in await problems.all()]
    assert fields == [f"parts[{index}].subjects" for index in range(3)]


async def congress(secretary: Secretary, wanted: Map) -> None:
    """满意度测评: three words, a decision for each, and a rate."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "怎样得出结果"), "votes")
    await secretary.click(card.get_by_text("修改这张表"))
    await secretary.type(secretary.label(card, "表名"), "专项工作满意度测评票")
    await secretary.press(card, "增加选项")
    for index, word in enumerate(("满意", "基本满意", "不满意")):
        await secretary.type(secretary.label(card, "选项", index), word)
    await secretary.type(secretary.label(card, "项目名称"), "测评意见")
    await secretary.press(card, "逐档过半")
    await secretary.choose(secretary.label(card, "票数的基数"), "expected")
    await secretary.choose(secretary.label(card, "比较方式"), "at_least")
    await secretary.click(card.get_by_text("满意率等指标"))
    await secretary.press(card, "增加指标")
    await secretary.type(secretary.label(card, "指标名称"), "满意率")
    await secretary.tick(secretary.group(card, "指标包括的选项"), "满意", "基本满意")


async def election(secretary: Secretary, wanted: Map) -> None:
    """差额选举: a limit, another name, and three seats."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "怎样得出结果"), "votes")
    await secretary.press(card, "选举")
    await secretary.type(secretary.label(card, "名额"), "3")
    await secretary.click(card.get_by_text("修改这张表"))
    await secretary.type(secretary.label(card, "表名"), "委员会委员选票")
    await secretary.click(card.get_by_text("填写要求"))
    await secretary.press(card, "增加限制")
    await secretary.type(secretary.label(card, "限制数"), "3")
    await secretary.tick(card, "可以另选他人")


async def title_panel(secretary: Secretary, wanted: Map) -> None:
    """职称评审: a vote and a mark that agree."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "怎样得出结果"), "votes")
    await secretary.click(card.get_by_text("修改这张表"))
    await secretary.type(secretary.label(card, "表名"), "职称评审表决票")
    for index, word in enumerate(("同意", "不同意")):
        await secretary.type(secretary.label(card, "选项", index), word)
    await secretary.press(card, "增加项目")
    await secretary.type(secretary.label(card, "项目名称", 1), "评分")
    await secretary.tick(card.locator(".item-row").nth(1), "可弃权")
    await secretary.click(card.get_by_text("说明、单独的评分方式").nth(1))
    await secretary.tick(card.locator(".item-row").nth(1), "这一项单独设评分方式")
    await secretary.choose(secretary.label(card, "评分方式", 1), "numbers")
    await secretary.type(secretary.label(card, "最低分"), "0")
    await secretary.type(secretary.label(card, "最高分"), "100")
    await secretary.click(card.get_by_text("填写要求"))
    for index, (word, need) in enumerate((("同意", "at_least"), ("不同意", "below"))):
        await secretary.press(card, "增加对应要求")
        await secretary.choose(secretary.label(card, "选了什么", index), word)
        await secretary.choose(secretary.label(card, "要求", index), need)
        await secretary.type(secretary.label(card, "分数", index), "60")
    await secretary.choose(secretary.label(card, "票数的基数"), "present")
    await secretary.choose(secretary.label(card, "比较方式"), "at_least")
    await secretary.type(secretary.label(card, "比例"), "2/3")
    await secretary.click(card.get_by_text("满意率等指标"))
    await secretary.press(card, "再比一项")
    await secretary.press(card, "再比一项")


async def project_review(secretary: Secretary, wanted: Map) -> None:
    """项目评审: items with maxima of their own, explained at length, and their sum."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "测评表"), "blank")
    await secretary.type(secretary.label(card, "表名"), "项目评审评分表")
    await secretary.type(secretary.label(card, "最低分"), "0")
    await secretary.type(secretary.label(card, "最高分"), "100")
    for index, item in enumerate(wanted["parts"][0]["form"]["items"]):
        if index:
            await secretary.press(card, "增加项目")
        row = card.locator(".item-row").nth(index)
        await secretary.type(secretary.label(row, "项目名称"), item["title"])
        await secretary.click(row.get_by_text("说明、单独的评分方式"))
        await secretary.type(secretary.label(row, "详细说明"), item["about"])
        await secretary.tick(row, "这一项单独设评分方式")
        await secretary.type(secretary.label(row, "最高分"), str(item["scale"]["max"]))
    await secretary.choose(secretary.label(card, "一张票的得分"), "sum")


async def project_rules(secretary: Secretary, wanted: Map) -> None:
    """Three bands, two decimals, few judges."""
    rules = secretary.wizard.page.locator("[data-field=rules]")
    await secretary.choose(secretary.label(rules, "会议的等次线"), "own")
    await secretary.press(rules.locator(".row").filter(has=rules.page.get_by_label("档次", exact=True)).nth(3), "删除")
    for index, (word, floor) in enumerate((("优先安排", "85"), ("建议安排", "70"), ("暂缓安排", "0"))):
        await secretary.type(secretary.label(rules, "档次", index), word)
        await secretary.type(secretary.label(rules, "最低分", index), floor)
    await secretary.type(secretary.label(rules, "保留小数位"), "2")
    await secretary.tick(rules, "评委人数少：不足 5 票也公布")


async def speech(secretary: Secretary, wanted: Map) -> None:
    """演讲比赛: marks to the hundredth."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "测评表"), "blank")
    await secretary.type(secretary.label(card, "表名"), "演讲比赛评分表")
    await secretary.type(secretary.label(card, "最低分"), "0")
    await secretary.choose(secretary.label(card, "最小分差"), "0.01")
    await secretary.type(secretary.label(card, "项目名称"), "得分")


async def speech_rules(secretary: Secretary, wanted: Map) -> None:
    """The highest and the lowest of five are left out; two awards."""
    rules = secretary.wizard.page.locator("[data-field=rules]")
    await secretary.type(secretary.label(rules, "去掉几个最高、最低分"), "1")
    await secretary.type(secretary.label(rules, "至少几票才去"), "5")
    await secretary.tick(rules, "评委人数少：不足 5 票也公布")
    await secretary.type(secretary.label(rules, "票种单列的最少票数"), "1")
    for index, (award, places) in enumerate((("一等奖", "1"), ("二等奖", "2"))):
        await secretary.press(rules, "增加奖项")
        await secretary.type(secretary.label(rules, "奖项名称", index), award)
        await secretary.type(secretary.label(rules, "奖项数量", index), places)


async def student_council(secretary: Secretary, wanted: Map) -> None:
    """学生会: words with values, an abstention counts as 0."""
    card = secretary.part()
    await secretary.choose(secretary.label(card, "测评表"), "blank")
    await secretary.type(secretary.label(card, "表名"), "学生会部门评议表")
    await secretary.choose(secretary.label(card, "评分方式"), "words")
    await secretary.press(card.locator(".scale-editor .row").filter(visible=True).nth(3), "删除")
    for index, (word, value) in enumerate((("满意", "100"), ("基本满意", "60"), ("不满意", "0"))):
        await secretary.type(secretary.label(card, "选项", index), word)
        await secretary.type(secretary.label(card, "分值", index), value)
    await secretary.type(secretary.label(card, "项目名称"), "总体评价")
    await secretary.tick(card, "可弃权")
    await secretary.choose(secretary.label(card, "弃权怎样计"), "zero")


async def student_rules(secretary: Secretary, wanted: Map) -> None:
    """Ties are broken by the ballots for the best word; one award."""
    rules = secretary.wizard.page.locator("[data-field=rules]")
    await secretary.type(secretary.label(rules, "保留小数位"), "2")
    await secretary.press(rules, "再比一项")
    await secretary.choose(secretary.label(rules, "排名依据", 1), "count:满意")
    await secretary.press(rules, "增加奖项")
    await secretary.type(secretary.label(rules, "奖项名称"), "先进部门")
    await secretary.type(secretary.label(rules, "奖项数量"), "1")


async def panel_rules(secretary: Secretary, wanted: Map) -> None:
    """Few judges."""
    await secretary.tick(secretary.wizard.page.locator("[data-field=rules]"), "评委人数少：不足 5 票也公布")


Steps = Callable[[Secretary, Map], Awaitable[None]]


async def none(secretary: Secretary, wanted: Map) -> None:
    """No rules beyond those of the part."""


BUILT: dict[str, tuple[Steps, Steps, int, int]] = {
    "congress": (congress, none, 19, 14),
    "election": (election, none, 16, 12),
    "title-panel": (title_panel, panel_rules, 28, 17),
    "project-review": (project_review, project_rules, 25, 29),
    "speech": (speech, speech_rules, 14, 19),
    "student-council": (student_council, student_rules, 18, 24),
}
"""The part, the rules, and the most clicks and texts that the whole meeting may take."""


@pytest.mark.scaled(3)
@pytest.mark.parametrize("name", BUILT)
async def test_a_meeting_of_ones_own_is_built_from_nothing(host: Hosted, windows: Windows, name: str) -> None:
    wanted = sample(name)
    build, rule, clicks, texts = BUILT[name]
    secretary = Secretary(await open_wizard(windows, host))
    await secretary.name_meeting(wanted)
    await secretary.next("who")
    await secretary.set_voters(wanted)
    await secretary.next("parts")
    await secretary.type(secretary.label(secretary.part(), "环节名称"), wanted["parts"][0]["name"])
    await build(secretary, wanted)
    await secretary.paste(wanted["parts"][0]["subjects"])
    await secretary.next("rules")
    await secretary.choose(secretary.wizard.field("show"), wanted["show"])
    await rule(secretary, wanted)
    await secretary.next("check")
    assert as_meeting(await secretary.create()) == as_meeting(wanted)
    assert (secretary.clicks, secretary.texts) <= (clicks, texts), (secretary.clicks, secretary.texts)


async def test_what_is_wrong_with_a_form_or_a_rule_is_said_at_its_field(host: Hosted, windows: Windows) -> None:
    secretary = Secretary(await open_wizard(windows, host))
    form, card = secretary.wizard, secretary.part()
    await form.title("会")
    await form.go("parts")
    await secretary.choose(secretary.label(card, "测评表"), "blank")
    await secretary.type(secretary.label(card, "表名"), "表")
    await secretary.type(secretary.label(card, "最高分"), "0")
    await secretary.press(card, "增加项目")
    await secretary.paste([{"name": "甲"}])
    await press(form.page, "下一步")
    fields = ("scale.max", "items[0].title", "items[1].title")
    for name in fields:
        await expect(form.field(f"parts[0].form.{name}")).to_have_attribute("aria-invalid", "true")
    await expect(card.locator(".item-row > .problem").first).to_contain_text("不能为空")
    await form.at("parts")
    await secretary.choose(secretary.label(card, "怎样得出结果"), "votes")
    await secretary.type(secretary.label(card, "比例"), "过半")
    await secretary.type(secretary.label(card, "名额"), "9")
    await press(form.page, "下一步")
    await expect(form.field("parts[0].decide.rules[0].over")).to_have_attribute("aria-invalid", "true")
    await speak(form.page, "en")
    await press(form.page, "Next")
    await expect(form.field("parts[0].decide.rules[0].over")).to_have_attribute("aria-invalid", "true")
    problem = card.locator(".decide-editor .row > .problem").first
    await expect(problem).to_contain_text("number")
    assert (await problem.inner_text()).isascii()


async def test_a_form_follows_its_preview_and_its_rules_follow_its_words(host: Hosted, windows: Windows) -> None:
    secretary = Secretary(await open_wizard(windows, host))
    form, card = secretary.wizard, secretary.part()
    await form.go("parts")
    await secretary.choose(secretary.label(card, "测评表"), "motion")
    await secretary.choose(secretary.label(card, "怎样得出结果"), "votes")
    await secretary.click(card.get_by_text("修改这张表"))
    await secretary.type(secretary.label(card, "选项"), "同意")
    await expect(card.locator(".picture-word").first).to_have_text("同意")
    await expect(secretary.group(card, "算哪些选项的票").get_by_label("同意")).to_be_checked()
    await secretary.press(card, "纸质票")
    await expect(card.locator(".picture-paper td").first).to_have_text("□同意□反对")
    await expect(card.get_by_label("测评表").locator("option:checked")).to_contain_text("自己的表")
    await secretary.type(secretary.label(card, "选项"), "赞成")
    await expect(card.get_by_label("测评表")).to_have_value("motion")


async def test_a_part_that_no_bands_judge_says_so_until_it_has_its_own(host: Hosted, windows: Windows) -> None:
    secretary = Secretary(await open_wizard(windows, host))
    form, card = secretary.wizard, secretary.part()
    await form.go("parts")
    said = card.get_by_text("未设等次线")
    await secretary.choose(secretary.label(card, "测评表"), "blank")
    await secretary.type(secretary.label(card, "表名"), "表")
    await secretary.type(secretary.label(card, "项目名称"), "得分")
    await secretary.type(secretary.label(card, "最高分"), "100")
    await form.page.keyboard.press("Tab")
    await expect(said).to_be_visible()
    await secretary.choose(secretary.label(card, "本环节的等次"), "own")
    await expect(said).to_be_hidden()
