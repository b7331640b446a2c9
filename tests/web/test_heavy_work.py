"""The queue of heavy work: its limits, and jobs that are stopped."""

import asyncio
import gc
import json
import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from server.core.errors import Refused
from server.web.fair_queue import Turns
from server.web.heavy_work import (
    MAX_ARCHIVES,
    MAX_ARCHIVES_OF_A_KEY,
    MAX_JOBS,
    MAX_JOBS_OF_A_KEY,
    MAX_JOBS_OF_AN_ORGANISATION,
    HeavyWork,
    Job,
    Worker,
)
from server.web.preview_job import preview_json
from tests.harness import MEETING, Hosted, Map, MeetingClient

pytestmark = pytest.mark.anyio

LONG: Map = {
    "title": "长",
    "parts": [
        {
            "name": f"第{number}项",
            "form": {
                "title": "表",
                "scale": {"min": 0, "max": 100},
                "items": [{"key": f"k{i}", "title": f"项{i}"} for i in range(50)],
            },
            "subjects": [{"name": f"人{i}"} for i in range(500)],
        }
        for number in range(4)
    ],
}
"""The largest document that is accepted: its preview takes many seconds."""


def work(host: Hosted) -> Any:
    return host.app._api.heavy_work


async def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def until_running(host: Hosted) -> None:
    await until(lambda: work(host)._turn.locked() and work(host)._worker._process is not None)


async def preview(host: Hosted, document: Map, key: str | None = None) -> int:
    return (await host.http("POST", "/api/preview", key or host.admin, document)).status_code


async def test_a_newer_preview_of_a_key_replaces_the_older_one(host: Hosted) -> None:
    older = asyncio.create_task(preview(host, LONG))
    await until_running(host)
    assert await preview(host, MEETING) == 200
    assert await older == 503


async def test_the_preview_of_a_client_that_disconnects_stops(host: Hosted) -> None:
    """P49: its process is gone within moments."""

    body = json.dumps(LONG).encode()
    with socket.create_connection(("127.0.0.1", host.port)) as client:
        head = f"POST /api/preview HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {host.admin}\r\n"
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await until_running(host)
        process = work(host)._worker._process
    await until(lambda: not work(host)._turn.locked(), seconds=3)  # long before it could have ended by itself
    assert process.returncode not in (None, 0)
    assert await preview(host, MEETING) == 200, "the next job gets a new process"


async def school(host: Hosted, name: str) -> str:
    """The key of an organisation of its own."""
    return str((await host.http("POST", "/api/keys", host.admin, {"name": name})).json()["key"])


async def test_a_full_queue_is_busy_for_the_key_for_the_organisation_and_for_all(host: Hosted) -> None:
    """P49: beyond the queue, 503 with Retry-After and a sentence. However many meetings an organisation has, it leaves
    places to others."""
    key = await school(host, "一中")
    others = [MeetingClient(host, (await host.http("POST", "/api/meetings", key, MEETING)).json()) for _ in range(3)]
    meetings = [await host.make() for _ in range(3)] + others
    first = asyncio.create_task(preview(host, LONG))
    await until_running(host)

    async def download(number: int) -> Any:
        return await meetings[number].http("GET", "/tally.json?draft=1", accept_language="zh")

    waiting = [asyncio.create_task(download(0)) for _ in range(MAX_JOBS_OF_A_KEY)]
    await until(lambda: work(host)._jobs.taken == 1 + MAX_JOBS_OF_A_KEY)
    refused = await download(0)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["error"]["code"] == "busy" and "稍后再试" in refused.json()["error"]["message"]
    more = MAX_JOBS_OF_AN_ORGANISATION - MAX_JOBS_OF_A_KEY - 1
    waiting += [asyncio.create_task(download(1)) for _ in range(more)]
    await until(lambda: work(host)._jobs.taken == MAX_JOBS_OF_AN_ORGANISATION)
    assert (await download(2)).status_code == 503
    waiting += [asyncio.create_task(download(3)) for _ in range(MAX_JOBS - MAX_JOBS_OF_AN_ORGANISATION)]
    await until(lambda: work(host)._jobs.taken == MAX_JOBS)
    assert (await download(4)).status_code == 503
    issued = await meetings[2].http("POST", "/cards", {"group": "全体", "count": 1}, accept="text/html")
    assert issued.status_code == 503
    assert (await meetings[2].http("GET", "")).json()["cards"] == [], "no card is issued that cannot be printed"
    first.cancel()
    assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {200}


async def test_a_key_has_its_places_however_its_header_is_written(host: Hosted) -> None:
    made = await host.make()
    first = asyncio.create_task(preview(host, LONG))
    await until_running(host)

    async def download(scheme: str) -> Any:
        header = f"{scheme}{made.keys['desk']}"
        return await host.http("GET", f"{made.path}/tally.json?draft=1", None, Authorization=header)

    waiting = [asyncio.create_task(download("Bearer ")) for _ in range(MAX_JOBS_OF_A_KEY)]
    await until(lambda: work(host)._jobs.taken == 1 + MAX_JOBS_OF_A_KEY)
    for scheme in ("bearer ", "BEARER ", "Bearer   "):
        assert (await download(scheme)).status_code == 503
    first.cancel()
    assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {200}


async def test_archives_that_never_arrive_take_no_place_from_papers(host: Hosted) -> None:
    """Otherwise two keys could keep every desk of the server from its papers."""
    made, keys = await host.make(), [host.admin, await school(host, "甲校"), await school(host, "乙校")]
    with ExitStack() as stack:
        for key in keys[: MAX_ARCHIVES // MAX_ARCHIVES_OF_A_KEY] * MAX_JOBS:
            client = stack.enter_context(socket.create_connection(("127.0.0.1", host.port)))
            head = f"POST /api/copies HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            client.sendall(f"{head}Content-Length: 1000\r\n\r\n".encode())
        await until(lambda: work(host)._archives.taken == MAX_ARCHIVES)
        assert (await host.http("POST", "/api/copies", keys[-1], MEETING)).status_code == 503
        assert (await made.http("GET", "/tally.json?draft=1")).status_code == 200
    await until(lambda: not work(host)._archives.taken)
    assert (await host.http("POST", "/api/copies", keys[-1], MEETING)).status_code == 200


async def nobody(request: object) -> str:
    return ""


async def test_organisations_take_turns_however_much_each_of_them_asks_for() -> None:
    """One that has just had a turn waits for the others; a request that has ended is passed over."""
    turns, served = Turns(), list[str]()

    async def ask(organisation: str, number: int) -> None:
        async with turns.take(organisation):
            served.append(f"{organisation}{number}")

    async with turns.take("甲"):
        asking = [asyncio.create_task(ask("甲", number)) for number in range(4)]
        asking += [asyncio.create_task(ask("乙", number)) for number in range(2)]
        asking += [asyncio.create_task(ask("丙", 0))]
        await asyncio.sleep(0)
        asking[1].cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    assert served == ["乙0", "丙0", "甲0", "乙1", "甲2", "甲3"] and not turns.locked()


async def test_a_turn_that_is_passed_on_to_a_request_just_cancelled_goes_to_the_next() -> None:
    turns = Turns()

    async def ask() -> bool:
        async with turns.take("甲"):
            return True

    async with turns.take("甲"):
        first, second = asyncio.create_task(ask()), asyncio.create_task(ask())
        await asyncio.sleep(0)
    first.cancel()
    assert await second and not turns.locked()
    assert isinstance((await asyncio.gather(first, return_exceptions=True))[0], asyncio.CancelledError)


async def test_a_job_that_is_cancelled_twice_leaves_no_error_behind() -> None:
    """A newer preview cancels it, and then its client or the server goes away."""
    heavy_work = HeavyWork(nobody)
    call = asyncio.create_task(heavy_work._call(Job(time.sleep, (60,))))
    await until(lambda: heavy_work._worker._process is not None)
    for _ in range(2):
        call.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await call
    await asyncio.to_thread(heavy_work.close)
    del call
    gc.collect()  # the event loop reports a future whose exception nobody has seen


async def test_the_worker_gets_no_secret_and_reports_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGYI_SECRET", "s" * 40)
    monkeypatch.setenv("PGPASSWORD", "p")
    runner = Worker()
    try:
        assert runner.run(Job(os.getenv, ("PATH",))) == os.environ["PATH"]
        for name in ("PINGYI_SECRET", "PGPASSWORD"):
            assert runner.run(Job(os.getenv, (name,))) is None
        with pytest.raises(Refused) as refused:
            runner.run(Job(preview_json, (b'{"title": ""}', "2026-01-01")))
        assert refused.value.code == "invalid_document" and refused.value.field_errors[0].text("zh")  # type: ignore[attr-defined]
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            runner.run(Job(divmod, (1, 0)))
    finally:
        runner.close()


async def test_a_job_whose_request_is_cancelled_twice_ends_before_the_next_begins(host: Hosted) -> None:
    """A newer preview cancels an older one, whose request may be leaving at that moment."""
    first = asyncio.create_task(preview(host, LONG))
    await until_running(host)
    job = work(host)._latest[next(iter(work(host)._latest))]
    job.cancel()
    await asyncio.sleep(0)  # it now waits for the worker
    job.cancel()
    assert await first == 503
    assert not work(host)._turn.locked()
    assert await preview(host, MEETING) == 200
