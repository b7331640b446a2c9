"""The package for Linux is built, unpacked into a fresh folder, started by an ordinary user, and holds a vote."""

import asyncio
import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import portable
from tests.harness import Process, crowd
from tests.ports import free_port

pytestmark = pytest.mark.anyio
NOBODY = 65534


class Unpacked(Process):
    """The server as its start script starts it: without a Python or any other program on PATH, in another folder."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        port = free_port()
        self.folder, self.data, self.port = folder, folder / "data", port
        self.admin, self.base = "", f"http://127.0.0.1:{port}"
        self.child = start(folder, "--host", "127.0.0.1", "--port", str(port), *arguments, **env)


def start(folder: Path, *arguments: str, **env: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [str(folder / "评议.sh"), *arguments],
        cwd="/",
        env={"PATH": str(folder.parent / "nothing"), "HOME": str(folder.parent), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        user=NOBODY if os.geteuid() == 0 else None,
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the interpreter and the libraries that run this test; a release has published ones."""
    to = tmp_path_factory.mktemp("dist")
    assert portable.main(["--this-python", "--fast", "--to", str(to)]) == 0
    return to / "Pingyi-linux-x64.tar.gz"


@pytest.fixture
def unpacked(package: Path) -> Iterator[Path]:
    """Where anybody may go, and owned by the user who starts it."""
    outside = Path(tempfile.mkdtemp(prefix="unpacked (1) "))
    outside.chmod(0o755)
    with tarfile.open(package) as archive:
        archive.extractall(outside, filter="data")
    if os.geteuid() == 0:
        os.chown(outside / portable.TOP, NOBODY, NOBODY)
    yield outside / portable.TOP
    shutil.rmtree(outside)


async def test_an_ordinary_user_unpacks_starts_and_votes_without_python_or_network(unpacked: Path) -> None:
    assert set(os.listdir(unpacked)) == {"评议.sh", "使用说明.txt", "python", "app", "lib"}
    server = await Unpacked(unpacked).ready()
    assert os.readlink(f"/proc/{server.child.pid}/exe").startswith(str(unpacked / "python"))
    meeting = await server.make(admission="cards")
    async with meeting.chair() as chair, crowd(meeting, 5) as phones:
        round_id = await chair.open(meeting.ids()[:1])
        for phone in phones:
            assert (await phone.cast(round_id, 8))["t"] == "receipt"
        await chair.do("close", round=round_id)
    assert (await meeting.tally(draft=True))["parts"][0]["subjects"][0]["score"] == "8.000"
    paper = await meeting.http("GET", "/tally.xlsx?draft=1")
    assert paper.status_code == 200 and paper.content[:2] == b"PK", "the second process has started, too"
    server.child.send_signal(signal.SIGTERM)
    out, err = await asyncio.to_thread(server.child.communicate, None, 15)
    assert server.child.returncode == 0 and "Traceback" not in err
    assert "This window is the server" in out and "█" in out
    assert (unpacked / "data/pingyi.db").exists(), "the data is stored beside the program"


async def test_another_python_of_the_user_does_not_disturb_it(unpacked: Path) -> None:
    """Whatever its variables say, and whatever modules lie in the current folder or the user's own."""
    foreign = unpacked.parent / "foreign"
    os.mkdir(foreign, 0o755)
    for name in ("msgpack.py", "sitecustomize.py", "asyncio.py"):
        (foreign / name).write_text("raise SystemExit('not ours')")
    env = {"PYTHONHOME": "/nowhere", "PYTHONPATH": str(foreign), "PYTHONSTARTUP": str(foreign / "msgpack.py")}
    ended = await asyncio.to_thread(start(unpacked, "--version", **env).communicate, None, 30)
    assert ended[0].startswith("pingyi ") and ended[1] == ""


async def test_a_package_without_its_interpreter_says_so(unpacked: Path) -> None:
    (unpacked / "python/bin/python3").rename(unpacked / "python/bin/gone")
    child = start(unpacked)
    _, err = await asyncio.to_thread(child.communicate, None, 30)
    assert child.returncode == 2 and "unpack the package again" in err and "请重新解压" in err
