"""One page of a paper ballot as values: text, lines, and the fields to fill in, each at its place. Knows no ballot and
no drawing. Lengths are tenths of a millimetre (see `layouts/`).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from .text_lines import text_width, wrap

LINE_PERCENT, CELL_PERCENT = 128, 116
"""Distance of two lines of text, and of two lines in a cell, in percent of the size of type."""
BOLD_PERCENT = 120
"""How much wider bold type is."""
BOLD = ("title", "group", "head", "how")
"""Classes of print.css that are bold."""
BASELINE_PERCENT = 36
"""How far below the middle of a line its baseline is, in percent of the size of type."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is broken into lines of one size. `style` is a class of print.css."""

    text: str
    size: int
    style: str = ""
    percent: int = LINE_PERCENT

    def lines(self, width: int) -> list[str]:
        return wrap(self.text, width, self.measured)

    @property
    def measured(self) -> int:
        """The size of regular type that is as wide."""
        return self.size * BOLD_PERCENT // 100 if self.style in BOLD else self.size

    @property
    def width(self) -> int:
        """On one line."""
        return text_width(self.text, self.measured)

    @property
    def pitch(self) -> int:
        return self.size * self.percent // 100


def height_of(paragraphs: Sequence[Paragraph], width: int) -> int:
    return sum(len(paragraph.lines(width)) * paragraph.pitch for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class Text:
    """One line. `y` is its baseline; `anchor` as in SVG; `turned`: read from below."""

    x: int
    y: int
    size: int
    text: str
    style: str = ""
    anchor: str = "start"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    x: int
    y: int
    to_x: int
    to_y: int
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A box around text, in the colour of the group."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Field:
    """What a voter fills in. `kind`: "mark" and "abstain" are boxes to tick, "digit" is a number's box for one digit,
    "name" a line for a name, "note" a box for notes. `person`, `item`: indexes, −1 where there is none. `value`: the
    index of a mark in the order on the ballot, of a digit, of a line or of a note."""

    kind: str
    person: int
    item: int
    value: int
    x: int
    y: int
    width: int
    height: int


@dataclass(slots=True)
class SheetPage:
    """Grows while it is laid out. `own`: what each ballot has of its own; "{code}" stands for its card's typed code."""

    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    own: list[Text] = field(default_factory=list)

    def block(self, x: int, y: int, width: int, paragraphs: Sequence[Paragraph], anchor: str = "start") -> int:
        """Write paragraphs below `y`; returns where they end. `anchor`: where in the width their lines are."""
        at = x + {"start": 0, "middle": width // 2, "end": width}[anchor]
        for paragraph in paragraphs:
            for line in paragraph.lines(width):
                baseline = y + paragraph.pitch // 2 + paragraph.size * BASELINE_PERCENT // 100
                if line:
                    self.texts.append(Text(at, baseline, paragraph.size, line, paragraph.style, anchor))
                y += paragraph.pitch
        return y

    def centred(
        self, x: int, y: int, width: int, height: int, paragraphs: Sequence[Paragraph], anchor: str = "middle"
    ) -> None:
        """Write paragraphs in the middle of a cell's height."""
        self.block(x, y + (height - height_of(paragraphs, width)) // 2, width, paragraphs, anchor)

    def turned(self, x: int, y: int, width: int, height: int, paragraph: Paragraph) -> None:
        """One line read from below, in the middle of a cell."""
        baseline = x + width // 2 + paragraph.size * BASELINE_PERCENT // 100
        middle = y + height // 2
        self.texts.append(Text(baseline, middle, paragraph.size, paragraph.text, paragraph.style, "middle", True))

    def horizontal(self, x: int, to_x: int, y: int) -> None:
        self.lines.append(Line(x, y, to_x, y))

    def vertical(self, x: int, y: int, to_y: int, heavy: bool = False) -> None:
        self.lines.append(Line(x, y, x, to_y, heavy))

    def cell(self, x: int, y: int, width: int, height: int) -> None:
        """Its four borders."""
        for edge in (y, y + height):
            self.horizontal(x, x + width, edge)
        for edge in (x, x + width):
            self.vertical(edge, y, y + height)

    def geometry(self) -> list[list[str | int]]:
        """The fields as JSON values, for whoever reads a photograph of the page."""
        return [[f.kind, f.person, f.item, f.value, f.x, f.y, f.width, f.height] for f in self.fields]

    def digest(self) -> str:
        """Four letters that differ where a field is elsewhere (20 bits)."""
        octets = hashlib.sha256(json.dumps(self.geometry(), separators=(",", ":")).encode()).digest()
        number = int.from_bytes(octets[:3], "big")
        return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(4))
