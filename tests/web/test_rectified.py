"""上年度整改: the rectification list that was filled in comes back below the briefs of its people."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from server.archive.verification import verify_archive
from tests.archive.forger import forged
from tests.archive.test_archive import bundle, unzipped
from tests.harness import MEETING, Hosted, Map, MeetingClient, TestClock, hosted
from tests.meetings.test_decisions import certified
from tests.nodes import nodes
from tests.voters import moved
from tests.web.test_documents import error
from tests.websocket.test_briefs import read

pytestmark = pytest.mark.anyio

NAMES = ("第一支部书记", "第二支部书记", "第三支部书记")
SECTION = "上年度整改\n1. 问题：调研不够\n整改措施：每月下村两次\n完成情况：已完成\n2. 问题：学习不深\n完成情况：未填写"
HOSTILE = "=1+1 <script>alert(1)</script> 😀"


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("rectified"), TestClock()) as running:
        yield running


async def filled_in(host: Hosted, *names: str, done: str = "已完成") -> bytes:
    """Last year's list of these people, as it was downloaded and filled in."""
    subjects = [{"name": name, "unit": name.removesuffix("书记")} for name in names]
    last = await host.make(parts=[{**MEETING["parts"][0], "subjects": subjects}])
    for id in last.ids():
        opinion = {"problems": ["调研不够", "学习不深"]}
        assert (await last.http("PUT", f"/subjects/{id}/opinion", opinion)).status_code == 200
    paper = await last.http("GET", "/papers/rectification.xlsx")
    assert paper.status_code == 200, paper.text
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    for sheet in book.worksheets:
        places: dict[Any, Any] = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
        for heading, text in (("整改措施", "每月下村两次"), ("完成情况", done)):
            cell = places[heading].offset(1, 0)
            cell.value, cell.data_type = text, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def bring(made: MeetingClient, body: bytes, query: str = "") -> Map:
    answer = await made.http("POST", f"/rectified{query}", body)
    assert answer.status_code == 200, answer.text
    brought: Map = answer.json()
    return brought


async def test_a_phone_reads_it_below_the_brief(host: Hosted) -> None:
    made, body = await host.make(admission="cards"), await filled_in(host, "第一支部书记")
    first, second, _ = made.ids()
    [token] = await made.cards(1)
    async with made.phone(token) as phone:
        await bring(made, body)
        briefs = (await phone.hear("briefs"))["subjects"]
        assert [(id, label) for id, label, _ in briefs] == [(first, NAMES[0])]
        assert (await read(phone, first))["text"] == SECTION and (await read(phone, second))["text"] is None
        assert (await made.http("PUT", f"/subjects/{first}/brief", {"text": "一年来"})).status_code == 200
        both = (await phone.hear("briefs"))["subjects"]
        assert both[0][2] != briefs[0][2], "phones ask for it again"
        assert (await read(phone, first))["text"] == f"一年来\n\n{SECTION}"
        assert (await made.http("PUT", f"/subjects/{first}/rectified", [])).json() == []
        assert (await phone.hear("briefs"))["subjects"][0][2] != both[0][2]
        assert (await read(phone, first))["text"] == "一年来"


async def test_people_in_the_list_are_matched_or_asked_about_or_named(host: Hosted) -> None:
    made = await host.make()
    body = await filled_in(host, "第一支部书记", "城关支部书记")
    answer = await bring(made, body, "?check=1")
    assert [each["past"] for each in answer["people"]] == [0, None, None] and not answer["stored"]
    assert [(each["name"], each["rows"]) for each in answer["past"]] == [("第一支部书记", 2), ("城关支部书记", 2)]
    assert (await made.http("GET", "")).json()["texts"]["rectified"] == []
    await bring(made, body, f"?pair={made.ids()[2]}:1")
    assert (await made.http("GET", "")).json()["texts"]["rectified"] == [made.ids()[0], made.ids()[2]]
    stored = (await made.http("GET", f"/subjects/{made.ids()[2]}/rectified")).json()
    assert stored[0] == {"problem": "调研不够", "measures": "每月下村两次", "done": "已完成"}
    log = (await made.http("GET", "/log")).json()["log"]
    assert [line["detail"]["subject"] for line in log if line["act"] == "rectified"] == [made.ids()[0], made.ids()[2]]
    await bring(made, body, f"?pair={made.ids()[2]}:1")
    assert (await made.http("GET", "/log")).json()["log"] == log, "nothing has changed"


async def test_it_is_printed_with_the_briefs_and_in_the_notice_and_nothing_in_it_runs(host: Hosted) -> None:
    made = await host.make()
    await bring(made, await filled_in(host, "第一支部书记", done=HOSTILE))
    assert (await made.http("PUT", f"/subjects/{made.ids()[1]}/brief", {"text": "第二篇"})).status_code == 200
    for name in ("briefs", "notice"):
        page = (await made.http("GET", f"/papers/{name}.html")).text
        assert "上年度整改" in page and "每月下村两次" in page and "未填写" in page and "第二篇" in page
        assert "=1+1 &lt;script&gt;alert(1)&lt;/script&gt; 😀" in page and "<script>" not in page
        assert (await made.http("GET", f"/papers/{name}.docx")).status_code == 200
        assert (await made.http("GET", f"/papers/{name}.pdf")).status_code in (200, 409)  # without a font with 😀
        book = openpyxl.load_workbook(io.BytesIO((await made.http("GET", f"/papers/{name}.xlsx")).content))
        (cell,) = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
        assert cell.data_type == "s"


async def test_its_characters_do_not_count_as_those_of_the_brief_and_have_the_same_limit(host: Hosted) -> None:
    made = await host.make()
    path = f"/subjects/{made.ids()[0]}"
    assert (await made.http("PUT", f"{path}/brief", {"text": "字" * 3000})).status_code == 200
    rows = [{"problem": "题" * 1000, "measures": "措" * 1000, "done": "成" * 1000}]
    assert (await made.http("PUT", f"{path}/rectified", rows)).status_code == 200
    refused = await made.http("PUT", f"{path}/rectified", [*rows, {"problem": "一"}])
    assert error(refused)[:2] == (422, "invalid_document") and "3001" in refused.text
    async with made.chair() as chair:
        assert len((await read(chair, made.ids()[0]))["text"]) > 6000


async def test_it_is_no_part_of_the_fingerprint_but_of_the_record_and_the_archive(host: Hosted) -> None:
    made = await certified(host)
    body = await filled_in(host, "第一支部书记")
    assert error(await made.http("POST", "/rectified", body))[1] == "wrong_phase"
    made = await host.make()
    before = await made.tally(draft=True)
    await bring(made, body)
    after = await made.tally(draft=True)
    assert after["fingerprint"] == before["fingerprint"] and after["record"] != before["record"]
    files = unzipped(await bundle(made))
    assert list(verify_archive(files)) == []
    altered = files["inputs.json"].replace("已完成".encode(), "没完成".encode())
    found = verify_archive(forged(files, "inputs.json", altered))
    assert [line for line in found if line.startswith("inputs.json texts")]


async def test_it_stays_when_the_meeting_becomes_real(host: Hosted) -> None:
    made = await host.make()
    await bring(made, await filled_in(host, "第一支部书记"))
    await made.go_live()
    assert (await made.http("GET", "")).json()["texts"]["rectified"] == made.ids()[:1]


async def test_another_file_is_refused_with_a_sentence(host: Hosted) -> None:
    made = await host.make()
    for body in (b"", "述职".encode(), (await made.http("GET", "/papers/agenda.docx")).content):
        refused = await made.http("POST", "/rectified", body)
        assert error(refused) == (422, "invalid_document", "file") and "整改清单" in refused.text


async def test_another_node_answers_with_the_same(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (one, other):
        made = await one.make(admission="cards")
        [token] = await made.cards(1)
        body = await filled_in(one, "第一支部书记")
        async with moved(made, other).phone(token) as phone:
            await bring(made, body)
            await phone.hear("briefs")
            assert (await read(phone, made.ids()[0]))["text"] == SECTION
