"""Takes the mark-up of an archive's papers apart (评议 Pingyi): a page as this program writes it, XML of any origin.

Part of the archive; `check_files.py` calls it. Standard library only, Python 3.8. Time grows with a paper's length
and no faster, memory with what is kept of it. ValueError where a paper is beyond the bounds.
"""

from __future__ import annotations

import re
from typing import Any, Iterator, NamedTuple  # noqa: UP035 (Python 3.8)
from xml.etree import ElementTree

LONG, TAGS = 32 << 20, 3_000_000
"""Bytes of one part, and how often "<" may stand in all parts together: half as often again as in the largest paper
of 200 persons in two parts with 2,000 notes. A page, which is terser, has half as many."""
DEEP, NAMES, INSIDE = 16, 1000, 200_000
"""Elements within each other, names of elements and attributes, elements in one that is kept."""
CHUNK = 1 << 16


class Token(NamedTuple):
    """A tag that opens or closes, or, where `tag` is empty, a text."""

    tag: str
    closes: bool
    attributes: dict[str, str]
    text: str


TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]{1,40}="[^"<>]{0,200}"){0,8})/?>|([^<]+)')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
DOCTYPE = "<!doctype html>"


def tokens(content: bytes) -> Iterator[Token]:
    """A page from its beginning to its end. No other HTML is read: what a browser makes of it nobody could say."""
    text = _bounded(content, TAGS // 2)
    place = len(DOCTYPE) if text.startswith(DOCTYPE) else -1
    for found in TOKEN.finditer(text, len(DOCTYPE)):
        if found.start() != place:
            break
        place = found.end()
        closing, tag, attributes, said = found.groups()
        yield Token(tag or "", bool(closing), dict(ATTRIBUTE.findall(attributes or "")), _unescaped(said or ""))
    if place != len(text):
        raise ValueError(f"not the mark-up of a paper, from character {place + 1} on")


def _bounded(content: bytes, tags: int) -> str:
    if len(content) > LONG or content.count(b"<") > tags:
        raise ValueError(f"more than {LONG >> 20} MiB or {tags} tags")
    return content.decode("utf-8")


ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}


def _unescaped(text: str) -> str:
    return re.sub("&[^&;]{0,5};?", _character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[0] not in ESCAPES:
        raise ValueError(f"{found[0]} is not the mark-up of a paper")
    return ESCAPES[found[0]]


# XML

ALIEN = re.compile(
    r"<(?![/?]?[\w:.-]{1,100}(?:\s{1,9}[\w:.-]{1,100}=(?:\"[^\"<]{0,4096}\"|'[^'<]{0,4096}')){0,64}\s{0,9}[/?]?>)"
)
"""A tag too long for the parser, which takes it whole, names of namespaces and all."""


def elements(content: bytes, *kept: str) -> Iterator[ElementTree.Element]:
    """Each element of these names with all that is in it, those apart that are in another; forgotten once it was
    used. Without entities of its own, which could make a small file a large one."""
    reading = _Reading(kept)
    for events in _events(content):
        for event, one in events:
            if event == "start":
                reading.starts(one)
            elif reading.ends(one):
                yield one
        reading.forget()


def _events(content: bytes) -> Iterator[list[Any]]:
    """What starts and what ends. Read as text, so that no encoding that it claims makes other tags of it."""
    text = _bounded(content, TAGS)
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "end"))
    if "<!" in text:
        raise ValueError("an XML file with declarations")
    if alien := ALIEN.search(text):
        raise ValueError(f"an unusual tag at character {alien.start() + 1}")
    for start in range(0, len(text), CHUNK):
        parser.feed(text[start : start + CHUNK])
        yield list(parser.read_events())
    parser.close()
    yield list(parser.read_events())


class _Reading:
    """How far a part was read: the open elements, and which of them is kept."""

    def __init__(self, kept: tuple[str, ...]) -> None:
        self.kept = kept
        self.open: list[ElementTree.Element] = []
        self.names: set[str] = set()
        self.top: ElementTree.Element | None = None
        self.around = self.inside = 0

    def starts(self, one: ElementTree.Element) -> None:
        if self.top is None and one.tag in self.kept:
            self.top, self.around, self.inside = one, len(self.open), 0
        self.inside += 1
        self.open.append(one)
        self.names.update((one.tag, *one.keys()))
        if len(self.open) > DEEP or len(self.names) > NAMES or (self.top is not None and self.inside > INSIDE):
            raise ValueError("an XML file of more than a paper's elements")

    def ends(self, one: ElementTree.Element) -> bool:
        """Whether it is to be used now."""
        self.open.pop()
        done = one is self.top
        self.top = None if done else self.top
        return done

    def forget(self) -> None:
        """All that stands around what is kept."""
        for one in self.open if self.top is None else self.open[: self.around]:
            del one[:]
