"""On plain http everything works, and the desk alone says so: in one line, once a meeting, below the work."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.host import lan_address
from tests.harness import Process
from tests.pages.actions import answer_dialog, choose_language, expect_link, expect_title, press
from tests.pages.axe import violations
from tests.pages.desk_actions import open_section
from tests.pages.windows import LAPTOP, PHONE, PROJECTOR, Windows
from tests.pages.wizard import ROSTER, open_wizard

pytestmark = pytest.mark.anyio

LINE = "这场会议用普通 http 传送，没有加密"


@pytest.fixture
async def exposed(tmp_path: Path, started: Callable[..., Process]) -> AsyncIterator[Process]:
    """On the machine's own address in the network, where a browser has no secure context."""
    address = lan_address()
    if address == "127.0.0.1":
        pytest.skip("this machine is in no network")
    server = await started(tmp_path, None, "--host", "0.0.0.0").ready()
    server.base = f"http://{address}:{server.port}"
    yield server
    assert server.stop() == 0


async def expect_line_below_the_work(page: Page) -> None:
    line = page.locator("#plain-http")
    await expect(line).to_contain_text(LINE)
    await expect(line).to_be_visible()
    assert await page.evaluate(
        "document.querySelector('#page').compareDocumentPosition(document.querySelector('#plain-http'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )


async def test_on_plain_http_a_meeting_is_made_and_its_links_are_copied(exposed: Process, windows: Windows) -> None:
    form = await open_wizard(windows, exposed)
    assert await form.page.evaluate("isSecureContext") is False
    await form.title("会场里的会")
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    await form.create()
    await expect_title(form.page, "会议已创建")
    desk = form.page.locator(".link-card", has=form.page.get_by_label("秘书", exact=True))
    await press(desk, "复制")
    await expect(desk.get_by_role("status")).to_have_text("已复制")
    await expect(form.page.get_by_text("没有加密")).to_have_count(0)
    async with form.page.context.expect_page() as opened:
        await form.page.get_by_role("link", name="打开秘书页面").click()
    await expect_line_below_the_work(await opened.value)


async def test_the_line_explains_itself_and_is_dismissed_once_for_the_meeting(
    exposed: Process, windows: Windows, accessible: None
) -> None:
    made, other = await exposed.make(title="甲会"), await exposed.make(title="乙会")
    page = await windows.open(f"{exposed.base}/desk#{made.keys['desk']}", LAPTOP)
    await expect_line_below_the_work(page)
    await press(page, "为什么？")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("可能看到或改动选票和密钥")
    await expect(dialog.locator("code")).to_have_text(["--tls-cert", "--tls-key"])
    await expect(dialog.locator("code").first).to_have_css("white-space", "nowrap")
    assert await violations(page) == []
    await answer_dialog(page, "知道了")
    await expect_line_below_the_work(page)
    await press(page.locator("#plain-http"), "知道了")
    await expect(page.locator("#plain-http")).to_be_hidden()
    await page.reload()
    await expect_link(page)
    await expect(page.locator("#nav-check")).to_be_visible()
    await expect(page.locator("#plain-http")).to_be_hidden()
    await page.goto(f"{exposed.base}/desk#{other.keys['desk']}")
    await expect(page.locator("#meeting")).to_have_text("乙会")
    await expect_line_below_the_work(page)


@pytest.mark.scaled(2)
@pytest.mark.parametrize("size", [PHONE, (1366, 768), PROJECTOR])
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_line_fits_every_size_and_hides_no_field_that_has_the_focus(
    exposed: Process, windows: Windows, size: tuple[int, int], locale: str
) -> None:
    made = await exposed.make()
    page = await windows.open(f"{exposed.base}/desk#{made.keys['desk']}", size)
    await expect(page.locator("#plain-http")).to_be_visible()
    await choose_language(page, locale)
    await open_section(page, "document")
    await expect(page.locator("[data-field=expected]")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hidden = await page.evaluate(
        """() => [...document.querySelectorAll('#page input, #page select, #page textarea')].filter((field) => {
            field.focus();
            if (document.activeElement !== field) return false;
            const line = document.querySelector('#plain-http').getBoundingClientRect();
            const box = field.getBoundingClientRect();
            return box.bottom > line.top && box.top < line.bottom;
        }).map((field) => field.dataset.field || field.id)"""
    )
    assert hidden == []


async def test_no_other_page_mentions_plain_http(exposed: Process, windows: Windows) -> None:
    """Least of all above the work of a voter, the chair or the hall's screen."""
    made = await exposed.make()
    code = next(iter(made.join.values()))
    addresses = (
        f"admin#{exposed.admin}",
        f"chair#{made.keys['chair']}",
        f"screen#{made.keys['screen']}",
        f"m#{code}",
    )
    for address in addresses:
        page = await windows.open(f"{exposed.base}/{address}", LAPTOP)
        await expect(page.locator("body")).to_contain_text("支部书记述职评议会")
        await expect(page.get_by_text("没有加密")).to_have_count(0)
        await expect(page.locator("#plain-http")).to_have_count(0)
