"""Downloads of the desk: every format, and none while a round is open."""

import json
from pathlib import Path

import pytest

from server.exports.formats import FORMATS
from tests.harness import crowd, hosted

MAGIC = {"json": b"{", "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "html": b"<!doctype html>"}


@pytest.mark.anyio
async def test_every_format_can_be_downloaded_once_the_round_is_closed(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        async with meeting.chair() as chair, crowd(meeting, 6) as voters:
            round_id = await chair.open(meeting.ids()[:1])
            for score, voter in enumerate(voters, 5):
                await voter.cast(round_id, score)
            for kind in FORMATS:
                early = await meeting.http("GET", f"/tally.{kind}")
                assert (early.status_code, early.json()["error"]["code"]) == (409, "round_open")
            await chair.do("close", round=round_id)
        for kind, (_, media) in FORMATS.items():
            answer = await meeting.http("GET", f"/tally.{kind}")
            assert (answer.status_code, answer.headers["content-type"]) == (200, media)
            assert answer.content.startswith(MAGIC[kind])
            assert kind == "json" or answer.headers["content-disposition"].endswith(f".{kind}")
        tally = json.loads((await meeting.http("GET", "/tally.json")).content)
        page = (await meeting.http("GET", "/tally.html")).text
        assert tally["fingerprint"] in page and tally["results"][0]["score"] in page
        assert (await meeting.http("GET", "/tally.pdf")).status_code == 404
        assert (await meeting.http("GET", "/tally.docx", role="chair")).status_code == 403
