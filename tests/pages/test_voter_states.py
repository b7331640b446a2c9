"""Every state of the voter's page is finished: words, size, targets, contrast, both languages, silence (UX 1, 4)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.harness import Hosted
from tests.pages import voter_ballots, voter_casts, voter_forms, voter_states
from tests.pages.actions import choose_language, expect_language
from tests.pages.axe import AXE, violations
from tests.pages.voter_stage import STATES, staged
from tests.pages.windows import Windows, checked_windows
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

SOURCES = (voter_states, voter_ballots, voter_forms, voter_casts)
NETWORK = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket connection to")
"""What a browser itself writes when a connection breaks; no page can keep it from that."""
MODES = [(language, big) for language in ("zh-CN", "en") for big in (False, True)]
SMALL = """(least) => Array.from(document.querySelectorAll('button, input, textarea, summary, a'))
  .map((node) => node.closest('label.choice') || node)
  .filter((node) => node.offsetParent !== null)
  .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([html, box]) => box.width < least || box.height < least)
  .map(([html, box]) => html + ' ' + box.width + ' × ' + box.height)"""
CUT = """() => Array.from(document.querySelectorAll('body *')).filter((node) => {
    const box = node.getBoundingClientRect();
    const seen = box.width > 1 && box.height > 1 && getComputedStyle(node).visibility !== 'hidden';
    const inside = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX === 'hidden';
    return seen && (box.left < -0.5 || box.right > innerWidth + 0.5 || inside);
  }).map((node) => node.outerHTML.slice(0, 120))"""


def sources_hold_every_state() -> set[str]:
    return {name for source in SOURCES for name in vars(source) if name in STATES}


@pytest.fixture
async def silent(browser: Browser) -> AsyncIterator[Windows]:
    """Windows that must have said nothing but what a broken connection makes the browser say."""
    async with checked_windows(browser) as windows:
        yield windows
        await windows.close()
        assert [said for said in windows.console if not any(known in said for known in NETWORK)] == []


async def resized(page: Page, width: int, height: int) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    await expect(page.locator("#main h1")).to_be_visible()


async def evaluated(page: Page, script: str, argument: Any = None) -> list[str]:
    return list(await page.evaluate(script, argument))


async def whole_and_reachable(page: Page, least: int) -> None:
    """At 390 px zoomed to 200%, at 320 px and at 390 px nothing is cut off or hangs over; without zoom every target has
    at least `least` px."""
    for width, height in ((195, 422), (320, 640), (390, 844)):
        await resized(page, width, height)
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert await evaluated(page, CUT) == [], width
        assert width < 320 or await evaluated(page, SMALL, least) == [], width


async def toggled(page: Page, button: str) -> None:
    await page.locator(button).dispatch_event("click")


def modes_of(name: str) -> list[tuple[str, bool]]:
    """The modes, in another order for the next state: one and the opposite of it come first."""
    place = list(STATES).index(name) % len(MODES)
    first = [MODES[place], MODES[-1 - place]]
    return first + [mode for mode in MODES if mode not in first]


@pytest.mark.scaled(30)
@pytest.mark.parametrize("name", STATES)
async def test_ux1_ux4_every_state_has_its_words_its_size_and_its_contrast(
    host: Hosted, silent: Windows, name: str
) -> None:
    """In Chinese and English, usual and 大字; 44 px targets, 60 px in 大字. An everyday run takes some of the states,
    measures each in each language once, in one of the sizes, and has axe look at one of the two; `scripts/prove` does
    all for all four."""
    assert sources_hold_every_state() == set(STATES)
    async with staged(host, silent) as stage:
        stage.is_bilingual = True
        page = await STATES[name](stage)
        modes = modes_of(name)
        measured, checked = modes[: scaled(2, 4)], modes[: scaled(1, 4)] if AXE.is_file() else []
        said = {}
        for language in ("zh-CN", "en"):
            await expect_language(page, language)
            title = page.get_by_role("heading", level=1)
            await expect(title).to_have_count(1)
            said[language] = await page.inner_text("#main")
            assert said[language].strip()
            for big, least in ((False, 44), (True, 60)):
                if (language, big) in measured:
                    await whole_and_reachable(page, least)
                assert (language, big) not in checked or await violations(page) == []
                await toggled(page, "#big")
            await choose_language(page, "en" if language == "zh-CN" else "zh")
        assert said["zh-CN"] != said["en"]
