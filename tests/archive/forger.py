"""A forger: changes one figure of an archive at a time and makes its checksums fit again."""

import io
import re
import zipfile
from collections.abc import Iterator

from server.archive.builder import sums

FIGURE = re.compile(rb"[0-9]+")
SHOWN = re.compile(rb">([^<]*[0-9][^<]*)<")
"""Text between tags: what a reader of XML or HTML sees."""

Files = dict[str, bytes]


def forged(files: Files, name: str, body: bytes) -> Files:
    """With one file changed, and sums that fit again, unless they are what was changed."""
    changed = {**files, name: body}
    if name == "SHA256SUMS":
        return changed
    return {**changed, "SHA256SUMS": sums({key: value for key, value in changed.items() if key != "SHA256SUMS"})}


def forgeries(files: Files, name: str) -> Iterator[tuple[str, Files]]:
    """Every number of a file, changed by itself, and where it stands."""
    inside = _inside(files[name], name) if name.endswith((".xlsx", ".docx")) else {name: files[name]}
    for member, body in inside.items():
        for start, end in _places(member, body):
            changed = body[:start] + _other(body[start:end]) + body[end:]
            about = f"{member} {body[max(0, start - 40) : end + 20].decode(errors='replace')}"
            whole = changed if member == name else _zipped({**inside, member: changed}, files[name])
            yield about, forged(files, name, whole)


def _other(digits: bytes) -> bytes:
    """Another number of the same length."""
    return digits[:-1] + (b"7" if digits[-1:] != b"7" else b"3")


def _places(member: str, body: bytes) -> Iterator[tuple[int, int]]:
    if not member.endswith((".xml", ".html")):
        yield from (match.span() for match in FIGURE.finditer(body))
        return
    start = body.find(b"<body")
    for shown in SHOWN.finditer(body, max(start, 0)):
        for match in FIGURE.finditer(shown[1]):
            yield shown.start(1) + match.start(), shown.start(1) + match.end()


MEMBERS = re.compile(r"word/document\.xml|xl/(worksheets/sheet\d+|sharedStrings|charts/chart\d+)\.xml")


def _inside(content: bytes, name: str) -> Files:
    """What a paper's own archive shows on its pages; all members, those without figures to be kept."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {one: zipped.read(one) for one in zipped.namelist() if MEMBERS.fullmatch(one)}


def rewritten(content: bytes, member: str, before: str, after: str) -> bytes:
    """A paper with one word changed."""
    inside = zipfile.ZipFile(io.BytesIO(content)).read(member).decode()
    assert before in inside
    return _zipped({member: inside.replace(before, after, 1).encode()}, content)


def _zipped(members: Files, original: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            after.writestr(one, members.get(one, before.read(one)))
    return out.getvalue()
