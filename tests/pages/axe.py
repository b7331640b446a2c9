"""Accessibility checks of a page by axe-core."""

from playwright.async_api import Page

from tests.harness import ROOT

AXE = ROOT / ".venv/axe/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
LOADED = "typeof window.axe !== 'undefined'"
CHECK = """async (options) => (await axe.run(document, options)).violations.map((rule) => {
  const node = rule.nodes[0];
  return rule.id + ': ' + node.html + ' ' + node.any.map((reason) => reason.message).join('; ');
})"""


async def violations(page: Page) -> list[str]:
    """Each violated WCAG rule with the first element that violates it, and why."""
    if not await page.evaluate(LOADED):
        await page.evaluate(AXE.read_text("utf-8") + "\n;0")
    return list(await page.evaluate(CHECK, OPTIONS))
