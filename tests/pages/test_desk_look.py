"""Every section and dialog of the desk: accessible, whole at every width, silent, by the keyboard (UX last line)."""

import re
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from server.clock import Clock
from tests.harness import MEETING, Hosted, MeetingClient, hosted
from tests.pages.actions import certify, choose_language, hold_rounds
from tests.pages.axe import violations
from tests.pages.desk_actions import ENTERED, RULES
from tests.pages.test_pages import LANGUAGES, SECTIONS, section
from tests.pages.windows import LAPTOP, Windows, checked_windows

pytestmark = pytest.mark.anyio

SIZES = ((1440, 900), (1280, 720), (1024, 768), (768, 1024), (640, 400))
"""The last is a laptop's 1280×800 at 200% zoom."""
CUT = """() => Array.from(document.querySelectorAll('.side *, main *')).filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 0.5 && !node.closest('.scroll');
  }).map((node) => node.outerHTML.slice(0, 120))"""


async def lived(host: Hosted, **changes: object) -> MeetingClient:
    """A meeting with everything the desk can show: two parts, results, a voided round, cards, what people added."""
    parts = [*MEETING["parts"], ENTERED]
    made = await host.make(
        {**MEETING, "parts": parts}, admission="cards", expected=8, rules=RULES, retention_days=30, **changes
    )
    await made.go_live()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("void", round=round_id, reason="投影出错")
    await hold_rounds(made)
    await made.http("PUT", f"/subjects/{made.ids()[0]}/flags", ["被问责"])
    await made.http("PUT", f"/subjects/{made.ids()[1]}/adjustments", [{"points": "-0.5", "reason": "材料迟交"}])
    return made


async def at(windows: Windows, made: MeetingClient, locale: str) -> Page:
    page = await windows.desk(made)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await choose_language(page, locale)
    return page


async def settled(page: Page, name: str) -> None:
    """A section with what it asks the server for; the log too."""
    await section(page, name)
    if name == "results":
        await expect(page.locator("tr.upper").first).to_be_visible()
    if name == "files":
        await page.get_by_role("button", name=re.compile("^(显示记录|Show the log)$")).click()
        await expect(page.locator(".log tbody tr").first).to_be_visible()


@pytest.mark.scaled(1)
@LANGUAGES
async def test_every_section_of_the_desk_is_accessible_and_silent(
    host: Hosted, silent: Windows, accessible: None, locale: str
) -> None:
    made = await lived(host)
    page = await at(silent, made, locale)
    found = []
    for name in SECTIONS:
        await settled(page, name)
        found += [f"{name}: {fault}" for fault in await violations(page)]
    await certify(made)
    for name in ("cards", "check", "results", "files"):
        await settled(page, name)
        found += [f"certified {name}: {fault}" for fault in await violations(page)]
    assert found == []


DIALOGS = (
    ("rehearsal", "#page .button.primary"),
    ("cards", "#page .button.primary"),
    ("cards", "#page table .button"),
    ("live", "#new-links .button"),
    ("roster", "#page table .button:nth-of-type(1)"),
    ("roster", "#page table .button:nth-of-type(2)"),
    ("roster", "#page table .button:nth-of-type(3)"),
    ("results", "#page table .button:nth-of-type(1)"),
    ("results", "#page table .button:nth-of-type(2)"),
    ("results", "#page table .button:nth-of-type(3)"),
)


@pytest.mark.scaled(1)
@LANGUAGES
async def test_every_dialog_of_the_desk_is_accessible_and_ends_with_escape(
    host: Hosted, silent: Windows, accessible: None, locale: str
) -> None:
    made = await host.make(admission="cards")
    await hold_rounds(made)
    page = await at(silent, made, locale)
    found = []
    for name, opener in DIALOGS:
        await section(page, name)
        if opener.endswith("primary") and name == "cards":
            await page.locator("#page .field input").first.fill("3")
        await page.locator(opener).first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        found += [f"{name} {opener}: {fault}" for fault in await violations(page)]
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
    assert found == []


@pytest.mark.scaled(1)
@LANGUAGES
async def test_every_step_of_a_paper_ballot_is_accessible(
    host: Hosted, silent: Windows, accessible: None, locale: str
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await at(silent, made, locale)
    found = []
    async with made.chair() as chair:
        await chair.open(made.ids())
        await section(page, "paper")
        await page.locator(".tick input").check()
        found += await violations(page)
        await page.locator("input.code").fill(token)
        await page.keyboard.press("Enter")
        for marks in ("8x9", "897"):
            await expect(page.locator("input.digits")).to_have_count(3)
            await page.keyboard.type(marks[0])
            await page.keyboard.press("Enter")
            await page.keyboard.type(marks[1])
            await page.keyboard.press("Enter")
            found += await violations(page)
            await page.keyboard.press("Control+A")
            await page.keyboard.type("9")
            await page.keyboard.press("Enter")
            await page.keyboard.type(marks[2])
            await page.keyboard.press("Enter")
            await expect(page.locator("#page h2, #page strong").first).to_be_visible()
            found += await violations(page)
            if await page.locator("#page table strong").count():
                await page.keyboard.press("Enter")
    assert found == []


@pytest.mark.scaled(1)
@LANGUAGES
async def test_no_section_is_cut_off_at_any_width_or_at_200_percent(host: Hosted, silent: Windows, locale: str) -> None:
    """What is wider than the window scrolls inside its own frame, never the page."""
    made = await lived(host)
    page = await at(silent, made, locale)
    for name in SECTIONS:
        await settled(page, name)
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
            assert await page.evaluate(CUT) == [], (name, width)


async def test_the_desk_is_worked_by_the_keyboard_alone(host: Hosted, silent: Windows) -> None:
    """From the first section to the check by Tab and Enter; the navigation keeps the focus."""
    page = await at(silent, await host.make(expected=8), "zh")
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "nav-check":
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("#nav-check")).to_be_focused()
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    await page.keyboard.type("6")
    await page.keyboard.press("Tab")
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(page.locator("#notice.done")).to_have_text("已保存。")


async def test_the_desk_says_once_that_phones_use_plain_http(tmp_path: Path, browser: Browser) -> None:
    """Also on the server's own machine, where phones come over the network; not where they come by https."""
    for url, said in (("http://192.168.7.7:8000", True), ("https://vote.example", False)):
        async with AsyncExitStack() as stack:
            host = await stack.enter_async_context(hosted(tmp_path / str(said), Clock(), public_url=url))
            windows = await stack.enter_async_context(checked_windows(browser))
            made = await host.make()
            page = await windows.open(f"{host.base}/desk#{made.keys['desk']}", LAPTOP)
            await expect(page.locator("#nav-check")).to_be_visible()
            await expect(page.get_by_text("这场会议用普通 http 传送，没有加密")).to_be_visible(visible=said)
