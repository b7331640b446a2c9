"""The papers of a meeting: one snapshot, counted once, in the format that was asked for.

Long work leaves the event loop. Knows no rule: the record says every figure.
"""

import asyncio
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.answers import answered, download
from server.api import Api
from server.core.errors import Refused
from server.core.record import Record, compose, record_json
from server.core.rounds import RUNNING, results_wait
from server.papers import csv, xlsx
from server.room import Room

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _json(record: Record) -> bytes:
    return json.dumps(record_json(record), ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[Callable[[Record], bytes], str]] = {
    "json": (_json, "application/json"),
    "xlsx": (xlsx.workbook, XLSX),
    "csv": (csv.table, "text/csv; charset=utf-8"),
}


class Downloads:
    def __init__(self, api: Api) -> None:
        self.api = api

    async def tally(self, request: Request) -> Response:
        room = await self.api.room(request, "desk")
        kind = request.path_params["kind"]
        if kind not in FORMATS:
            raise Refused("not_found")
        record = await _record(room, request.query_params.get("draft") == "1", self.api)
        write, media = FORMATS[kind]
        body = await asyncio.to_thread(write, record)
        return Response(body, media_type=media) if kind == "json" else download(body, media, _name(room, kind))

    def routes(self) -> list[Route]:
        return [Route("/api/meetings/{id}/tally.{kind}", answered(self.tally), methods=["GET"])]


async def _record(room: Room, draft: bool, api: Api) -> Record:
    """From one snapshot of the database, its digests checked. Refused `round_open` or `not_published`."""
    sitting, counted, batches, changed = await api.house.store.counted(room.sitting.id)
    rounds = [one.round for one in counted]
    if not draft and any(one.state in RUNNING for one in rounds):
        raise Refused("round_open")
    if not draft and results_wait(sitting.meeting, rounds):
        raise Refused("not_published")
    return await asyncio.to_thread(compose, room.pictured(sitting, counted, batches, changed, draft))


def _name(room: Room, kind: str) -> str:
    """`2022年度述职评议_测评结果_20221220.xlsx`, without what a file system would refuse."""
    meeting = room.sitting.meeting
    word = "results" if meeting.language == "en" else "测评结果"
    title = "".join("_" if char in '\\/:*?"<>|' else char for char in meeting.title)[:80]
    return f"{title}_{word}_{meeting.date.replace('-', '')}.{kind}"
