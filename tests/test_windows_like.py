"""A whole meeting on a server without the calls that Windows lacks (`tests/windows_like.py`), and with its rules: no
open file is deleted, renamed or replaced."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.harness import ROOT, MeetingClient, Process, crowd
from tests.ports import unreserved_port
from tests.voters import moved
from tests.windows_like import CLOSE_WINDOW

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")]
PYTHON = [sys.executable, "-X", "warn_default_encoding", "-m", "tests.windows_like"]


class Windows(Process):
    def __init__(self, data: Path, *arguments: str) -> None:
        self.port = unreserved_port()
        self.data, self.admin, self.base = data, "", f"http://127.0.0.1:{self.port}"
        place = ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(data)]
        self.child = subprocess.Popen(
            [*PYTHON, "serve", *place, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def close_window(self) -> str:
        """What the server has logged until its end, which must be one without an error."""
        self.child.send_signal(CLOSE_WINDOW)
        _, err = self.child.communicate(timeout=20)
        assert self.child.returncode == 0, err
        return err


@pytest.fixture
def windows() -> Iterator[Callable[..., Windows]]:
    servers: list[Windows] = []

    def start(*arguments: object) -> Windows:
        servers.append(Windows(*arguments))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        if server.child.poll() is None:
            server.kill()


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*PYTHON, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def hold(meeting: MeetingClient, data: Path) -> str:
    """A round that is counted, one that is voided, and one that stays open; returns the id of that one."""
    async with meeting.chair() as chair, crowd(meeting, 5) as phones:
        rounds = []
        for subject in meeting.ids():
            rounds.append(await chair.open([subject]))
            for phone in phones:
                assert (await phone.cast(rounds[-1], 8))["t"] == "receipt"
            if len(rounds) == 1:
                await chair.do("close", round=rounds[0])
            elif len(rounds) == 2:
                await chair.do("void", round=rounds[1], reason="misprint")
    assert files(data / "boxes")[0] == f"{rounds[2]}.db" and files(data / "keys") == [rounds[2]]
    return rounds[2]


async def test_a_meeting_is_held_stopped_with_its_window_and_continued(
    tmp_path: Path, windows: Callable[..., Windows]
) -> None:
    """Boxes and keys are destroyed although Windows deletes no open file; papers come from the second process."""
    data = tmp_path / "数据 (1)"
    server = await windows(data).ready()
    meeting = await server.make(admission="cards")
    opened = await hold(meeting, data)
    for paper in ("tally.xlsx", "tally.docx", "tally.html"):
        assert (await meeting.http("GET", f"/{paper}?draft=1")).status_code == 200, paper
    taken = await asyncio.to_thread(run, "serve", "--port", "0", "--data", str(data))
    assert taken.returncode == 2 and "another running server" in taken.stderr
    copied = await asyncio.to_thread(run, "backup", "--to", str(tmp_path / "copies"), "--data", str(data))
    assert copied.returncode == 0, copied.stderr
    async with meeting.chair() as chair:
        log = await asyncio.to_thread(server.close_window)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await chair.socket.recv()
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012
    assert "ERROR" not in log and "Traceback" not in log
    assert not [name for name in files(data) if name.endswith(("-wal", "-shm"))], "the databases were closed"
    again = await windows(data).ready()
    continued = moved(meeting, again)
    async with continued.chair() as chair:
        assert chair.welcome["round"]["id"] == opened
        await chair.do("close", round=opened)
    assert files(data / "boxes") == files(data / "keys") == []
    assert (await continued.tally(draft=True))["parts"][0]["subjects"][0]["score"] == "8.000"
    again.close_window()


async def test_a_copy_is_restored_and_an_older_folder_is_migrated(
    tmp_path: Path, windows: Callable[..., Windows]
) -> None:
    """Both replace files."""
    data = tmp_path / "v1"
    shutil.copytree(ROOT / "tests/data/v1", data, ignore=shutil.ignore_patterns("bundle.zip", "facts.json"))
    server = await windows(data).ready()
    assert [name for name in files(data) if ".before-" in name]
    log = await asyncio.to_thread(server.close_window)
    assert "ERROR" not in log
    copied = await asyncio.to_thread(run, "backup", str(tmp_path / "copy.db"), "--data", str(data))
    assert copied.returncode == 0, copied.stderr
    restored = await asyncio.to_thread(run, "restore", str(tmp_path / "copy.db"), "--data", str(tmp_path / "fresh"))
    assert restored.returncode == 0 and (tmp_path / "fresh/pingyi.db").exists(), restored.stderr


def test_what_windows_lacks_ends_the_server_here(tmp_path: Path) -> None:
    """Otherwise the tests above would show nothing."""
    script = "\n".join(
        [
            "import os, asyncio",
            "from tests.windows_like import become_windows, Loop",
            "become_windows()",
            "failed = []",
            "def attempt(action, expected):",
            "    try: action()",
            "    except expected: failed.append(True)",
            "file = open('open', 'w', encoding='utf-8')",
            "attempt(lambda: os.unlink('open'), PermissionError)",
            "attempt(lambda: os.replace('open', 'x'), PermissionError)",
            "attempt(lambda: os.open('.', os.O_RDONLY), PermissionError)",
            "attempt(lambda: os.geteuid(), AttributeError)",
            "attempt(lambda: __import__('resource'), ImportError)",
            "attempt(lambda: Loop().add_reader(0, print), NotImplementedError)",
            "print(len(failed))",
        ]
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ended.stdout == "6\n", ended.stderr
