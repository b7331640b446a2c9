"""`serve --site` in a network without internet, seen by clients that play the published connectivity probes.

Laptop and phones are network namespaces with real interfaces and the system's own resolver.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.namespaces import LAPTOP, PORT, Hall, ip, skip_without_namespaces
from tests.site.phone import SYSTEMS

EVERY_SYSTEM = {system: "internet" for system in SYSTEMS}
NO_INTERNET = {system: "no internet" for system in SYSTEMS}
HEALTH = f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:{PORT}/healthz', timeout=10).read().decode())"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    skip_without_namespaces()
    hall = Hall(tmp_path)
    try:
        hall.build()
        yield hall
    finally:
        hall.remove()


def test_phones_of_every_maker_stay_because_their_probes_are_answered(hall: Hall) -> None:
    with hall.server():
        assert hall.phone("probes") == EVERY_SYSTEM | {"android": "limited"}, "its https probe cannot be answered"


def test_without_the_site_listeners_the_same_phones_see_no_internet(hall: Hall) -> None:
    assert hall.phone("probes") == NO_INTERNET


def test_only_the_probes_names_and_ours_exist_and_none_has_an_ipv6_address(hall: Hall) -> None:
    with hall.server():
        assert hall.phone("names") == {"own": [LAPTOP], "own_ipv6": [], "other": []}


def test_the_host_of_the_public_url_is_a_name_of_this_machine(hall: Hall) -> None:
    with hall.server("--public-url", f"http://vote.hall.example:{PORT}"):
        assert hall.phone("typed", "vote.hall.example") == [302, f"http://vote.hall.example:{PORT}/m"]
        assert hall.phone("page", f"http://vote.hall.example:{PORT}/m") == 200


def test_every_other_request_leads_to_the_join_page_and_none_to_the_api(hall: Hall) -> None:
    join_page = f"http://{LAPTOP}:{PORT}/m"
    with hall.server():
        for typed in ("pingyi.lan", LAPTOP, "captive.apple.com"):
            assert hall.phone("typed", typed) == [302, join_page]
        assert hall.phone("page", join_page) == 200


def test_the_server_for_voters_still_refuses_the_names_of_the_probes(hall: Hall) -> None:
    with hall.server():
        for name in ("captive.apple.com", "pingyi.lan"):
            assert hall.phone("page", f"http://{name}:{PORT}/m") == 403


def test_the_listeners_end_with_the_server_and_start_again_at_once(hall: Hall) -> None:
    for _ in range(2):
        with hall.server() as server:
            assert hall.phone("names")["own"] == [LAPTOP]
            server.send_signal(signal.SIGTERM)
            assert server.wait(15) == 0
        assert hall.phone("names")["own"] == []


def test_nothing_about_who_asked_is_printed_or_stored(hall: Hall) -> None:
    with hall.server() as server:
        hall.phone("probes")
        server.send_signal(signal.SIGTERM)
        printed = "".join(server.communicate(timeout=15))
    stored = b"".join(path.read_bytes() for path in (hall.folder / "data").rglob("*") if path.is_file())
    for trace in ("192.168.77.2", "hicloud", "generate_204"):
        assert trace not in printed and trace.encode() not in stored


def test_a_network_that_goes_down_ends_neither_the_server_nor_the_listeners(hall: Hall) -> None:
    with hall.server() as server:
        ip("-n", hall.laptop, "link", "set", "hall", "down")
        ip("-n", hall.laptop, "address", "del", f"{LAPTOP}/24", "dev", "hall")
        assert "ok" in hall.on_laptop(sys.executable, "-c", HEALTH) and server.poll() is None
        ip("-n", hall.laptop, "address", "add", f"{LAPTOP}/24", "dev", "hall")
        ip("-n", hall.laptop, "link", "set", "hall", "up")
        assert hall.phone("probes")["apple"] == "internet"


# Starts that are refused


def test_a_public_address_is_refused_by_name(hall: Hall) -> None:
    ip("-n", hall.laptop, "address", "add", "203.0.113.9/24", "dev", "hall")
    error = hall.refusal("--host", "203.0.113.9")
    assert error.startswith("pingyi: --site: 203.0.113.9 is not an address of a local network")
    assert not (hall.folder / "data" / "pingyi.db").exists()


def test_a_machine_without_a_network_is_told_to_connect_first(hall: Hall) -> None:
    ip("-n", hall.laptop, "address", "del", f"{LAPTOP}/24", "dev", "hall")
    assert "--site: 127.0.0.1 is not an address of a local network" in hall.refusal()


def test_an_address_of_another_machine_is_refused(hall: Hall) -> None:
    assert "192.168.77.9 is not an address of this machine" in hall.refusal("--public-url", "http://192.168.77.9:8000")


HOLD_TCP = "import socket; s = socket.create_server(('', {port})); print(flush=True); input()"
HOLD_UDP = "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', {port})); print(flush=True); input()"


@pytest.mark.scaled(1)
@pytest.mark.parametrize(("program", "port"), [(HOLD_TCP, 80), (HOLD_TCP, 53), (HOLD_UDP, 53)])
def test_a_port_that_is_taken_is_named(hall: Hall, program: str, port: int) -> None:
    command = ["ip", "netns", "exec", hall.laptop, sys.executable, "-c", program.format(port=port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert f"another program uses port {port} of {LAPTOP}" in hall.refusal()
        other.communicate("\n")


def test_a_user_who_may_not_listen_at_low_ports_is_told_what_to_do(hall: Hall) -> None:
    error = hall.refusal(prefix=("setpriv", "--bounding-set", "-net_bind_service"))
    assert f"the system does not permit listening at {LAPTOP}, port 80" in error
    assert "net.ipv4.ip_unprivileged_port_start=53" in error
