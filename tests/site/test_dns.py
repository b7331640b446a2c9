"""Port 53 of the site network: a fixed table, no recursion, and nothing that would help an attacker elsewhere."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from dnslib import EDNS0, RCODE, DNSHeader, DNSRecord
from hypothesis import given
from hypothesis import strategies as st

from server.site import listeners
from server.site.dns_answers import ADDRESS_RECORD_BYTES, MAX_QUERY_BYTES, TTL_SECONDS, DnsAnswers
from server.site.dns_listener import QUERIES_PER_CONNECTION, DnsDatagrams
from server.site.limits import CONNECTIONS, Budget
from server.site.listeners import site_listeners
from server.site.probes import OWN_NAME, PROBE_ADDRESSES, PROBES
from tests.site.ports import closed, free_ports, rest

ADDRESS = "192.168.1.5"
ANSWERS = DnsAnswers({"probe.example": ADDRESS, OWN_NAME: ADDRESS})


def answer(query: DNSRecord) -> DNSRecord:
    packed = ANSWERS.answer_datagram(query.pack())
    assert packed is not None and len(packed) <= len(query.pack()) + ADDRESS_RECORD_BYTES
    return DNSRecord.parse(packed)


def test_an_address_is_given_for_a_short_time_without_recursion() -> None:
    query = DNSRecord.question("Probe.EXAMPLE", "A")
    reply = answer(query)
    assert (reply.header.id, reply.header.qr, reply.header.aa, reply.header.ra) == (query.header.id, 1, 1, 0)
    assert [(str(row.rdata), row.ttl) for row in reply.rr] == [(ADDRESS, TTL_SECONDS)]
    assert str(reply.q.qname) == "Probe.EXAMPLE."  # as it was asked: some resolvers compare


@pytest.mark.parametrize("kind", ["AAAA", "HTTPS", "TXT", "MX", "ANY"])
def test_another_type_of_a_name_that_exists_is_empty_but_no_error(kind: str) -> None:
    reply = answer(DNSRecord.question("probe.example", kind))
    assert (reply.header.rcode, reply.rr) == (RCODE.NOERROR, [])


@pytest.mark.parametrize("name", ["www.example.com", "sub.probe.example", "example", ".", "5.1.168.192.in-addr.arpa"])
def test_no_other_name_exists(name: str) -> None:
    reply = answer(DNSRecord.question(name, "A"))
    assert (reply.header.rcode, reply.rr) == (RCODE.NXDOMAIN, [])


def test_a_query_with_edns_or_of_another_class_gets_no_more_than_any_other() -> None:
    with_edns = DNSRecord.question("probe.example", "A")
    with_edns.add_ar(EDNS0(udp_len=4096))
    assert [str(row.rdata) for row in answer(with_edns).rr] == [ADDRESS]
    assert answer(DNSRecord.question("probe.example", "A", "CH")).header.rcode == RCODE.NXDOMAIN


def test_requests_of_other_kinds_and_several_questions_at_once_are_refused() -> None:
    update = DNSRecord(DNSHeader(opcode=5, qr=0))
    assert answer(update).header.rcode == RCODE.NOTIMP
    double = DNSRecord.question("probe.example", "A")
    double.add_question(double.q)
    assert answer(double).header.rcode == RCODE.FORMERR


def test_an_answer_a_long_query_and_half_a_query_get_no_answer() -> None:
    query = DNSRecord.question("probe.example", "A")
    for datagram in (query.reply().pack(), query.pack() + b"\0" * MAX_QUERY_BYTES, query.pack()[:-1], b"", b"\0" * 11):
        assert ANSWERS.answer_datagram(datagram) is None


def test_a_query_whose_answer_would_be_larger_is_truncated() -> None:
    """Its name is a label of 63 bytes and a pointer into that label, which reads on from there as another label."""
    label = b"\x3f" + b"\x3d" + b"a" * 61 + b"\0"
    query = bytes.fromhex("123401000001000000000000") + label + b"\xc0\x0d" + b"\0\x01\0\x01"
    reply = ANSWERS.answer_datagram(query)
    assert reply is not None and len(reply) < len(query)
    parsed = DNSRecord.parse(reply)
    assert (parsed.header.id, parsed.header.tc, parsed.questions, parsed.rr) == (0x1234, 1, [], [])


@pytest.mark.parametrize("name", [b"\x40" + b"a" * 64 + b"\0", (b"\x3f" + b"a" * 63) * 4 + b"\0", b"\x01\xff\0"])
def test_a_name_that_is_too_long_or_no_text_gets_no_answer(name: bytes) -> None:
    assert ANSWERS.answer_datagram(bytes.fromhex("123401000001000000000000") + name + b"\0\x01\0\x01") is None


@given(st.binary(max_size=MAX_QUERY_BYTES + 20))
def test_no_datagram_breaks_the_answers_or_is_amplified(datagram: bytes) -> None:
    reply = ANSWERS.answer_datagram(datagram)
    assert reply is None or len(reply) <= len(datagram) + ADDRESS_RECORD_BYTES


POINTERS = st.integers(0, 127).map(lambda offset: bytes([0xC0, offset]))
LABELS = st.text(st.characters(max_codepoint=127), max_size=191).map(lambda text: bytes([len(text)]) + text.encode())
"""Longer than the 63 bytes that a label may have, too."""


@given(st.lists(POINTERS | LABELS, max_size=40).map(b"".join), st.sampled_from([b"", b"\0\x01\0\x01"]))
def test_no_name_made_of_labels_and_pointers_breaks_the_answers(name: bytes, rest: bytes) -> None:
    datagram = (bytes.fromhex("000101000001000000000000") + name + rest)[:MAX_QUERY_BYTES]
    reply = ANSWERS.answer_datagram(datagram)
    assert reply is None or len(reply) <= len(datagram) + ADDRESS_RECORD_BYTES


# The listener


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    ports = free_ports()
    async with site_listeners("127.0.0.1", "http://192.168.1.5:8000/m", ["vote.hall"], ports):
        yield ports[1]


async def ask(port: int, name: str, tcp: bool, attempts: int = 1) -> DNSRecord:
    """As a resolver does: it asks again if nothing comes back."""
    query = DNSRecord.question(name, "A")
    for _ in range(attempts - 1):
        with suppress(OSError, struct.error):
            return DNSRecord.parse(await asyncio.to_thread(query.send, "127.0.0.1", port, tcp, 1))
    return DNSRecord.parse(await asyncio.to_thread(query.send, "127.0.0.1", port, tcp, 5))


@pytest.mark.anyio
@pytest.mark.parametrize("tcp", [False, True])
async def test_every_probe_and_every_name_of_ours_has_its_address(tcp: bool) -> None:
    async with listening() as port:
        for name in (OWN_NAME, "vote.hall", *(probe.host for probe in PROBES)):
            assert [str(row.rdata) for row in (await ask(port, name, tcp)).rr] == ["127.0.0.1"]
        for name, address in PROBE_ADDRESSES.items():
            assert [str(row.rdata) for row in (await ask(port, name, tcp)).rr] == [address]
        assert (await ask(port, "www.example.com", tcp)).header.rcode == RCODE.NXDOMAIN


@pytest.mark.anyio
async def test_one_connection_may_ask_several_times_in_pieces_until_a_query_is_bad() -> None:
    query = DNSRecord.question(OWN_NAME, "A").pack()
    framed = len(query).to_bytes(2, "big") + query
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for sent in (framed[:1], framed[1:9], framed[9:] + framed):
            writer.write(sent)
            await writer.drain()
        for _ in range(2):
            size = int.from_bytes(await reader.readexactly(2), "big")
            assert DNSRecord.parse(await reader.readexactly(size)).rr
        writer.write((MAX_QUERY_BYTES + 1).to_bytes(2, "big") + b"x")
        assert await rest(reader) == b""
        await closed(writer)


@pytest.mark.anyio
async def test_a_connection_ends_after_a_few_queries() -> None:
    query = DNSRecord.question(OWN_NAME, "A").pack()
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write((len(query).to_bytes(2, "big") + query) * 9)
        assert len(await rest(reader)) == QUERIES_PER_CONNECTION * (2 + len(query) + ADDRESS_RECORD_BYTES)
        await closed(writer)


@pytest.mark.anyio
async def test_a_listener_whose_budget_is_spent_does_not_read_until_a_pause_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listeners, "QUERY_BURST", 2)
    monkeypatch.setattr(listeners, "CONNECTION_BURST", 2)
    async with listening() as port:
        with socket.socket(type=socket.SOCK_DGRAM) as sender:
            for _ in range(50):
                sender.sendto(DNSRecord.question(OWN_NAME, "A").pack(), ("127.0.0.1", port))
        flood = [await asyncio.open_connection("127.0.0.1", port) for _ in range(10)]
        for tcp in (False, True):
            assert (await ask(port, OWN_NAME, tcp, attempts=10)).rr
        for _, writer in flood:
            await closed(writer)


@pytest.mark.anyio
async def test_silent_connections_make_room_for_a_query_over_tcp() -> None:
    async with listening() as port:
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS + 5)]
        assert (await ask(port, OWN_NAME, tcp=True)).rr
        for _, writer in silent:
            await closed(writer)


@pytest.mark.anyio
async def test_garbage_on_the_port_does_not_stop_the_next_answer() -> None:
    async with listening() as port:
        with socket.socket(type=socket.SOCK_DGRAM) as sender:
            for size in (0, 1, 11, 12, 13, 400, 512, 513, 60_000):
                sender.sendto(b"\xc0" * size, ("127.0.0.1", port))
        assert (await ask(port, OWN_NAME, tcp=False)).rr


class SentDatagrams(asyncio.DatagramTransport):
    def __init__(self) -> None:
        super().__init__()
        self.peers: list[object] = []

    def sendto(self, data: object, addr: object = None) -> None:
        self.peers.append(addr)


def test_a_query_from_elsewhere_gets_no_answer_since_its_sender_may_be_forged() -> None:
    listener, transport = DnsDatagrams(ANSWERS, Budget(1, 9)), SentDatagrams()
    listener.connection_made(transport)
    for peer in ("203.0.113.9", "8.8.8.8", "192.168.1.9"):
        listener.datagram_received(DNSRecord.question(OWN_NAME, "A").pack(), (peer, 53))
    assert transport.peers == [("192.168.1.9", 53)]


def test_queries_beyond_the_budget_are_dropped_unread() -> None:
    now = [0.0]
    listener, transport = DnsDatagrams(ANSWERS, Budget(1, 2, lambda: now[0])), SentDatagrams()
    listener.connection_made(transport)
    for second in (0, 0, 0, 1):
        now[0] += second
        listener.datagram_received(DNSRecord.question(OWN_NAME, "A").pack(), ("10.0.0.1", 5000))
    assert len(transport.peers) == 3
