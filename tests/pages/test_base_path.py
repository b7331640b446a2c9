"""Two servers on one host behind a real proxy: one below a path, the other with the rest of the host."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from cards.qr import svg_path
from server.clock import Clock
from tests.harness import Hosted, Map, MeetingClient, hosted
from tests.pages.actions import answer_dialog, expect_title, expect_view, press, stored
from tests.pages.desk_actions import download, expect_done, open_section
from tests.pages.desk_tasks import Hand, expect_next
from tests.pages.voter_stage import expect_state, mark, submit_button
from tests.pages.windows import LAPTOP, PROJECTOR, Windows, checked_windows
from tests.pages.wizard import HEADS, Wizard
from tests.ports import free_port
from tests.proxies import program, proxy

pytestmark = pytest.mark.anyio

PATH = "/vote"
TITLE = "二〇二二年度述职评议会"
REMOVES = {
    "nginx-path": {"http://127.0.0.1:8000;": "http://127.0.0.1:8000/;"},
    "caddy-path": {"# `uri strip_prefix /vote`, which": "uri strip_prefix /vote\n\t\t#"},
}
"""What makes our recipes remove the path, as their comments say."""


@dataclass(frozen=True, slots=True)
class Site:
    """`below` has the path, `rest` the other addresses of the host at `origin`."""

    origin: str
    below: Hosted
    rest: Hosted

    @property
    def url(self) -> str:
        return self.origin + PATH


@asynccontextmanager
async def site(folder: Path, name: str, is_secure: bool, changes: dict[str, str]) -> AsyncIterator[Site]:
    port = free_port()
    origin = f"{'https' if is_secure else 'http'}://127.0.0.1:{port}"
    settings: Map = {"proxies": ("127.0.0.1",)}
    async with (
        hosted(folder / "below", Clock(), public_url=origin + PATH, **settings) as below,
        hosted(folder / "rest", Clock(), public_url=origin, **settings) as rest,
    ):
        ports = (below.port, rest.port)
        with proxy(name, folder / "proxy", *ports, port=port, is_secure=is_secure, changes=changes):
            yield Site(origin, below, rest)


WAYS = [
    pytest.param(
        name, is_secure, REMOVES[name] if removes else {}, id=f"{name}{' removes' if removes else ''}", marks=marks
    )
    for name, is_secure, removes in (
        ("nginx-path", True, False),
        ("nginx-path", False, True),
        ("caddy-path", False, False),
        ("caddy-path", False, True),
    )
    for marks in [pytest.mark.skipif(program(name) is None, reason=f"no {name.partition('-')[0]} on this machine")]
]


async def created(windows: Windows, where: Site) -> tuple[Page, MeetingClient]:
    """The administrator comes by an old link and makes a meeting with cards; the page shows its links."""
    page = await windows.open(f"{where.url}/#{where.below.admin}", LAPTOP)
    await expect_title(page, "会议")
    form = Wizard(page)
    await form.start()
    await form.title(TITLE)
    await form.next("who")
    await form.field("admission").select_option("cards")
    await form.field("expected").fill("6")
    await form.next("parts")
    await form.paste(HEADS + "张三\t第一支部\t书记\t现场\n")
    await form.next("rules")
    async with page.expect_response(f"{where.url}/api/meetings") as answer:
        await form.next("check")
        await form.create()
    await expect_title(page, "会议已创建")
    return page, MeetingClient(where.below, await (await answer.value).json())


async def printed_cards(windows: Windows, desk: Page, where: Site, count: int) -> list[str]:
    """The addresses in the QR codes of the cards that the desk prints."""
    await open_section(desk, "cards")
    await desk.evaluate("window.print = () => console.log('printed')")
    await desk.get_by_label("张数").fill(str(count))
    await press(desk, "生成并打印…")
    async with desk.expect_console_message(lambda said: said.text == "printed"):
        await answer_dialog(desk, "生成并打印")
    sheets = desk.locator("#sheets")
    assert f"{where.url.partition('://')[2]}/v" in (await sheets.locator(".address").first.text_content() or "")
    codes = [text.replace(" ", "") for text in await sheets.locator(".code").all_text_contents()]
    paths = await sheets.locator("svg.qr path").evaluate_all("all => all.map((one) => one.getAttribute('d'))")
    assert paths == [svg_path(f"{where.url}/v#{code}")[1] for code in codes]
    return [f"{where.url}/v#{code}" for code in codes]


async def phone_after_self_test(windows: Windows, link: str) -> Page:
    """A phone with a card, after its self-test."""
    phone = await windows.open(link)
    await expect_state(phone, "wait")
    assert phone.url == link.partition("#")[0]
    await phone.get_by_role("link", name="手机自检").click()
    await expect_title(phone, "自检通过")
    await press(phone, "返回投票")
    await expect_state(phone, "wait")
    return phone


async def hold_round(chair: Page, phone: Page, made: MeetingClient, codes: list[str]) -> None:
    """The chair opens, ends and publishes a round in which the phone and others vote."""
    await press(chair, "开始投票")
    await expect_state(phone, "ballot")
    await mark(phone, 8).check()
    await submit_button(phone).click()
    await expect_state(phone, "sent")
    async with AsyncExitStack() as stack:
        for code in codes:
            peer = await stack.enter_async_context(made.phone(code))
            await peer.cast(peer.welcome["round"]["id"], 9)
        await expect(chair.locator("#cast")).to_have_text(str(len(codes) + 1))
        for name in ("结束投票", "公布结果"):
            await expect(chair.locator("#step")).to_be_enabled()
            await press(chair, name)


async def certified(desk: Page, present: int, folder: Path) -> None:
    """From the attendance to the archive."""
    await desk.locator("#nav-next").click()
    hand = Hand(desk)
    await expect_next(desk, "登记到会人数")
    await hand.press("去填写")
    await hand.type("实到", str(present))
    await hand.type("缺席", "0")
    await hand.press("保存")
    await hand.click(desk.locator("#nav-next"))
    await hand.press("去决定等次")
    await hand.press("全部采用建议")
    await hand.click(desk.locator("#page").get_by_role("button", name="下一步"))
    await hand.press("确认结果…")
    await hand.answer("确认结果")
    await expect_next(desk, "打印报告，请监票人、计票人签字")
    assert (await hand.download("下载报告（Word）")).endswith(".docx")
    await hand.press("已签字")
    name, archive = await download(desk, "下载归档（ZIP）", folder)
    assert name.endswith(".zip") and archive.startswith(b"PK")


async def popup(windows: Windows, page: Page, name: str) -> Page:
    """The page that a link opens in another tab."""
    async with page.expect_popup() as opened:
        await page.get_by_role("link", name=name, exact=True).first.click()
    other = await opened.value
    windows.listen(other)
    await other.wait_for_load_state()
    return other


@pytest.mark.scaled(1)
@pytest.mark.parametrize(("name", "is_secure", "changes"), [WAYS[0], WAYS[3]])
async def test_a_whole_meeting_below_a_path_asks_for_nothing_outside_it(
    browser: Browser, tmp_path: Path, name: str, is_secure: bool, changes: dict[str, str]
) -> None:
    """From the administrator's page to the archive, with the links, cards, self-test, help and files of every page; the
    proxy passes the path on or removes it."""
    async with site(tmp_path, name, is_secure, changes) as where, checked_windows(browser, records=True) as windows:
        admin, made = await created(windows, where)
        links = {role: await admin.get_by_label(role, exact=True).input_value() for role in ("秘书", "主持人", "大屏")}
        assert all(link.startswith(f"{where.url}/") for link in links.values())
        assert links["秘书"] in (await download(admin, "保存为一张表", tmp_path))[1].decode()
        desk = await popup(windows, admin, "打开秘书页面")
        await desk.set_viewport_size({"width": 1366, "height": 900})
        cards = await printed_cards(windows, desk, where, 6)
        phone = await phone_after_self_test(windows, cards[0])
        await open_section(desk, "rehearsal")
        test = await popup(windows, desk, "在本机打开自检")
        await expect_title(test, "自检通过")
        await press(desk, "转为正式会议…")
        await answer_dialog(desk, "清除彩排，转为正式")
        await expect_done(desk, "已转为正式会议。")
        screen = await windows.open(links["大屏"], PROJECTOR)
        await expect(screen.get_by_text(where.url.partition("://")[2] + "/v")).to_be_visible()
        chair = await windows.open(links["主持人"], LAPTOP)
        await hold_round(chair, phone, made, [card.partition("#")[2] for card in cards[1:]])
        await expect_view(screen, "result")
        await certified(desk, 6, tmp_path)
        guide = await popup(windows, desk, "帮助")
        await guide.get_by_role("link", name="English", exact=True).first.click()
        await expect(guide.locator("html")).to_have_attribute("lang", "en")
        await phone.goto(f"{where.url}/nothing")
        await phone.get_by_role("link", name="进入会场").click()
        await expect_state(phone, "finished")
        outside = [url for url in windows.requested if not urlsplit(url).path.startswith(f"{PATH}/")]
        own = [
            url for url in windows.requested if url.startswith((f"{where.url}/", where.url.replace("http", "ws", 1)))
        ]
    assert [url for url in outside if not url.startswith(("about:", "blob:", "data:"))] == []
    kinds = {"/ws", "/api/meetings", "/guide", "/guide.en", "/admin", "/desk", "/chair", "/screen", "/v", "/check"}
    assert kinds <= {urlsplit(url).path.removeprefix(PATH) for url in own} and len(own) > 100


@pytest.mark.scaled(1)
@pytest.mark.parametrize(("name", "is_secure", "changes"), [WAYS[1], WAYS[2]])
async def test_two_servers_on_one_host_know_nothing_of_each_other(
    browser: Browser, tmp_path: Path, name: str, is_secure: bool, changes: dict[str, str]
) -> None:
    """One browser at both: neither has the other's card, keys, draft or choices."""
    async with site(tmp_path, name, is_secure, changes) as where, checked_windows(browser) as windows:
        made = {url: await host.make(admission="cards", title=f"会议 {url}") for url, host in servers(where)}
        cards = {url: (await made[url].cards(1))[0] for url in made}
        window = await windows.open(f"{where.url}/v#{cards[where.url]}")
        await expect_state(window, "wait")
        await window.goto(f"{where.origin}/v")
        await expect_state(window, "code")
        await window.goto(f"{where.origin}/v#{cards[where.origin]}")
        await expect_state(window, "wait")
        for url in made:
            await window.goto(f"{url}/v")
            await expect_state(window, "wait")
        for url in made:
            for role in ("desk", "chair", "screen"):
                await window.goto(f"{url}/{role}")
                await expect(window.get_by_role("textbox").last).to_be_visible()
                await window.goto(f"{url}/{role}#{made[url].keys[role]}")
                await expect(window.get_by_text(f"会议 {url}", exact=True).first).to_be_visible()
        for url, host in servers(where):
            await window.goto("about:blank")
            await window.goto(f"{url}/admin#{host.admin}")
            await expect(window.get_by_role("link", name="打开")).to_have_count(0)
            await draft_begun(window, url)
        names = json.loads(await stored(window)).keys()
    assert {name.partition("pingyi.")[0] for name in names} == {"", PATH}


def servers(where: Site) -> list[tuple[str, Hosted]]:
    return [(where.url, where.below), (where.origin, where.rest)]


async def draft_begun(page: Page, title: str) -> None:
    await expect(page.locator(".draft")).to_have_count(0)
    form = Wizard(page)
    await form.start()
    await form.title(title)
    await form.next("who")
    await press(page, "返回列表")
    await expect(page.locator(".draft")).to_contain_text(title)


@pytest.mark.skipif(program("nginx") is None, reason="no nginx on this machine")
async def test_a_proxy_that_changes_host_to_an_address_breaks_no_page_below_a_path(
    browser: Browser, tmp_path: Path
) -> None:
    """A page's policy also names the public address, which is the one that the browser knows."""
    changes = {f"{name} $http_host;": f"{name} 127.0.0.1;" for name in ("X-Forwarded-Host", "Host")}
    async with site(tmp_path, "nginx-path", False, changes) as where, checked_windows(browser) as windows:
        made = await where.below.make(title=TITLE)
        for page in (f"m#{next(iter(made.join.values()))}", f"screen#{made.keys['screen']}"):
            window = await windows.open(f"{where.url}/{page}")
            await expect(window.get_by_text(TITLE).first).to_be_visible()


async def test_a_page_is_the_same_with_and_without_the_path(browser: Browser, tmp_path: Path) -> None:
    """At the server itself, where no proxy decides which of them there is: one card, and the address becomes one."""
    async with (
        hosted(tmp_path, Clock(), public_url=f"http://www.example.org{PATH}") as host,
        checked_windows(browser) as windows,
    ):
        made = await host.make(admission="cards")
        (card,) = await made.cards(1)
        window = await windows.open(f"{host.base}/v#{card}")
        await expect_state(window, "wait")
        assert window.url == f"{host.base}{PATH}/v"
        for path in (f"{PATH}/m", "/v", "/", PATH):
            await window.goto(host.base + path)
            await expect_state(window, "wait")
