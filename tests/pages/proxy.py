"""A wire between a phone and the server that a test can hold, cut and mend: a TCP proxy on a port of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Wire:
    """`address` is where the phone seems to come from; a new one takes effect at the next connection.
    `near` is the address that the phone calls."""

    def __init__(self, target: int, near: str = "127.0.0.1") -> None:
        self.target, self.near, self.address = target, near, "127.0.0.1"
        self.down = False
        self.held = asyncio.Event()
        self._flows = asyncio.Event()
        self._flows.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, self.near, 0)
        self.base = f"http://{self.near}:{self._server.sockets[0].getsockname()[1]}"

    def hold(self) -> None:
        """From now on nothing of what the server says arrives; `held` is set once there is something."""
        self.held.clear()
        self._flows.clear()

    def let(self) -> None:
        self._flows.set()

    def cut(self) -> None:
        """Every connection breaks, what was held is lost, and no new one is made."""
        self.down = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        self.down = False
        self.let()

    async def stop(self) -> None:
        self._server.close()
        self.cut()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.transport.abort()
            return
        try:
            far = await asyncio.open_connection("127.0.0.1", self.target, local_addr=(self.address, 0))
        except OSError:
            writer.transport.abort()
            return
        self._ends |= {writer, far[1]}
        for pump in (self._pump(reader, far[1]), self._pump(far[0], writer, said=True)):
            task = asyncio.ensure_future(pump)
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, said: bool = False) -> None:
        try:
            while heard := await source.read(65536):
                if said and not self._flows.is_set():
                    self.held.set()
                    await self._flows.wait()
                sink.write(heard)
                await sink.drain()
        except OSError:
            pass  # one end broke: so does the other
        finally:
            self._ends.discard(sink)
            sink.transport.abort() if self.down else sink.close()


@asynccontextmanager
async def wired(target: int, near: str = "127.0.0.1") -> AsyncIterator[Wire]:
    wire = Wire(target, near)
    await wire.start()
    try:
        yield wire
    finally:
        await wire.stop()
