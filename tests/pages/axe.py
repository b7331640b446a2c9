"""What axe-core and the console of a page have to say."""

from playwright.async_api import Page, expect

from tests.harness import ROOT

AXE = ROOT / ".venv/axe/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def faults(page: Page) -> list[str]:
    """What axe-core finds: rule, first place, and what is wrong with it."""
    asked = {"runOnly": {"type": "tag", "values": RULES}}
    await page.evaluate(AXE.read_text("utf-8") + "\n;0")
    found = await page.evaluate(
        "async (asked) => (await axe.run(document, asked)).violations.map("
        "(one) => one.id + ': ' + one.nodes[0].html + ' ' + one.nodes[0].any.map((why) => why.message).join('; '))",
        asked,
    )
    return list(found)


async def speak(page: Page, locale: str) -> None:
    """The page's own switch to English; every page starts in the meeting's language."""
    if locale == "en":
        await page.get_by_role("button", name="English", exact=True).dispatch_event("click")
    await expect(page.locator("html")).to_have_attribute("lang", "en" if locale == "en" else "zh-CN")
