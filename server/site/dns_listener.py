"""Port 53 of the site network, over UDP and TCP. Neither logs nor keeps who asked."""

import asyncio
from typing import cast

from .dns_answers import MAX_QUERY_BYTES, DnsAnswers
from .limits import Budget, ShortConnection, ShortConnections, is_local

QUERIES_PER_CONNECTION = 4


class DnsDatagrams(asyncio.DatagramProtocol):
    transport: asyncio.DatagramTransport

    def __init__(self, answers: DnsAnswers, budget: Budget) -> None:
        self._answers, self._budget = answers, budget

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)  # no class of either event loop derives from it

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A query from elsewhere is not answered: its sender's address may be forged."""
        if not (is_local(addr[0]) and self._budget.take()):
            return
        answer = self._answers.answer_datagram(data)
        if answer is not None:
            self.transport.sendto(answer, addr)


class DnsConnection(ShortConnection):
    """Queries over TCP, each after its length in two bytes (RFC 1035 §4.2.2)."""

    def __init__(self, connections: ShortConnections, answers: DnsAnswers) -> None:
        super().__init__(connections)
        self._answers = answers
        self._unread, self._left = b"", QUERIES_PER_CONNECTION

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while len(self._unread) >= 2 and not self.transport.is_closing():
            length = int.from_bytes(self._unread[:2], "big")
            if length > MAX_QUERY_BYTES:
                self.transport.abort()
                return
            query, rest = self._unread[2 : 2 + length], self._unread[2 + length :]
            if len(query) < length:
                return
            self._unread = rest
            self._answer(query)

    def _answer(self, query: bytes) -> None:
        answer = self._answers.answer(query)
        if answer is None:
            self.transport.abort()
            return
        self.transport.write(len(answer).to_bytes(2, "big") + answer)
        self._left -= 1
        if not self._left:
            self.transport.close()
