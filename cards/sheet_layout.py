"""The layouts of paper ballots (`layouts/*.toml`): page, marks, boxes, type. Knows no ballot."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

PAPERS = ("A4", "A3")
"""Sizes of paper that a ballot can be printed on."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout file; its comments say what each value means. Lengths are tenths of a millimetre."""

    version: int
    id: str
    paper: str
    width: int
    height: int
    margin: int
    corner_code: int
    card_code: int
    side: int
    box: int
    digit: tuple[int, int]
    tick: tuple[int, int, int]
    number: int
    name: int
    head: int
    written: int
    steps: tuple[tuple[int, int], ...]
    note: tuple[int, int]
    snap: int
    title: int
    meeting: int
    text: int
    name_type: int
    least: int
    fine: int
    is_upright: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_upright", self.height > self.width)

    @property
    def left(self) -> int:
        return self.margin

    @property
    def right(self) -> int:
        return self.width - self.margin

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.right - self.left

    @property
    def bottom(self) -> int:
        """Where the quiet zone of the lower corner codes begins; nothing else is printed below but the foot."""
        return self.height - self.margin - self.corner_code - self.quiet

    @property
    def quiet(self) -> int:
        """Of a corner code: four modules of the 21 of its side (ISO/IEC 18004)."""
        return self.corner_code * 4 // 21


@cache
def layouts(paper: str) -> tuple[Layout, ...]:
    """The layouts on a size of paper, the upright one first."""
    found = [_read(path.read_text("utf-8")) for path in files(__package__).joinpath("layouts").iterdir()]
    on_paper = [layout for layout in found if layout.paper == paper]
    return tuple(sorted(on_paper, key=lambda layout: not layout.is_upright))


def _read(text: str) -> Layout:
    values = tomllib.loads(text)
    pairs = {name: tuple(values[name]) for name in ("digit", "tick", "note")}
    return Layout(**{**values, **pairs, "steps": tuple(tuple(step) for step in values["steps"])})
