"""Long words on every page, by a made-up language: nothing hangs over or is cut off, every target can be pressed, and
no text is outside the catalogues."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from cards.form_files import forms
from server.clock import Clock
from server.core import message_catalogue
from server.core.languages import language
from server.web import assets
from tests.harness import Hosted, MeetingClient, crowd, hosted
from tests.pages.actions import cast_each
from tests.pages.windows import PHONE, Windows
from tests.proof_scale import FULL_SIZE, spread
from tests.pseudo import CLOSE, OPEN, TRUE_SECTIONS, long_sections

pytestmark = pytest.mark.anyio

DESK_SIZE, SCREEN_SIZE = (1366, 768), (1280, 720)
DESK_SECTIONS = ("next", "document", "roster", "cards", "rehearsal", "live", "paper", "check", "results", "files")
WIZARD_STEPS = 5
OVER = """() => [...document.querySelectorAll('body *')].filter((node) => {
  if (node.closest('.hidden-text, svg, .shade') || !node.getClientRects().length) return false;
  const box = node.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || getComputedStyle(node).visibility === 'hidden') return false;
  const scrolls = node.closest('.scroll, .table-box, .wide-table, [data-scrolls]');
  return !scrolls && (box.left < -1 || box.right > innerWidth + 1);
}).map((node) => node.outerHTML.slice(0, 160))"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => node.outerHTML.slice(0, 160))"""
CUT = """() => [...document.querySelectorAll('body *')].filter((node) => {
  const style = getComputedStyle(node);
  if (!node.getClientRects().length || style.overflowX !== 'hidden' || node.closest('.hidden-text, svg')) return false;
  if (node.matches('.simulated')) return false;
  return node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1;
}).map((node) => node.outerHTML.slice(0, 160))"""
SMALL = """() => [...document.querySelectorAll('button, select, input, textarea, summary, a.button')].filter((node) => {
  const target = node.closest('label') || node;
  const box = target.getBoundingClientRect();
  if (!node.getClientRects().length || box.width < 2 || node.type === 'checkbox' || node.type === 'radio') return false;
  return box.height < 43.5 || box.width < 43.5;
}).map((node) => node.outerHTML.slice(0, 120))"""


def texts_of_forms() -> set[str]:
    """The shipped forms and the default bands are data, in English here; reasons come from a process of its own."""
    reasons = {text for text in TRUE_SECTIONS("en")["reasons"].values() if "{" not in text and len(text) > 9}
    return (
        reasons
        | set(language("en").bands)
        | set(re.findall(r'"(?:title|about)": "([^"]+)"', json.dumps(forms("en"), ensure_ascii=False)))
    )


OWN = re.compile(
    r"评议 Pingyi \S+|评议 Pingyi|简体中文|繁體中文|English|https?://\S+|[\w.:-]+:\d+\S*|python3 verify\.py\S*"
    r"|[0-9A-Z]{4}( [0-9A-Z]{4})+|[a-f0-9]{8,}|UTC\S*|"
    + "|".join(map(re.escape, sorted(texts_of_forms(), key=len)[::-1]))
)
"""Names, addresses and codes."""


@pytest.fixture
async def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anyio_backend: str) -> AsyncIterator[MeetingClient]:
    """An English meeting of Chinese people, on a server whose English is long."""
    monkeypatch.setattr(message_catalogue, "sections", long_sections)
    monkeypatch.setattr(assets, "load", assets.Assets)
    people = [{"name": name, "unit": "第一党支部"} for name in ("张三", "李四", "王五")]
    form = {
        "title": "测评",
        "scale": {"min": 1, "max": 10},
        "items": [{"key": "overall", "title": "总体"}],
        "notes": [{"key": "problems", "title": "问题", "max": 500}],
    }
    async with hosted(tmp_path, Clock()) as host:
        yield await host.make(
            title="二〇二六年度", language="en", expected=12, parts=[{"name": "上述", "form": form, "subjects": people}]
        )


def hard_coded(text: str) -> list[str]:
    """What is outside all brackets and has letters."""
    depth, outside = 0, [""]
    for sign in text:
        if sign == OPEN:
            depth += 1
            outside.append("")
        elif sign == CLOSE:
            depth -= 1
        elif depth == 0:
            outside[-1] += sign
    assert depth == 0, text
    return [one.strip() for one in outside if re.search(r"[A-Za-z]{2}", OWN.sub("", one))]


def shown(seen: Mapping[str, object]) -> None:
    assert not {state: found for state, found in seen.items() if found}, json.dumps(seen, ensure_ascii=False, indent=1)


async def faults(page: Page) -> dict[str, list[str]]:
    await page.evaluate("() => document.fonts.ready")
    found = {
        "wide": await page.evaluate(WIDE),
        "over": await page.evaluate(OVER),
        "cut": await page.evaluate(CUT),
        "small": await page.evaluate(SMALL),
        "hard-coded": hard_coded(await page.inner_text("body")),
    }
    return {name: texts for name, texts in found.items() if texts}


async def test_long_words_fit_on_the_phone_the_screen_and_the_chairs_page(
    made: MeetingClient, windows: Windows
) -> None:
    """In every state of a round."""
    host, seen = made.host, dict[str, object]()
    code = next(iter(made.join.values()))
    phone = await windows.open(f"{host.base}/m#{code}", PHONE, "en-GB")
    chair_page = await windows.open(f"{host.base}/chair#{made.keys['chair']}", PHONE, "en-GB")
    screen = await windows.open(f"{host.base}/screen#{made.keys['screen']}", SCREEN_SIZE, "en-GB")
    pages = {"phone": phone, "chair": chair_page, "screen": screen}

    async def look(state: str) -> None:
        for name, page in pages.items():
            seen[f"{name}, {state}"] = await faults(page)

    await expect(phone.locator("#main[data-state=wait]")).to_be_visible()
    await look("join")
    async with crowd(made, 6) as peers, made.chair() as chair:
        await chair.do("view", view="agenda")
        await look("agenda")
        round_id = await chair.open(made.ids()[:1], seconds=600)
        await expect(phone.locator("#main[data-state=ballot]")).to_be_visible()
        await look("open")
        await cast_each(peers, round_id, [9, 9, 8, 8, 7, 10])
        await chair.do("close", round=round_id)
        await expect(phone.locator("#main[data-state=closed]")).to_be_visible()
        await look("closed")
        await chair.do("publish", round=round_id)
        await expect(screen.locator(".mean")).to_be_visible()
        await look("published")
        await chair.do("view", view="ranking", grades=True)
        await look("ranking")
        round_id = await chair.open(made.ids()[1:])
        await expect(phone.locator("#main[data-state=ballot]")).to_be_visible()
        await look("combined")
        await chair.do("void", round=round_id, reason="误开")
        await expect(phone.locator("#main[data-state=voided]")).to_be_visible()
        await look("void")
    shown(seen)


@pytest.mark.scaled
async def test_long_words_fit_on_every_page_of_the_desk(made: MeetingClient, windows: Windows) -> None:
    sizes = [DESK_SIZE, (1920, 1080), (768, 1024)] if FULL_SIZE else [DESK_SIZE]
    seen = {}
    for size in sizes:
        page = await windows.open(f"{made.host.base}/desk#{made.keys['desk']}", size, "en-GB")
        for section in DESK_SECTIONS if FULL_SIZE else spread(DESK_SECTIONS, 5):
            await page.locator(f"#nav-{section}").click()
            await expect(page.locator(f"#nav-{section}")).to_have_attribute("aria-current", "page")
            seen[f"{section} {size}"] = await faults(page)
    shown(seen)


@pytest.mark.scaled
async def test_long_words_fit_in_every_step_of_a_new_meeting(made: MeetingClient, windows: Windows) -> None:
    host: Hosted = made.host  # type: ignore[assignment]
    seen = {}
    for size in [DESK_SIZE, PHONE] if FULL_SIZE else [DESK_SIZE]:
        page = await windows.open(f"{host.base}/admin#{host.admin}", size, "en-GB")
        await expect(page.locator("table")).to_be_visible()
        seen[f"list {size}"] = await faults(page)
        await page.locator("button.primary").first.click()
        for step in range(WIZARD_STEPS):
            await page.locator(".wizard-steps button").nth(step).click()
            seen[f"step {step} {size}"] = await faults(page)
    page = await windows.open(f"{host.base}/check", PHONE, "en-GB")
    seen["check"] = await faults(page)
    shown(seen)
