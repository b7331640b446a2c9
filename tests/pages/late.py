"""Answers that a page gets later than the server gave them."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, Request, Route


class LateAnswer:
    """To the first request of a kind after it was asked for; later ones are answered at once."""

    def __init__(self, page: Page, method: str) -> None:
        self.page, self.method = page, method
        self.given = asyncio.Event()
        """Set once the server has answered."""
        self._request: Request | None = None
        self._lets = asyncio.Event()
        self._is_lost = False

    async def hold(self, route: Route) -> None:
        if route.request.method != self.method or self._request is not None:
            await route.fallback()
            return
        self._request = route.request
        answer = await route.fetch()
        self.given.set()
        await self._lets.wait()
        await (route.abort() if self._is_lost else route.fulfill(response=answer))

    async def arrives(self, is_lost: bool = False) -> None:
        """The page has it, or learns that it is lost, and has done what it does with it."""
        self._is_lost = is_lost
        ended = "requestfailed" if is_lost else "requestfinished"
        async with self.page.expect_event(ended, lambda request: request == self._request):
            self._lets.set()
        # Another answer comes after whatever this one has caused.
        await self.page.evaluate("fetch('/healthz').then((answer) => answer.text())")


@asynccontextmanager
async def late_answer(page: Page, path: str, method: str = "GET") -> AsyncIterator[LateAnswer]:
    """`path`: how the address ends, as a regular expression."""
    late, address = LateAnswer(page, method), re.compile(path + "$")
    await page.route(address, late.hold)
    yield late
    await page.unroute(address, late.hold)
