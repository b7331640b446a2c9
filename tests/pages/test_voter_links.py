"""A link takes no card from the phone without a question (`/v#TOKEN`, `/m#CODE`)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import receipt
from tests.pages.actions import expect_title, new_tab, press, stored
from tests.pages.voter_stage import Stage, expect_state, mark

pytestmark = pytest.mark.anyio

KEEP, TAKE = "保留原来的", "换用新的"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"


async def follow(stage: Stage, page: Page, path: str) -> None:
    """Open a link in the page, as a scanner does in the browser's present tab."""
    await page.goto(stage.network.base + path)


CHANGED = [
    "/M#{}",
    "/m/#{}",
    "/m%23{}",
    "/m?from=timeline#{}",
    "/m#{}?from=singlemessage&nsukey=AbCd1234",
    "/m#{}&nsukey=x",
]
CHANGED += ["/m#{}#wechat_redirect", "/m%23{}?from=x#wechat_redirect", "/m#{}/", "/m#{}。请大家扫码", "/m/，#{}"]


@pytest.mark.scaled(4)
@pytest.mark.parametrize("link", CHANGED)
async def test_a_link_that_a_messenger_has_changed_leads_into_the_meeting(stage: Stage, link: str) -> None:
    """And afterwards nothing of it is in the address."""
    await stage.meet()
    code = next(iter(stage.made.join.values()))
    page = await stage.windows.open(stage.network.base + link.format(code))
    await expect_state(page, "wait")
    assert page.url == f"{stage.network.base}/m"


async def test_a_link_without_a_code_asks_for_one_and_one_that_lost_part_of_it_says_so(stage: Stage) -> None:
    await stage.meet()
    page = await stage.windows.open(f"{stage.network.base}/m?from=singlemessage#wechat_redirect")
    await expect_state(page, "code")
    await follow(stage, page, "/m?from=x#7KM2-9QX4-5")
    await expect_state(page, "wrongLink")


@pytest.mark.parametrize("text", ["入场码：{}，请尽快进入", "{}", "http://10.0.0.1:8000/m#{}?from=x", "\u200e{}\u200b"])
async def test_a_code_is_found_in_what_is_typed(stage: Stage, text: str) -> None:
    await stage.meet()
    code = next(iter(stage.made.join.values()))
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())
    spelled = f"{full_width[:4]}—{full_width[4:]}"
    page = await stage.open("")
    await page.get_by_label("入场码或票卡号码").fill(text.format(spelled))
    await press(page, "进入")
    await expect_state(page, "wait")


async def test_a_wrong_letter_is_told_from_a_wrong_length(stage: Stage) -> None:
    await stage.meet()
    page = await stage.open("")
    problem = page.get_by_role("alert").filter(has_text="号码")
    for typed, said in (("7KM2-9QU4", "号码里没有“U”"), ("7KM2-9QX45", "您输入了 9 位"), ("7KM2-9QX", "您输入了 7 位")):
        await page.get_by_label("入场码或票卡号码").fill(typed)
        await press(page, "进入")
        await expect(problem).to_contain_text(said)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
async def test_the_links_of_staff_survive_messengers_too(stage: Stage, role: str) -> None:
    await stage.meet()
    key = stage.made.keys[role]
    for link in (f"/{role}%23{key}", f"/{role.upper()}/#{key}?from=singlemessage#wechat_redirect"):
        page = await stage.windows.open(stage.host.base + link)
        place = page.locator("#meeting") if role != "screen" else page.get_by_role("main")
        await expect(place).to_contain_text("述职评议考核会" if role != "screen" else "入场")


async def with_card(stage: Stage) -> tuple[Page, str, str]:
    """A phone that came in by its card, that card, and another one."""
    await stage.meet(admission="cards")
    first, second = await stage.made.cards(2)
    page = await stage.open(first)
    await expect_state(page, "wait")
    return page, first, second


async def voted(stage: Stage, token: str) -> bool:
    async with stage.made.phone(token) as peer:
        return bool(peer.welcome["round"]["voted"])


async def vote(stage: Stage, page: Page) -> None:
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await expect_state(page, "ballot")
    await stage.send(page)
    await expect_state(page, "sent")


async def test_another_card_is_offered_and_keeping_the_present_one_is_the_first_button(stage: Stage) -> None:
    page, first, second = await with_card(stage)
    await follow(stage, page, f"/v#{second}")
    await expect_title(page, "要换用另一个号码吗？")
    assert page.url == f"{stage.network.base}/v", "the code leaves the address before the answer"
    assert second not in await stored(page)
    buttons = page.get_by_role("main").get_by_role("button")
    assert await buttons.all_inner_texts() == [KEEP, TAKE]
    await expect(buttons.first).to_have_class("button big primary")
    await press(page, KEEP)
    await expect_state(page, "wait")
    await vote(stage, page)
    assert (await voted(stage, first), await voted(stage, second)) == (True, False)


async def test_another_card_is_taken_after_the_question(stage: Stage) -> None:
    page, first, second = await with_card(stage)
    await follow(stage, page, f"/v#{second}")
    await press(page, TAKE)
    await expect_state(page, "wait")
    assert first not in await stored(page)
    await vote(stage, page)
    assert (await voted(stage, first), await voted(stage, second)) == (False, True)


async def test_a_page_that_is_loaded_again_during_the_question_keeps_its_card(stage: Stage) -> None:
    page, first, second = await with_card(stage)
    await follow(stage, page, f"/v#{second}")
    await expect_state(page, "offered")
    await page.reload()
    await expect_state(page, "wait")
    assert first in await stored(page) and second not in await stored(page)


async def test_the_same_card_is_not_asked_about(stage: Stage) -> None:
    page, first, _ = await with_card(stage)
    spelled = f"{first[:4]}-{first[4:8]}-{first[8:]}".lower()
    await follow(stage, page, f"/v#{spelled}")
    await expect_state(page, "wait")
    assert page.url == f"{stage.network.base}/v"


async def test_a_card_does_not_replace_a_place_of_open_admission(stage: Stage) -> None:
    """Nor is anything asked when the phone scans the screen again."""
    await stage.meet()
    page = await stage.wait()
    kept = await stored(page)
    for link in (f"/m#{next(iter(stage.made.join.values()))}", f"/v#{'8' * 16}"):
        await follow(stage, page, link)
        await expect_state(page, "offered" if link.startswith("/v") else "wait")
    await press(page, KEEP)
    await expect_state(page, "wait")
    assert await stored(page) == kept
    await vote(stage, page)


async def test_a_join_code_does_not_replace_a_card(stage: Stage) -> None:
    page, first, _ = await with_card(stage)
    other = await stage.host.make()
    code = next(iter(other.join.values()))
    await follow(stage, page, f"/m#{code}")
    await press(page, KEEP)
    await expect_state(page, "wait")
    assert first in await stored(page)
    await follow(stage, page, f"/m#{code}")
    await press(page, TAKE)
    await expect(page.get_by_text("支部书记述职评议会")).to_be_visible()


async def test_where_nothing_can_be_stored_the_card_is_kept_too(stage: Stage) -> None:
    """Its own code then stays in the address, so that the page can be loaded again."""
    await stage.meet(admission="cards")
    first, second = await stage.made.cards(2)
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN)
    await follow(stage, page, f"/v#{first}")
    await expect_state(page, "wait")
    await page.evaluate(f"location.hash = '{second}'")
    await expect_state(page, "offered")
    assert second not in page.url
    await press(page, KEEP)
    await page.reload()
    await expect_state(page, "wait")
    await page.evaluate(f"location.hash = '{second}'")
    await press(page, TAKE)
    await page.reload()
    await vote(stage, page)
    assert (await voted(stage, first), await voted(stage, second)) == (False, True)


async def test_another_tab_follows_the_new_card_and_casts_nothing_under_it(stage: Stage) -> None:
    """A ballot filled in with one card must not be sent with another."""
    page, first, second = await with_card(stage)
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await mark(page, 3).check()
    tab = await new_tab(page, f"{stage.network.base}/v#{second}")
    stage.windows.listen(tab)
    await expect_state(tab, "offered")
    await expect(mark(page, 3)).to_be_checked()
    await press(tab, TAKE)
    for each in (tab, page):
        await expect_state(each, "ballot")
        await expect(each.get_by_role("radio", checked=True)).to_have_count(0)
    await stage.send(tab, 9)
    for each in (tab, page):
        await expect_state(each, "sent")
    async with stage.made.phone(first) as peer:
        assert receipt(await peer.cast(stage.round, 5)), "the first card has not voted"


async def test_a_tab_that_missed_the_change_sends_nothing_with_the_new_card(stage: Stage) -> None:
    """A sleeping tab learns of a new card only when its voter submits."""
    page, first, second = await with_card(stage)
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await mark(page, 3).check()
    # The tab that writes gets no event.
    await page.evaluate(f"localStorage.setItem('pingyi.holder', JSON.stringify({{token: '{second}'}}))")
    await page.locator(".bar-buttons").get_by_role("button").click()
    await expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert not await voted(stage, first) and not await voted(stage, second)
    await stage.send(page, 9)
    await expect_state(page, "sent")
    assert await voted(stage, second) and not await voted(stage, first)


# The size of what the page sends


async def test_every_cast_of_the_page_has_the_rounds_size(stage: Stage) -> None:
    """P46: with a note, without one, and sent again after a lost receipt; compared as bytes of the WebSocket."""
    await stage.meet(admission="cards")
    sizes: list[int] = []
    stage.round = await stage.chair.open(stage.made.ids()[:2])
    for text in ("", "不够", "深入一线不够，" * 60):
        (token,) = await stage.made.cards(1)
        page = await stage.windows.open("about:blank")
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sizes.append(len(frame))))
        await follow(stage, page, f"/v#{token}")
        await fill_in(page, text)
        stage.network.hold()
        await page.get_by_role("button", name="确认提交").click()
        await expect_state(page, "sending")
        stage.network.cut()
        await expect(page.locator("#banner")).to_be_visible()
        stage.network.restore()
        await expect_state(page, "sent")
    casts = [size for size in sizes if size > 1000]
    assert len(casts) >= 6 and set(casts) == {512 + 2 * 2 * 2064 + 2 * 5}, sizes


async def fill_in(page: Page, text: str) -> None:
    """Both subjects of the round, with a note on the first."""
    await mark(page, 8).check()
    if text:
        await page.locator("summary").first.click()
        await page.get_by_role("textbox").first.fill(text)
    await page.get_by_role("button", name="下一位").click()
    await mark(page, 7).check()
    await page.locator(".bar-buttons").get_by_role("button").first.click()
