"""One meeting, its chair and one voter's phone behind a wire, to be taken to any state of the voter's page."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from playwright.async_api import Locator, Page, expect

from tests.harness import Hosted, Made, Map, Peer, crowd
from tests.pages.conftest import Windows
from tests.pages.proxy import Wire, wired

TITLE = "二〇二二年度党组织书记抓基层党建述职评议考核会"
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
    """As long as names and units are in practice."""
    names = [*NUMBERS, "十", *(f"十{one}" for one in NUMBERS)]
    return [{"name": f"第{n}党支部书记", "unit": f"第{n}党支部", "mode": "onsite"} for n in names[:count]]


def document(form: str | Map = "secretary", count: int = 18, **more: object) -> Map:
    part = {"name": "上述", "form": form, "subjects": subjects(count)}
    return {"title": TITLE, "organisation": "镇党委", "expected": 400, "parts": [part], **more}


def mark(page: Page, value: int | str, item: int = 0) -> Locator:
    return page.locator(f'input[name="item{item}"][value="{value}"]')


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def shows(page: Page, state: str) -> None:
    """`state` is the page's own name of it."""
    await expect(page.locator("#main")).to_have_attribute("data-state", state)


class Stage:
    """One meeting, its chair and one phone behind a wire. All that it opens ends with `stack`; `timed`: the
    page's clock is the test's to move."""

    def __init__(self, host: Hosted, windows: Windows, wire: Wire, stack: AsyncExitStack) -> None:
        self.host, self.windows, self.wire, self.stack = host, windows, wire, stack
        self.timed = False

    async def meet(self, form: str | Map = "secretary", count: int = 18, **more: object) -> None:
        self.made: Made = await self.host.make(document(form, count, **more))
        self.chair: Peer = await self.stack.enter_async_context(self.made.chair())

    async def open(self, code: str | None = None) -> Page:
        """The phone, with a join code or token; without one, with the meeting's."""
        given = code if code is not None else next(iter(self.made.join.values()))
        self.page = await self.windows.open("about:blank")
        if self.timed:
            await self.page.clock.install()
        await self.page.goto(f"{self.wire.base}/m" + (f"#{given}" if given else ""))
        return self.page

    async def wait(self) -> Page:
        await self.open()
        await shows(self.page, "wait")
        return self.page

    async def vote(self, many: int = 1, seconds: int | None = None) -> Page:
        """The phone in an open round of the first `many` subjects."""
        await self.wait()
        self.round = await self.chair.open(self.made.ids()[:many], seconds=seconds)
        await shows(self.page, "ballot")
        return self.page

    async def send(self, page: Page, score: int = 8) -> None:
        await mark(page, score).check()
        await page.locator(".bar-buttons .primary").click()

    async def sent(self) -> Page:
        page = await self.vote()
        await self.send(page)
        await shows(page, "sent")
        return page

    async def five_more(self) -> None:
        peers = await self.stack.enter_async_context(crowd(self.made, 5))
        for score, peer in enumerate(peers, 5):
            await peer.cast(self.round, score)


@asynccontextmanager
async def staged(host: Hosted, windows: Windows, near: str = "127.0.0.1") -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(wired(host.port, near))
        yield Stage(host, windows, wire, stack)


State = Callable[[Stage], Awaitable[Page]]
STATES: dict[str, State] = {}


def state(make: State) -> State:
    STATES[make.__name__] = make
    return make
