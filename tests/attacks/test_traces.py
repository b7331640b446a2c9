"""What a voter leaves behind: nothing on disk, in the log or on the terminal; and an old copy stays shut."""

import asyncio
import base64
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.harness import Made, Peer, hosted, receipt
from tests.voters import Started, copied, give, phones

pytestmark = pytest.mark.anyio

ADDRESS = "127.0.0.77"


class Faraway(Peer):
    """A phone at an address that nobody else has."""

    async def __aenter__(self) -> Self:
        url = f"ws://127.0.0.1:{self._port}/ws"
        origin = Origin(self._origin)
        self.socket = await connect(url, origin=origin, compression=None, local_addr=(ADDRESS, 0))
        await self.send(self._hello)
        self.welcome = await self.next()
        return self


def faraway(made: Made, **hello: object) -> Faraway:
    return Faraway(made.host.port, {"t": "hello", "v": 1, "role": "voter", **hello}, made.host.base)


def written(secret: str | bytes) -> list[bytes]:
    """The forms in which a program may have written a secret down."""
    octets = secret.encode() if isinstance(secret, str) else secret
    forms = [octets, octets.hex().encode(), base64.b64encode(octets).rstrip(b"=")]
    if isinstance(secret, str):
        forms += [secret.lower().encode(), " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)).encode()]
    else:
        forms += [repr(secret).encode()[2:-1]]
    return forms


def traces(places: Iterable[bytes], canaries: Iterable[str | bytes]) -> list[str | bytes]:
    read = list(places)
    return [one for one in canaries if any(form in place for form in written(one) for place in read)]


def folder(data: Path) -> list[bytes]:
    return [path.name.encode() + b"\0" + path.read_bytes() for path in data.rglob("*") if path.is_file()]


async def stumble(made: Made, token: str) -> None:
    """What a log is most likely to tell of: bad keys, bad codes, bad frames, secrets in a query."""
    for hello in ({"token": token[::-1]}, {"token": 7}, {"join": token[:8], "device": secrets.token_bytes(16)}):
        async with faraway(made, **hello):
            pass
    async with faraway(made, token=token) as phone:
        await phone.socket.send(token.encode())
        await phone.hear("error")
    for origin in (made.host.base, "http://elsewhere.example"):
        try:
            async with connect(f"{made.host.base.replace('http', 'ws')}/ws?token={token}", origin=origin):  # type: ignore[arg-type]
                pass
        except InvalidStatus as refused:
            assert refused.response.status_code == 403
    await made.host.http("GET", f"/api/meetings?key={token}", token)
    await made.host.http("GET", f"/v?{token}", None)


async def test_no_token_nonce_text_or_address_is_left_anywhere(tmp_path: Path, started: Started) -> None:
    """P22: searched in the middle of the round, after its close, and in all that the process said."""
    server = await started(tmp_path).ready()
    made, open_door = await server.make(admission="cards"), await server.make(title="扫码入会")
    voters = phones(await made.cards(8))
    texts = [f"金丝雀{secrets.token_hex(6)}" for _ in voters]
    device = secrets.token_bytes(16)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for voter, text in zip(voters, texts, strict=True):
            await stumble(made, voter.token)
            async with faraway(made, token=voter.token) as phone:
                notes = [{"subject": 0, "key": "problems", "text": text}]
                assert receipt(await phone.cast(round_id, 3, voter.nonce, notes))
                await phone.cast(round_id, 4, voter.nonce, notes)
        async with faraway(open_door, join=open_door.join["全体"], device=device) as guest:
            own = guest.welcome["token"]
        secret: list[str | bytes] = [*(v.token for v in voters), *(v.nonce for v in voters), own, device, ADDRESS]
        secret += [*made.keys.values(), *open_door.keys.values(), *open_door.join.values()]
        assert traces(folder(tmp_path), [*secret, *texts]) == []
        await chair.do("close", round=round_id)
        assert traces(folder(tmp_path), texts) == texts
        await chair.do("void", round=round_id, reason="重投")
    server.child.terminate()
    said = await asyncio.to_thread(server.child.communicate)
    assert server.child.returncode == 0
    assert traces(folder(tmp_path), secret) == []
    assert traces([stream.encode() for stream in said], [*secret, *texts]) == []


def sealed_ballots(box: Path) -> list[tuple[bytes, bytes]]:
    with closing(sqlite3.connect(box)) as db:
        return db.execute("SELECT bid, sealed FROM ballot").fetchall()


def opens(key: bytes, bid: bytes, sealed: bytes) -> bool:
    try:
        ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], bid)
    except InvalidTag:
        return False
    return True


async def test_a_copy_taken_in_the_middle_of_a_round_cannot_be_opened_after_its_close(tmp_path: Path) -> None:
    """P23: no 32 bytes that are left anywhere are the key; with it, as a control, every ballot opens."""
    data, old = tmp_path / "data", tmp_path / "old"
    async with hosted(data) as host:
        made = await host.make(admission="cards")
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            for voter in phones(await made.cards(6)):
                await give(host, round_id, voter.token, [[voter.score]], voter.text)
            copied(data, old, without=["keys"])
            key = (data / "keys" / round_id).read_bytes()
            await chair.do("close", round=round_id)
            left = folder(data) + folder(old)
    ballots = sealed_ballots(old / "boxes" / f"{round_id}.db")
    assert len(ballots) == 6 and all(opens(key, *ballot) for ballot in ballots)
    tried = {place[at : at + 32] for place in [*left, *folder(data)] for at in range(len(place) - 31)}
    assert key not in tried
    assert not any(opens(one, *ballots[0]) for one in tried)


async def test_a_server_started_on_such_a_copy_says_what_is_missing_and_shows_nothing(
    tmp_path: Path, started: Started
) -> None:
    """P23, P10"""
    data, old = tmp_path / "data", tmp_path / "old"
    async with hosted(data) as host:
        made = await host.make()
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            copied(data, old, without=["keys"])
            await chair.do("void", round=round_id, reason="试")
    server = started(old)
    said = await asyncio.to_thread(server.child.communicate)
    assert server.child.returncode not in (0, None)
    assert round_id in said[1] and "--void-lost" in said[1] and "Traceback" not in said[1]
