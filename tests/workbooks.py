"""Reads the cells of a workbook, not its layout."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl


def worksheets(body: bytes) -> Mapping[str, Any]:
    """The worksheets by name. Read-only, because openpyxl otherwise formats each cell of each merged range, which
    takes most of a minute for the papers of a whole meeting."""
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(body), read_only=True)}


def cells(body: bytes) -> Iterator[Any]:
    """Every cell of every worksheet that has a value."""
    for sheet in worksheets(body).values():
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
