"""What a voter leaves behind: nothing on disk, in the log or on the terminal; and an old copy stays shut."""

import asyncio
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.harness import ROOT, MeetingClient, Peer, Process, hosted, receipt
from tests.proof_scale import scaled
from tests.proofs.attacks.canaries import folder as folder
from tests.proofs.attacks.canaries import traces as traces
from tests.voters import Started, copied, give, phones

pytestmark = pytest.mark.anyio

ADDRESS = "127.0.0.77"
PART = {"name": "上述", "form": "secretary"}

Proof = Callable[[str], None]


class Faraway(Peer):
    """A phone at an address that nobody else has."""

    async def __aenter__(self) -> Self:
        url = f"ws://127.0.0.1:{self._port}/ws"
        origin = Origin(self._origin)
        self.socket = await connect(url, origin=origin, compression=None, local_addr=(ADDRESS, 0))
        await self.send(self._hello)
        self.welcome = await self.next()
        return self


def faraway(made: MeetingClient, **hello: object) -> Faraway:
    return Faraway(made.host.port, {"t": "hello", "v": 1, "role": "voter", **hello}, made.host.base)


async def stumble(made: MeetingClient, token: str) -> None:
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


def places(server: Process, home: Path) -> list[bytes]:
    """Data folder, temporary folder and home of the process, and whatever else it holds open for writing."""
    return [*folder(server.data), *folder(home), *(path.read_bytes() for path in writes_to(server.child.pid))]


def writes_to(pid: int) -> Iterator[Path]:
    for link in Path(f"/proc/{pid}/fd").iterdir():
        flags = (Path(f"/proc/{pid}/fdinfo") / link.name).read_text().split("flags:")[1].split()[0]
        path = link.resolve()
        if int(flags, 8) & 3 and path.is_file():
            yield path


async def everything_downloaded(made: MeetingClient, texts: list[str]) -> None:
    """Large papers pass through temporary files, if anything does; so does a roster that is sent in."""
    for path in ("/log", "/bundle.zip", *(f"/tally.{kind}" for kind in ("json", "xlsx", "csv", "docx", "html"))):
        assert (await made.http("GET", path)).status_code == 200
    roster = "姓名,单位\r\n" + "".join(f"{text},一部\r\n" for text in texts)
    sent = await made.host.http("POST", "/api/rosters", made.keys["desk"], roster.encode(), Content_Type="text/csv")
    assert sent.status_code == 200, sent.text


async def test_no_token_nonce_text_or_address_is_left_anywhere(tmp_path: Path, started: Started, proof: Proof) -> None:
    """P22: searched in the middle of the round, after its close, and in all that the process said."""
    home, count = tmp_path / "home", scaled(8, 150)
    home.mkdir()
    server = await started(tmp_path / "data", TMPDIR=str(home), HOME=str(home), SQLITE_TMPDIR=str(home)).ready()
    made, open_door = await server.make(admission="cards"), await server.make(title="扫码入会")
    voters = phones(await made.cards(count))
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
        assert traces(places(server, home), [*secret, *texts]) == []
        await chair.do("close", round=round_id)
        await everything_downloaded(made, texts)
        assert traces(folder(server.data), texts) == texts, "the notes are kept, and the search finds them"
        assert traces(folder(home), texts) == []
        await chair.do("void", round=round_id, reason="重投")
        assert traces(places(server, home), [*secret, *texts]) == []
    server.child.terminate()
    said = await asyncio.to_thread(server.child.communicate)
    assert server.child.returncode == 0
    assert traces([*folder(server.data), *folder(home)], [*secret, *texts]) == []
    assert traces([stream.encode() for stream in said], [*secret, *texts]) == []
    proof(f"{len(secret) + len(texts)} canaries in 5 forms each: none on disk, in temporary files, in the log")


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="the system does not tell a process's limits")
async def test_a_crash_leaves_no_picture_of_the_memory(tmp_path: Path, started: Started) -> None:
    """P22: keys of open rounds are in it."""
    server = await started(tmp_path).ready()
    assert {*core_limits(server.child.pid)} <= {"0", "1"}


def core_limits(pid: int) -> list[str]:
    """Soft and hard, in bytes."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))


def test_anybody_can_run_the_search_on_a_folder(tmp_path: Path) -> None:
    """P22: from a shell, for words and for bytes."""
    (tmp_path / "log").write_bytes(b"a line with 0123 4567 89AB CDEF in it")
    for word, code in (("0123456789ABCDEF", 1), ("0x" + b"line".hex(), 1), ("0x00ff00ff", 0), ("nothing", 0)):
        command = [sys.executable, "-m", "tests.proofs.attacks.canaries", str(tmp_path), word]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert said.returncode == code and ("log: " in said.stdout) == bool(code), said


def sealed_ballots(box: Path) -> list[tuple[bytes, bytes]]:
    with closing(sqlite3.connect(box)) as db:
        return db.execute("SELECT bid, sealed FROM box_ballot").fetchall()


def opens(key: bytes, ballot_id: bytes, sealed: bytes) -> bool:
    try:
        ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], ballot_id)
    except InvalidTag:
        return False
    return True


async def test_a_copy_taken_in_the_middle_of_a_round_cannot_be_opened_after_its_close(
    tmp_path: Path, proof: Proof
) -> None:
    """P23: no 32 bytes that are left anywhere are the key; with it, as a control, every ballot opens."""
    data, rounds, tried = tmp_path / "data", scaled(2, 30), 0
    async with hosted(data) as host:
        subjects = [{"name": f"第{n}人"} for n in range(rounds)]
        made = await host.make(admission="cards", parts=[{**PART, "subjects": subjects}])
        voters = phones(await made.cards(6))
        async with made.chair() as chair:
            for place, subject in enumerate(made.ids()):
                round_id, old = await chair.open([subject]), tmp_path / f"old{place}"
                for voter in voters:
                    await give(host, round_id, voter.token, [[voter.score]], voter.text)
                copied(data, old, without=["keys"])
                key = (data / "keys" / round_id).read_bytes()
                act, more = ("close", {}) if place % 2 else ("void", {"reason": "重投"})
                await chair.do(act, round=round_id, **more)
                ballots = sealed_ballots(old / "boxes" / f"{round_id}.db")
                assert len(ballots) == 6 and all(opens(key, *ballot) for ballot in ballots)
                tried += shut([*folder(data), *folder(old)], key, ballots)
    proof(f"{rounds} rounds closed or voided: {tried} strings of 32 bytes left behind, none opens a ballot")


def shut(left: list[bytes], key: bytes, ballots: list[tuple[bytes, bytes]]) -> int:
    """None of the strings that were left is the key; how many were tried."""
    strings = {place[at : at + 32] for place in left for at in range(len(place) - 31)}
    assert key not in strings
    assert not any(opens(one, *ballots[0]) for one in strings)
    return len(strings)


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
