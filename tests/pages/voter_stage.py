"""One meeting, its chair and one voter's phone behind a network, to be taken to any state of the voter's page."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from playwright.async_api import Locator, Page, expect

from tests.harness import Hosted, Map, MeetingClient, Peer, crowd
from tests.pages.actions import choose_language
from tests.pages.network import Network, network_to
from tests.pages.windows import Windows

TITLE = "二〇二二年度党组织书记抓基层党建述职评议考核会"
STAY = "try { localStorage.setItem('pingyi.stay', 'true') } catch (e) { /* a blank page, or storage is forbidden */ }"
NUMBERS = "一二三四五六七八九"
OWN: Map = {
    "id": "own",
    "title": "评议表",
    "scale": {"min": 1, "max": 10},
    "items": [{"key": "all", "title": "总体评价", "abstain": True}],
    "notes": [{"key": "problems", "title": "问题和不足", "max": 60}],
    "explain": ["差"],
}


def subjects(count: int) -> list[Map]:
    """Subjects with names and units as long as in practice."""
    names = [*NUMBERS, "十", *(f"十{digit}" for digit in NUMBERS)]
    return [{"name": f"第{n}党支部书记", "unit": f"第{n}党支部", "mode": "onsite"} for n in names[:count]]


def document(form: str | Map = "secretary", count: int = 18, **more: object) -> Map:
    part = {"name": "上述", "form": form, "subjects": subjects(count)}
    return {"title": TITLE, "organisation": "镇党委", "expected": 400, "parts": [part], **more}


def mark(page: Page, value: int | str, item: int = 0) -> Locator:
    return page.locator(f'input[name="item{item}"][value="{value}"]')


def row_mark(page: Page, number: int, value: int | str) -> Locator:
    """A choice in the line of the `number`-th subject, where all are in one list."""
    return page.locator(f'input[name="{number - 1}-item0"][value="{value}"]')


def submit_button(page: Page) -> Locator:
    """The one button below a ballot, whose name changes with what it would do."""
    return page.locator(".bar-buttons").get_by_role("button")


def chip(page: Page, number: int) -> Locator:
    """The button of the `number`-th subject of a combined ballot."""
    return page.get_by_role("button", name=f"第 {number} 位", exact=False)


async def expect_state(page: Page, state: str) -> None:
    """`state` is the page's own name for what it shows."""
    await expect(page.get_by_role("main")).to_have_attribute("data-state", state)


class Stage:
    """One meeting, its chair and one phone behind a network. All that it opens ends with `stack`; `timed`: the
    page's clock is the test's to move; `advances`: a combined ballot goes on by itself; `is_bilingual`: the page has
    fetched its other language."""

    def __init__(self, host: Hosted, windows: Windows, network: Network, stack: AsyncExitStack) -> None:
        self.host, self.windows, self.network, self.stack = host, windows, network, stack
        self.timed = False
        self.advances = self.is_bilingual = False

    async def meet(self, form: str | Map = "secretary", count: int = 18, **more: object) -> None:
        self.made: MeetingClient = await self.host.make(document(form, count, **more))
        self.chair: Peer = await self.stack.enter_async_context(self.made.chair())

    async def open(self, code: str | None = None) -> Page:
        """Open the phone with a join code or token; by default the meeting's join code."""
        secret = code if code is not None else next(iter(self.made.join.values()))
        self.page = await self.windows.open("about:blank")
        if self.timed:
            await self.page.clock.install()
        if not self.advances:
            await self.page.add_init_script(STAY)
        await self.page.goto(f"{self.network.base}/m" + (f"#{secret}" if secret else ""))
        if self.is_bilingual:
            await self._fetch_both_languages()
        return self.page

    async def _fetch_both_languages(self) -> None:
        for language in ("en", "zh"):
            await choose_language(self.page, language)

    async def wait(self) -> Page:
        await self.open()
        await expect_state(self.page, "wait")
        return self.page

    async def vote(self, many: int = 1, seconds: int | None = None) -> Page:
        """Open the phone, and a round of the first `many` subjects."""
        await self.wait()
        self.round = await self.chair.open(self.made.ids()[:many], seconds=seconds)
        await expect_state(self.page, "ballot")
        return self.page

    async def send(self, page: Page, score: int = 8) -> None:
        await mark(page, score).check()
        await submit_button(page).click()

    async def sent(self) -> Page:
        page = await self.vote()
        await self.send(page)
        await expect_state(page, "sent")
        return page

    async def five_more(self) -> None:
        peers = await self.stack.enter_async_context(crowd(self.made, 5))
        for score, peer in enumerate(peers, 5):
            await peer.cast(self.round, score)


@asynccontextmanager
async def staged(host: Hosted, windows: Windows, listen_address: str = "127.0.0.1") -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        network = await stack.enter_async_context(network_to(host.port, listen_address))
        yield Stage(host, windows, network, stack)


State = Callable[[Stage], Awaitable[Page]]
STATES: dict[str, State] = {}


def state(make: State) -> State:
    STATES[make.__name__] = make
    return make
