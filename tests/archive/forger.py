"""Forges archives: changes one number at a time and makes the checksums fit again."""

import io
import re
import zipfile
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from server.archive.builder import sums
from server.archive.recount.archive_files import SIGNATURE, SUMS
from server.core.signing import SigningKey
from tests.archive.sources import KEY

DIGITS = re.compile(rb"[0-9]+")
VISIBLE_TEXT = re.compile(rb">([^<]*[0-9][^<]*)<")
"""Text between tags: what a reader of XML or HTML sees."""
PAPER_MEMBER = re.compile(r"word/document\.xml|xl/(worksheets/sheet\d+|sharedStrings|charts/chart\d+)\.xml")

Files = dict[str, bytes]


class Number(NamedTuple):
    """A number in a file, or in a member of an office file; `around` is the text where it is."""

    member: str
    start: int
    end: int
    around: str


def forged(files: Files, name: str, body: bytes) -> Files:
    """The archive with one file replaced, and with checksums and a signature that fit, unless they are what was
    replaced: the forger of the recount's tests has the key."""
    return signed({**files, name: body}, KEY) if name not in (SUMS, SIGNATURE) else {**files, name: body}


def signed(files: Files, key: SigningKey | None) -> Files:
    """The archive with checksums that fit, and signed with `key`; None leaves the signature as it is."""
    checksums = sums({name: body for name, body in files.items() if name not in (SUMS, SIGNATURE)})
    signature = {SIGNATURE: key.sign(checksums).hex().encode() + b"\n"} if key and SIGNATURE in files else {}
    return {**files, SUMS: checksums, **signature}


def numbers(files: Files, name: str) -> list[Number]:
    """Every number that a file shows."""
    members = _visible_members(files[name]) if _is_office(name) else {name: files[name]}
    return [
        Number(member, start, end, body[max(0, start - 40) : end + 20].decode(errors="replace"))
        for member, body in members.items()
        for start, end in _places(member, body)
    ]


def forge(files: Files, name: str, number: Number) -> Files:
    """The archive with one number of a file changed to another of the same length."""
    body = _visible_members(files[name])[number.member] if _is_office(name) else files[name]
    digits = body[number.start : number.end]
    other = digits[:-1] + (b"7" if digits[-1:] != b"7" else b"3")
    changed = body[: number.start] + other + body[number.end :]
    return forged(files, name, rezipped(files[name], {number.member: changed}) if _is_office(name) else changed)


def _is_office(name: str) -> bool:
    return name.endswith((".xlsx", ".docx"))


def _places(member: str, body: bytes) -> Iterator[tuple[int, int]]:
    if not member.endswith((".xml", ".html")):
        yield from (match.span() for match in DIGITS.finditer(body))
        return
    start = body.find(b"<body")
    for text in VISIBLE_TEXT.finditer(body, max(start, 0)):
        for match in DIGITS.finditer(text[1]):
            yield text.start(1) + match.start(), text.start(1) + match.end()


def _visible_members(paper: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if PAPER_MEMBER.fullmatch(name)}


def rezipped(paper: bytes, members: Files) -> bytes:
    """The same zip, byte for byte, but for the members that are replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as before, zipfile.ZipFile(out, "w") as after:
        for member in before.infolist():
            after.writestr(copy(member), members.get(member.filename, before.read(member)))
    return out.getvalue()
