"""This machine: the address at which phones can reach it, and its limit of open files."""

import socket
from contextlib import suppress


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


def raise_file_limit() -> int:
    """Raise the soft limit of open files as far as possible. Returns the limit."""
    try:
        import resource
    except ImportError:  # Windows has no such limit on sockets
        return 1 << 20
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, 1 << 20, 1 << 16, 10_240):  # macOS reports no hard limit, but refuses more than 10,240
        if soft != hard and (soft < wanted or wanted == resource.RLIM_INFINITY):
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                soft = wanted
                break
    return 1 << 20 if soft == resource.RLIM_INFINITY else soft
