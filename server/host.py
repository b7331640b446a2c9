"""What differs between operating systems, in one place: locks, file modes, signals, limits, the console, the browser.

The rest of the program asks this module and is the same everywhere. It also finds the machine's address. Every branch
is on `sys.platform`, so that a type checker reads the code of each system (`scripts/check`).
"""

import errno
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

FOLDER_MODE, FILE_MODE = 0o700, 0o600
NICENESS = 10
"""A process in the background leaves the processor to the server where both want it."""
ANY_NUMBER = 1 << 20
"""Stands for no limit of open files."""
WINDOWS_PATH_MAX = 259
"""Characters of a path (MAX_PATH without its end), which most programs on Windows still have as their limit."""
CONSOLE_ENDS = frozenset({2, 5, 6})
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT of SetConsoleCtrlHandler."""


# Files


def has_file_modes() -> bool:
    return sys.platform != "win32"


def set_mode(path: Path, mode: int) -> None:
    if sys.platform != "win32":
        path.chmod(mode)


def is_owned(path: Path) -> bool:
    """Whether the file belongs to the user of this process; True where files have no such owner."""
    return sys.platform == "win32" or path.stat().st_uid == os.geteuid()


def open_private(path: str | Path, flags: int) -> int:
    """A descriptor of a file that only its owner may open if it is created here. Windows would otherwise translate line
    ends in what `os.write` gets."""
    if sys.platform == "win32":
        flags |= os.O_BINARY
    return os.open(path, flags, FILE_MODE)


def is_too_long(path: Path) -> bool:
    return sys.platform == "win32" and len(str(path.absolute())) > WINDOWS_PATH_MAX


def try_lock(descriptor: int) -> bool:
    """Lock an open file until it is closed or the process ends in any way; False if somebody else has locked it. True
    also on a file system without locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def sync_file(descriptor: int) -> None:
    """Returns when what was written is on the disk. On macOS `fsync` leaves it in the disk's cache."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a network drive has no such call
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call and needs none."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)


# Processes and limits


def disable_core_dumps() -> None:
    """They would contain the keys of open rounds (PROMISES P22). The limit is 1 byte, not 0, so that Linux does not
    pipe the dump to a collector either (fs/coredump.c). Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        if resource.getrlimit(resource.RLIMIT_CORE)[1] != 0:
            resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def raise_file_limit() -> int:
    """Raise the soft limit of open files as far as possible. Returns the limit; Windows has none on sockets."""
    if sys.platform == "win32":
        return ANY_NUMBER
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, ANY_NUMBER, 1 << 16, 10_240):  # macOS reports no hard limit, but refuses more than 10,240
        if soft != hard and (soft < wanted or wanted == resource.RLIM_INFINITY):
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                soft = wanted
                break
    return ANY_NUMBER if soft == resource.RLIM_INFINITY else soft


def start_in_background(command: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A process of lower priority, with pipes as its input and output."""
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        priority = subprocess.BELOW_NORMAL_PRIORITY_CLASS
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, creationflags=priority)
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment)
    os.setpriority(os.PRIO_PROCESS, process.pid, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    return process


def command_line(words: Sequence[str]) -> str:
    """What to type into a shell of this system."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


# Signals and the console


def is_closed_pipe(error: OSError) -> bool:
    """Whether a write failed because the reader has ended, which Windows calls an invalid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def stop_signals() -> tuple[signal.Signals, ...]:
    """Those that ask the server to stop. A closed terminal sends SIGHUP, which `nohup` has set to be ignored."""
    if sys.platform == "win32":
        return signal.SIGINT, signal.SIGTERM, signal.SIGBREAK
    hang_up = (signal.SIGHUP,) if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL else ()
    return signal.SIGINT, signal.SIGTERM, *hang_up


@contextmanager
def stop_with_console(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop`, in another thread, when the console's window is closed or its user logs off during the block.

    Windows ends a process as soon as its handler of these events has returned, or five seconds later. The handler
    therefore waits for the end of the block. Elsewhere this is a signal.
    """
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        ended = threading.Event()

        def handle(event: int) -> bool:
            if event not in CONSOLE_ENDS:
                return False
            stop()
            ended.wait()
            return True

        handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(handle)
        console = ctypes.WinDLL("kernel32")
        console.SetConsoleCtrlHandler(handler, True)
        try:
            yield
        finally:
            ended.set()
            console.SetConsoleCtrlHandler(handler, False)
    else:
        yield


def is_terminal(stream: TextIO | None) -> bool:
    """Python has no streams at all in a Windows program without a console."""
    return stream is not None and stream.isatty()


# The desktop


def has_desktop() -> bool:
    """Whether somebody would see a browser that is opened here. Root opens none."""
    if sys.platform == "win32":
        return True
    if os.geteuid() == 0:
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def has_chinese_fonts() -> bool:
    """Windows and macOS ship some."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return True
    try:
        listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(listed.strip())


# The network


def reuse_port(listener: socket.socket) -> None:
    """Let a restart bind the port although connections of the last run linger. Windows does so by itself; there the
    option would let two programs share a port."""
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def serving_sockets(bound: socket.socket) -> Callable[[], socket.socket]:
    """What makes a socket for an event loop to serve at the address of `bound`, again and again; the one before has
    been closed. Windows takes a socket into a loop only once in its life, copies included, so it is bound again there
    (CreateIoCompletionPort)."""
    if sys.platform != "win32":
        return bound.dup
    family, kind, address = bound.family, bound.type, bound.getsockname()

    def bind_again() -> socket.socket:
        bound.close()
        again = socket.socket(family, kind)
        try:
            again.bind(address)
        except OSError:
            again.close()
            raise
        again.setblocking(False)
        return again

    return bind_again


def lan_address() -> str:
    """The address of the interface with the default route; 127.0.0.1 if there is none.

    Connecting a UDP socket sends nothing, it only looks up the route. A venue's Wi-Fi may have no default route, so
    private networks are tried too.
    """
    private = ("10.255.255.255", "172.16.0.1", *(f"192.168.{third}.1" for third in range(256)))
    for target in ("192.0.2.1", *private):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
            except OSError:
                continue
            address = str(probe.getsockname()[0])
            if not address.startswith(("0.", "127.")):
                return address
    return "127.0.0.1"
