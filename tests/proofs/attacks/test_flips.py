"""P11: flipped bytes in the database file are detected wherever they would change a count."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.app import assemble
from server.backend import Backend
from server.clock import Clock
from server.core.composition import compose
from server.core.errors import PingyiError
from server.core.record_json import record_json
from server.core.signing import SigningKey
from server.meetings.load_check import LoadCheck
from server.store.sqlite import Sqlite
from server.store.sqlite_boxes import SqliteBoxes
from server.store.store import Store
from tests.harness import Hosted, hosted
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

FLIPS = scaled(150, 1000)


async def held(host: Hosted) -> str:
    """A meeting with two groups, cards, void ones, two counted rounds and a voided one, and decisions."""
    groups = [{"name": "A", "weight": "0.6", "size": 20}, {"name": "B", "weight": "0.4", "size": 20}]
    made = await host.make(groups=groups, expected=16, admission="cards")
    await made.go_live()
    lost = await made.cards(3, "A")
    assert (await made.http("POST", "/void-cards", {"tokens": lost[:2]})).status_code == 200
    tokens = await made.cards(8, "A") + await made.cards(7, "B")
    async with made.chair() as chair:
        for place in range(3):
            round_id = await chair.open(made.ids()[place : place + 1])
            for i, token in enumerate(tokens):
                async with made.phone(token) as phone:
                    await phone.cast(round_id, 1 + (i + place) % 10)
            await chair.do("close", round=round_id)
        await chair.do("void", round=round_id, reason="重投")
    await made.http("PUT", "/attendance", {"present": 15, "absent": 1})
    await made.http("PUT", "/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟报"}])
    await made.http("PUT", "/subjects/s2/decision", {"grade": "好", "reason": "综合"})
    return str(made.id)


async def told(data: Path, meeting: str) -> dict[str, Any] | None:
    """What the papers of this folder would say; None where the server says that something is damaged."""
    try:
        store = await Store.open(await Sqlite.open(data / "pingyi.db"), LoadCheck())
    except PingyiError:
        return None
    try:
        operations = assemble(
            Backend(store, SqliteBoxes(data), SigningKey(bytes(32))), Clock(), b"x" * 32, "http://127.0.0.1"
        )
        room = await operations.registry.find(meeting)
        record = compose(room.snapshot_of(await store.counted(meeting), draft=True))
        shown: dict[str, Any] = json.loads(json.dumps(record_json(record)))
        return shown
    except PingyiError:
        return None
    finally:
        await store.close()


async def test_a_flipped_byte_never_changes_a_figure_in_silence(tmp_path: Path, proof: Callable[[str], None]) -> None:
    """P11: every flip is refused, or changes nothing that is printed."""
    async with hosted(tmp_path / "data") as host:
        meeting = await held(host)
    whole = (tmp_path / "data" / "pingyi.db").read_bytes()
    truth, refused = await told(tmp_path / "data", meeting), 0
    assert truth is not None
    for number in range(FLIPS):
        at, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        flipped = tmp_path / "flipped"
        flipped.mkdir()
        (flipped / "pingyi.db").write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        found = await told(flipped, meeting)
        assert found is None or found == truth, f"flip {number}: bit {bit} of byte {at} changed a figure in silence"
        refused += found is None
        shutil.rmtree(flipped)
    assert refused, "most flips hit something that matters"
    proof(f"{FLIPS} flips: {refused} refused, {FLIPS - refused} without effect, 0 silent")
