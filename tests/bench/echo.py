"""A bare msgpack echo through the same server and protocol, the reference of the ballot benchmark."""

import asyncio
import gc
import sys

import msgpack
import uvicorn

from server.__main__ import _loop_factory
from server.cli.commands import GC_THRESHOLDS
from server.websocket.protocol import WebSocketProtocol


async def app(scope, receive, send):  # type: ignore[no-untyped-def]
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] != "websocket.disconnect":
        message = msgpack.unpackb(event["bytes"])
        kind = "welcome" if message["t"] == "hello" else "receipt"
        await send({"type": "websocket.send", "bytes": msgpack.packb({**message, "t": kind})})


if __name__ == "__main__":
    gc.set_threshold(*GC_THRESHOLDS)
    gc.freeze()
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        ws=WebSocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        log_level="warning",
        access_log=False,
        lifespan="off",
    )
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(uvicorn.Server(config).serve())
