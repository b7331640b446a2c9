"""Paper ballots of long scales, votes and written-in names, keyed at the desk (UX 19, DECIDE §1, §4)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, Peer
from tests.pages import voter_forms
from tests.pages.actions import press
from tests.pages.desk_actions import confirm_ballot, key_marks, open_paper_section, scan
from tests.pages.voter_forms import half, part
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

HUNDRED: Map = {**voter_forms.HUNDREDTHS, "scale": {"min": 0, "max": 100, "step": "0.5"}}
BANDS = [["合格", "60"], ["不合格", "0"]]


async def made_of(host: Hosted, form: Map, names: list[str], **more: object) -> MeetingClient:
    return await host.make({"title": "评议", "admission": "cards", "parts": [part(form, names, **more)]})


async def begun(windows: Windows, made: MeetingClient, chair: Peer) -> tuple[Page, str]:
    """The desk with an open round and a ballot to be keyed, and the ballot's code."""
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    await chair.open(made.ids())
    await scan(page, token)
    await expect(page.locator("input.digits").first).to_be_focused()
    return page, token


async def test_a_number_is_keyed_with_its_decimals_and_read_back(host: Hosted, windows: Windows) -> None:
    made = await made_of(host, HUNDRED, ["甲", "乙"], bands=BANDS)
    async with made.chair() as chair:
        page, token = await begun(windows, made, chair)
        await expect(page.get_by_text("0–100 分，精确到 0.5 分")).to_be_visible()
        await page.keyboard.type("85.3")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert").filter(has_text="甲：应为 0.5 的整数倍。")).to_be_visible()
        await page.keyboard.press("Control+A")
        await key_marks(page, "85.5", "59")
        await expect(page.locator("#page table strong")).to_have_text(["85.5 分（合格）", "59 分（不合格）"])
        await confirm_ballot(page, token)


async def test_a_line_is_made_invalid_by_a_key_or_its_button(host: Hosted, windows: Windows) -> None:
    made = await made_of(host, HUNDRED, ["甲", "乙"], bands=BANDS)
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        await key_marks(page, "/")
        pressed = page.get_by_role("button", name="甲 这一行无效")
        await expect(pressed).to_have_attribute("aria-pressed", "true")
        await pressed.click()
        await expect(page.get_by_label("甲", exact=True)).to_have_value("")
        await press(page, "乙 这一行无效")
        await page.get_by_label("甲", exact=True).focus()
        await key_marks(page, "80")
        await expect(page.locator("#page table strong")).to_have_text(["80 分（合格）", "无效"])


async def test_a_ballot_without_a_valid_line_is_to_be_keyed_as_spoiled(host: Hosted, windows: Windows) -> None:
    made = await made_of(host, HUNDRED, ["甲", "乙"], bands=BANDS)
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        await key_marks(page, "/", "/")
        await expect(page.get_by_text("没有一行有效。")).to_be_visible()


async def test_each_item_is_keyed_on_its_own_scale_and_the_sum_is_read_back(host: Hosted, windows: Windows) -> None:
    made = await made_of(host, voter_forms.PROJECT, ["甲项目", "乙项目"])
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        await page.keyboard.type("21")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert").filter(has_text="甲项目 立项必要性：应为 0–20 分。")).to_be_visible()
        await page.keyboard.press("Control+A")
        await key_marks(page, "17", "35.5", "28", "0", "/")
        cells = page.locator("#page tbody tr").first.locator("td")
        await expect(cells).to_have_text(["甲项目", "17 分", "35.5 分", "28 分", "0 分", "80.5"])


SCROLLED = """(form) => {
  const box = form.querySelector('.scroll').getBoundingClientRect();
  const cut = [...form.querySelectorAll('.scroll input, .scroll button')].filter((one) => {
    const { left, right, top } = one.getBoundingClientRect();
    const hit = top > 0 && top < innerHeight ? document.elementFromPoint(right - 4, top + 4) : one;
    return left < box.left || right > box.right || hit !== one;
  });
  return cut.map((one) => one.getAttribute('aria-label'));
}"""
"""Boxes and buttons of a sheet that are outside of what its scrolling box shows, or behind something."""


async def test_five_items_fit_into_a_laptops_window_and_on_a_narrow_one_the_sheet_scrolls_in_its_own_box(
    host: Hosted, windows: Windows
) -> None:
    """Nothing is cut or behind a button, before and after the boxes are filled in."""
    items = [{"key": f"i{place}", "title": title} for place, title in enumerate("德能勤绩廉")]
    form = {"title": "德能勤绩廉", "score": "sum", "scale": {"min": 0, "max": 20}, "items": items}
    made = await made_of(host, form, ["何静", "欧阳建国", "买买提·艾力"], bands=[])
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        sheet, buttons = page.locator("#page form"), page.locator("#page form .scroll button")
        await page.set_viewport_size({"width": 1366, "height": 768})
        assert await sheet.evaluate(SCROLLED) == []
        await key_marks(page, *["17"] * 14)
        await page.keyboard.type("20")
        assert await sheet.evaluate(SCROLLED) == []
        heights = await buttons.evaluate_all("all => all.map((one) => one.offsetHeight)")
        assert heights == [44] * 3
        await page.set_viewport_size({"width": 390, "height": 844})
        for place in (page.get_by_label("欧阳建国 廉"), page.get_by_label("欧阳建国 德")):
            await place.focus()
            await expect(place).to_be_in_viewport(ratio=1)
        assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_marks_that_do_not_agree_and_broken_limits_are_named_before_the_ballot_is_counted(
    host: Hosted, windows: Windows
) -> None:
    rules = [{"grade": "通过", "of": ["同意"], "at_least": "2/3"}, {"grade": "不通过"}]
    decide = {"item": "vote", "base": "present", "rules": rules}
    made = await made_of(host, voter_forms.TITLE_PANEL, ["甲", "乙"], decide=decide)
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        await key_marks(page, "1", "55", "-", "55")
        await expect(page.locator("#page form .banner")).to_have_text("甲：选“同意”时，“分数”须不低于 60。")


async def test_names_on_the_paper_are_keyed_after_the_marks_and_count_in_limits(host: Hosted, windows: Windows) -> None:
    decide = half("present", ("当选", "未当选"), seats=3)
    made = await made_of(host, voter_forms.ELECTION, voter_forms.CANDIDATES, decide=decide)
    async with made.chair() as chair:
        page, _ = await begun(windows, made, chair)
        await key_marks(page, "1", "1", "1", "2", "2")
        await expect(page.get_by_label("另选他人第 1 名")).to_be_focused()
        await page.keyboard.type("王 建国")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert").filter(has_text="已在表上")).to_be_visible()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("欧阳娜")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("另选他人：欧阳娜")).to_be_visible()
        await expect(page.locator("#page form .banner")).to_contain_text("赞成 最多 3 名，现在 4 名")
