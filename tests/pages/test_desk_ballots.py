"""Paper ballots that do not go straight in (UX 19): refused cards, lost answers, rounds that close meanwhile."""

import pytest
from playwright.async_api import expect

from tests.harness import MEETING, Hosted, receipt
from tests.pages.actions import press, speak
from tests.pages.axe import violations
from tests.pages.desk_actions import (
    balance_line,
    confirm_ballot,
    expect_done,
    grouped,
    key_marks,
    open_paper_section,
    open_section,
    scan,
)
from tests.pages.network import network_to
from tests.pages.windows import LAPTOP, Windows

pytestmark = pytest.mark.anyio


TWO_GROUPS = [{"name": "A票"}, {"name": "B票"}]


async def test_ux19_a_card_that_cannot_vote_is_refused_when_its_code_is_entered(host: Hosted, windows: Windows) -> None:
    """Used by a phone or on paper, void, of a group that does not vote, of another meeting, unknown."""
    made = await host.make(admission="cards", groups=TWO_GROUPS, parts=[{**MEETING["parts"][0], "groups": ["A票"]}])
    other = await host.make(admission="cards")
    void, by_phone, on_paper = await made.cards(3, group="A票")
    (not_eligible,), (foreign,) = await made.cards(1, group="B票"), await other.cards(1)
    await made.http("POST", "/void-cards", {"tokens": [void]})
    page = await open_paper_section(windows, made)
    async with made.chair() as chair, made.phone(by_phone) as phone:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8))
        await scan(page, on_paper)
        await key_marks(page, "9")
        await confirm_ballot(page, on_paper)
        for code, why in (
            (by_phone, "这张票卡在本轮已经投过票（手机或纸质），不能再录。"),
            (on_paper, "这张票卡在本轮已经投过票（手机或纸质），不能再录。"),
            (void, "这张票卡已经作废"),
            (not_eligible, "这张票卡的票种不参加这一轮。"),
            (foreign, "看看是不是别的会议的票卡"),
            ("0123456789ABCDEF", "没有这张票卡。"),
            ("ABCD-EF", "号码应为 16 位，现在是 6 位。"),
        ):
            await scan(page, code)
            await expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
            await expect(page.locator("input.digits")).to_have_count(0)
    line = await balance_line(made)
    assert (line["returned"], line["paper"]) == (2, 1)


async def test_ux19_a_spoiled_ballot_of_a_used_card_is_refused_before_it_is_confirmed(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair, made.phone(token) as phone:
        assert receipt(await phone.cast(await chair.open(made.ids()[:1]), 8))
        await page.locator("input.code").fill(token)
        await press(page, "这张是无效票")
        await expect(page.get_by_role("alert").filter(has_text="已经投过票")).to_be_visible()
        await expect(page.get_by_role("heading", name="确认无效票")).to_have_count(0)


async def test_ux19_a_card_that_votes_while_it_is_entered_is_refused_and_its_ballot_stays_until_it_is_dropped(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids()[:1])
        await scan(page, token)
        await expect(page.locator("input.digits")).to_be_focused()
        assert receipt(await phone.cast(round_id, 8))
        await key_marks(page, "3")
        await page.keyboard.press("Enter")
        await expect(page.locator("#notice")).to_contain_text("在本轮已经投过票（手机或纸质）")
        await expect(page.locator("#page table strong")).to_have_text("3 分（差）")
        await press(page, "放弃这张")
        await expect(page.locator("input.code")).to_be_focused()
    assert (await balance_line(made))["paper"] == 0


async def test_ux19_a_recused_card_shows_whom_it_may_not_score_when_its_code_is_entered(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1, recuse=made.ids()[1])
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:3])
        await scan(page, token)
        await expect(page.get_by_text("这张票卡回避：第二支部书记。已按回避填好。")).to_be_visible()
        await expect(page.get_by_label("第二支部书记", exact=True)).to_have_value("*")
        await expect(page.get_by_text("还有 2 项，共 3 项")).to_be_visible()
        await speak(page, "en")
        await expect(
            page.get_by_text("This card is recused from 第二支部书记; that is filled in already.")
        ).to_be_visible()
        await speak(page, "zh")
        await page.get_by_label("第一支部书记", exact=True).focus()
        await key_marks(page, "9", "", "7")
        await expect(page.locator("#page table strong")).to_have_text(["9 分（好）", "回避", "7 分（较好）"])
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    standing = (await made.tally())["parts"][0]["subjects"][1]
    assert (standing["ballots"], standing["recused"]) == (0, 1)


async def test_ux19_a_mark_for_a_recused_subject_is_refused(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1, recuse=made.ids()[1])
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:2])
        await scan(page, token)
        await key_marks(page, "9", "9")
        await page.keyboard.press("Enter")
        await expect(page.locator("#notice")).to_contain_text("这张票卡回避“第二支部书记”")
        await press(page, "修改")
        await page.get_by_label("第二支部书记", exact=True).fill("*")
        await page.keyboard.press("Enter")
        await expect(page.locator("#page table strong").nth(1)).to_have_text("回避")
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    standing = (await made.tally())["parts"][0]["subjects"][1]
    assert (standing["ballots"], standing["recused"]) == (0, 1)


async def test_ux19_a_ballot_whose_answer_was_lost_is_sent_again_by_itself_and_counts_once(
    host: Hosted, windows: Windows
) -> None:
    """The last awaited ballot closes the round while the desk is cut off: it still gets its receipt."""
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    async with network_to(host.port) as network, made.chair() as chair:
        page = await windows.open(f"{network.base}/desk#{made.keys['desk']}", LAPTOP)
        await open_section(page, "paper")
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, paper_pending=1, confirm=True)
        await scan(page, token)
        await key_marks(page, "9")
        network.hold()
        await page.keyboard.press("Enter")
        await chair.hear("round", id=round_id, state="closed")
        network.cut()
        await expect(page.locator("#link")).to_have_attribute("data-link", "lost")
        await expect(page.locator("#page table strong")).to_have_text("9 分（好）")
        network.restore()
        await expect_done(page, f"已收妥：{grouped(token)}。")
    line = await balance_line(made)
    assert (line["returned"], line["paper"]) == (1, 1)


async def test_ux19_a_ballot_being_keyed_outlives_another_section_and_the_other_language(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids())
        await scan(page, token)
        await key_marks(page, "9")
        await open_section(page, "check")
        await open_section(page, "paper")
        await expect(page.get_by_label("第一支部书记", exact=True)).to_have_value("9")
        await key_marks(page, "8")
        await speak(page, "en")
        await expect(page.get_by_label("第一支部书记", exact=True)).to_have_value("9")
        await expect(page.get_by_text("1 of 3 left")).to_be_visible()


async def test_ux19_a_round_that_closes_meanwhile_says_that_the_ballot_was_not_counted(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await scan(page, token)
        await expect(page.locator("input.digits")).to_be_focused()
        await chair.do("close", round=round_id, confirm=True)
        await expect(page.locator("#notice")).to_have_text(f"这一轮已经截止，正在录的 {grouped(token)} 没有计入。")
    assert (await balance_line(made))["returned"] == 0


async def test_ux19_codes_of_earlier_rounds_can_be_chosen_again_in_the_order_of_the_codes(
    host: Hosted, windows: Windows
) -> None:
    """Whoever has no phone hands in a ballot in every round; nothing shows whose came first, or what was on it."""
    made = await host.make(admission="cards")
    tokens = sorted(await made.cards(3))
    page = await open_paper_section(windows, made)
    group = page.get_by_role("group", name="前几轮录过的票卡（按号码排列）")
    async with made.chair() as chair:
        first = await chair.open(made.ids()[:1])
        for token, mark in zip(reversed(tokens), ("9", "3", "7"), strict=True):
            await scan(page, token)
            await key_marks(page, mark)
            await confirm_ballot(page, token)
        await expect(group).to_be_hidden()
        await chair.do("close", round=first, confirm=True)
        second = await chair.open(made.ids()[1:2])
        codes = group.get_by_role("button")
        await expect(codes).to_have_text([grouped(token) for token in tokens])
        assert await violations(page) == []
        await page.locator("input.code").fill(tokens[1][:15].lower())
        await expect(codes).to_have_text([grouped(tokens[1])])
        await codes.focus()
        await page.keyboard.press("Enter")
        await key_marks(page, "8")
        await confirm_ballot(page, tokens[1])
        await expect(codes).to_have_text([grouped(tokens[0]), grouped(tokens[2])])
        await made.http("POST", "/void-cards", {"tokens": [tokens[0]]})
        await press(page, grouped(tokens[0]))
        await expect(page.get_by_role("alert").filter(has_text="这张票卡已经作废")).to_be_visible()
        await chair.do("close", round=second, confirm=True)
        await chair.open(made.ids()[2:])
        await expect(codes).to_have_text([grouped(tokens[1]), grouped(tokens[2])])
        stored = await page.evaluate("JSON.stringify({...localStorage})")
        assert not any(token in stored or grouped(token) in stored for token in tokens), "with the tab they go"
        await page.reload()
        await open_section(page, "paper")
        await expect(codes).to_have_text([grouped(tokens[1]), grouped(tokens[2])])


async def test_ux19_a_ballot_that_proves_invalid_while_it_is_entered_is_entered_as_spoiled(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await scan(page, token)
        await key_marks(page, "9")
        await press(page, "这张是无效票")
        await expect(page.get_by_role("heading", name="确认无效票")).to_be_visible()
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    line = await balance_line(made)
    assert (line["returned"], line["invalid"]) == (1, 1)


async def test_ux19_a_card_that_was_checked_too_often_can_still_be_entered(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        for _ in range(5):
            await scan(page, token)
            await expect(page.locator("input.digits")).to_be_focused()
            await press(page, "放弃这张")
        await scan(page, token)
        await expect(page.get_by_text("这张票卡本轮已查询多次，不再提示是否投过票")).to_be_visible()
        await key_marks(page, "9")
        await confirm_ballot(page, token)
