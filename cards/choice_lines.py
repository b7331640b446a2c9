"""Words to tick inside one cell of a paper ballot, each behind its box, in as many lines as they take.

Lengths are tenths of a millimetre.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .ballot_columns import PADDING
from .sheet_layout import Layout
from .sheet_page import CELL_PERCENT, Paragraph, height_of

GAP = 40
"""Between a word and the next box."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`value`: its index; `x`: where its box begins in the cell; `width`: of its word."""

    value: int
    x: int
    word: Paragraph
    width: int


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    choices: tuple[Choice, ...]
    height: int


def choice_lines(choices: tuple[str, ...], room: int, layout: Layout) -> list[ChoiceLine]:
    """`room`: the width of the cell."""
    return [_line(line, layout) for line in _placed(choices, room, layout)]


def _line(choices: list[Choice], layout: Layout) -> ChoiceLine:
    words = (height_of([choice.word], choice.width) for choice in choices)
    return ChoiceLine(tuple(choices), max(layout.box, *words) + 2 * PADDING)


def _placed(choices: tuple[str, ...], room: int, layout: Layout) -> Iterator[list[Choice]]:
    box, line, x = layout.box + PADDING, list[Choice](), PADDING
    for value, text in enumerate(choices):
        word = Paragraph(text, layout.text, percent=CELL_PERCENT)
        width = min(word.width, room - box - 2 * PADDING)
        if line and x + box + width > room - PADDING:
            yield line
            line, x = [], PADDING
        line.append(Choice(value, x, word, width))
        x += box + width + GAP
    yield line
