"""What the fuzzers feed: functions of any bytes that may raise nothing, with what good inputs look like.

Each calls what an outsider's bytes reach first, and checks what holds of every answer.
"""

import asyncio
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgpack
import openpyxl
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from cards.form_files import forms
from server.archive.builder import contents, zipped
from server.archive.recount.archive_files import NotAnArchive, read_archive
from server.archive.verification import verify_archive
from server.core import ballot_validation, meeting_document
from server.core.ballot_validation import BallotRules
from server.core.codec import BadFrame, decode, encode
from server.core.errors import InvalidDocument, Refused
from server.core.message_catalogue import LANGUAGES
from server.core.rosters.roster import read_roster
from server.core.tokens import CROCKFORD
from server.core.tokens import decode as decode_token
from server.web.request_json import parse_json
from server.web.responses import preferred_language
from server.web.security import RequestGuard
from tests.archive.forger import forged
from tests.exports.rich import DOCUMENT, source


class Target(NamedTuple):
    """`feed` raises where a promise is broken. `seeds` are good inputs."""

    feed: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


# Frames


@cache
def fuzzed_rules() -> BallotRules:
    meeting = meeting_document.parse(DOCUMENT, forms("zh"), today="2022-12-20")
    return ballot_validation.ballot_rules(meeting, meeting.parts[0], 2)


def feed_frame(data: bytes) -> None:
    """Decoded to a map with a text `t`, or refused; as a ballot taken with whole marks, or refused by field."""
    try:
        message = decode(data)
    except BadFrame:
        return
    assert type(message["t"]) is str
    assert encode({"t": message["t"]})
    decode_token(str(message.get("token")), 16)
    try:
        ballot = ballot_validation.validate_ballot(fuzzed_rules(), 0, message)
    except Refused as refused:
        assert refused.code == "bad_ballot" and refused.field
        return
    marks = [mark for row in ballot.rows if isinstance(row, tuple) for mark in row if mark is not None]
    assert all(type(mark) is int and 1 <= mark <= 4 for mark in marks)
    assert all(note.text.encode() and len(note.text) <= 500 for note in ballot.notes)


def seeds_frame() -> list[bytes]:
    notes = [{"subject": 0, "key": "problems", "text": "意见"}]
    cast = {"t": "cast", "round": "r1", "nonce": bytes(16), "scores": [[4, 3], [None, 1]], "notes": notes}
    hello = {"t": "hello", "v": 1, "role": "voter", "token": CROCKFORD[:16]}
    return [msgpack.packb(one) for one in (cast, hello, {**hello, "role": "chair", "key": "A" * 32})]


# Documents


def feed_document(data: bytes) -> None:
    """Yields a meeting, or faults that each name a field in both languages; an accepted document is accepted again."""
    try:
        value = parse_json(data)
    except Refused as refused:
        assert refused.code in ("bad_json", "too_deep")
        return
    try:
        meeting = meeting_document.parse(value, forms("zh"), today="2022-12-20")
    except InvalidDocument as invalid:
        assert invalid.field_errors and all(fault.text("zh") and fault.text("en") for fault in invalid.field_errors)
        return
    assert meeting_document.load(json.loads(json.dumps(meeting_document.dump(meeting)))) == meeting
    assert meeting_document.parse(meeting_document.public_document(meeting), forms("zh"), today="2022-12-20") == meeting


def seeds_document() -> list[bytes]:
    small = {"title": "会议", "parts": [{"name": "上述", "form": "secretary", "subjects": [{"name": "张三"}]}]}
    return [json.dumps(one, ensure_ascii=False).encode() for one in (DOCUMENT, small)]


# Rosters


def feed_roster(data: bytes) -> None:
    """Rows, each clean or with problems that say what; a clean roster can be put into a meeting as it is."""
    for typed in (False, True):
        found = read_roster(data, typed)
        assert found.rows or found.problems
        assert all(fault.text("zh") and fault.text("en") for row in found.rows for fault in row.problems)
        if found.clean:
            people = [{"name": row.name, "unit": row.unit, "post": row.post, "mode": row.mode} for row in found.rows]
            asked = {"title": "会议", "parts": [{"name": "上述", "form": "plain", "subjects": people[:500]}]}
            meeting_document.parse(asked, forms("zh"), today="2022-12-20")


def seeds_roster() -> list[bytes]:
    text = "序号\t姓名\t单位\t职务\t方式\n1\t张三\t一部\t书记\t现场\n2\t李四\t二部\t\t书面\n"
    book, out = openpyxl.Workbook(), io.BytesIO()
    first = book.create_sheet("名单", 0)
    for line in text.splitlines():
        first.append(line.split("\t"))
    book.save(out)
    sections = "序号\t姓名\n一、第一支部\n1\t张三（书记）\n2\t李四 二车间\n\t三车间：王五、赵六\n"
    texts = [text.encode(), text.encode("gb18030"), text.replace("\t", ",").encode("utf-16"), sections.encode()]
    return [*texts, out.getvalue()]


# Headers


class Answered(Exception):
    """The application behind the guard was reached."""


async def _behind(scope: Scope, receive: Receive, send: Send) -> None:
    raise Answered


def _refusing(code: str) -> Callable[..., object]:
    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        assert code in ("forbidden_host", "forbidden_origin")
        assert preferred_language(Request({**scope, "type": "http"})) in LANGUAGES

    return refuse


GUARD = RequestGuard(_behind, "https://vote.example.org", frozenset({"hall.lan"}), _refusing)  # type: ignore[arg-type]


def feed_headers(data: bytes) -> None:
    """Past the guard only with one Host of our own; a socket only with an Origin too."""
    lines = [line.partition(b":") for line in data.split(b"\n")]
    headers = [(name.strip().lower(), value.strip()) for name, _, value in lines if name.strip()]
    for kind, scheme in (("http", "http"), ("websocket", "ws")):
        scope = {"type": kind, "scheme": scheme, "path": "/ws", "root_path": "", "headers": headers, "method": "GET"}
        try:
            asyncio.run(GUARD(scope, _never, _nowhere))
        except Answered:
            hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
            assert len(hosts) == 1 and not set(hosts[0]) & set(" /@?#;,\\%\"'<>\t")
            assert kind == "http" or any(name == b"origin" for name, _ in headers)


async def _never() -> Message:
    raise AssertionError("nothing is read")


async def _nowhere(message: Message) -> None: ...


def seeds_headers() -> list[bytes]:
    return [
        b"host: vote.example.org\norigin: https://vote.example.org\naccept-language: en;q=0.8, zh",
        b"host: 127.0.0.1:8000\norigin: http://127.0.0.1:8000",
        b"host: [::1]:8000\norigin: http://[::1]:8000",
        b"host: hall.lan\norigin: null",
    ]


# Archives


@cache
def archive() -> dict[str, bytes]:
    return contents(source())


def feed_archive(data: bytes) -> None:
    """Both recounts find fault with whatever is not the archive that was written, and end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        path.write_bytes(data)
        try:
            files = read_archive(path)
        except NotAnArchive:
            return
    said = list(verify_archive(files))
    assert bool(said) == (files != archive())


def seeds_archive() -> list[bytes]:
    assert zipfile.is_zipfile(io.BytesIO(zipped(archive())))
    return [zipped(archive())]


STATED = ("inputs.json", "meeting.json", "tally.json", "log.json", "ballots.csv", "summary.csv", "results.html")


def feed_stated(data: bytes) -> None:
    """One file of an archive, named by the first byte, is what somebody made of it; the sums are made to fit.
    Not every byte is a figure, so only what was written is known to be found right."""
    name = STATED[data[0] % len(STATED)] if data else STATED[0]
    files = forged(archive(), name, data[1:])
    said = list(verify_archive(files))
    assert not said or files[name] != archive()[name]


def seeds_stated() -> list[bytes]:
    return [bytes([at]) + archive()[name] for at, name in enumerate(STATED)]


TARGETS = {
    "frame": Target(feed_frame, seeds_frame),
    "document": Target(feed_document, seeds_document),
    "roster": Target(feed_roster, seeds_roster),
    "headers": Target(feed_headers, seeds_headers),
    "archive": Target(feed_archive, seeds_archive),
    "forgery": Target(feed_stated, seeds_stated),
}
