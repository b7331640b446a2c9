"""Compares every table of an archive (评议 Pingyi) with its tally.json: the CSV files, the workbook and the papers.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from importlib import import_module
from typing import TYPE_CHECKING, Any, Iterator, Sequence  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    from . import check_files, check_office, check_printed, check_tables
    from .check_counts import Says

    Map = dict[str, Any]
    Cells = Sequence[str | Says]
    Files = dict[str, bytes]
else:  # beside the archive's files, or inside the product
    near = __package__ + "." if __package__ else ""
    check_files, check_office, check_printed, check_tables = (
        import_module(near + "check_" + name) for name in ("files", "office", "printed", "tables")
    )
    Says = check_tables.Says


def canonical(value: Any) -> str:
    """JSON in one way only: what the fingerprint and the log's hashes are made of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def differences(should: Any, found: Any, path: str, source: str) -> Iterator[str]:
    """Where `found` is not what it has to be; `source` says by what."""
    if isinstance(should, Says):
        same = isinstance(found, str) and should.fits(found)
        should = " … ".join(should.tokens)
    elif isinstance(should, dict) and isinstance(found, dict):
        for key in [*should, *(key for key in found if key not in should)]:
            here = path + (": " if path.endswith(".json") else ".") + key
            yield from differences(should.get(key, "–"), found.get(key, "–"), here, source)
        return
    elif isinstance(should, list) and isinstance(found, list) and len(should) == len(found):
        for place, one in enumerate(should):
            yield from differences(one, found[place], f"{path}[{place}]", source)
        return
    else:
        same = type(should) is type(found) and should == found
    if not same:
        by = f" ({source})" if source else ""
        yield f"{path}{by}: 应为 / should be {canonical(should):.120}, 却是 / but is {canonical(found):.120}"


def tables(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """summary, counts, notes and report say what tally.json says, cell by cell."""
    for name in ("summary", "counts", "notes", "report"):
        file, mark = name + ".csv", [tally["mark"]] if "mark" in tally else []
        rows = (check_tables.heads(doc, name), *getattr(check_tables, name)(doc, inputs, tally))
        yield from unlike(file, [[*row, *mark] for row in rows], check_files.csv_rows(files[file]))


def unlike(place: str, should: Sequence[Cells], found: Sequence[Sequence[str]]) -> Iterator[str]:
    """Where rows differ; a row that has no place is told by its number."""
    if len(should) != len(found):
        yield f"{place}: 行数应为 / rows should be {len(should)}, 却是 / but are {len(found)}"
    for number, row in enumerate(found[: len(should)]):
        if len(row) != len(should[number]):
            yield f"{place} [{number + 1}]: 列数 / columns: {len(row)} ≠ {len(should[number])}"
        for column, cell in enumerate(row[: len(should[number])]):
            want = should[number][column]
            if not (want.fits(cell) if isinstance(want, Says) else want == cell):
                words = " … ".join(want.tokens) if isinstance(want, Says) else want
                where = f"{place} [{number + 1}][{column + 1}]"
                yield f"{where}: 应为 / should be {words:.120}, 却是 / but is {cell:.120}"


# The papers to look at and to sign


def html(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """A table's caption repeats its heading, for those who hear the page."""
    page = check_files.page(files["results.html"])
    yield from _printed("results.html", page.paper, doc, inputs, tally)
    ends = sorted(text[::-1] for section in page.sections.values() for text in section)
    for caption in page.captions:
        place = bisect_left(ends, caption[::-1])
        if FIGURES.search(caption) and not "".join(ends[place : place + 1]).startswith(caption[::-1]):
            yield f"results.html: {caption:.80}: 与标题不同 / is not its heading"


def docx(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """Outside its tables too it has the figures of the page, in the same order."""
    page, written = check_files.page(files["results.html"]).paper, check_office.document(files["results.docx"])
    yield from _printed("results.docx", written, doc, inputs, tally)
    left, right = (FIGURES.findall(" ".join(" ".join(paper.flow).split())) for paper in (page, written))
    if left != right:
        place = next((n for n, one in enumerate(left) if right[n : n + 1] != [one]), len(left))
        some = f"{left[place : place + 5]} ≠ {right[place : place + 5]}"
        yield f"results.html, results.docx: 数字不同 / different figures from number {place + 1} on: {some}"


FIGURES = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


def _printed(file: str, paper: check_files.Paper, doc: Map, inputs: Map, tally: Map) -> Iterator[str]:
    known = {"signatures"}
    for name, keys, heads, rows in check_printed.printed(doc, inputs, tally):
        parts = [name] * (name in paper.rows)
        while f"{name}-{len(parts) + 1}" in paper.rows and keys:
            parts.append(f"{name}-{len(parts) + 1}")
        known.update(parts)
        joined = _joined([paper.rows[part] for part in parts], keys)
        if name.startswith("facts-"):  # names and values side by side, as the lines have room
            joined = [[cell for row in joined for cell in row][1::2]]
        yield from unlike(f"{file} {name}", [[_spaced(cell) for cell in row] for row in rows], joined)
        if heads:
            yield from unlike(f"{file} {name} 表头 / heading", [heads], paper.heads.get(name, []))
    for name in sorted(set(paper.rows) - known):
        yield f"{file} {name:.40}: 多余的表 / no such table"


def _spaced(cell: str | Says) -> str | Says:
    """With the spaces of a paper."""
    if isinstance(cell, Says):
        return Says(tuple(check_files.words(token) for token in cell.tokens))
    return check_files.words(cell)


def _joined(parts: Sequence[Sequence[Sequence[str]]], keys: int) -> list[list[str]]:
    """The rows of a table that goes on in others, which begin with its first columns again."""
    rows = [list(row) for row in parts[0]] if parts else []
    for part in parts[1:]:
        for place, row in enumerate(part[: len(rows)]):
            rows[place] += row[keys:] if rows[place][:keys] == list(row[:keys]) else ["?"]
        if len(part) != len(rows):
            rows.append(["?"])
    return rows


def xlsx(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """The first three sheets are tables of the CSV files, the others the papers on a grid."""
    page, sheets = check_files.page(files["results.html"]), check_office.workbook(files["results.xlsx"])
    summary, counts, notes, *drawn = [rows for _, rows in sheets]
    heads = {name: check_files.csv_rows(files[name + ".csv"])[0] for name in ("summary", "counts", "notes")}
    if "mark" in tally:  # which a sheet has in its title
        heads = {name: row[:-1] for name, row in heads.items()}
    parts = [check_tables.clean(part["name"]) for part in doc["parts"]]
    yield from _titled("summary", summary[3:5], heads["summary"], parts)
    yield from _lines("summary", summary[5:], check_tables.summary(doc, inputs, tally))
    yield from _counts(counts, heads["counts"], doc, tally)
    yield from _lines("notes", notes[3:], [heads["notes"], *check_tables.notes(doc, inputs, tally)])
    names = ["report", *(name for name in page.sections if name.startswith("feedback-"))]
    if len(drawn) != len(names):
        yield f"results.xlsx: 工作表数应为 / sheets should be {len(names) + 3}, 却是 / but are {len(sheets)}"
    for place, rows in enumerate(drawn[: len(names)]):
        found = [check_files.words(cell) for row in rows[3:] for cell in row if cell.strip()]
        yield from _lines(sheets[place + 3][0], [found], [page.sections[names[place]]])
        yield from _lines(sheets[place + 3][0], [row[:1] for row in rows[:2]], _headed(page.headers[names[place]]))
    for name, rows in sheets[:3]:
        over, _, below = page.headers["report"]
        yield from _lines(name, [row[:1] for row in rows[:2]], _headed([over, check_files.words(name), below]))
    yield from _charts(files, dict(sheets))


def _headed(header: Sequence[str]) -> list[list[str]]:
    return [[f"{header[0]} {header[1]}"], [header[2]]]


def _counts(rows: list[list[str]], heads: Sequence[str], doc: Map, tally: Map) -> Iterator[str]:
    """A block a part: its title, two lines of heading, a line an item."""
    start, columns = 3, check_tables.columns(doc)
    for part, form, found in check_tables.voted(doc, tally):
        lines, called = list(check_tables.lines(doc, part, form, found)), check_tables.clean(part["name"])
        here = [heads[1 + columns.index(key)] for key in check_tables.keys(doc, part, form)]
        yield from _titled(f"counts {called}", rows[start + 1 : start + 3], here, [])
        yield from _lines(f"counts {called}", rows[start + 3 : start + 3 + len(lines)], lines)
        yield from _lines(f"counts {called}", [rows[start][:1]], [[Says((called,))]])
        start += len(lines) + 4
    if any(any(row) for row in rows[start:]):
        yield "results.xlsx counts: 多余的行 / more rows than it should have"


def _titled(place: str, rows: list[list[str]], heads: Sequence[str], parts: Sequence[str]) -> Iterator[str]:
    """A heading of two lines: what columns belong to over their own names, which together are the CSV file's.
    A part's name stands over its columns also where the CSV file leaves it out."""
    over = ""
    for column, head in enumerate(heads):
        over, title = rows[0][column] or over, rows[1][column]
        whole = head in (f"{over}·{title}", f"{over}: {title}")
        free = ["", *parts] if 3 <= column < len(heads) - 6 else [""]
        if not whole and not (head == title and rows[0][column] in free):
            yield f"results.xlsx {place} 第 {column + 1} 列 / column {column + 1}: {over:.80} {title:.80} ≠ {head:.80}"


def _charts(files: Files, sheets: dict[str, list[list[str]]]) -> Iterator[str]:
    """A chart draws the figures of its sheet."""
    for chart in check_office.charts(files["results.xlsx"]):
        for sheet, column, first, values in chart:
            drawn = [row[column] for row in sheets[sheet][first : first + len(values)]]
            yield from _lines(f"{sheet} 图 / chart", [values], [drawn])


def _lines(place: str, found: Sequence[Sequence[str]], should: Any) -> Iterator[str]:
    """A sheet's numbers are numbers: 9 is 9.000."""
    wanted = [[_bare(cell) if isinstance(cell, str) else _spaced(cell) for cell in row] for row in should]
    width = max(map(len, wanted), default=0)
    rows = [[_bare(cell) for cell in row] for row in found]
    yield from unlike(f"results.xlsx {place}", wanted, [row[:width] if not any(row[width:]) else row for row in rows])


def _bare(text: str) -> str:
    """A number without the noughts that it is only printed with; a text with the spaces of a paper."""
    text = check_files.words(text)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) else text
