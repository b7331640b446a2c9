"""Numbers typed with a Chinese input method, and Enter while it is composing."""

from typing import Any

import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.harness import Hosted
from tests.pages.desk_actions import open_section
from tests.pages.windows import LAPTOP, Windows
from tests.pages.wizard import open_wizard

pytestmark = pytest.mark.anyio

ENTERED: dict[str, Any] = {
    "title": "述职测评",
    "parts": [
        {"name": "考核", "form": "secretary", "source": "entered", "subjects": [{"name": "张三"}, {"name": "李四"}]}
    ],
}


async def input_method(page: Page) -> CDPSession:
    return await page.context.new_cdp_session(page)


async def compose(method: CDPSession, text: str) -> None:
    """Text that the input method shows underlined and that is not yet accepted."""
    position = {"selectionStart": len(text), "selectionEnd": len(text)}
    await method.send("Input.imeSetComposition", {"text": text, **position})


async def test_full_width_numbers_are_plain_in_every_number_field(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.go("who")
    expected = form.page.get_by_label("应到人数")
    await expected.press_sequentially("６ ６")
    await expect(expected).to_have_value("66")
    fields = form.page.locator('input[inputmode="numeric"], input[inputmode="decimal"], input[data-number]')
    for field in await fields.all():
        if await field.is_visible():
            await field.fill("－１ ２．５")
            await expect(field).to_have_value("-12.5")


async def test_a_number_that_an_input_method_composes_is_plain_once_it_is_accepted(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(**ENTERED)
    page = await windows.open(f"{host.base}/desk#{made.keys['desk']}", LAPTOP)
    await open_section(page, "results")
    score = page.get_by_label("张三 考核")
    await score.click()
    method = await input_method(page)
    await compose(method, "８．５")
    await expect(score, "what is not accepted is left alone").to_have_value("８．５")
    await page.keyboard.press("Enter")
    await expect(score, "Enter belongs to the input method").to_be_focused()
    await method.send("Input.insertText", {"text": "８．５"})
    await expect(score).to_have_value("8.5")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("李四 考核")).to_be_focused()


async def test_enter_submits_no_form_while_an_input_method_composes(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.open(f"{host.base}/chair#{made.keys['chair']}")
    sent = await page.evaluate(
        """() => {
            const form = document.createElement('form');
            const field = document.createElement('input');
            form.append(field);
            document.body.append(form);
            let count = 0;
            form.addEventListener('submit', (event) => { event.preventDefault(); count += 1; });
            field.addEventListener('keydown', () => { count += 1; });
            const press = (init) => field.dispatchEvent(
                new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
            const stopped = [press({ isComposing: true }), press({ keyCode: 229 })];
            const passed = press({});
            return { count, stopped, passed };
        }"""
    )
    assert sent == {"count": 1, "stopped": [False, False], "passed": True}
