"""Actions of a secretary at the desk: sections, scanned codes, keyed marks, downloads."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from tests.harness import Map, MeetingClient
from tests.pages.actions import press
from tests.pages.windows import Windows

RULES: Map = {"quota": {"at_or_below": "较好", "share": "0.40", "tolerance": "0.05"}}
ENTERED: Map = {
    "name": "日常考核",
    "form": "secretary",
    "source": "entered",
    "weight": "0.3",
    "subjects": [{"name": "第一支部书记", "unit": "第一支部"}, {"name": "第二支部书记", "unit": "第二支部"}],
}


async def open_section(page: Page, section: str) -> None:
    await page.locator(f"#nav-{section}").click()
    await expect(page.locator(f"#nav-{section}")).to_have_attribute("aria-current", "page")


async def expect_done(page: Page, text: str) -> None:
    await expect(page.locator("#notice.done")).to_have_text(text)


async def scan(page: Page, code: str) -> None:
    """As a scanner does: type into whatever has the focus, then Enter."""
    await expect(page.locator("input.code")).to_be_focused()
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")


async def key_marks(page: Page, *marks: str) -> None:
    """Marks by the keyboard alone: type each where the focus is; Enter moves on."""
    for mark in marks:
        box = page.locator("input.digits:focus")
        await expect(box).to_have_count(1)
        name = await box.get_attribute("aria-label")
        await page.keyboard.type(mark)
        await page.keyboard.press("Enter")
        await expect(page.locator(f"input.digits[aria-label='{name}']:focus")).to_have_count(0)


async def confirm_ballot(page: Page, token: str, then: str = "请录下一张。") -> None:
    """Enter on the ballot as read back, and wait for the server's receipt. `then`: what it says to do next."""
    await expect(page.get_by_role("button", name="确认录入（回车）")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect_done(page, f"已收妥：{grouped(token)}。{then}")


def grouped(token: str) -> str:
    return " ".join(token[at : at + 4] for at in range(0, len(token), 4))


async def open_paper_section(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "paper")
    return page


async def balance_line(made: MeetingClient) -> dict[str, Any]:
    (line,) = (await made.tally(draft=True))["reconciliation"]["rounds"]
    return dict(line)


async def mark_counts(made: MeetingClient, subject: int = 0) -> list[int]:
    tally = await made.tally()
    return list(tally["parts"][0]["subjects"][subject]["items"][0]["counts"])


async def download(page: Page, button: str, folder: Path) -> tuple[str, bytes]:
    """The suggested name and the content of a download."""
    async with page.expect_download() as download_info:
        await press(page, button)
    file_download = await download_info.value
    path = folder / file_download.suggested_filename
    await file_download.save_as(path)
    return file_download.suggested_filename, path.read_bytes()
