"""POST /api/rosters: valid and hostile files, sent to a server that others use at the same time."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.core.test_rosters_workbooks import with_false_size
from tests.harness import Host, Hosted, Map, Process
from tests.proof_scale import sampled
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIB = 1024 * 1024
MAX_MEMORY_BYTES = 200 * MIB
"""Growth of the server's memory for one roster at a time: unpacked parts, rows and response."""


def roster_file(*rows: list[Any], merged: str = "", encoding: str = "") -> bytes:
    """The rows as a workbook, or as CSV if an encoding is given."""
    if encoding:
        return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode(encoding)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(merged, "一支部")
    return out.getvalue()


async def post(host: Host, body: bytes, media: str = "application/octet-stream") -> Map:
    answer = await host.http("POST", "/api/rosters", host.admin, body, Content_Type=media)
    assert answer.status_code == 200, answer.text
    body_json: Map = answer.json()
    return body_json


def bad_lines(roster: Map) -> list[str]:
    return [problem["line"] for row in roster["rows"] for problem in row["problems"]]


TABLE: tuple[list[Any], ...] = (
    ["职务", "单位", "序号", "述职方式", "姓名"],
    ["书记", "第一支部", 1, "现场", "𠮷田䶮"],
    [None, "第二支部", 2, "书面", "㙍某"],
)


@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("media", [XLSX, "text/csv", "application/octet-stream", ""])
async def test_a_file_is_recognised_by_its_content(host: Hosted, encoding: str, media: str) -> None:
    roster = await post(host, roster_file(*TABLE, encoding=encoding), media)
    assert roster["ok"] and roster["remarks"] == []
    assert [(row["name"], row["unit"], row["post"], row["mode"]) for row in roster["rows"]] == [
        ("𠮷田䶮", "第一支部", "书记", "onsite"),
        ("㙍某", "第二支部", "", "written"),
    ]


@pytest.mark.parametrize("media", ["text/plain", "text/plain; charset=utf-8", "application/json"])
async def test_columns_of_pasted_text_may_be_separated_by_spaces(host: Hosted, media: str) -> None:
    text = "张三　第一支部\n李四　　第二支部"
    body = json.dumps({"text": text}) if media == "application/json" else text
    assert [row["unit"] for row in (await post(host, body.encode(), media))["rows"]] == ["第一支部", "第二支部"]


async def test_every_bad_line_is_named_in_both_languages_and_makes_the_roster_invalid(host: Hosted) -> None:
    roster = await post(
        host, roster_file(["姓名", "单位"], ["张三", "=1+1"], [None, "二"], ["张三", "一"], ["李四", "三"])
    )
    assert not roster["ok"] and bad_lines(roster) == ["B2", "A3"] and len(roster["rows"]) == 4
    for row in roster["rows"][:2]:
        (problem,) = row["problems"]
        assert problem["line"] in problem["message"] and problem["line"] in problem["en"]


async def test_a_merged_unit_is_filled_in_with_a_remark(host: Hosted) -> None:
    roster = await post(host, roster_file(["姓名", "单位"], ["张三", "一支部"], ["李四"], merged="B2:B3"))
    assert roster["ok"] and [row["unit"] for row in roster["rows"]] == ["一支部", "一支部"]
    assert [remark["line"] for remark in roster["remarks"]] == ["B2:B3"]


async def test_a_meeting_created_from_a_roster_shows_its_text_unchanged(host: Hosted) -> None:
    names = ["𠮷田䶮", "<img src=x onerror=alert(1)>", "=1+1", "@SUM(A1)", "王😀", "O'Brien", "{{7*7}}"]
    roster = await post(host, roster_file(["姓名"], *([name] for name in names), encoding="utf-8"))
    subjects = [{key: row[key] for key in ("name", "unit", "post", "mode")} for row in roster["rows"]]
    meeting = await host.make(parts=[{"name": "上述", "form": "plain", "subjects": subjects}])
    assert [subject["name"] for subject in (await meeting.http("GET", "")).json()["subjects"]] == names


@pytest.mark.parametrize("body", ['{"text": 7}', '{"text": null}', '{"rows": []}', '{"text": "a", "more": 1}'])
async def test_json_without_text_is_refused_with_the_field(host: Hosted, body: str) -> None:
    answer = await host.http("POST", "/api/rosters", host.admin, body.encode(), Content_Type="application/json")
    assert error(answer)[0] == 422 and error(answer)[2] in ("text", "rows", "more")


async def test_a_file_over_five_mib_is_refused_with_the_limit(host: Hosted) -> None:
    answer = await host.http("POST", "/api/rosters", host.admin, b"a" * (5 * MIB + 1))
    assert error(answer)[:2] == (413, "body_too_large") and "5 MiB" in answer.text


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Process]:
    """A process that has checked a roster before, so that its memory can be compared."""
    process = await Process(tmp_path_factory.mktemp("data")).ready()
    await post(process, roster_file(*TABLE))
    yield process
    process.kill()


def start_of_peak(server: Process) -> int:
    """The resident bytes, from which on the peak counts anew."""
    Path(f"/proc/{server.child.pid}/clear_refs").write_text("5")
    return peak(server)


def peak(server: Process) -> int:
    """The most bytes that were resident at a time."""
    status = Path(f"/proc/{server.child.pid}/status").read_text()
    return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def workbook_with(**parts: bytes) -> bytes:
    out = io.BytesIO(roster_file(*TABLE))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(f"xl/{name}.xml", part)
    return out.getvalue()


def workbook_extended(rows: bytes, strings: bytes = b"", merged: bytes = b"") -> bytes:
    """A workbook with additions to its sheet and its string table."""
    out, fresh = io.BytesIO(roster_file(*TABLE, merged="G1:H1")), io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry).replace(b"</sheetData>", rows + b"</sheetData>")
            part = part.replace(b"</sst>", strings + b"</sst>").replace(b"</mergeCells>", merged + b"</mergeCells>")
            new.writestr(entry.filename, part)
    return fresh.getvalue()


async def answer_while_others_are_served(server: Process, body: bytes) -> Map:
    """Others ask with pauses: the worker leaves the processor to them."""
    upload = asyncio.create_task(post(server, body))
    served = 0
    while not upload.done():
        assert (await server.http("GET", "/healthz", None)).status_code == 200
        served += 1
        await asyncio.wait({upload}, timeout=0.05)
    assert served
    return await upload


CELL, STRING, MERGED = b"<c><v>1</v></c>", b"<si><t>a</t></si>", b'<mergeCell ref="E2:E20000"/>'
WRITTEN = b'<row r="4"><c r="E4" t="inlineStr"><is><t>%s</t></is></c></row>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a part of a gigabyte": lambda: workbook_with(bomb=b"\0" * 320 * MIB),
    "a part of a false size": lambda: with_false_size(b"<x>" + b" " * 320 * MIB + b"</x>", zipfile.ZIP_DEFLATED, 3),
    "a bzip2 part of a false size": lambda: with_false_size(b"<x>" + b" " * 320 * MIB + b"</x>", zipfile.ZIP_BZIP2, 3),
    "a bomb in a bomb": lambda: workbook_with(bomb=workbook_with(bomb=b"\0" * 320 * MIB)),
    "endless parts": lambda: workbook_with(**{f"p{n}": b"" for n in range(40_000)}),
    "endless tags": lambda: workbook_extended(b"<row>" + CELL * 700_000 + b"</row>"),
    "cells on as many rows as may be": lambda: workbook_extended((b"<row>" + CELL * 3 + b"</row>") * 19_000),
    "endless strings": lambda: workbook_extended(b"", STRING * 100_000),
    "endless rows": lambda: workbook_extended(b"<row/>" * 200_000),
    "endless merged cells": lambda: workbook_extended(b"", merged=MERGED * 20_000),
    "one endless cell": lambda: workbook_extended(WRITTEN % (b"a" * 11 * MIB)),
    "a cell of endless accents": lambda: workbook_extended(WRITTEN % ("\u0301\u0316".encode() * 2 * MIB)),
    "endless commas": lambda: b"a," * (5 * MIB // 2),
    "endless lines": lambda: b"a\n" * (5 * MIB // 2),
    "endless quotes": lambda: b'"' * 5 * MIB,
    "endless brackets": lambda: b"[" * 5 * MIB,
}


@pytest.mark.scaled(5)
@pytest.mark.parametrize("hostile", HOSTILE)
async def test_a_hostile_file_is_answered_in_bounded_memory_while_others_are_served(
    server: Process, hostile: str
) -> None:
    body, before = await asyncio.to_thread(HOSTILE[hostile]), start_of_peak(server)
    assert len(body) <= 5 * MIB
    roster = await answer_while_others_are_served(server, body)
    assert roster["rows"] or roster["problems"]
    assert peak(server) - before < MAX_MEMORY_BYTES


@pytest.mark.scaled
async def test_ten_thousand_rows_are_checked_line_by_line_while_others_are_served(server: Process) -> None:
    start_of_peak(server)
    rows = [[f"人员{n}", f"第{n % 300}支部", "书记", "现场"] for n in range(9_999)]
    for encoding in sampled(["", "utf-8"], 1):
        body = roster_file(["姓名", "单位", "职务", "述职方式"], *rows, rows[0], encoding=encoding)
        roster = await answer_while_others_are_served(server, body)
        assert len(roster["rows"]) == 10_000 and bad_lines(roster) == ["line 10001"]
        assert roster["rows"][9_998]["name"] == "人员9998"
    assert peak(server) < 300 * MIB
