"""What a roster leaves out because it stands above: merged cells and ditto marks. Knows no names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import FieldError
from ..validation import printable
from .headings import COLUMNS, Block, Headings, column_letter
from .text_grid import MAX_LINES, GridCell, Line, Merge, Unreadable, roster_message
from .words import is_person, without_gaps

DITTO = frozenset(
    (
        "〃",
        "″",
        "〞",
        "〝",
        '"',
        '""',
        "''",
        "“",
        "”",
        "“”",
        "’’",
        "„",
        "同上",
        "“同上”",
        "同前",
        "ditto",
        "do.",
        "-〃-",
        "——〃——",
    )
)


def is_ditto(text: str) -> bool:
    return "".join(text[:20].split()).lower() in DITTO


def wide_lines(merges: Sequence[Merge]) -> dict[int, list[tuple[int, int]]]:
    """By line, the first and last column of the merges of one line and several columns."""
    wide: dict[int, list[tuple[int, int]]] = {}
    for merge in merges:
        if merge.top == merge.bottom and merge.left < merge.right:
            wide.setdefault(merge.top, []).append((merge.left, merge.right))
    return wide


def fill_merged_cells(body: Sequence[Line], headings: Headings, merges: Sequence[Merge]) -> list[FieldError]:
    """Copies a cell that is merged over several lines of one column to each of them; a remark for each.

    A merge of names, or of two columns, becomes a problem of its first line; one that is a section's heading stays.
    """
    if not body:
        return []
    lines, remarks, budget = dict(body), list[FieldError](), MAX_LINES * len(COLUMNS)
    for merge in merges:
        if merge.top <= headings.line or merge.top not in lines:
            continue
        found = _merged_column(merge, headings.blocks)
        if found is None or _is_section(lines[merge.top], merge):
            continue
        index, is_problem = found
        first = lines[merge.top]
        first.extend(GridCell(f"{column_letter(i)}{merge.top}", "") for i in range(len(first), index + 1))
        if is_problem:
            first[index] = GridCell(merge.ref, "", roster_message("merged"))
            continue
        below = range(merge.top + 1, min(merge.bottom, body[-1][0]) + 1)
        budget -= len(below)
        if budget < 0:
            raise Unreadable("overlapping_merges")
        for line in lines.keys() & below:
            _put(lines[line], index, replace(first[index], where=f"{column_letter(index)}{line}"))
        remarks += _remark(merge, first[index])
    return remarks


def _merged_column(merge: Merge, blocks: Sequence[Block]) -> tuple[int, bool] | None:
    """The first column of a roster that a merge covers, and whether that is a problem."""
    for block in blocks:
        names = [name for name in COLUMNS if merge.left <= block.columns.get(name, -1) <= merge.right]
        if names:
            index = block.columns[names[0]]
            is_tall_name = names == ["name"] and merge.top < merge.bottom
            return index, len(names) > 1 or index != merge.left or is_tall_name
    return None


def _is_section(cells: Sequence[GridCell], merge: Merge) -> bool:
    """A merge over several columns of a line with nothing else in it; a name alone is not the heading of a section."""
    if merge.left == merge.right or merge.left >= len(cells):
        return False
    others = [cell for index, cell in enumerate(cells) if cell.has_content and not merge.left <= index <= merge.right]
    return not others and not is_person(without_gaps(cells[merge.left].text.strip()))


def _put(cells: list[GridCell], index: int, cell: GridCell) -> None:
    line = cells[0].where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if cells else ""
    cells.extend(GridCell(f"{column_letter(i)}{line}", "") for i in range(len(cells), index + 1))
    cells[index] = cell


def _remark(merge: Merge, cell: GridCell) -> Iterator[FieldError]:
    if text := cell.text.strip():
        values = {"cells": merge.ref, "text": printable(text)}
        yield FieldError(merge.ref, roster_message("merge_filled", **values))
