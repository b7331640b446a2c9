"""Two tabs, and storage that is full or forbidden: nothing typed is lost, and one ballot is cast."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.pages.actions import new_tab, stored
from tests.pages.voter_stage import Stage, chip, expect_state, mark, submit_button
from tests.proof_scale import spread

pytestmark = pytest.mark.anyio

FORBIDDEN = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"
FILL = """() => {
  let size = 1 << 22;
  for (let i = 0; size; i += 1) {
    try {
      localStorage.setItem('other ' + i, 'x'.repeat(size));
    } catch (e) {
      size >>= 1;
    }
  }
}"""
"""Other pages of the same origin have left no room at all."""
EMPTY = (
    "Object.keys(localStorage).filter((key) => key.startsWith('other')).forEach((key) => localStorage.removeItem(key))"
)
REFUSE = """room => {
  const store = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, text) {
    if (room <= 0) throw new DOMException('', 'QuotaExceededError');
    room -= 1;
    store.call(this, key, text);
  };
}"""
TYPED = "调查研究不够深入"


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="问题和不足")


async def type_note(page: Page, text: str) -> None:
    await page.locator("summary").first.click()
    await note(page).fill(text)


async def second_tab(stage: Stage, page: Page) -> Page:
    tab = await new_tab(page, f"{stage.network.base}/m")
    stage.windows.listen(tab)
    await expect_state(tab, "ballot")
    return tab


async def counted(stage: Stage, scores: dict[int, int], at: int = 0) -> None:
    await stage.chair.do("close", round=stage.round, confirm=True)
    await stage.chair.do("publish", round=stage.round, confirm=True)
    subject = (await stage.made.tally(draft=True))["parts"][0]["subjects"][at]
    assert subject["items"][0]["counts"] == [scores.get(point, 0) for point in range(1, 11)]


async def test_two_tabs_fill_one_ballot_together(stage: Stage) -> None:
    """P55: each shows what the other has entered, and either may send it."""
    await stage.meet(rules={"panel": True})
    page = await stage.vote(many=3)
    tab = await second_tab(stage, page)
    await mark(page, 9).check()
    await chip(tab, 2).click()
    await mark(tab, 7).check()
    await type_note(tab, TYPED)
    await chip(page, 2).click()
    await expect(mark(page, 7)).to_be_checked()
    await expect(note(page)).to_have_value(TYPED)
    await mark(page, 8).check()
    await expect(mark(tab, 8)).to_be_checked()
    await expect(note(tab)).to_have_value(TYPED)
    await chip(tab, 3).click()
    await mark(tab, 6).check()
    await expect(submit_button(page).last).to_contain_text("3/3")
    await submit_button(page).last.click()
    await submit_button(page).last.click()
    for each in (page, tab):
        await expect_state(each, "sent")
    await counted(stage, {9: 1})
    assert TYPED not in await stored(page)


async def test_a_tab_that_missed_the_news_takes_it_over_when_it_is_looked_at(stage: Stage) -> None:
    """P55: browsers freeze hidden tabs, and nothing says what was stored meanwhile."""
    await stage.meet()
    page = await stage.vote(many=2)
    await page.add_init_script("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    await page.reload()
    await expect_state(page, "ballot")
    tab = await second_tab(stage, page)
    await mark(tab, 7).check()
    await expect(mark(page, 7)).not_to_be_checked()
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(mark(page, 7)).to_be_checked()


async def test_a_full_storage_never_shows_an_older_value(stage: Stage) -> None:
    """P55: what is typed after that stays in the page, also through a reload, and is sent."""
    await stage.meet(rules={"panel": True})
    page = await stage.vote()
    await mark(page, 3).check()
    await type_note(page, "旧")
    await expect(page.locator("#forgets")).to_be_hidden()
    await page.evaluate(FILL)
    await note(page).fill(TYPED)
    await mark(page, 8).check()
    await expect(page.locator("#forgets")).to_contain_text("不能保存内容")
    await page.reload()
    await expect(mark(page, 8)).to_be_checked()
    await expect(note(page)).to_have_value(TYPED)
    await submit_button(page).click()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})
    assert TYPED not in await stored(page) + await page.evaluate("JSON.stringify(history.state)")


async def test_what_did_not_fit_is_stored_once_there_is_room(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    await page.evaluate(FILL)
    await type_note(page, TYPED)
    await expect(page.locator("#forgets")).to_be_visible()
    await page.evaluate(EMPTY)
    await note(page).press_sequentially("。")
    await expect(page.locator("#forgets")).to_be_hidden()
    assert TYPED + "。" in await stored(page)


@pytest.mark.parametrize("room", spread(range(12), 4))
async def test_whichever_write_is_the_first_to_fail_one_ballot_is_counted(stage: Stage, room: int) -> None:
    """P55: from the first page view on, and also if the page is loaded again before and after sending."""
    await stage.meet(rules={"panel": True})
    page = await stage.windows.open("about:blank")
    await page.add_init_script(f"({REFUSE})({room})")
    await page.goto(f"{stage.network.base}/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await type_note(page, TYPED)
    await mark(page, 8).check()
    await page.reload()
    await expect(mark(page, 8)).to_be_checked()
    await expect(note(page)).to_have_value(TYPED)
    await submit_button(page).click()
    await expect_state(page, "sent")
    await page.reload()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})


async def test_a_browser_that_stores_nothing_keeps_token_and_ballot_through_a_reload(stage: Stage) -> None:
    """P55: and passes the token on neither by the address nor by the window's name."""
    await stage.meet(admission="cards", rules={"panel": True})
    [token] = await stage.made.cards(1)
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN)
    await page.goto(f"{stage.network.base}/v#{token}")
    await expect_state(page, "wait")
    await expect(page.locator("#forgets")).to_contain_text("不能保存内容")
    await page.reload()
    await expect_state(page, "wait")
    assert token not in page.url and await page.evaluate("window.name") == ""
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await mark(page, 8).check()
    await type_note(page, TYPED)
    await page.reload()
    await expect(note(page)).to_have_value(TYPED)
    stage.network.cut()
    await expect(page.locator("#banner")).to_contain_text("网络已断开")
    assert "保存在本机" not in await page.inner_text("#banner")
    await submit_button(page).click()
    await expect_state(page, "sending")
    stage.network.restore()
    await page.reload()
    await expect_state(page, "sent")
    await page.reload()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})
    assert TYPED not in await page.evaluate("JSON.stringify(history.state)")


async def test_a_page_starts_whatever_its_origin_has_stored_as_the_language(stage: Stage) -> None:
    """Other programs share the origin, and text in storage can be damaged."""
    await stage.meet()
    page = await stage.windows.open("about:blank")
    await page.add_init_script("localStorage.setItem('pingyi.lang', '\"]')")
    for address in ("/v", f"/desk#{stage.made.keys['desk']}"):
        await page.goto(f"{stage.network.base}{address}")
        await expect(page.get_by_role("heading").first).to_be_visible()
        await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


async def test_a_typed_code_survives_a_reload_there_too(stage: Stage) -> None:
    await stage.meet()
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN)
    await page.goto(f"{stage.network.base}/v")
    await page.get_by_role("textbox").fill(next(iter(stage.made.join.values())))
    await page.keyboard.press("Enter")
    await expect_state(page, "wait")
    await page.reload()
    await expect_state(page, "wait")
    assert page.url == f"{stage.network.base}/v"


async def test_a_link_followed_from_there_takes_no_token_along(stage: Stage) -> None:
    await stage.meet(admission="cards")
    [token] = await stage.made.cards(1)
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN)
    await page.goto(f"{stage.network.base}/v#{token}")
    await expect_state(page, "wait")
    async with page.expect_popup() as opened:
        await page.evaluate("open(location.href)")
    tab = await opened.value
    await expect_state(tab, "code")
    assert await tab.evaluate("history.state") is None


@pytest.mark.parametrize("role", ["chair", "desk"])
async def test_a_typed_key_survives_a_reload_where_storage_is_forbidden(stage: Stage, role: str) -> None:
    await stage.meet()
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN.replace("localStorage", "sessionStorage"))
    await page.goto(f"{stage.network.base}/{role}")
    await page.get_by_role("dialog").get_by_role("textbox").fill(stage.made.keys[role])
    await page.keyboard.press("Enter")
    await expect(page.locator("#link")).to_have_attribute("data-link", "good")
    await page.reload()
    await expect(page.locator("#link")).to_have_attribute("data-link", "good")
    assert stage.made.keys[role] not in page.url
