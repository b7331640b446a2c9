"""Which address phones can reach this machine at."""

import socket


def lan_address() -> str:
    """The address of the interface that would carry traffic out; 127.0.0.1 where there is none.

    Connecting a UDP socket sends nothing: it only asks the system which interface it would take.
    """
    for target in (("192.0.2.1", 9), ("10.255.255.255", 9)):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(target)
            except OSError:
                continue
            address = str(probe.getsockname()[0])
            if not address.startswith(("0.", "127.")):
                return address
    try:
        named = socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"
    return named


def raise_file_limit() -> int:
    """Lift the soft limit of open files to the hard one; the number of files that may be open."""
    try:
        import resource
    except ImportError:  # Windows has no such limit on sockets
        return 1 << 20
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return 1 << 20 if hard == resource.RLIM_INFINITY else hard
