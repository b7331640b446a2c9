"""Weights of groups and parts in a new meeting: the shares they come to, and what looks mistyped (UX 17)."""

import pytest
from playwright.async_api import expect

from tests.harness import Hosted
from tests.pages.actions import expect_title, press
from tests.pages.windows import Windows
from tests.pages.wizard import ROSTER, open_wizard

pytestmark = pytest.mark.anyio

TITLE = "二〇二二年度述职评议会"


async def test_ux17_shares_follow_the_weights_and_a_small_weighted_group_is_warned_about(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.go("who")
    assert await form.shares() == ["不加权"]
    await press(page, "增加票种")
    await form.group(0, "A票", "0．6", "4")
    await form.group(1, "B票", "0.2", "30")
    assert await form.shares() == ["75%", "25%"]
    await expect(page.locator(".warnings")).to_contain_text("“A票”只有 4 人")
    await form.group(0, "A票", "0.6", "5")
    await expect(page.locator(".warnings")).to_have_text("")
    await form.group(1, "B票", "", "30")
    await expect(page.locator(".warnings")).to_have_text("权重要么每个票种都填，要么都不填。")


async def test_ux17_weights_of_two_kinds_and_sizes_that_do_not_add_up_are_pointed_at(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.title(TITLE)
    await form.go("who")
    await press(page, "增加票种")
    await press(page, "增加票种")
    for row, (name, weight, people) in enumerate((("A票", "40", "6"), ("B票", "30", "9"), ("C票", "0.3", "5"))):
        await form.group(row, name, weight, people)
    await expect(page.locator(".warnings")).to_contain_text("“C票”的权重是 0.3，只占 0.4%")
    await page.get_by_label("应到人数").fill("21")
    await form.go("parts")
    await form.paste(ROSTER)
    await form.go("check")
    told = page.locator(".sentences").nth(1)
    await expect(told).to_contain_text("各票种共 20 人，与应到 21 人不符")
    await form.go("who")
    await page.get_by_label("应到人数").fill("")
    await form.go("check")
    await expect(told).to_contain_text("各票种共 20 人，可以填作应到人数")
    await form.go("who")
    await page.get_by_label("应到人数").fill("20")
    await form.go("check")
    await expect(told).not_to_contain_text("不符")


async def test_ux17_parts_add_up_as_typed_and_an_entered_one_needs_no_form(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.title(TITLE)
    await form.go("parts")
    await form.paste(ROSTER)
    await press(page, "增加环节")
    for part, (name, weight) in enumerate((("上述", "0.7"), ("日常考核", "0.3"))):
        card = page.locator(".part").nth(part)
        await card.get_by_label("环节名称").fill(name)
        await card.get_by_label("权重", exact=True).fill(weight)
    second = page.locator(".part").nth(1)
    await second.get_by_label("怎样得出结果").select_option("entered")
    await expect(second.get_by_label("测评表")).to_be_hidden()
    await form.paste(ROSTER, part=1)
    await expect(page.locator(".part .share").nth(1)).to_have_text("占比 30%")
    await expect(page.get_by_text("各环节权重合计 1，")).to_be_visible()
    await form.next("rules")
    await form.next("check")
    await expect(page.locator(".stage")).to_contain_text("日常考核：2 人，录入成绩，占总分 30%")
    await form.create()
    await expect_title(page, "会议已创建")


async def test_ux17_who_publishes_live_and_lets_anybody_in_is_warned_of_known_ballots(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    said = page.get_by_text("现场实时公布时，一人持多部手机可推算他人选票；正式测评请用票卡，或截止后公布", exact=True)
    await form.go("rules")
    await expect(said).to_be_visible()
    show = page.locator("[data-field=show]")
    await show.select_option("closed")
    await expect(said).to_be_hidden()
    await show.select_option("live")
    await form.go("who")
    await page.locator("[data-field=admission]").select_option("cards")
    await form.go("rules")
    await expect(said).to_be_hidden()


async def test_the_groups_together_are_offered_as_the_number_of_people_expected(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.go("who")
    expected, offer = page.get_by_label("应到人数"), page.locator(".offer")
    take = offer.get_by_role("button", name="填作应到人数", exact=True)
    await expect(take).to_be_hidden()
    await press(page, "增加票种")
    await form.group(0, "A票", "", "20")
    await expect(take).to_be_hidden()
    await form.group(1, "B票", "", "１0")
    await expect(offer).to_contain_text("各票种共 30 人")
    await take.click()
    await expect(expected).to_have_value("30")
    await expect(take).to_be_hidden()
    await expected.fill("31")
    await expect(offer).to_contain_text("各票种共 30 人，与应到 31 人不符")
    await form.group(1, "B票", "", "11")
    await expect(take).to_be_hidden()
    await expect(offer.get_by_role("status")).to_have_text("")


async def test_shares_of_parts_are_shown_once_their_rosters_tell_which_are_ranked_together(
    host: Hosted, windows: Windows
) -> None:
    """A share that a roster would change is not shown before it is there."""
    form = await open_wizard(windows, host)
    page = form.page
    await form.go("parts")
    shares = page.locator(".part .share")
    await expect(shares).to_have_text(["占比 100%"])
    await press(page, "增加环节")
    later = "占比待粘贴名单后显示"
    await expect(shares).to_have_text([later, later])
    for part, weight in enumerate(("0.7", "0.3")):
        await page.locator(".part").nth(part).get_by_label("权重", exact=True).fill(weight)
    await form.paste(ROSTER)
    await expect(page.locator(".part").first.get_by_label("姓名", exact=True).first).to_have_value("张三")
    await expect(shares).to_have_text([later, later])
    await form.paste("姓名\t单位\n赵六\t第三支部\n", part=1)
    await expect(shares).to_have_text(["占比 100%", "占比 100%"])
    await form.paste("姓名\t单位\n张三\t第一支部\n", part=1)
    await expect(shares).to_have_text(["占比 70%", "占比 30%"])
