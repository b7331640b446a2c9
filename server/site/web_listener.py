"""Port 80 of the site network: answers connectivity probes and sends every other request to the join page.

Serves nothing else. Knows nothing of meetings, and neither logs nor keeps who asked.
"""

from http import HTTPStatus

import h11

from .limits import ShortConnection, ShortConnections
from .probes import PROBES, Probe

MAX_REQUEST_BYTES = 8 * 1024
"""A request with more is not answered."""

_PROBES = {(probe.host, probe.path): probe for probe in PROBES}


class WebConnection(ShortConnection):
    """Answers one request, then closes the connection."""

    def __init__(self, connections: ShortConnections, join_page: str) -> None:
        super().__init__(connections)
        self._join_page = join_page
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_REQUEST_BYTES)
        self._received = 0

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        if self._received > MAX_REQUEST_BYTES:
            self.transport.abort()
            return
        try:
            self._http.receive_data(data)
            event = self._http.next_event()
        except h11.RemoteProtocolError:
            self.transport.abort()
            return
        if isinstance(event, h11.Request):
            self._answer(event)

    def _answer(self, request: h11.Request) -> None:
        probe = find_probe(request)
        if probe is not None:
            self._send(request, probe.status, [("Content-Type", probe.content_type)] if probe.body else [], probe.body)
        else:
            self._send(request, 302, [("Location", self._join_page)], b"")
        self.transport.close()

    def _send(self, request: h11.Request, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        length = [] if status == 204 else [("Content-Length", str(len(body)))]  # RFC 9110 §8.6: none with 204
        headers = [*headers, *length, ("Cache-Control", "no-store"), ("Connection", "close")]
        response = h11.Response(status_code=status, headers=headers, reason=HTTPStatus(status).phrase)
        sent = self._http.send(response) or b""
        if request.method != b"HEAD":
            sent += self._http.send(h11.Data(data=body)) or b""
        self.transport.write(sent)


def find_probe(request: h11.Request) -> Probe | None:
    """The probe that this request is, whatever its query."""
    if request.method not in (b"GET", b"HEAD"):
        return None
    fields = dict(request.headers)
    host = fields.get(b"host", b"").decode("latin-1").lower().removesuffix(":80").rstrip(".")
    path = request.target.decode("latin-1").partition("?")[0]
    return _PROBES.get((host, path))
