"""Ports of programs that tests start."""

import atexit
import socket
import subprocess
import sys
import time

RESERVED: list[socket.socket] = []


def free_port() -> int:
    """No other program gets it until this process ends."""
    reservation, port = reserve_port()
    RESERVED.append(reservation)
    return port


def unreserved_port() -> int:
    """For a program that will have its port alone, as on Windows: another may take it meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@atexit.register
def _give_back() -> None:
    for reservation in RESERVED:
        reservation.close()


def reserve_port(port: int | None = None) -> tuple[socket.socket, int]:
    """A free port, or this one, and a socket that keeps it from others until a program has it. On Linux it may stay
    bound, because it does not listen: no other socket gets the port, and a server starts on it as on one in TIME_WAIT.
    Otherwise a program that another test starts meanwhile may take it, and answer in place of ours."""
    reservation = socket.socket()
    reservation.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reservation.bind(("127.0.0.1", port or 0))
        port = int(reservation.getsockname()[1])
    except OSError:  # a server of the test has it
        assert port is not None
    if sys.platform != "linux":
        reservation.close()
    return reservation, port


def wait_until_listening(child: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        assert child.poll() is None, f"{child.args!r} ends with {child.returncode}"
        assert time.monotonic() < deadline, f"{child.args!r} does not start"
        with socket.socket() as peer:
            if peer.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
