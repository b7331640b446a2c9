"""Reverse proxies by our recipes write nothing about a voter, also when the server cannot be reached."""

import http.client
import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.harness import Process
from tests.ports import free_port
from tests.proof_scale import scaled
from tests.proxies import PROXIES, Proxy, program, proxy

pytestmark = pytest.mark.anyio

VOTER = "127.0.0.91"
CANARY = "CanaryPhone/7"
CODE = "K7M2P9QX"
LOGGING = {
    "caddy": "exclude http.log http.handlers http.stdlib",
    "caddy-path": "exclude http.log http.handlers http.stdlib",
    "nginx": "error_log /dev/null emerg;",
    "nginx-path": "error_log /dev/null emerg;",
}
"""The line of each recipe that keeps voters out of the error log."""
UPGRADE = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAA"}

needs = {name: pytest.mark.skipif(program(name) is None, reason=f"no {name} on this machine") for name in PROXIES}
each_proxy = pytest.mark.parametrize("name", [pytest.param(name, marks=needs[name]) for name in PROXIES])


def ask(server: Proxy, method: str, path: str, **headers: str) -> int:
    """The status of a voter's request over TLS, from an address of its own."""
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30, source_address=(VOTER, 0))
    connection.connect()
    url = urlsplit(server.url)
    connection.sock = unverified.wrap_socket(connection.sock, server_hostname=url.hostname)
    sent = {"Host": f"{url.hostname}:{server.port}", "User-Agent": CANARY, **headers}
    connection.request(method, url.path + path, headers=sent)
    status = connection.getresponse().status
    connection.close()
    return status


def requests(server: Proxy) -> set[int]:
    """A voter who opens the page, connects, and types a code, again and again."""
    return {
        status
        for _ in range(scaled(2, 50))
        for status in (
            ask(server, "GET", "/v"),
            ask(server, "GET", f"/m?c={CODE}"),
            ask(server, "GET", "/ws", **UPGRADE),
            ask(server, "GET", "/static/voter/main.js"),
        )
    }


def found(server: Proxy) -> list[str]:
    """What of the voter is in anything that the proxy wrote."""
    written = server.written()
    return [trace for trace in (VOTER, CANARY, CODE, "GET", "/ws", "/static/voter") if trace in written]


@pytest.mark.scaled(2)
@each_proxy
async def test_a_proxy_by_our_recipe_writes_nothing_about_a_voter(
    name: str, started: Callable[..., Process], tmp_path: Path, proof: Callable[[str], None]
) -> None:
    """P57: neither while the server runs, nor while it is stopped."""
    server = await started(
        tmp_path / "data", PINGYI_PUBLIC_URL=PROXIES[name].url, PINGYI_TRUSTED_PROXY="127.0.0.1"
    ).ready()
    with proxy(name, tmp_path / "proxy", server.port) as front:
        assert 200 in requests(front)
        assert found(front) == []
        server.stop()
        assert requests(front) <= {502, 503, 504}
    assert found(front) == []
    proof(f"{name}: {scaled(2, 50) * 8} requests, half of them with the server stopped: no address, code or request")


@each_proxy
async def test_without_that_line_the_search_finds_the_voter(name: str, tmp_path: Path) -> None:
    """P57: the positive control."""
    with proxy(name, tmp_path / "proxy", free_port(), changes={LOGGING[name]: ""}) as front:
        requests(front)
    assert {VOTER, "GET"} <= {*found(front)}
