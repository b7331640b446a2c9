"""QR codes: the SVG path and the terminal show exactly the modules of the code."""

import re

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from cards.qr import QUIET_ZONE, modules, svg_path, terminal
from tests.cards.qr_reader import read

URL = "http://192.168.31.20:8000/v#0123456789ABCDEF"
RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def dark_modules(size: int, path: str) -> list[list[bool]]:
    """The modules that an SVG path fills, none of them twice."""
    square = [[False] * size for _ in range(size)]
    for x, y, right, left in RECTANGLE.findall(path):
        assert right == left
        for column in range(int(x), int(x) + int(right)):
            assert not square[int(y)][column]
            square[int(y)][column] = True
    return square


@pytest.mark.parametrize("text", [URL, "x", "会议" * 40])
def test_the_path_draws_every_module_once(text: str) -> None:
    size, path = svg_path(text)
    assert RECTANGLE.sub("", path) == "" and dark_modules(size, path) == matrix(text)


def test_the_quiet_zone_is_four_modules() -> None:
    size, path = svg_path(URL)
    square = dark_modules(size, path)
    edge = [*square[:4], *square[-4:], *(row[:4] + row[-4:] for row in square)]
    assert not any(any(cells) for cells in edge) and square[4][4] and square[4][-5] and square[-5][4]


def test_the_terminal_shows_two_rows_a_line_if_it_can_and_ascii_if_not() -> None:
    blocks, ascii = terminal(URL, "utf-8").split("\n"), terminal(URL, "ascii").split("\n")
    square = matrix(URL)
    halves = {" ": (True, True), "▄": (True, False), "▀": (False, True), "█": (False, False)}
    rows = [[halves[char][half] for char in line] for line in blocks for half in (0, 1)]
    assert rows[: len(square)] == square
    assert [[line[at] == " " for at in range(0, len(line), 2)] for line in ascii] == square


def test_a_small_code_says_what_was_put_in_by_an_independent_reader() -> None:
    for text in ("P1-A4P-7K2M-1/2-BL", "P1-A3L-0000-10/12-TL", "A", "A-B 3"):
        square = [row[QUIET_ZONE:-QUIET_ZONE] for row in modules(text)[QUIET_ZONE:-QUIET_ZONE]]
        assert read(square) == text
