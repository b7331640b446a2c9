"""The form of a new meeting, filled in step by step in either language."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.harness import Host
from tests.pages.actions import press, speak
from tests.pages.windows import LAPTOP, Windows

STEPS = ("what", "who", "parts", "rules", "check")
HEADS = "姓名\t单位\t职务\t方式\n"
ROSTER = HEADS + "张三\t第一支部\t书记\t现场\n李四\t第二支部\t书记\t书面\n"
WORDS = {
    "zh": {"new": "新建会议", "next": "下一步", "create": "创建会议", "title": "会议名称", "paste": "名单：从 Excel"},
    "en": {"new": "New meeting", "next": "Next", "create": "Create meeting", "title": "Title", "paste": "Roster:"},
}


@dataclass
class Wizard:
    """A window at the form of a new meeting."""

    page: Page
    locale: str = "zh"

    def word(self, key: str) -> str:
        return WORDS[self.locale][key]

    def field(self, name: str) -> Locator:
        return self.page.locator(f'[data-field="{name}"]')

    def problem(self, name: str) -> Locator:
        """The problem shown next to a field."""
        return self.page.locator(".field, td", has=self.field(name)).locator(".problem")

    async def start(self) -> None:
        await press(self.page, self.word("new"))
        await self.at("what")

    async def at(self, step: str) -> None:
        await expect(self.page.locator(f"#step-{step}")).to_have_attribute("aria-current", "step")

    async def go(self, step: str) -> None:
        await self.page.locator(f"#step-{step}").click()
        await self.at(step)

    async def next(self, to: str) -> None:
        await press(self.page, self.word("next"))
        await self.at(to)

    async def title(self, text: str) -> None:
        await self.page.get_by_label(self.word("title"), exact=True).fill(text)

    async def paste(self, rows: str, part: int = 0) -> None:
        """Paste rows as from the clipboard, and have them checked."""
        box = self.page.get_by_label(self.word("paste")).nth(part)
        await box.evaluate("(node, text) => { node.focus(); document.execCommand('insertText', false, text); }", rows)
        await self.page.locator(".roster").nth(part).locator("button").first.click()

    async def group(self, row: int, name: str, weight: str, size: str) -> None:
        boxes = self.page.locator('[data-field="groups"] tbody tr').nth(row).locator("input")
        for i, text in enumerate((name, weight, size)):
            await boxes.nth(i).fill(text)

    async def shares(self) -> list[str]:
        return await self.page.locator('[data-field="groups"] output').all_inner_texts()

    async def create(self) -> None:
        await press(self.page, self.word("create"))


async def open_wizard(windows: Windows, host: Host, size: tuple[int, int] = LAPTOP, locale: str = "zh") -> Wizard:
    page = await windows.open(f"{host.base}/admin#{host.admin}", size)
    await expect(page.get_by_role("button", name="新建会议", exact=True)).to_be_visible()
    if locale == "en":
        await speak(page, "en")
        await expect(page.get_by_role("button", name="New meeting", exact=True)).to_be_visible()
    form = Wizard(page, locale)
    await form.start()
    return form
