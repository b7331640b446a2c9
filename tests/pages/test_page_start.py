"""A page is never blank: without its script it says so after three seconds, and files that failed are fetched again."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable

import esprima
import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from server.web.assets import LOADER, Assets, folder
from tests.harness import Hosted
from tests.pages.voter_stage import Stage, expect_state
from tests.pages.windows import PHONE

pytestmark = pytest.mark.anyio

PAGES = ("/v", "/m", "/screen", "/chair", "/desk", "/admin", "/check", "/")
SENTENCE = "网页还没有打开"
STARTED = re.compile("started")


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN")
    yield await context.new_page()
    await context.close()


async def lose(page: Page, name: str, times: int) -> list[str]:
    """The first requests for files of this name fail. Returns the addresses that were asked for, as they come."""
    asked: list[str] = []

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        await (route.abort() if len(asked) <= times else route.continue_())

    await page.route(re.compile(rf"/{re.escape(name)}(\?|$)"), answer)
    return asked


async def open_in_vain(page: Page, url: str) -> None:
    """Until the last attempt to fetch something again has failed."""
    async with page.expect_event("requestfailed", lambda request: "~3/" in request.url):
        await page.goto(url)


async def expect_sentence(page: Page) -> None:
    await expect(page.get_by_text(SENTENCE)).to_be_visible()
    await expect(page.get_by_text("This page has not opened yet")).to_be_visible()
    await expect(page.get_by_role("link", name="再试一次")).to_be_visible()


async def on_every_page(context: BrowserContext, see: Callable[[Page, str], Awaitable[None]]) -> None:
    """All of them at the same time: each waits three seconds for its sentence."""

    async def visit(path: str) -> None:
        page = await context.new_page()
        await see(page, path)
        await page.close()

    await asyncio.gather(*map(visit, PAGES))


async def test_a_page_whose_scripts_never_arrive_says_so_and_is_opened_again_by_its_button(
    host: Hosted, page: Page
) -> None:
    """The last attempt is over by then, so only the button is left."""

    async def see(page: Page, path: str) -> None:
        await page.route("**/*.js", lambda route: route.continue_() if LOADER in route.request.url else route.abort())
        await open_in_vain(page, f"{host.base}{path}")
        await expect_sentence(page)
        await page.unroute("**/*.js")
        await page.get_by_role("link", name="再试一次").click()
        await expect(page.locator("html")).to_have_class(STARTED)
        await expect(page.get_by_text(SENTENCE)).to_be_hidden()

    await on_every_page(page.context, see)


async def test_the_sentence_comes_after_three_seconds_and_never_on_a_page_that_started(
    host: Hosted, page: Page
) -> None:
    shown = "(() => { const style = getComputedStyle(document.querySelector('#start'));"
    shown += " return [style.animationDelay, style.visibility]; })()"
    for path in PAGES:
        await page.goto(host.base + path)
        await expect(page.locator("html")).to_have_class(STARTED)
        style = await page.evaluate("(({display}) => display)(getComputedStyle(document.querySelector('#start')))")
        assert style == "none", path
        await page.evaluate("document.documentElement.classList.remove('started')")
        assert await page.evaluate(shown) == ["3s", "hidden"], path


@pytest.mark.scaled(1)
@pytest.mark.parametrize("times", [1, 3])
async def test_a_script_or_style_that_fails_is_fetched_again(stage: Stage, page: Page, times: int) -> None:
    await stage.meet()
    scripts, styles = await lose(page, "main.js", times), await lose(page, "voter.css", times)
    await page.goto(f"{stage.network.base}/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    await expect(page.get_by_text(SENTENCE)).to_be_hidden()
    assert len(scripts) == len(styles) == times + 1
    assert await page.evaluate("Array.from(document.styleSheets).every((sheet) => sheet.cssRules.length > 50)")


@pytest.mark.scaled(3)
@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
@pytest.mark.parametrize("name", ["main.js", "messages.js"])
async def test_a_module_of_a_page_for_staff_that_fails_is_fetched_again(
    host: Hosted, page: Page, role: str, name: str
) -> None:
    """A browser would take the failed module from its memory if the page asked for the same address."""
    made = await host.make()
    asked = await lose(page, name, 1)
    await page.goto(f"{host.base}/{role}#{made.keys[role]}")
    await expect(page.locator("html")).to_have_class(STARTED)
    assert len(asked) == 2 and "~1/" in asked[1]


async def test_a_style_sheet_for_paper_stays_one_for_paper(host: Hosted, page: Page) -> None:
    await lose(page, "print.css", 1)
    await page.goto(host.base + "/desk")
    sheet = page.locator('link[href*="~1/print.css"]')
    await expect(sheet).to_have_attribute("media", "print")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("name", ["main.js", "voter.css"])
async def test_after_the_last_attempt_the_sentence_stays(stage: Stage, page: Page, name: str) -> None:
    """Also where only the style is missing: the page works, but looks broken. Its button keeps the link's code."""
    await stage.meet()
    asked = await lose(page, name, 99)
    await open_in_vain(page, f"{stage.network.base}/m#{next(iter(stage.made.join.values()))}")
    await expect_sentence(page)
    assert len(asked) == 4
    await page.unroute_all()
    await page.get_by_role("link", name="再试一次").click()
    await expect_state(page, "wait")
    await expect(page.get_by_text(SENTENCE)).to_be_hidden()


async def test_a_browser_without_modules_says_so_too(host: Hosted, page: Page) -> None:
    async def old(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace('type="module"', 'type="unknown"'))

    await page.route("**/v", old)
    await page.goto(host.base + "/v")
    await expect_sentence(page)


async def test_without_any_script_the_page_asks_for_javascript(host: Hosted, browser: Browser) -> None:
    async def see(page: Page, path: str) -> None:
        await page.goto(host.base + path)
        await expect_sentence(page)
        await expect(page.get_by_text("须打开 JavaScript")).to_be_visible()

    context = await browser.new_context(java_script_enabled=False)
    await on_every_page(context, see)
    await context.close()


async def test_a_script_that_breaks_at_its_start_leaves_the_sentence(host: Hosted, page: Page) -> None:
    await page.add_init_script("delete window.WebSocket; delete Array.from;")
    await page.goto(host.base + "/v#0000000000000000")
    await expect_sentence(page)


async def test_the_loader_arrives_late_and_still_helps(stage: Stage, page: Page) -> None:
    """It is the one file that nobody waits for."""
    await stage.meet()
    scripts = await lose(page, "main.js", 1)

    async def late(route: Route) -> None:
        await page.wait_for_event("requestfailed", lambda request: request.url.endswith("main.js"))
        await route.continue_()

    await page.route(f"**/{LOADER}", late)
    await page.goto(f"{stage.network.base}/m")
    await expect_state(page, "code")
    assert len(scripts) == 2


def test_the_loader_is_small_and_readable_by_old_browsers() -> None:
    pages = Assets(folder())
    served = pages.find(pages.url(LOADER))
    assert served is not None
    script = served.plain[1]["body"].decode()
    assert len(script.encode()) < 1300
    assert not re.search(r"=>|`|\b(let|const|class|async)\b", script) and esprima.parseScript(script)


def test_every_page_has_the_loader_and_the_sentence() -> None:
    pages = Assets(folder())
    for path in ("/", "/v", "/m", "/screen", "/chair", "/desk", "/admin"):
        page = pages.find(path)
        assert page is not None
        html = page.plain[1]["body"].decode()
        assert html.count(f'<script async src="{pages.url(LOADER)}"></script>') == 1 and html.count('id="start"') == 1
