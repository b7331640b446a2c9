"""Which sentences of the catalogue the pages ask for, read from the scripts without running them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import esprima

from tests.static_files import STATIC, imported, name

LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"^[A-Z][a-z]+(?:[,'’-]? [A-Za-z]+)+|^\w.* .*[.!?…]$")
"""A sentence rather than a list of classes, an address or a header."""
SAID = {
    **dict.fromkeys(("t", "knows", "button", "sentence", "menu", "switched", "nameTicks", "inlineInput"), (0,)),
    "localized": (1,),
    "field": (0, 2),
}
"""Functions that take a key, and where."""
PROPS = ("aria-label", "title", "placeholder", "alt")
DATA = ("data-t", "data-t-label", "data-t-placeholder", "data-t-href")


@cache
def tree(path: Path) -> Any:
    return esprima.parseModule(path.read_text("utf-8"))


def nodes(node: Any) -> Iterator[Any]:
    """Every node below, itself included, outermost first."""
    if isinstance(node, list):
        for one in node:
            yield from nodes(one)
    elif hasattr(node, "type"):
        yield node
        for key, value in vars(node).items():
            if key not in ("type", "range", "loc") and isinstance(value, (list, esprima.nodes.Node)):
                yield from nodes(value)


def is_text(node: Any) -> bool:
    return node is not None and node.type == "Literal" and isinstance(node.value, str)


def key_of(prop: Any) -> str:
    return str(prop.key.name if prop.key.type == "Identifier" else prop.key.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """A key that a script asks for; of a composed one only its beginning is known."""

    key: str
    whole: bool
    where: str


def keys_in(node: Any, where: str) -> Iterator[Asked]:
    """`'a'`, `c ? 'a' : 'b'`, `'a.' + x`."""
    if is_text(node):
        yield Asked(node.value, True, where)
    elif node is not None and node.type == "ConditionalExpression":
        yield from keys_in(node.consequent, where)
        yield from keys_in(node.alternate, where)
    elif node is not None and node.type == "BinaryExpression" and is_text(node.left):
        yield Asked(node.left.value, False, where)


def known_as(path: Path) -> set[str]:
    """The names under which this script has the functions that take a key; its own may be called the same."""
    brought = [node for node in tree(path).body if node.type == "ImportDeclaration"]
    homes = ("dialogs.js", "i18n.js", "form_controls.js")
    return {one.local.name for node in brought if node.source.value.endswith(homes) for one in node.specifiers}


@cache
def asked(path: Path) -> tuple[Asked, ...]:
    """The keys that a script asks for in so many words."""
    found: list[Asked] = []
    speakers = known_as(path)
    for node in nodes(tree(path)):
        if node.type == "CallExpression" and node.callee.type == "Identifier" and node.callee.name in speakers:
            if node.callee.name == "options" and is_text(node.arguments[0]):
                found.append(Asked(node.arguments[0].value + ".", False, name(path)))
            for place in SAID.get(node.callee.name, ()):
                if place < len(node.arguments):
                    found += keys_in(node.arguments[place], name(path))
        elif node.type == "Property" and key_of(node) in DATA:
            found += keys_in(node.value, name(path))
    return tuple(found)


@cache
def literals(path: Path) -> frozenset[str]:
    return frozenset(node.value for node in nodes(tree(path)) if is_text(node))


class Reader(HTMLParser):
    """The keys of a page, and what it says without one."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []
        self.bare: list[str] = []
        self._open: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.keys += [str(given[name]) for name in DATA if name in given]
        self.bare += [str(given[name]) for name in PROPS if LETTER.search(given.get(name) or "")]
        if tag not in ("meta", "link", "br", "input", "img"):
            self._open.append({**given, "tag": tag})

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        at = self._open[-1] if self._open else {}
        if LETTER.search(data) and "data-t" not in at and at.get("tag") not in ("title", "script", "noscript"):
            self.bare.append(data.strip())


@cache
def page_text(page: str) -> Reader:
    reader = Reader()
    document = STATIC / f"{page}.html"
    reader.feed(document.read_text("utf-8") if document.exists() else "")
    return reader


def of_page(page: str) -> list[Path]:
    return sorted(imported(STATIC / page / "main.js"))


def bare(path: Path) -> list[str]:
    """What a script says outside the catalogues: sentences, and letters that go into a page as they are."""
    found: list[str] = []
    for node in said(tree(path)):
        if is_text(node) and (CHINESE.search(node.value) or ENGLISH.search(node.value)):
            found.append(node.value)
        found += [one.value for one in shown(node) if is_text(one) and LETTER.search(one.value)]
    return found


def said(node: Any) -> Iterator[Any]:
    """Every node but those of errors that only a developer reads."""
    if isinstance(node, list):
        for one in node:
            yield from said(one)
    elif hasattr(node, "type") and not (node.type == "NewExpression" and node.callee.name == "Error"):
        yield node
        for key, value in vars(node).items():
            if key not in ("type", "range", "loc") and isinstance(value, (list, esprima.nodes.Node)):
                yield from said(value)


def shown(node: Any) -> list[Any]:
    """What this node puts before a person's eyes or ears."""
    if node.type == "CallExpression" and node.callee.type == "Identifier":
        return list(node.arguments[{"el": 2, "write": 1, "fill": 1}.get(node.callee.name, len(node.arguments)) :])
    if node.type == "Property" and key_of(node) in PROPS:
        return [node.value]
    if node.type == "AssignmentExpression" and getattr(node.left.property, "name", "") == "textContent":
        return [node.right]
    return []
