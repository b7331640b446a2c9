"""Frames hold tokens, nonces and ballots, so no logger writes them, at any level."""

import logging

import msgpack
import pytest

from tests.harness import MEETING, Hosted, receipt

pytestmark = pytest.mark.anyio

NOTE = "只有写的人知道"


async def test_no_frame_reaches_the_log_at_debug(host: Hosted, caplog: pytest.LogCaptureFixture) -> None:
    """P22: with every logger at DEBUG. The client's own logger shows that frames would be in the log."""
    caplog.set_level(logging.DEBUG)
    meeting = await host.make(MEETING, admission="cards")
    [token] = await meeting.cards(1)
    async with meeting.chair() as chair, meeting.phone(token) as phone:
        round_id = await chair.open(meeting.ids()[:1])
        note = {"subject": 0, "key": "problems", "text": NOTE}
        cast = {"t": "cast", "round": round_id, "nonce": b"nonce of a voter", "scores": [[8]], "notes": [note]}
        packed = msgpack.packb(cast)
        await phone.socket.send([packed[:20], packed[20:]])  # fragments are read by the library, whole casts by us
        assert receipt(await phone.hear("receipt"))
        await phone.send({**cast, "nonce": b"nonce of another"})
        assert (await phone.hear("refused"))["code"] == "already_voted"
        await phone.socket.ping()
    client = [record for record in caplog.records if record.name.startswith("websockets.client")]
    server = [record for record in caplog.records if record not in client]
    assert any("nonce" in record.getMessage() or "6e 6f" in record.getMessage() for record in client)
    assert server and not [record for record in server if record.name == "pingyi.frames"]
    for record in server:
        text = record.getMessage()
        assert not any(secret in text for secret in (token, "nonce of", NOTE, b"nonce of".hex(" "))), record
