"""The one module that knows operating systems: each branch, with a substitute for the system, and none elsewhere."""

import ast
import ctypes
import errno
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from server import host

ROOT = Path(__file__).resolve().parent.parent


def system(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(host, "sys", SimpleNamespace(platform=name))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, "win32")


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, "darwin")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    yield descriptor
    os.close(descriptor)


# Files


def test_modes_and_owners_are_set_and_asked_for_where_there_are_any(tmp_path: Path) -> None:
    assert host.has_file_modes() and host.is_owned(tmp_path)
    host.set_mode(tmp_path, 0o750)
    assert tmp_path.stat().st_mode & 0o777 == 0o750


def test_windows_has_neither_modes_nor_owners(windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "geteuid")
    before = tmp_path.stat().st_mode
    host.set_mode(tmp_path, 0o111)
    assert not host.has_file_modes() and host.is_owned(tmp_path) and tmp_path.stat().st_mode == before


def test_a_created_file_is_its_owners_alone(tmp_path: Path) -> None:
    os.close(host.open_private(tmp_path / "key", os.O_WRONLY | os.O_CREAT))
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_windows_translates_no_line_ends_in_a_key(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def opened(path: str, flags: int, mode: int) -> int:
        asked.append(flags)
        return 7

    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    monkeypatch.setattr(os, "open", opened)
    assert host.open_private("key", os.O_WRONLY) == 7 and asked == [os.O_WRONLY | 0x8000]


def test_only_windows_has_a_short_limit_of_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Path("/" + "x" * 300)
    assert not host.is_too_long(long)
    system(monkeypatch, "win32")
    assert host.is_too_long(long) and not host.is_too_long(Path("/" + "x" * (host.WINDOWS_PATH_MAX - 1)))


def test_a_lock_is_held_by_one_and_free_when_its_file_is_closed(tmp_path: Path) -> None:
    with open(tmp_path / "lock", "a") as first, open(tmp_path / "lock", "a") as second:
        assert host.try_lock(first.fileno()) and not host.try_lock(second.fileno())
        first.close()
        assert host.try_lock(second.fileno())


@pytest.mark.parametrize(
    ("error", "locked"), [(None, True), (errno.EACCES, False), (errno.EAGAIN, False), (errno.ENOLCK, True)]
)
def test_windows_locks_a_byte(
    windows: None, monkeypatch: pytest.MonkeyPatch, file: int, error: int | None, locked: bool
) -> None:
    calls: list[tuple[int, int, int]] = []

    def locking(descriptor: int, mode: int, size: int) -> None:
        calls.append((descriptor, mode, size))
        if error is not None:
            raise OSError(error, "refused")

    monkeypatch.setitem(sys.modules, "msvcrt", module("msvcrt", locking=locking, LK_NBLCK=2))
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert host.try_lock(file) is locked and calls == [(file, 2, 1)]


@pytest.mark.parametrize("drive", ["local", "network"])
def test_macos_flushes_the_cache_of_the_disk_where_it_can(
    mac: None, monkeypatch: pytest.MonkeyPatch, file: int, drive: str
) -> None:
    calls: list[object] = []

    def fcntl(descriptor: int, command: int) -> None:
        calls.append(command)
        if drive == "network":
            raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setitem(sys.modules, "fcntl", module("fcntl", fcntl=fcntl, F_FULLFSYNC=51))
    monkeypatch.setattr(os, "fsync", lambda descriptor: calls.append("fsync"))
    host.sync_file(file)
    assert calls == ([51] if drive == "local" else [51, "fsync"])


def test_names_in_a_folder_are_made_durable_but_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    host.sync_folder(tmp_path)
    assert len(synced) == 1
    system(monkeypatch, "win32")
    host.sync_folder(tmp_path / "Windows cannot even open a folder")
    assert len(synced) == 1


# Processes and limits


def test_core_dumps_are_disabled_where_there_are_any(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: (-1, -1))
    monkeypatch.setattr(resource, "setrlimit", lambda which, limit: limits.append(limit))
    host.disable_core_dumps()
    assert limits == [(1, 1)]
    without_posix(monkeypatch)
    host.disable_core_dumps()
    assert limits == [(1, 1)]


def test_windows_has_no_limit_of_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    without_posix(monkeypatch)
    assert host.raise_file_limit() == host.ANY_NUMBER


def test_macos_reports_no_hard_limit_but_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def setrlimit(which: int, limit: tuple[int, int]) -> None:
        if not 0 <= limit[0] <= 10_240:
            raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "getrlimit", lambda which: (256, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    assert host.raise_file_limit() == 10_240


def test_a_process_in_the_background_has_a_lower_priority() -> None:
    """Never a higher one than the server's own, which only root may give."""
    source = "import os; print(input(), os.getpriority(os.PRIO_PROCESS, 0), os.environ['NAME'])"
    own = os.getpriority(os.PRIO_PROCESS, 0)
    with host.start_in_background([sys.executable, "-c", source], {"NAME": "value"}) as process:
        out, _ = process.communicate(b"asked\n")
    assert out.split() == [b"asked", str(max(own, host.NICENESS)).encode(), b"value"]


def test_windows_starts_it_with_a_priority_class(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, Any]] = []
    monkeypatch.setattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0x4000, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: started.append({"command": command, **options}))
    monkeypatch.delattr(os, "setpriority")
    host.start_in_background(["python"], {"A": "b"})
    pipe = subprocess.PIPE
    assert started == [
        {"command": ["python"], "stdin": pipe, "stdout": pipe, "env": {"A": "b"}, "creationflags": 0x4000}
    ]


# Signals and the console


def test_a_closed_terminal_stops_the_server_unless_it_was_started_to_outlive_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = (signal.SIGINT, signal.SIGTERM)
    previous = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        assert host.stop_signals() == (*usual, signal.SIGHUP)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        assert host.stop_signals() == usual
    finally:
        signal.signal(signal.SIGHUP, previous)
    system(monkeypatch, "win32")
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    monkeypatch.delattr(signal, "SIGHUP")
    assert host.stop_signals() == (*usual, 21)


class Console:
    """kernel32 as far as it is used: keeps the handlers, and calls the last one as Windows does, in a new thread."""

    def __init__(self) -> None:
        self.handlers: list[Any] = []

    def SetConsoleCtrlHandler(self, handler: Any, add: bool) -> None:
        self.handlers.append(handler) if add else self.handlers.remove(handler)

    def event(self, number: int) -> "tuple[threading.Thread, list[bool]]":
        answers: list[bool] = []
        handler = self.handlers[-1]
        thread = threading.Thread(target=lambda: answers.append(bool(handler(number))))
        thread.start()
        return thread, answers


@pytest.fixture
def console(windows: None, monkeypatch: pytest.MonkeyPatch) -> Console:
    console = Console()
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE, raising=False)
    monkeypatch.setattr(ctypes, "WinDLL", {"kernel32": console}.__getitem__, raising=False)
    return console


@pytest.mark.parametrize("number", sorted(host.CONSOLE_ENDS))
def test_closing_the_window_stops_the_server_and_windows_waits_for_its_end(console: Console, number: int) -> None:
    asked = threading.Event()
    with host.stop_with_console(asked.set):
        thread, answers = console.event(number)
        assert asked.wait(10)
        assert thread.is_alive() and not answers, "Windows would end the process now"
    thread.join(10)
    assert answers == [True] and console.handlers == []


@pytest.mark.parametrize("number", [0, 1])
def test_ctrl_c_and_ctrl_break_are_left_to_the_signals(console: Console, number: int) -> None:
    with host.stop_with_console(lambda: pytest.fail("stopped")):
        thread, answers = console.event(number)
        thread.join(10)
    assert answers == [False]


def test_elsewhere_there_is_no_console_to_watch() -> None:
    with host.stop_with_console(lambda: pytest.fail("stopped")):
        assert not hasattr(ctypes, "WinDLL")


def test_a_program_without_a_console_has_no_terminal() -> None:
    assert not host.is_terminal(None) and not host.is_terminal(StringIO())


# The desktop and the network


@pytest.mark.parametrize(
    ("name", "user", "display", "seen"),
    [
        ("linux", 1000, ":0", True),
        ("linux", 1000, "", False),
        ("linux", 0, ":0", False),
        ("darwin", 501, "", True),
        ("darwin", 0, "", False),
        ("win32", None, "", True),
    ],
)
def test_a_browser_is_seen_at_a_display_and_root_opens_none(
    monkeypatch: pytest.MonkeyPatch, name: str, user: int | None, display: str, seen: bool
) -> None:
    system(monkeypatch, name)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    if user is None:
        monkeypatch.delattr(os, "geteuid")
    else:
        monkeypatch.setattr(os, "geteuid", lambda: user)
    assert host.has_desktop() is seen


def test_windows_and_macos_have_chinese_fonts_and_elsewhere_they_are_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not host.has_chinese_fonts()
    (tmp_path / "fc-list").write_text("#!/bin/sh\necho Noto Sans CJK\n")
    (tmp_path / "fc-list").chmod(0o755)
    assert host.has_chinese_fonts()
    (tmp_path / "fc-list").unlink()
    for name in ("win32", "darwin"):
        system(monkeypatch, name)
        assert host.has_chinese_fonts()


def test_two_programs_share_a_port_on_no_system(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as listener:
        host.reuse_port(listener)
        assert listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)
    system(monkeypatch, "win32")
    with socket.socket() as listener:
        host.reuse_port(listener)
        assert not listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
@pytest.mark.parametrize("name", ["linux", "win32"])
def test_an_address_is_served_again_and_again_and_on_windows_never_by_the_same_socket(
    monkeypatch: pytest.MonkeyPatch, name: str, kind: socket.SocketKind
) -> None:
    system(monkeypatch, name)
    with socket.socket(socket.AF_INET, kind) as bound:
        host.reuse_port(bound)
        bound.bind(("127.0.0.1", 0))
        bound.setblocking(False)
        address, next_socket = bound.getsockname(), host.serving_sockets(bound)
        for _ in range(2):
            with next_socket() as serving:
                assert serving.getsockname() == address and serving.type == kind and not serving.getblocking()
                assert (bound.fileno() == -1) == (name == "win32")


def test_an_address_that_is_taken_meanwhile_can_be_tried_again(windows: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        address, next_socket = bound.getsockname(), host.serving_sockets(bound)
        next_socket().close()
        with socket.create_server(address), pytest.raises(OSError):
            next_socket()
        next_socket().close()


# Nowhere else

SYSTEMS_MODULES = {
    *("ctypes", "fcntl", "grp", "msvcrt", "nt", "platform", "posix", "pty", "pwd", "resource", "syslog", "termios"),
    *("tty", "winreg"),
}
SYSTEMS_NAMES = {
    *("sys.platform", "os.name", "os.uname", "os.geteuid", "os.getuid", "os.chown", "os.fork", "os.kill", "os.killpg"),
    *("os.startfile", "os.O_BINARY", "os.O_DIRECTORY", "os.O_NOFOLLOW", "os.fsync", "os.fdatasync", "os.setpriority"),
    *("os.nice", "os.mkfifo", "os.statvfs", "signal.SIGHUP", "signal.SIGKILL", "signal.SIGBREAK", "signal.SIGUSR1"),
    *("signal.alarm", "signal.setitimer", "socket.AF_UNIX", "socket.SO_REUSEADDR", "socket.SO_REUSEPORT"),
    *("socket.SO_EXCLUSIVEADDRUSE", "time.tzset", "subprocess.CREATE_NEW_PROCESS_GROUP"),
}
SYSTEMS_METHODS = {
    *("chmod", "isatty", "setsockopt", "add_reader", "add_writer", "add_signal_handler", "create_unix_server"),
    *("create_unix_connection", "connect_read_pipe", "connect_write_pipe", "set_wakeup_fd"),
}
"""Of streams, paths, sockets and event loops: Windows has them not at all, or with another meaning."""
ALLOWED = {("server/websocket/listener.py", "setsockopt"), ("server/host.py", "")}
"""TCP_NODELAY is the same everywhere."""
DEMO_OF_SERVICES = {"scripts/cluster_demo.py", "scripts/pictures.py"}
"""They start Debian's PostgreSQL and nginx, and a browser, and are no part of the program."""


def system_specific(source: str) -> Iterator[str]:
    """What a module asks or calls that differs between operating systems."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in SYSTEMS_MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in SYSTEMS_MODULES:
            yield node.module or ""
        elif isinstance(node, ast.Attribute):
            if f"{ast.unparse(node.value)}.{node.attr}" in SYSTEMS_NAMES:
                yield f"{ast.unparse(node.value)}.{node.attr}"
            elif node.attr in SYSTEMS_METHODS:
                yield node.attr
        elif isinstance(node, ast.Call) and re.match(
            r"(?:has|get)attr\((?:os|sys|signal|socket|select|time|subprocess),", ast.unparse(node)
        ):
            yield ast.unparse(node)


@pytest.mark.parametrize("folder", ["server", "cards", "scripts"])
def test_system_specific_code_is_in_one_module(folder: str) -> None:
    """Locks, modes, signals, flushes, limits, terminals and the browser's desktop."""
    found = {
        (path, name)
        for path in (file.relative_to(ROOT).as_posix() for file in sorted((ROOT / folder).rglob("*.py")))
        if "node_modules" not in path and path not in DEMO_OF_SERVICES | {"server/host.py"}
        for name in system_specific((ROOT / path).read_text("utf-8"))
    }
    assert not found - ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        *("import fcntl", "from resource import getrlimit", "if sys.platform == 'x': pass", "os.name == 'nt'"),
        *("hasattr(os, 'fork')", "path.chmod(1)", "sys.stdout.isatty()", "loop.add_reader(1, f)", "import ctypes.util"),
    ],
)
def test_such_code_would_be_found(line: str) -> None:
    assert list(system_specific(line))


def test_text_is_written_in_a_named_encoding() -> None:
    """The default of a Chinese Windows is GBK."""
    unnamed = re.compile(r"\b(?:read_text|write_text)\(\)|\.write_text\([^,()]+\)|\bopen\([^()]*\"[rwax]t?\+?\"\)")
    files = (path for folder in ("server", "cards") for path in (ROOT / folder).rglob("*.py"))
    assert not [path for path in files if unnamed.search(path.read_text("utf-8"))]


def module(name: str, **members: object) -> ModuleType:
    made = ModuleType(name)
    made.__dict__.update(members)
    return made


def without_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, "win32")
    for name in ("fcntl", "resource", "pwd"):
        monkeypatch.setitem(sys.modules, name, None)
