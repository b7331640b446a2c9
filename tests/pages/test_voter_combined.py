"""Rounds on several subjects: going on by itself, a list beside the chips, chips with names (UX 3)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Map
from tests.pages.actions import expect_title, press
from tests.pages.voter_stage import OWN, Stage, chip, expect_state, mark, subjects, submit_button

pytestmark = pytest.mark.anyio

NAMES = ["第一党支部书记", "第二党支部书记", "第三党支部书记"]
LIST, ADVANCE = "列表", "选完自动换下一个"
NUMBERS: Map = {**OWN, "scale": {"min": 0, "max": 100}, "explain": []}
LATER_MS = 2000


async def ballot(stage: Stage, form: str | Map = "secretary") -> Page:
    """A ballot on three people, on a phone that advances and whose clock the test moves."""
    stage.timed = stage.advances = True
    await stage.meet(form, 3)
    page = await stage.vote(3)
    await expect_title(page, NAMES[0])
    await page.clock.pause_at(await page.evaluate("Date.now()") / 1000 + 1)
    return page


async def expect_to_stay(page: Page, name: str) -> None:
    await page.clock.run_for(LATER_MS)
    await expect_title(page, name)


async def expect_to_advance(page: Page, name: str) -> None:
    await page.clock.run_for(LATER_MS)
    await expect_title(page, name)


async def test_a_choice_by_touch_or_mouse_leads_on_to_the_next_incomplete_subject(stage: Stage) -> None:
    """From the last one to the first; nowhere when all are complete."""
    page = await ballot(stage)
    await chip(page, 2).click()
    await mark(page, 8).click()
    await expect_title(page, NAMES[1])
    await expect_to_advance(page, NAMES[2])
    await mark(page, 7).click()
    await expect_to_advance(page, NAMES[0])
    await mark(page, 9).click()
    await expect_to_stay(page, NAMES[0])
    await expect(submit_button(page).last).to_have_text("提交 3/3")


async def test_a_touch_counts_too(stage: Stage) -> None:
    page = await ballot(stage)
    box = await mark(page, 8).bounding_box()
    assert box is not None
    session = await page.context.new_cdp_session(page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    await session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(mark(page, 8)).to_be_checked()
    await expect_to_advance(page, NAMES[1])


async def test_keys_never_lead_on(stage: Stage) -> None:
    page = await ballot(stage)
    await mark(page, 10).focus()
    for key in ("Space", "ArrowRight", "ArrowDown"):
        await page.keyboard.press(key)
        await expect_to_stay(page, NAMES[0])
    await expect(page.get_by_role("radio", checked=True)).to_have_count(1)


async def test_nothing_leads_on_while_a_note_is_open_or_wanted(stage: Stage) -> None:
    page = await ballot(stage, OWN)
    await mark(page, 2).click()  # 差, which wants a note
    await expect_to_stay(page, NAMES[0])
    await page.get_by_role("textbox").fill("不够")
    await expect_to_stay(page, NAMES[0])
    await chip(page, 2).click()
    await page.locator("summary").click()
    await mark(page, 8).click()
    await expect_to_stay(page, NAMES[1])
    await chip(page, 3).click()
    await mark(page, 8).click()
    await page.locator("summary").click()  # opened in the moment before
    await expect_to_stay(page, NAMES[2])


async def test_a_correction_stays_and_a_slip_is_corrected_before_it_leads_on(stage: Stage) -> None:
    page = await ballot(stage)
    await mark(page, 8).click()
    await page.clock.run_for(300)
    await mark(page, 7).click()
    await page.clock.run_for(300)
    await expect_title(page, NAMES[0])
    await expect_to_advance(page, NAMES[1])
    await chip(page, 1).click()
    await mark(page, 9).click()
    await expect_to_stay(page, NAMES[0])


async def test_advancing_is_switched_off_for_good(stage: Stage) -> None:
    page = await ballot(stage)
    switch = page.get_by_role("button", name=ADVANCE)
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await switch.click()
    for name in NAMES[:2]:
        await mark(page, 8).click()
        await expect_to_stay(page, name)
        await page.reload()
        await expect(switch).to_have_attribute("aria-pressed", "false")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("form", ["secretary", NUMBERS], ids=["buttons", "numbers"])
async def test_a_list_shows_all_subjects_and_the_way_back(stage: Stage, form: str | Map) -> None:
    """The phone keeps the choice; marks are the same in both."""
    page = await ballot(stage, form)
    await press(page, LIST)
    await expect(page.locator(".row-name")).to_contain_text(NAMES)
    await expect(page.locator(".chips")).to_be_hidden()
    await expect(page.locator(".pad:visible")).to_have_count(0)
    for index in range(3):
        fields = page.locator(".row").nth(index).locator("input")
        await (fields.nth(2).click() if form == "secretary" else fields.fill("80"))
    await page.reload()
    await expect(page.get_by_role("button", name=LIST)).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_role("button", name=ADVANCE)).to_be_hidden()
    await press(page, LIST)
    await expect(page.locator(".chip.done")).to_have_count(3)
    await press(page, LIST)
    await press(page, "提交 3/3")
    await press(page, "确认提交 3/3")
    await expect_state(page, "sent")


async def test_one_pad_is_open_at_a_time_in_a_list(stage: Stage) -> None:
    page = await ballot(stage, NUMBERS)
    await press(page, LIST)
    for index in (0, 2, 1):
        await page.locator(".row").nth(index).locator("input").click()
        await expect(page.locator(".row").nth(index).locator(".pad")).to_be_visible()
        await expect(page.locator(".pad:visible")).to_have_count(1)


async def test_a_ballot_on_one_subject_has_no_list(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    await expect(page.get_by_role("button", name=LIST)).to_be_hidden()


async def test_chips_carry_names_where_the_phone_is_wide(stage: Stage) -> None:
    """Not where names are so long, or so many, that they would be cut off or push the choices away."""
    short = [{"name": name, "unit": unit} for unit in ("一局", "二局") for name in ("王伟", "李明", "欧阳建国")]
    long = [{"name": f"{one['name']}兼主任", "unit": one["unit"]} for one in subjects(6)]
    for people, widest in ((short, True), (long, False), ([*short, *subjects(18)], False)):
        await stage.meet(parts=[{"name": "上述", "form": "secretary", "subjects": people}])
        page = await stage.vote(len(people))
        for width in (390, 430):
            await page.set_viewport_size({"width": width, "height": 932})
            label = "王伟（一局）" if people[0]["name"] == "王伟" else people[0]["name"]
            name = chip(page, 1).get_by_text(label)
            await (expect(name).to_be_visible() if widest and width > 400 else expect(name).to_be_hidden())
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
