"""uvicorn's protocol on httptools, with the limits of `http_protocol`. Importable only where httptools is installed."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .http_protocol import MAX_HEADERS, MAX_PIPELINED, LimitedProtocol


class TooManyInOneRequest(Exception):
    """Ends the parsing where it is raised, in a callback of the parser; uvicorn then answers 400 and closes."""


class LimitedHttpToolsProtocol(LimitedProtocol, HttpToolsProtocol):
    """The parser keeps what is incomplete to itself, so the bytes since its last callback are counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._incomplete = 0

    def incomplete_bytes(self) -> int:
        return self._incomplete

    def feed(self, data: bytes) -> None:
        self._incomplete += len(data)
        HttpToolsProtocol.data_received(self, data)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        if len(self.headers) > MAX_HEADERS:  # trailers are added to them
            raise TooManyInOneRequest

    def on_headers_complete(self) -> None:
        self._incomplete = 0
        super().on_headers_complete()
        if len(self.pipeline) > MAX_PIPELINED:
            raise TooManyInOneRequest

    def on_body(self, body: bytes) -> None:
        self._incomplete = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._incomplete = 0
        super().on_message_complete()
