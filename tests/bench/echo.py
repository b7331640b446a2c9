"""A bare msgpack echo on picows, a WebSocket library in C: the reference of the ballot benchmark.

What it costs to decode a message and to answer it, with as little protocol as there can be. Needs the extra `bench`.
"""

import asyncio
import gc
import sys

import msgpack
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

from server.__main__ import _loop_factory


class Echo(WSListener):  # type: ignore[misc, unused-ignore]
    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
        elif frame.msg_type == WSMsgType.BINARY:
            message = msgpack.unpackb(frame.get_payload_as_bytes())
            kind = "welcome" if message["t"] == "hello" else "receipt"
            transport.send(WSMsgType.BINARY, msgpack.packb({**message, "t": kind}))


async def serve(port: int) -> None:
    server = await ws_create_server(lambda request: Echo(), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    gc.freeze()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(int(sys.argv[1])))
