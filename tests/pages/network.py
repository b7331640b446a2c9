"""A network between a phone and the server that a test can hold, cut and restore: a TCP proxy on a port of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Network:
    """`source_address` is the address that the server sees, from the next connection on; `listen_address` the one
    that the phone calls."""

    def __init__(self, server_port: int, listen_address: str = "127.0.0.1") -> None:
        self.server_port, self.listen_address, self.source_address = server_port, listen_address, "127.0.0.1"
        self.down = False
        self.holding_data = asyncio.Event()
        self._flows = asyncio.Event()
        self._flows.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._phones: set[asyncio.StreamWriter] = set()
        self._forgotten: set[asyncio.StreamWriter] = set()
        self._vanishes = False
        self._pumps: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, self.listen_address, 0)
        self.base = f"http://{self.listen_address}:{self._server.sockets[0].getsockname()[1]}"

    def hold(self) -> None:
        """Hold back what the server sends from now on; `holding_data` is set once there is something."""
        self.holding_data.clear()
        self._flows.clear()

    def release(self) -> None:
        self._flows.set()

    def cut(self) -> None:
        """Break every connection, lose what was held, and accept no new one."""
        self.down = True
        for end in self._ends:
            end.transport.abort()

    def vanish(self) -> None:
        """Lose what the server sends, without a close, like a router that has forgotten its connections: those of now,
        and those made until `restore`, stay dead."""
        self._vanishes = True
        self._forgotten |= self._phones

    def restore(self) -> None:
        self.down = self._vanishes = False
        self.release()

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
            source = (self.source_address, 0)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server_port, local_addr=source)
        except OSError:
            writer.transport.abort()
            return
        if self.down:  # since this connection began
            writer.transport.abort()
            far_writer.transport.abort()
            return
        self._ends |= {writer, far_writer}
        self._phones.add(writer)
        if self._vanishes:
            self._forgotten.add(writer)
        for pump in (self._pump(reader, far_writer), self._pump(far_reader, writer, from_server=True)):
            task = asyncio.ensure_future(pump)
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, from_server: bool = False) -> None:
        try:
            while data := await source.read(65536):
                if from_server and not self._flows.is_set():
                    self.holding_data.set()
                    await self._flows.wait()
                if sink not in self._forgotten:
                    sink.write(data)
                    await sink.drain()
        except OSError:
            pass  # one end broke, so the other is closed too
        finally:
            for known in (self._ends, self._phones, self._forgotten):
                known.discard(sink)
            sink.transport.abort() if self.down else sink.close()


@asynccontextmanager
async def network_to(server_port: int, listen_address: str = "127.0.0.1") -> AsyncIterator[Network]:
    network = Network(server_port, listen_address)
    await network.start()
    try:
        yield network
    finally:
        await network.stop()
