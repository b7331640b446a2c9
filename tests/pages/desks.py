"""What a secretary does at the desk, for the tests of its sections: sections, buttons, dialogs, keys, downloads."""

import asyncio
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.harness import Made, Map, crowd, receipt
from tests.pages.conftest import Windows

RULES: Map = {"quota": {"at_or_below": "较好", "share": "0.40", "tolerance": "0.05"}}
ENTERED: Map = {
    "name": "日常考核",
    "form": "secretary",
    "source": "entered",
    "weight": "0.3",
    "subjects": [{"name": "第一支部书记", "unit": "第一支部"}, {"name": "第二支部书记", "unit": "第二支部"}],
}


async def press(page: Page | Locator, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def answer(page: Page, name: str) -> None:
    await press(page.get_by_role("dialog"), name)


async def go(page: Page, section: str) -> None:
    await page.locator(f"#nav-{section}").click()
    await expect(page.locator(f"#nav-{section}")).to_have_attribute("aria-current", "page")


async def done(page: Page, text: str) -> None:
    await expect(page.locator("#notice.done")).to_have_text(text)


async def scan(page: Page, code: str) -> None:
    """As a scanner does: it types into whatever has the focus, and ends with Enter."""
    await expect(page.locator("input.code")).to_be_focused()
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")


async def keyed(page: Page, *marks: str) -> None:
    """Marks by the keyboard alone: each goes where the focus is, and Enter moves on."""
    for mark in marks:
        box = page.locator("input.digits:focus")
        await expect(box).to_have_count(1)
        name = await box.get_attribute("aria-label")
        await page.keyboard.type(mark)
        await page.keyboard.press("Enter")
        await expect(page.locator(f"input.digits[aria-label='{name}']:focus")).to_have_count(0)


async def confirmed(page: Page, token: str) -> None:
    """Enter on the ballot that is read back, and the server's word for it."""
    await expect(page.get_by_role("button", name="确认录入（回车）")).to_be_focused()
    await page.keyboard.press("Enter")
    await done(page, f"已收妥：{grouped(token)}。请录下一张。")


def grouped(token: str) -> str:
    return " ".join(token[at : at + 4] for at in range(0, len(token), 4))


async def at_paper(windows: Windows, made: Made) -> Page:
    page = await windows.desk(made)
    await go(page, "paper")
    return page


async def balance(made: Made) -> dict[str, Any]:
    (line,) = (await made.tally(draft=True))["reconciliation"]["rounds"]
    return dict(line)


async def counts(made: Made, subject: int = 0) -> list[int]:
    tally = await made.tally()
    return list(tally["parts"][0]["subjects"][subject]["items"][0]["counts"])


async def counted(made: Made, ballots: int = 6, mark: int = 8) -> None:
    """Every subject voted on by `ballots` phones, closed and published."""
    async with crowd(made, ballots) as peers, made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            answers = await asyncio.gather(*(peer.cast(round_id, mark) for peer in peers))
            assert all(receipt(one) for one in answers)
            await chair.do("close", round=round_id)
            await chair.do("publish", round=round_id)


async def certified(made: Made, present: int = 6, absent: int = 2) -> None:
    await made.http("PUT", "/attendance", {"present": present, "absent": absent})
    answered = await made.http("POST", "/phase", {"phase": "certified"})
    assert answered.status_code == 200, answered.text


async def fetch(page: Page, file: str, folder: Path) -> tuple[str, bytes]:
    """The name that the browser saves a download under, and what is in it."""
    async with page.expect_download() as coming:
        await press(page, file)
    download = await coming.value
    path = folder / download.suggested_filename
    await download.save_as(path)
    return download.suggested_filename, path.read_bytes()
