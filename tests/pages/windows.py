"""Browser windows that collect what their consoles say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.harness import Hosted, MeetingClient

PHONE = (390, 844)
LAPTOP = (1440, 900)
PROJECTOR = (1920, 1080)
REST_MS = 700
"""How long the chair's next step rests; `static/staff/dialogs.js` has the same number."""
NO_REST = f"""(() => {{
  const later = window.setTimeout;
  window.setTimeout = (run, ms, ...more) => later(run, ms === {REST_MS} ? 0 : ms, ...more);
}})()"""
FAULTS = ("Content Security Policy", "Uncaught")
"""Console messages that no page may write, whatever a test does to it."""


class Windows:
    """Opens windows, each a device of its own, and collects their consoles' warnings and errors."""

    def __init__(self, browser: Browser, records: bool = False) -> None:
        self._browser = browser
        self.console: list[str] = []
        self.records = records
        self.requested: list[str] = []
        """The URLs of all requests and sockets in their order, if it `records` them, which costs as much as a page."""

    async def open(
        self,
        url: str,
        size: tuple[int, int] = PHONE,
        locale: str = "zh-CN",
        zone: str | None = None,
        script: str | None = None,
    ) -> Page:
        """`zone`: of the device, the machine's by default; `script` runs before those of the page."""
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = await self._browser.new_context(
            viewport=viewport,
            locale=locale,
            reduced_motion="reduce",
            timezone_id=zone,
            ignore_https_errors=True,
        )
        if script is not None:
            await context.add_init_script(script)
        if self.records:
            context.on("request", lambda request: self.requested.append(request.url))
        page = await context.new_page()
        self.listen(page)
        await page.goto(url)
        return page

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        if self.records:
            page.on("websocket", lambda socket: self.requested.append(socket.url))
        page.on("pageerror", lambda error: self.console.append(f"Uncaught {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)

    async def chair(self, made: MeetingClient, rests: bool = False) -> Page:
        """Unless it `rests` as for people, a step can be taken at once after the step before."""
        script = None if rests else NO_REST
        return await self.open(f"{made.host.base}/chair#{made.keys['chair']}", script=script)

    async def screen(self, made: MeetingClient) -> Page:
        return await self.open(f"{made.host.base}/screen#{made.keys['screen']}", PROJECTOR)

    async def desk(self, made: MeetingClient) -> Page:
        return await self.open(f"{made.host.base}/desk#{made.keys['desk']}", LAPTOP)

    async def admin(self, host: Hosted) -> Page:
        return await self.open(f"{host.base}/admin#{host.admin}", LAPTOP)

    async def guest(self, made: MeetingClient) -> Page:
        return await self.open(f"{made.host.base}/m#{next(iter(made.join.values()))}")

    async def close(self) -> None:
        for context in self._browser.contexts:
            await context.close()


@asynccontextmanager
async def checked_windows(browser: Browser, records: bool = False) -> AsyncIterator[Windows]:
    """Windows that are closed at the end; fails if a console holds one of FAULTS."""
    windows = Windows(browser, records)
    try:
        yield windows
    finally:
        await windows.close()
    assert not [line for line in windows.console if line.startswith(FAULTS) or FAULTS[0] in line]
