"""Answers DNS queries of the site network from a fixed table: the probes' names and ours; no other name exists.

Asks no other server. An answer is never much larger than its query, so that nobody can use it to flood a third party.
"""

from dnslib import CLASS, OPCODE, QTYPE, RCODE, RR, A, DNSError, DNSHeader, DNSQuestion, DNSRecord
from dnslib.label import DNSBuffer, DNSLabelError

MAX_QUERY_BYTES = 512
"""RFC 1035 §4.2.1. A longer one is not answered."""
TTL_SECONDS = 60
"""Short: a phone soon joins another network, where these names have other addresses."""
ADDRESS_RECORD_BYTES = 16
"""What one address adds to a query: RFC 1035 §4.1.3, with its name as a pointer."""


class DnsAnswers:
    """`addresses`: the IPv4 address of every name that exists, in lower case."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self._addresses = {f"{name}.": A(address) for name, address in addresses.items()}

    def answer(self, query: bytes) -> bytes | None:
        """The answer over TCP, where the peer's address cannot be forged; None if none is due."""
        if len(query) > MAX_QUERY_BYTES:
            return None
        try:
            reply = self._reply(DNSBuffer(query))
            return None if reply is None else bytes(reply.pack())
        except (DNSError, DNSLabelError):
            return None

    def answer_datagram(self, query: bytes) -> bytes | None:
        """The answer over UDP. One that would amplify its query is truncated (TC)."""
        answer = self.answer(query)
        if answer is None or len(answer) <= len(query) + ADDRESS_RECORD_BYTES:
            return answer
        header = DNSHeader.parse(DNSBuffer(answer))
        header.tc = 1
        return bytes(DNSRecord(header).pack())

    def _reply(self, query: DNSBuffer) -> DNSRecord | None:
        header = DNSHeader.parse(query)
        if header.qr:  # an answer: replying to it could go on for ever
            return None
        if header.opcode != OPCODE.QUERY:
            return _empty(header, RCODE.NOTIMP)
        if header.q != 1:
            return _empty(header, RCODE.FORMERR)
        return self._look_up(header, DNSQuestion.parse(query))

    def _look_up(self, header: DNSHeader, question: DNSQuestion) -> DNSRecord:
        address = self._addresses.get(str(question.qname).lower())
        if address is None or question.qclass != CLASS.IN:
            return _empty(header, RCODE.NXDOMAIN, question)
        reply = _empty(header, RCODE.NOERROR, question)
        if question.qtype == QTYPE.A:  # of other types the name has none, in particular no IPv6 address
            reply.add_answer(RR(question.qname, QTYPE.A, ttl=TTL_SECONDS, rdata=address))
        return reply


def _empty(header: DNSHeader, code: int, question: DNSQuestion | None = None) -> DNSRecord:
    """Authoritative, or resolvers would take an empty answer for a referral to other servers."""
    reply = DNSRecord(DNSHeader(id=header.id, qr=1, aa=1, rd=header.rd, ra=0, opcode=header.opcode, rcode=code))
    if question is not None:
        reply.add_question(question)
    return reply
