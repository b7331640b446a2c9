"""Runs every check of an archive and reports the differences."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import tables
from .archive_files import UNREADABLE, Archive, NotAnArchive, expected_files, read_archive
from .checksums import check_sums
from .meeting_log import check_chain, check_inputs
from .report_table import report
from .tally import check_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from .archive_files import Files

CHECKS: dict[str, Callable[[Archive], Iterator[str]]] = {
    "log.json": check_chain,
    "inputs.json": check_inputs,
    "tally.json": check_tally,
    "summary.csv": partial(tables.check_table, name="summary.csv", rows=tables.summary),
    "counts.csv": partial(tables.check_table, name="counts.csv", rows=tables.counts),
    "notes.csv": partial(tables.check_table, name="notes.csv", rows=tables.notes),
    "report.csv": partial(tables.check_table, name="report.csv", rows=report),
}
"""By the file that each checks."""


def check_archive(files: Files) -> Iterator[str]:
    """One line for each difference; none if everything agrees."""
    yield from check_sums(files)
    if set(expected_files(files)) <= set(files):
        yield from _check_contents(files)


def _check_contents(files: Files) -> Iterator[str]:
    parsed: dict[str, Any] = {}
    for name in ("document", "inputs", "tally", "log"):
        file = "meeting.json" if name == "document" else f"{name}.json"
        try:
            parsed[name] = json.loads(files[file].decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
        except UNREADABLE as error:
            yield f"{file}: 无法读取 / not readable: {error}"
    for file, check in CHECKS.items() if len(parsed) == 4 else ():
        try:
            yield from check(Archive(files, **parsed))
        except UNREADABLE as error:
            yield f"{file}: {type(error).__name__}: {error}: 内容不成格式 / not in the shape of an archive"


def _no_float(text: str) -> float:
    raise ValueError(f"{text:.20} is not exact")


def print_report(differences: Iterable[str], files: Files) -> int:
    """Prints the differences, or the fingerprint if there is none. Returns the exit code: 0 agrees, 1 differs."""
    count = 0
    for count, line in enumerate(differences, 1):  # noqa: B007 (used after the loop)
        print("✗ " + "".join(char if char.isprintable() else "?" for char in line))
    if count:
        print(f"{count} 处不符。 / {count} differences.")
        return 1
    print("全部相符。请与签字的计票报告核对指纹： / Every figure agrees. Compare with the signed count report:")
    print(json.loads(files["tally.json"].decode("utf-8"))["fingerprint"])
    return 0


def main(arguments: Sequence[str]) -> int:
    """Checks the archive at the first argument. Returns the exit code, 2 if there is none."""
    path = Path(arguments[0])
    try:
        files = read_archive(path)
    except NotAnArchive as error:
        print(f"{path}: 不是会议归档 / not the archive of a meeting: {error}", file=sys.stderr)
        return 2
    return print_report(check_archive(files), files)
