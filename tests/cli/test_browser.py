"""The first start opens the admin page in the browser: at a terminal only, once, and never in the way of the server."""

import asyncio
import contextlib
import os
import pty
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.harness import ROOT, Process
from tests.ports import free_port

pytestmark = pytest.mark.anyio

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "PINGYI_NO_BROWSER")
OPENING = "opening the admin page in the browser"


class Terminal(Process):
    """`python -m server` at a pseudo-terminal of its own, without a display unless `env` names one."""

    def __init__(self, data: Path, *flags: str, **env: str) -> None:
        self.port = free_port()
        self.data, self.admin, self.base = data, "", f"http://127.0.0.1:{self.port}"
        self.outer, inner = pty.openpty()
        place = ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(data)]
        kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "server", *place, *flags],
            cwd=ROOT,
            env={**kept, **env},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            text=True,
            start_new_session=True,
        )
        os.close(inner)
        self.output, self._reader = b"", threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # Linux, once nobody has the terminal open any more
            while octets := os.read(self.outer, 65536):
                self.output += octets

    def stop(self) -> int:
        """Send SIGTERM and end what the server has started; returns the server's exit code."""
        self.child.send_signal(signal.SIGTERM)
        code = self.child.wait(timeout=15)
        self.end()
        return code

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self._reader.join()


At = Callable[..., Terminal]


@pytest.fixture
def at_terminal() -> Iterator[At]:
    started: list[Terminal] = []

    def start(data: Path, *flags: str, **env: str) -> Terminal:
        started.append(Terminal(data, *flags, **env))
        return started[-1]

    yield start
    for server in started:
        server.end()


def substitute(folder: Path, then: str = "") -> tuple[str, Path]:
    """A program to be named in BROWSER, and the file to which it adds the address that it is to open."""
    browser, opened = folder / "browser", folder / "opened"
    browser.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> {shlex.quote(str(opened))}\n{then}\n")
    browser.chmod(0o755)
    return str(browser), opened


def piped(folder: Path, then: str = "") -> tuple[str, Path]:
    """As `substitute`, with a pipe in place of the file: reading it waits for the browser."""
    browser, opened = substitute(folder, then)
    os.mkfifo(opened)
    return browser, opened


def second_start(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, encoding="utf-8", timeout=30
    )


async def test_the_first_start_opens_the_admin_page_and_the_next_ones_do_not(tmp_path: Path, at_terminal: At) -> None:
    browser, opened = piped(tmp_path)
    server = at_terminal(tmp_path / "data", BROWSER=browser)
    link = opened.read_text().strip()
    await server.ready()
    assert link == f"{server.base}/admin#{server.admin}"
    assert (await server.http("GET", "/api/meetings", link.partition("#")[2])).json() == []
    assert server.stop() == 0
    assert link in server.output.decode() and OPENING in server.output.decode()
    opened.unlink()
    again = at_terminal(tmp_path / "data", BROWSER=browser)
    await again.ready()
    assert again.stop() == 0
    assert not opened.exists() and OPENING not in again.output.decode()


async def test_a_browser_that_never_returns_delays_neither_the_start_nor_the_stop(
    tmp_path: Path, at_terminal: At
) -> None:
    browser, opened = piped(tmp_path, "exec tail -f /dev/null")
    server = at_terminal(tmp_path / "data", BROWSER=browser)
    assert opened.read_text().startswith(server.base)
    await server.ready()
    assert server.stop() == 0


async def test_a_browser_that_cannot_be_started_leaves_the_server_running(tmp_path: Path, at_terminal: At) -> None:
    server = at_terminal(tmp_path / "data", BROWSER=str(tmp_path / "none"))
    await server.ready()
    assert server.stop() == 0
    assert "Traceback" not in server.output.decode()


@pytest.mark.parametrize("how", ["flag", "variable", "no browser and no display"])
async def test_no_browser_is_opened_where_nobody_wants_or_has_one(tmp_path: Path, at_terminal: At, how: str) -> None:
    browser, opened = substitute(tmp_path)
    flags = ["--no-browser"] if how == "flag" else []
    env = {"PINGYI_NO_BROWSER": "1"} if how == "variable" else {}
    named = {} if how.startswith("no browser") else {"BROWSER": browser}
    server = at_terminal(tmp_path / "data", *flags, **env, **named)
    await server.ready()
    assert server.stop() == 0
    assert OPENING not in server.output.decode() and not opened.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
async def test_root_opens_no_browser_that_nobody_named(tmp_path: Path, at_terminal: At) -> None:
    server = at_terminal(tmp_path / "data", DISPLAY=":0")
    await server.ready()
    assert server.stop() == 0
    assert OPENING not in server.output.decode()


async def test_a_service_opens_no_browser(tmp_path: Path, started: Callable[..., Process]) -> None:
    """Its output is no terminal."""
    browser, opened = substitute(tmp_path)
    server = await started(tmp_path / "data", BROWSER=browser, DISPLAY=":0").ready()
    server.child.send_signal(signal.SIGTERM)
    out, _ = server.child.communicate(timeout=15)
    assert OPENING not in out and not opened.exists()


async def test_with_open_every_start_opens_the_admin_page_and_names_the_window(tmp_path: Path, at_terminal: At) -> None:
    """How a double click starts the server. The link is shown whether or not a terminal takes it."""
    browser, opened = piped(tmp_path)
    for _ in range(2):
        server = at_terminal(tmp_path / "data", "--open", BROWSER=browser)
        link = opened.read_text().strip()
        await server.ready()
        assert link == f"{server.base}/admin#{server.admin}"
        assert server.stop() == 0
        assert "This window is the server" in server.output.decode()


async def test_a_second_double_click_opens_the_page_of_the_server_that_runs(
    tmp_path: Path, at_terminal: At, started: Callable[..., Process]
) -> None:
    browser, opened = piped(tmp_path)
    running = await started(tmp_path / "data").ready()
    place = ["--host", "127.0.0.1", "--port", str(running.port), "--data", str(tmp_path / "data"), "--open"]
    second = asyncio.create_task(asyncio.to_thread(second_start, *place, BROWSER=browser))
    link = await asyncio.to_thread(opened.read_text)
    assert link.strip() == f"{running.base}/admin#{running.admin}"
    result = await second
    assert (result.returncode, result.stderr) == (0, "") and "running already" in result.stdout
    assert running.admin not in result.stdout, "its output is no terminal"
    assert (await running.http("GET", "/healthz", None)).status_code == 200, "the first one goes on"


async def test_a_double_click_beside_a_server_of_another_folder_or_another_program_is_refused(
    tmp_path: Path, started: Callable[..., Process]
) -> None:
    """Its page would be the wrong one. Nothing is written: the next start is still the first one."""
    running = await started(tmp_path / "data").ready()
    with socket.create_server(("127.0.0.1", 0)) as other:
        refused = threading.Thread(target=lambda: other.accept()[0].close(), daemon=True)
        refused.start()
        for port in (running.port, other.getsockname()[1]):
            place = ["--host", "127.0.0.1", "--port", str(port), "--data", str(tmp_path / "fresh"), "--open"]
            result = await asyncio.to_thread(second_start, *place)
            assert result.returncode == 2 and f"--port {port}" in result.stderr
    assert not (tmp_path / "fresh").exists()


async def test_a_closed_terminal_stops_the_server_cleanly(tmp_path: Path, at_terminal: At) -> None:
    # A server ignores the signal where its parent does, and tests may be run by nohup.
    previous = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        server = at_terminal(tmp_path / "data")
    finally:
        signal.signal(signal.SIGHUP, previous)
    meeting = await (await server.ready()).make(admission="cards")
    (token,) = await meeting.cards(1)
    async with meeting.chair() as chair, meeting.phone(token) as phone:
        round_id = await chair.open(meeting.ids()[:1])
        assert (await phone.cast(round_id, 8))["t"] == "receipt"
        server.child.send_signal(signal.SIGHUP)
        with pytest.raises(ConnectionClosed) as closed:
            async with asyncio.timeout(20):
                while True:
                    await phone.socket.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012
    assert await asyncio.to_thread(server.child.wait, 15) == 0
    assert not (tmp_path / "data/pingyi.db-wal").exists(), "the database was closed"


async def test_a_start_without_its_port_is_not_the_first_one(tmp_path: Path, at_terminal: At) -> None:
    browser, opened = piped(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        failed = at_terminal(tmp_path / "data", "--port", str(taken.getsockname()[1]), BROWSER=browser)
        assert failed.child.wait(timeout=30) == 2
    server = at_terminal(tmp_path / "data", BROWSER=browser)
    assert opened.read_text().startswith(server.base)
    await server.ready()
    assert server.stop() == 0
