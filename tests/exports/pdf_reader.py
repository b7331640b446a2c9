"""Reads PDF papers as a viewer does: their text in the order in which it is drawn, and every glyph with its outline."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream

from server.exports.writers import pdf_fonts


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, in points from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph stands for according to the PDF, and the outline that the embedded font draws for it."""

    text: str
    font: str
    outline: tuple[Any, ...]


def texts(pdf: bytes) -> list[str]:
    """The text of each page without blanks and line ends, in the order in which it is drawn."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of each page with their places, as poppler finds them."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(folder / "paper.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return [list(_words(page)) for page in found.split("<page ")[1:]]


def _words(page: str) -> Iterator[Word]:
    for line in page.split("<word ")[1:]:
        attributes, _, rest = line.partition(">")
        values = dict(each.split("=") for each in attributes.split())
        left, top, right, bottom = (float(values[name].strip('"')) for name in ("xMin", "yMin", "xMax", "yMax"))
        yield Word(rest.partition("<")[0], left, top, right, bottom)


def fonts_of(page: Any) -> dict[str, Any]:
    return {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}


def glyphs(pdf: bytes) -> Iterator[Glyph]:
    """Every glyph that is drawn, page by page."""
    reader = PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        fonts = {name: _Embedded(font) for name, font in fonts_of(page).items()}
        content, current = ContentStream(page.get_contents(), reader), None
        for operands, operator in content.operations:
            if operator == b"Tf":
                current = fonts[operands[0]]
            elif operator in (b"Tj", b"TJ") and current is not None:
                yield from current.glyphs(operands[0])


class _Embedded:
    """A font of two-byte codes, as Typst embeds every font."""

    def __init__(self, font: Any) -> None:
        descendant = font["/DescendantFonts"][0].get_object()
        descriptor = descendant["/FontDescriptor"]
        self.name = str(descendant["/BaseFont"])
        self.meanings = _to_unicode(font["/ToUnicode"].get_data().decode("latin-1"))
        self.file = _font_file(descriptor)

    def glyphs(self, operand: Any) -> Iterator[Glyph]:
        for piece in operand if isinstance(operand, list) else [operand]:
            if not isinstance(piece, (int, float)):
                code = piece.original_bytes if hasattr(piece, "original_bytes") else bytes(piece)
                for start in range(0, len(code), 2):
                    cid = int.from_bytes(code[start : start + 2], "big")
                    yield Glyph(self.meanings.get(cid, ""), self.name, self.outline(cid))

    @cache  # noqa: B019
    def outline(self, cid: int) -> tuple[Any, ...]:
        pen = DecomposingRecordingPen(self.file)
        self.file[cid].draw(pen)
        return _rounded(pen.value)


class _Outlines:
    """Glyphs of an embedded font by code."""

    def __init__(self, glyph_of: Any) -> None:
        self.glyph_of = glyph_of

    def __getitem__(self, key: Any) -> Any:
        return self.glyph_of(key)


def _font_file(descriptor: Any) -> Any:
    if "/FontFile2" in descriptor:
        font = TTFont(io.BytesIO(descriptor["/FontFile2"].get_data()))
        return _by_index(font)
    from fontTools.cffLib import CFFFontSet

    cff = CFFFontSet()
    cff.decompile(io.BytesIO(descriptor["/FontFile3"].get_data()), None)
    strings = cff.topDictIndex[0].CharStrings
    return _Outlines(lambda key: strings[key if isinstance(key, str) else f"cid{key:05d}"])


def _by_index(font: TTFont) -> _Outlines:
    font["glyf"]
    glyph_set = font.getGlyphSet()
    order = font.getGlyphOrder()
    return _Outlines(lambda key: glyph_set[key if isinstance(key, str) else order[key]])


def _to_unicode(cmap: str) -> dict[int, str]:
    """The one-to-one and range lines of a ToUnicode map."""
    meanings: dict[int, str] = {}
    for kind in ("char", "range"):
        for section in cmap.split(f"beginbf{kind}")[1:]:
            for line in section.partition(f"endbf{kind}")[0].strip().splitlines():
                values = [value.strip("<> ") for value in line.replace("><", "> <").split()]
                first, last, text = (values[0], values[0], values[1]) if kind == "char" else values
                start = bytes.fromhex(text).decode("utf-16-be")
                for offset, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                    meanings[code] = start[:-1] + chr(ord(start[-1]) + offset)
    return meanings


@cache
def machine_outlines(char: str) -> frozenset[tuple[Any, ...]]:
    """The outlines that the fonts of papers on this machine have for a character."""
    names = dict.fromkeys(family["name"] for use in pdf_fonts.FAMILIES for family in pdf_fonts.families(use, "zh"))
    faces = (pdf_fonts.regular_faces()[name] for name in names)
    outlines = (_outline(face.path, face.index, char) for face in faces if face.path is not None)
    return frozenset(outline for outline in outlines if outline is not None)


@cache
def _opened(path: str, index: int) -> tuple[TTFont, dict[int, str], Any]:
    font = TTFont(path, fontNumber=index, lazy=True)
    return font, font.getBestCmap() or {}, font.getGlyphSet()


def _outline(path: str, index: int, char: str) -> tuple[Any, ...] | None:
    _, characters, glyph_set = _opened(path, index)
    if ord(char) not in characters:
        return None
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[characters[ord(char)]].draw(pen)
    return _rounded(pen.value)


def _rounded(value: Any) -> tuple[Any, ...]:
    """TrueType has closed curves without a point on them, where the pen records None."""
    return tuple((name, tuple(p and (round(p[0]), round(p[1])) for p in points)) for name, points in value)
