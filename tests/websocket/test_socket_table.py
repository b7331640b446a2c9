"""Which connections make room for others."""

import pytest

from server.websocket.socket_table import ADDRESS_SHARE, SocketTable, TrackedSocket

PLACES = 40
SHARE = int(PLACES * ADDRESS_SHARE)


class Connections:
    """Opens connections in a table and notes which it closes."""

    def __init__(self, trusted_proxies: tuple[str, ...] = ()) -> None:
        self.table = SocketTable(PLACES, trusted_proxies)
        self.closed: list[int] = []
        self.opened = 0

    def open(self, address: str | None = None) -> TrackedSocket:
        """From an address of its own if None is given."""
        number = self.opened
        self.opened += 1
        return self.table.add(address or f"10.0.{number // 200}.{number % 200}", lambda: self.closed.append(number))


@pytest.fixture
def connections() -> Connections:
    return Connections()


def test_the_oldest_unauthenticated_connection_makes_room(connections: Connections) -> None:
    first = connections.open()
    first.authenticate()
    for _ in range(PLACES - 1):
        connections.open()
    assert not connections.closed
    connections.open()
    connections.open()
    assert connections.closed == [1, 2] and len(connections.table) == PLACES


def test_an_idle_connection_makes_room_before_one_with_a_request(connections: Connections) -> None:
    sockets = [connections.open() for _ in range(PLACES)]
    for number in (20, 10, 30):
        sockets[number].request_finished()
    sockets[30].deauthenticate()  # its next request began
    for _ in range(3):
        connections.open()
    assert connections.closed == [20, 10, 0]


def test_an_address_loses_its_own_oldest_beyond_its_share(connections: Connections) -> None:
    other = connections.open("192.0.2.1")
    for _ in range(SHARE + 3):
        connections.open("192.0.2.2")
    assert connections.closed == [1, 2, 3] and other.is_open


def test_the_share_counts_only_unauthenticated_connections(connections: Connections) -> None:
    """Phones of a hall become authenticated one after the other."""
    for _ in range(PLACES - 5):
        connections.open("192.0.2.2").authenticate()
    assert not connections.closed
    attacked = [connections.open("192.0.2.3") for _ in range(5)]
    assert [socket.is_open for socket in attacked] == [False, False, True, True, True], "three quarters of what is left"


def test_an_ipv6_network_has_one_share(connections: Connections) -> None:
    for i in range(SHARE + 1):
        connections.open(f"2001:db8::{i:x}")
    assert connections.closed == [0]


def test_no_share_limits_a_trusted_proxy() -> None:
    connections = Connections(("192.0.2.0/24",))
    for _ in range(PLACES):
        connections.open("192.0.2.2")
    assert not connections.closed
    connections.open("192.0.2.2")
    assert connections.closed == [0]


def test_without_an_unauthenticated_connection_the_new_one_is_closed(connections: Connections) -> None:
    for _ in range(PLACES):
        connections.open().authenticate()
    assert not connections.open().is_open and connections.closed == [PLACES]
    assert not connections.table.close_oldest()


def test_a_closed_connection_is_counted_no_more(connections: Connections) -> None:
    """Whatever is reported about it later."""
    socket = connections.open()
    socket.lost()
    for report in (socket.authenticate, socket.deauthenticate, socket.request_finished, socket.lost):
        report()
    assert len(connections.table) == 0 and not connections.table.close_oldest()
