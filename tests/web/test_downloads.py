"""The papers as the desk downloads them: every format by its own name, none before its time."""

import json
from pathlib import Path

import pytest

from server.exports.formats import FORMATS
from tests.harness import crowd, hosted

MAGIC = {"json": b"{", "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "html": b"<!doctype html>"}


@pytest.mark.anyio
async def test_the_desk_downloads_every_format_once_the_round_is_closed(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        made = await host.make()
        async with made.chair() as chair, crowd(made, 6) as voters:
            round_id = await chair.open(made.ids()[:1])
            for score, voter in enumerate(voters, 5):
                await voter.cast(round_id, score)
            for kind in FORMATS:
                early = await made.http("GET", f"/tally.{kind}")
                assert (early.status_code, early.json()["error"]["code"]) == (409, "round_open")
            await chair.do("close", round=round_id)
        for kind, (_, media) in FORMATS.items():
            answer = await made.http("GET", f"/tally.{kind}")
            assert (answer.status_code, answer.headers["content-type"]) == (200, media)
            assert answer.content.startswith(MAGIC[kind])
            assert kind == "json" or answer.headers["content-disposition"].endswith(f".{kind}")
        figures = json.loads((await made.http("GET", "/tally.json")).content)
        page = (await made.http("GET", "/tally.html")).text
        assert figures["fingerprint"] in page and figures["results"][0]["score"] in page
        assert (await made.http("GET", "/tally.pdf")).status_code == 404
        assert (await made.http("GET", "/tally.docx", role="chair")).status_code == 403
