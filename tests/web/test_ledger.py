"""The ledger (台账) of uploaded archives: what is answered, what is refused, and that nothing is stored."""

import asyncio
import base64
import io
import socket
from pathlib import Path

import openpyxl
import pytest

from server.archive.builder import zipped
from server.exports.formats import XLSX
from server.web.ledger_endpoint import MAX_LEDGER_BYTES
from tests.archive.ledger_sources import Person, Series
from tests.archive.sources import KEY
from tests.harness import Hosted
from tests.web.test_heavy_work import until, until_running, work

pytestmark = pytest.mark.anyio

FOREIGN = Series("m2022", "2022-12-20", (Person("张三", "一部"),))


async def own_archive(host: Hosted) -> bytes:
    """Of a live meeting, signed by the server."""
    meeting = await host.make()
    await meeting.go_live()
    return (await meeting.http("GET", "/bundle.zip")).content


def stored(host: Hosted) -> set[Path]:
    return {path for path in host.data.rglob("*") if path.is_file()}


async def test_several_archives_become_one_workbook_and_nothing_is_stored(host: Hosted) -> None:
    body = zipped({"own.zip": await own_archive(host), "2022.zip": FOREIGN.archive(), "note.txt": b"text"})
    before = stored(host)
    answer = await host.http("POST", "/api/ledger", host.admin, body, accept_language="en")
    assert answer.status_code == 200 and answer.headers["content-type"] == XLSX
    assert "filename*=UTF-8''ledger_" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Results by year", "Meetings counted", "Main problems", "To check", "Archives left out"]
    assert stored(host) == before


async def test_the_summary_names_what_is_left_out_and_what_to_check(host: Hosted) -> None:
    """The server's own key needs no check, that of another server does."""
    body = zipped({"own.zip": await own_archive(host), "2022.zip": FOREIGN.archive(), "note.txt": b"text"})
    answer = await host.http("POST", "/api/ledger", host.admin, body, accept="application/json", accept_language="en")
    made = answer.json()
    assert (made["meetings"], made["left_out"]) == (2, [{"file": "note.txt", "reason": "Not a meeting archive"}])
    [signer] = [check for check in made["checks"] if "signed with the key" in check]
    assert KEY.digest in signer
    assert openpyxl.load_workbook(io.BytesIO(base64.b64decode(made["workbook"]))).sheetnames[0] == "Results by year"


async def test_with_keys_only_archives_of_these_and_of_the_server_are_counted(host: Hosted) -> None:
    other = "AAAA AAAA AAAA AAAA AAAA"
    body = zipped({"own.zip": await own_archive(host), "2022.zip": FOREIGN.archive()})
    for keys, counted in ((f"?key={other}", 1), (f"?key={other}&key={KEY.digest}&term=2022-01-01", 2)):
        answer = await host.http("POST", f"/api/ledger{keys}", host.admin, body, accept="application/json")
        assert answer.json()["meetings"] == counted
    for query, field in (("?key=abc", "key"), ("?term=2022", "term"), ("?term=", "term")):
        error = (await host.http("POST", f"/api/ledger{query}", host.admin, body)).json()["error"]
        assert (error["code"], error["field"]) == ("invalid_field", field)


async def test_more_than_the_limit_is_refused_and_anything_else_is_answered(host: Hosted) -> None:
    large = await host.http("POST", "/api/ledger", host.admin, b"0" * (MAX_LEDGER_BYTES + 1))
    assert large.json()["error"]["code"] == "body_too_large" and "40 MiB" in large.text
    for body in (b"", b"text", b"PK\3\4", b"0" * (21 << 20)):
        made = (await host.http("POST", "/api/ledger", host.admin, body, accept="application/json")).json()
        assert (made["meetings"], len(made["left_out"])) == (0, 1)


async def test_a_second_ledger_is_refused_while_one_is_made_and_a_client_that_leaves_ends_its_own(host: Hosted) -> None:
    archive = FOREIGN.archive()
    many = zipped({f"{n}.zip": archive for n in range(60)})
    with socket.create_connection(("127.0.0.1", host.port)) as client:
        head = f"POST /api/ledger HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nAuthorization: Bearer {host.admin}\r\n"
        await asyncio.to_thread(client.sendall, f"{head}Content-Length: {len(many)}\r\n\r\n".encode() + many)
        await until_running(host)
        refused = await host.http("POST", "/api/ledger", host.admin, archive)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
    await until(lambda: not host.app._api.ledger._is_making)
    assert not work(host)._turn.locked()
    assert (await host.http("POST", "/api/ledger", host.admin, archive)).status_code == 200
