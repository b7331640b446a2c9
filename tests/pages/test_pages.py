"""Every page in both languages: a silent console, an accessible page, and text that stays text (P37, UX last line)."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd, receipt
from tests.pages.actions import cast_all, choose_language, close_and_publish, expect_language, expect_title, expect_view
from tests.pages.axe import violations
from tests.pages.desk_actions import open_section
from tests.pages.windows import LAPTOP, PHONE, PROJECTOR, Windows

pytestmark = pytest.mark.anyio

SECTIONS = ("next", "document", "roster", "cards", "rehearsal", "live", "paper", "check", "results", "files")
LANGUAGES = pytest.mark.parametrize("locale", ["zh", "en"])

EVIL = "<img src=x onerror=window.ran=1><script>window.ran=1</script>{{7*7}}"
TEXTS = ["</title></script>", "\"'><svg onload=window.ran=1>", "javascript:window.ran=1", "&lt;b&gt;"]


class Everywhere:
    """All five pages of one meeting, open at once."""

    def __init__(self, windows: Windows, made: MeetingClient, host: Hosted, locale: str) -> None:
        self._windows, self._made, self._host, self._locale = windows, made, host, locale

    async def open(self) -> None:
        base, keys = self._host.base, self._made.keys
        join = next(iter(self._made.join.values()))
        self.voter = await self._page(f"{base}/m#{join}", PHONE)
        self.chair = await self._page(f"{base}/chair#{keys['chair']}", PHONE)
        self.screen = await self._page(f"{base}/screen#{keys['screen']}", PROJECTOR)
        self.desk = await self._page(f"{base}/desk#{keys['desk']}", LAPTOP)
        self.admin = await self._page(f"{base}/admin#{self._host.admin}", LAPTOP)

    async def _page(self, url: str, size: tuple[int, int]) -> Page:
        page = await self._windows.open(url, size)
        await expect(page.get_by_role("heading", level=1).first).to_be_visible()
        await choose_language(page, self._locale)
        return page

    @property
    def all(self) -> list[Page]:
        return [self.voter, self.chair, self.screen, self.desk, self.admin]


async def section(page: Page, name: str) -> None:
    await page.locator(f"#nav-{name}").click()
    await expect(page.locator(f"#nav-{name}")).to_have_attribute("aria-current", "page")
    if name == "document":
        await expect(page.locator("[data-field=title]")).to_be_visible()


async def walked(pages: Everywhere, made: MeetingClient) -> AsyncIterator[Page]:
    """Each page at each point of a meeting."""
    for page in pages.all:
        yield page
    async with crowd(made, 10) as peers, made.chair() as chair:
        for name in ("agenda", "blank"):
            await chair.do("view", view=name)
            await expect_view(pages.screen, name)
            yield pages.screen
        round_id = await chair.open(made.ids()[:2])
        await cast_all(peers, round_id, [[9], [4]])
        await expect(pages.voter.locator(".chip")).to_have_count(2)
        for page in (pages.voter, pages.chair, pages.screen):
            yield page
        await chair.do("close", round=round_id)
        await expect(pages.voter.get_by_role("main")).to_have_attribute("data-state", "closed")
        yield pages.voter
        await chair.do("publish", round=round_id)
        await expect(pages.voter.get_by_role("main")).to_have_attribute("data-state", "results")
        for page in (pages.voter, pages.chair):
            yield page
        await expect_view(pages.screen, "result")
        yield pages.screen
        await chair.do("view", view="result", subject=made.ids()[0])
        await expect(pages.screen.locator(".mean")).to_be_visible()
        yield pages.screen
        await chair.do("view", view="ranking")
        await expect(pages.screen.locator(".ranking")).to_be_visible()
        yield pages.screen
    for name in SECTIONS:
        await section(pages.desk, name)
        yield pages.desk


@pytest.mark.scaled(1)
@LANGUAGES
async def test_every_page_is_silent_all_through_a_meeting(host: Hosted, silent: Windows, locale: str) -> None:
    """In a language that lacks a sentence the page throws."""
    made = await host.make(voters_see_results=True, expected=12)
    pages = Everywhere(silent, made, host, locale)
    await pages.open()
    async for page in walked(pages, made):
        await expect_language(page, "en" if locale == "en" else "zh-CN")


async def test_every_page_is_accessible_all_through_a_meeting(host: Hosted, silent: Windows, accessible: None) -> None:
    made = await host.make(voters_see_results=True, expected=12)
    pages = Everywhere(silent, made, host, "zh")
    await pages.open()
    found = [fault async for page in walked(pages, made) for fault in await violations(page)]
    assert sorted(set(found)) == []


BANDS = """(words) => {
    const told = (node) => words.some((word) => node.textContent.includes(word));
    const around = (node) => node.closest('.choice, .band, .rows, .spread, table, li:not(.row), p') || node.parentNode;
    const good = ['choice', 'band', 'row', 'grade', 'tag'].map((kind) => '.' + kind + '.good');
    const worn = document.querySelectorAll(['.fair', '.mid', '.poor'].concat(good).join());
    const shown = Array.from(worn).filter((node) => node.getClientRects().length);
    const bare = shown.filter((node) => !told(node) && !told(around(node)));
    return [shown.length, bare.map((node) => node.outerHTML.slice(0, 200))];
}"""


async def test_a_bands_colour_never_stands_without_its_word(host: Hosted, windows: Windows) -> None:
    """In every state of a meeting, an element in a band's colour also has the band's word."""
    made = await host.make(voters_see_results=True, expected=12)
    pages = Everywhere(windows, made, host, "zh")
    await pages.open()
    wearing: set[Page] = set()
    bare: list[str] = []

    async def look(page: Page) -> None:
        shown, without = await page.evaluate(BANDS, ["好", "较好", "一般", "差"])
        wearing.update([page] if shown else [])
        bare.extend(without)

    async for page in walked(pages, made):
        await look(page)
    await open_section(pages.desk, "results")
    await expect(pages.desk.locator("table.list").first).to_be_visible()
    await look(pages.desk)
    assert bare == []
    assert wearing >= {pages.voter, pages.screen, pages.desk}


async def test_the_dark_screen_is_accessible_too(host: Hosted, silent: Windows, accessible: None) -> None:
    page = await silent.screen(await host.make())
    await page.get_by_role("button", name="深色").dispatch_event("click")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert await violations(page) == []


@pytest.mark.parametrize("path", ["/v", "/m", "/screen", "/chair", "/desk", "/admin", "/"])
async def test_a_page_without_its_link_asks_for_it(host: Hosted, silent: Windows, path: str) -> None:
    page = await silent.open(host.base + path, LAPTOP)
    await expect(page.get_by_role("textbox").last).to_be_visible()


def evil_document() -> Map:
    """Script and markup wherever a document takes words."""
    form = {
        "id": "own",
        "title": EVIL,
        "scale": {"min": 1, "max": 10},
        "items": [{"key": "all", "title": EVIL}],
        "notes": [{"key": "problems", "title": EVIL, "max": 200}],
        "guidance": {"bands": ["<b>差</b>"], "about": 1},
    }
    subjects = [{"name": EVIL, "unit": EVIL, "post": EVIL}, *({"name": text, "unit": text} for text in TEXTS)]
    return {
        "title": EVIL,
        "organisation": EVIL,
        "voters_see_results": True,
        "groups": [{"name": EVIL}],
        "parts": [{"name": EVIL, "form": form, "subjects": subjects}],
        "rules": {"bands": [["<i>好</i>", "7"], ["<b>差</b>", "0"]]},
    }


async def test_script_and_markup_in_every_text_stays_text_on_every_page(
    host: Hosted, silent: Windows, tmp_path: Path
) -> None:
    """P37 in a real browser, notes and reasons of people included."""
    made = await host.make(evil_document())
    pages = Everywhere(silent, made, host, "zh")
    await pages.open()
    ids = made.ids(EVIL)
    notes = [{"subject": 0, "key": "problems", "text": EVIL}]
    async with AsyncExitStack() as stack:
        peers = await stack.enter_async_context(crowd(made, 5))
        chair = await stack.enter_async_context(made.chair())
        round_id = await chair.open(ids[:1], part=EVIL)
        await expect_title(pages.voter, EVIL)
        answers = [await peer.cast(round_id, 8, notes=notes) for peer in peers]
        assert all(receipt(one) for one in answers)
        await close_and_publish(chair, round_id)
        for name in ("agenda", "ranking", "join", "result"):
            await chair.do("view", view=name)
            await expect_view(pages.screen, name)
            assert EVIL in await pages.screen.inner_text("#main")
        again = await chair.open(ids[1:2], part=EVIL)
        await chair.do("void", round=again, reason=EVIL)
    await made.http("PUT", f"/subjects/{ids[0]}/decision", {"grade": "<b>差</b>", "reason": EVIL})
    await made.http("PUT", f"/subjects/{ids[0]}/flags", [EVIL])
    await made.http("POST", "/cards", {"group": EVIL, "count": 1})
    for name in SECTIONS:
        await section(pages.desk, name)
    await pages.desk.get_by_role("button", name="显示记录").click()
    await expect(pages.desk.locator(".log")).to_contain_text("<script>")
    await section(pages.desk, "cards")
    await pages.desk.get_by_label("张数").fill("1")
    await pages.desk.get_by_role("button", name="生成并打印…").click()
    await pages.desk.get_by_role("dialog").get_by_role("button", name="生成并打印").click()
    await expect(pages.desk.locator("#sheets .title")).to_have_text(EVIL)
    await pages.admin.reload()
    await expect(pages.admin.get_by_role("cell", name=EVIL)).to_be_visible()
    for page in pages.all:
        assert await page.evaluate("window.ran") is None
        assert await page.locator("#main img, #page img, #sheets img, script:not([src])").count() == 0
