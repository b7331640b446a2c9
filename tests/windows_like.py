"""`python -m tests.windows_like …`: the server without what Windows lacks, and with its rules for open files.

No Windows: nothing here shows how Windows itself behaves. But a call that it does not have ends the server with an
error here, too, and so does deleting, renaming or replacing a file that is open. SIGUSR1 stands for closing the window.
"""

import asyncio
import ctypes
import fcntl
import importlib
import os
import pkgutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

import cards
import server

TAKEN = {
    os: (
        *(
            "O_CLOEXEC",
            "O_DIRECTORY",
            "O_NOFOLLOW",
            "O_NONBLOCK",
            "O_SYNC",
            "PRIO_PROCESS",
            "chown",
            "chroot",
            "fchown",
        ),
        *("fdatasync", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid"),
        *("getpriority", "getuid", "killpg", "lchown", "lockf", "mkfifo", "mknod", "nice", "openpty", "posix_spawn"),
        *("pread", "pwrite", "readv", "sched_getaffinity", "sendfile", "setpriority", "setsid", "setuid", "statvfs"),
        *("sync", "sysconf", "tcgetpgrp", "uname", "wait", "wait3", "wait4", "writev"),
    ),
    signal: (
        *("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIG_BLOCK", "alarm"),
        *("pause", "pthread_sigmask", "setitimer", "sigwait"),
    ),
    socket: ("AF_UNIX", "SO_REUSEPORT"),
    time: ("tzset", "clock_gettime", "pthread_getcpuclockid"),
}
MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "uvloop", "_curses")
ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION = 5, 32
CLOSE_WINDOW = signal.SIGUSR1


class Loop(asyncio.SelectorEventLoop):
    """Without the methods that asyncio's loop of Windows refuses."""

    def _refuse(self, *arguments: object, **options: object) -> Any:
        raise NotImplementedError("not on Windows")

    add_reader = add_writer = _refuse
    add_signal_handler = remove_signal_handler = _refuse
    connect_read_pipe = connect_write_pipe = create_unix_server = create_unix_connection = _refuse


def denied(path: object, number: int) -> PermissionError:
    return PermissionError(13, f"[WinError {number}] the file is in use", str(path))


def refuse_open(path: object) -> None:
    """Raises PermissionError where this process has the file open."""
    wanted = os.path.realpath(os.fspath(path))  # type: ignore[call-overload]
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            is_open = os.readlink(f"/proc/self/fd/{descriptor}") == wanted
        except OSError:
            continue
        if is_open:
            raise denied(path, ERROR_SHARING_VIOLATION)


def guard_open_files() -> None:
    unlink, rename, replace, open_, fsync = os.unlink, os.rename, os.replace, os.open, os.fsync

    def unlinked(path: Any, **options: Any) -> None:
        refuse_open(path)
        unlink(path, **options)

    def renamed(source: Any, target: Any, **options: Any) -> None:
        refuse_open(source)
        if os.path.exists(target):
            raise FileExistsError(17, "[WinError 183] the file exists", str(target))
        rename(source, target, **options)

    def replaced(source: Any, target: Any, **options: Any) -> None:
        refuse_open(source)
        refuse_open(target)
        replace(source, target, **options)

    def opened(path: Any, flags: int, mode: int = 0o777, **options: Any) -> int:
        if os.path.isdir(path):
            raise denied(path, ERROR_ACCESS_DENIED)
        return open_(path, flags & ~os.O_BINARY, mode, **options)  # type: ignore[attr-defined]

    def flushed(descriptor: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "[Errno 9] FlushFileBuffers needs write access")
        fsync(descriptor)

    guarded = {"unlink": unlinked, "remove": unlinked, "rename": renamed, "replace": replaced}
    vars(os).update(guarded, open=opened, fsync=flushed)


class Console:
    """kernel32 as far as the server uses it: a closed window calls the last handler, in another thread."""

    def __init__(self) -> None:
        self.handlers: list[Callable[[int], bool]] = []
        signal.signal(CLOSE_WINDOW, lambda number, frame: threading.Thread(target=self._close).start())

    def SetConsoleCtrlHandler(self, handler: Callable[[int], bool], add: bool) -> None:
        self.handlers.append(handler) if add else self.handlers.remove(handler)

    def _close(self) -> None:
        self.handlers[-1](2)
        os._exit(0)  # Windows ends the process when the handler has returned


class Popen(subprocess.Popen[Any]):
    """Takes the option of Windows, and none of the others."""

    def __init__(self, *arguments: Any, creationflags: int = 0, **options: Any) -> None:
        assert not {"preexec_fn", "user", "group", "umask", "start_new_session", "process_group"} & options.keys()
        super().__init__(*arguments, **options)


def become_windows() -> None:
    import_everything()
    from server import __main__, host

    module = ModuleType("msvcrt")
    module.LK_NBLCK, module.locking = 2, _locking  # type: ignore[attr-defined]
    os.O_BINARY = 0x4000_0000  # type: ignore[attr-defined]
    guard_open_files()
    ctypes.WINFUNCTYPE = ctypes.CFUNCTYPE  # type: ignore[attr-defined]
    ctypes.WinDLL = {"kernel32": Console()}.__getitem__  # type: ignore[attr-defined]
    subprocess.BELOW_NORMAL_PRIORITY_CLASS = 0x4000  # type: ignore[attr-defined]
    subprocess.Popen = Popen  # type: ignore[misc]
    signal.SIGBREAK = signal.SIGUSR2  # type: ignore[attr-defined]
    vars(host)["sys"] = SimpleNamespace(platform="win32")
    vars(__main__)["_loop_factory"] = lambda: Loop
    socket.socketpair = partial(socket.socketpair, socket.AF_UNIX)  # asyncio's loop of this system has a pair
    for module_of, names in TAKEN.items():
        for name in names:
            vars(module_of).pop(name, None)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    sys.modules["msvcrt"] = module


def import_everything() -> None:
    """What the standard library needs of this system it has then got."""
    for package in (server, cards):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("launcher") and "recount.__main__" not in found.name:
                importlib.import_module(found.name)
    Loop().close()


def _locking(descriptor: int, mode: int, size: int) -> None:
    assert stat.S_ISREG(os.fstat(descriptor).st_mode) and (mode, size) == (2, 1)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


if __name__ == "__main__":
    warnings.filterwarnings("error", category=EncodingWarning, module=r"server|cards")
    become_windows()
    from server.__main__ import main

    sys.exit(main())
