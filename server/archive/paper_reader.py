"""Reads what the papers of an earlier build show, as lines of texts. Raises ValueError for whatever no build has
written (`paper_grammar`), so that nothing is shown that is not read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element, ParseError, fromstring

from . import paper_grammar
from .element_grammar import Grammar
from .paper_grammar import NAMESPACES

Parts = Mapping[str, bytes]
Line = tuple[str, ...]
"""The texts of a paragraph or of a row's cells, in their order."""

DECLARATION = re.compile(
    rb"<\?xml version=['\"]1\.0['\"] encoding=['\"]UTF-8['\"] standalone=['\"]yes['\"]\?>\s*", re.I
)
TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>|<rect width="100%" height="100%"/>|([^<>]+)')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
VOID_TAGS = ("meta", "col")


def parse_part(content: bytes, grammar: Grammar) -> Element:
    """An element's tag is its name with the prefix of `paper_grammar`."""
    declaration = DECLARATION.match(content)
    body = content[declaration.end() :] if declaration else content
    if b"<!" in body or b"<?" in body:
        raise ValueError("a comment, declaration or instruction")
    try:
        root = fromstring(body.decode("utf-8"))
    except ParseError as error:
        raise ValueError(str(error)) from None
    _check_element(root, "", grammar)
    return root


def _check_element(element: Element, parent: str, grammar: Grammar) -> None:
    element.tag = _prefixed(element.tag)
    attributes = {_prefixed(name): value for name, value in element.attrib.items()}
    element.attrib.clear()
    element.attrib.update({name.removeprefix("w:"): value for name, value in attributes.items()})
    if len(element.attrib) != len(attributes):
        raise ValueError(f"<{element.tag}>: two attributes of one name")
    grammar.check(parent, element.tag, element.attrib)
    grammar.check_text(element.tag, element.text)
    for child in element:
        grammar.check_text("", child.tail)
        _check_element(child, element.tag, grammar)


def _prefixed(name: str) -> str:
    namespace, bracket, local = name.removeprefix("{").rpartition("}")
    if bracket and namespace not in NAMESPACES:
        raise ValueError(f"names of {namespace:.80}")
    return NAMESPACES[namespace] + local if bracket else local


# Word


def read_document(parts: Parts) -> Iterator[Line]:
    for name in parts:
        if name.startswith(("word/header", "word/footer", "word/document")):
            root = parse_part(parts[name], paper_grammar.DOCUMENT)
            yield (name,)
            for block in root[0] if root.tag == "document" else root:
                if block.tag == "p":
                    yield (_paragraph(block),)
                elif block.tag == "tbl":
                    yield from (tuple(_cells(row)) for row in block if row.tag == "tr")


def _paragraph(paragraph: Element) -> str:
    """The style Gap is too small to be read, and a shaded run is a bar."""
    text = "".join(_run_text(run) for run in paragraph.iter("r"))
    if text and any(style.get("val") == "Gap" for style in paragraph.iter("pStyle")):
        raise ValueError(f"a text that is too small: {text!r:.40}")
    return text


def _run_text(run: Element) -> str:
    text = "".join("\n" if each.tag == "br" else each.text or "" for each in run if each.tag != "rPr")
    if text.strip(" ") and any(True for _ in run.iter("shd")):
        raise ValueError(f"a text in a bar: {text!r:.40}")
    return text


def _cells(row: Element) -> Iterator[str]:
    """A cell over several columns counts for each of them, so that none can move below another heading."""
    for cell in row.iter("tc"):
        text = "\n".join(_paragraph(paragraph) for paragraph in cell if paragraph.tag == "p")
        spans = [int(span.get("val", "1")) for span in cell.iter("gridSpan")]
        is_covered = any(merge.get("val", "continue") == "continue" for merge in cell.iter("vMerge"))
        if len(spans) > 1 or (is_covered and text):
            raise ValueError(f"a hidden text: {text!r:.40}")
        yield text
        yield from ("" for _ in range(sum(spans) - 1))


# HTML


def read_page(content: bytes, is_known_style: Callable[[str], bool]) -> Iterator[Line]:
    """Every tag is a line of its own, so that cells cannot move either."""
    text = content.decode("utf-8").removeprefix("<!doctype html>\n")
    open_tags, place = [""], 0
    for token in TOKEN.finditer(text):
        if token.start() != place:
            break
        place = token.end()
        yield from _read_token(token, open_tags, is_known_style)
    if place != len(text) or open_tags != [""]:
        raise ValueError(f"not written by any build: {text[place:]!r:.60}")


def _read_token(token: re.Match[str], open_tags: list[str], is_known_style: Callable[[str], bool]) -> Iterator[Line]:
    closing, tag, attributes, text = token.groups()
    if text is not None:
        paper_grammar.PAGE.check_text(open_tags[-1], text)
        if open_tags[-1] == "style":
            if not is_known_style(text):
                raise ValueError("an unknown style")
        elif text.strip():
            yield ("text", unescape(text))
    elif tag is None:
        paper_grammar.PAGE.check(open_tags[-1], "rect", {})
    elif closing:
        if attributes or open_tags.pop() != tag:
            raise ValueError(f"</{tag}>")
    else:
        values = dict(ATTRIBUTE.findall(attributes))
        if len(values) != len(ATTRIBUTE.findall(attributes)):
            raise ValueError(f"<{tag}>: two attributes of one name")
        paper_grammar.PAGE.check(open_tags[-1], tag, values)
        yield (tag, *(f"{name}={value}" for name, value in values.items() if tag != "col"))
        if tag not in VOID_TAGS:
            open_tags.append(tag)
