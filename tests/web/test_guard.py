"""The checks of Host and Origin (CONTRACT "Keys"), and the security headers of every response."""

import asyncio
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.harness import Host, Hosted, TestClock, hosted
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

PUBLIC = "https://vote.example.org"


def good_hosts(port: int) -> list[str]:
    return [
        f"127.0.0.1:{port}",
        "127.0.0.1",
        "192.168.1.5:8000",
        "[::1]:8000",
        "[fe80::1]",
        "localhost",
        f"LOCALHOST:{port}",
        "localhost.",
    ]


BAD_HOSTS = [
    "",
    "evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "localhost.evil.example",
    "evil-localhost",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost/evil",
    "localhost#x",
    "2130706433",
    "0x7f000001",
    "127.1",
    "localhost:99999",
    "localhost:x",
    "[::1",
    "vote.example.org",
]


async def forms_status(host: Host, **headers: str) -> int:
    return (await host.http("GET", "/api/forms", host.admin, **headers)).status_code


async def upgrade_status(host: Host, origin: str | None, **headers: str) -> int:
    """The status of a WebSocket handshake."""
    try:
        async with connect(f"ws://127.0.0.1:{host.port}/ws", origin=origin, additional_headers=headers):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def test_a_request_must_name_a_host_of_this_server(host: Hosted) -> None:
    """P36: rebinding names get 403. The health check accepts any Host, but no foreign Origin."""
    for name in good_hosts(host.port):
        assert await forms_status(host, Host=name) == 200, name
    for name in BAD_HOSTS:
        answer = await host.http("GET", "/api/forms", host.admin, Host=name)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden_host"), name
        for path in ("/", "/desk", "/static/x.js", "/nothing"):
            assert (await host.http("GET", path, None, Host=name)).status_code == 403, (name, path)
        assert (await host.http("GET", "/healthz", None, Host=name)).json() == {"status": "ok"}
    for origin in ("null", "http://evil.example"):
        assert (await host.http("GET", "/healthz", None, Origin=origin)).status_code == 403


async def test_two_host_headers_are_refused(host: Hosted) -> None:
    for second in ("evil.example", f"127.0.0.1:{host.port}"):
        reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
        writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nHost: {second}\r\n\r\n".encode())
        async with asyncio.timeout(20):
            assert (await reader.readline()).split()[1] in (b"400", b"403")
        writer.close()
        await writer.wait_closed()


FOREIGN = [
    "null",
    "",
    "http://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:{port}.evil.example",
    "http://127.0.0.1.evil.example:{port}",
    "http://evil.example:{port}",
    "http://evil127.0.0.1:{port}",
    "http://localhost:{port}",
    "http://127.0.0.1:{port}1",
    "http://127.0.0.1:1",
    "http://127.0.0.1@evil.example:{port}",
    "http://evil.example@127.0.0.1:{port}",
    "http://127.0.0.1:{port}/path",
    "http://127.0.0.1:{port}?x",
    "file://127.0.0.1:{port}",
    "chrome-extension://127.0.0.1:{port}",
    "127.0.0.1:{port}",
    "//127.0.0.1:{port}",
    "http://127.0.0.1:{port} http://127.0.0.1:{port}",
    "*",
]


async def test_a_foreign_origin_gets_403_and_a_websocket_needs_an_origin(host: Hosted) -> None:
    """P36: null, suffixes, other ports, user names in front of the host."""
    assert await forms_status(host) == 200, "HTTP requests may omit it"
    assert await upgrade_status(host, None) == 403, "WebSocket handshakes may not"
    for pattern in FOREIGN:
        origin = pattern.format(port=host.port)
        answer = await host.http("GET", "/api/forms", host.admin, Origin=origin)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden_origin"), origin
        assert await upgrade_status(host, origin or "null") == 403, origin
    for origin in (f"http://127.0.0.1:{host.port}", f"HTTP://127.0.0.1:{host.port}"):
        assert await forms_status(host, Origin=origin) == 200
        assert await upgrade_status(host, origin) == 101


async def test_origin_must_equal_host_and_port(host: Hosted) -> None:
    """P36: an omitted port is the scheme's default port."""
    port = host.port
    for host_header, origin, status in (
        ("localhost", "http://localhost", 200),
        ("localhost", "http://localhost:80", 200),
        ("localhost:80", "http://localhost", 200),
        ("localhost", "https://localhost", 403),
        ("localhost", f"http://localhost:{port}", 403),
        (f"localhost:{port}", f"http://localhost:{port}", 200),
        (f"localhost:{port}", "http://localhost", 403),
        (f"[::1]:{port}", f"http://[::1]:{port}", 200),
        (f"192.168.1.5:{port}", f"http://127.0.0.1:{port}", 200),
        (f"192.168.1.5:{port}", f"http://192.168.1.6:{port}", 403),
    ):
        assert await forms_status(host, Host=host_header, Origin=origin) == status, (host_header, origin)


async def test_the_public_url_and_additional_hosts_are_accepted(tmp_path: Path) -> None:
    """P36: PINGYI_PUBLIC_URL and PINGYI_HOSTS, and no name that only resembles them."""
    additional = frozenset({"hall.lan"})
    async with hosted(tmp_path, TestClock(), public_url=PUBLIC, hosts=additional) as host:
        for name in ("vote.example.org", "VOTE.example.org", "vote.example.org:8443", "hall.lan", "hall.lan:9000"):
            assert await forms_status(host, Host=name) == 200, name
        for name in ("example.org", "x.vote.example.org", "vote.example.org.evil", "xhall.lan", "a.hall.lan", "hall"):
            assert await forms_status(host, Host=name) == 403, name
        for origin in (PUBLIC, f"{PUBLIC}:443", host.base):
            assert await forms_status(host, Origin=origin) == 200
            assert await upgrade_status(host, origin) == 101
        for origin in ("http://vote.example.org", f"{PUBLIC}:8443", f"{PUBLIC}.evil", "http://hall.lan"):
            assert await forms_status(host, Origin=origin) == await upgrade_status(host, origin) == 403
        assert await forms_status(host, Host="hall.lan", Origin="http://hall.lan") == 200
        meeting = await host.make(admission="cards")
        answer = await meeting.http("POST", "/cards", {"group": "全体", "count": 1})
        assert answer.json()["cards"][0]["url"].startswith(f"{PUBLIC}/v#")


async def test_forwarded_headers_count_only_from_a_trusted_proxy(tmp_path: Path) -> None:
    """P36: behind a proxy, the host that the browser requested is checked."""
    forwarded = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "https"}
    async with hosted(tmp_path / "a", TestClock()) as host:
        assert await forms_status(host, **forwarded) == 200, "ignored without a trusted proxy"
        assert await forms_status(host, X_Forwarded_Host="10.0.0.1", Origin="http://10.0.0.1") == 403
    async with hosted(tmp_path / "b", TestClock(), proxies=("127.0.0.1",), public_url=PUBLIC) as host:
        assert await forms_status(host, **forwarded) == 403
        assert await forms_status(host, X_Forwarded_Host="vote.example.org", Origin=PUBLIC) == 200
        headers = {"X_Forwarded_Host": "10.0.0.1", "X_Forwarded_Proto": "https", "Origin": "https://10.0.0.1"}
        assert await forms_status(host, **headers) == 200


async def test_every_response_has_security_headers(host: Hosted) -> None:
    """P37: pages, files, API responses, refusals and errors."""
    page = await host.http("GET", "/", None)
    script = re.search(r'"(/static/[^"]+\.js)"', page.text)
    assert script is not None
    for method, path, key, headers in (
        ("GET", "/", None, {}),
        ("GET", "/v", None, {}),
        ("GET", "/m", None, {}),
        ("GET", "/screen", None, {}),
        ("GET", "/chair", None, {}),
        ("GET", "/desk", None, {}),
        ("GET", script[1], None, {}),
        ("GET", "/static/none.js", None, {}),
        ("GET", "/healthz", None, {}),
        ("GET", "/nothing", None, {}),
        ("GET", "/ws", None, {}),
        ("DELETE", "/api/forms", None, {}),
        ("GET", "/api/forms", host.admin, {}),
        ("GET", "/api/meetings", None, {}),
        ("POST", "/api/meetings", host.admin, {}),
        ("GET", "/api/forms", host.admin, {"Origin": "null"}),
        ("GET", "/", None, {"Host": "evil.example"}),
    ):
        answer = await host.http(method, path, key, **headers)
        csp = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in csp and "default-src 'none'" in csp, path
        assert "unsafe" not in csp and "*" not in csp and "evil" not in csp
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers and "access-control-allow-origin" not in answer.headers
        if path.startswith("/api/"):
            assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\bstyle=|<style", page.text), "no inline scripts or styles"


async def test_only_ws_accepts_websocket_handshakes(host: Hosted) -> None:
    for path in ("/", "/ws/", "/ws2", "/api/forms"):
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"ws://127.0.0.1:{host.port}{path}", origin=host.base):  # type: ignore[arg-type]
                pass
        assert refused.value.response.status_code in (403, 404)
        assert refused.value.response.headers["x-content-type-options"] == "nosniff"


NAMES = {
    "127.0.0.1": True,
    "192.168.1.5": True,
    "[::1]": True,
    "localhost": True,
    "vote.example.org": True,
    "hall.lan": True,
    "evil.example": False,
    "127.0.0.1.evil.example": False,
    "vote.example.org.evil": False,
    "evilvote.example.org": False,
    "2130706433": False,
    "127.1": False,
}
"""Whether a name is accepted if the public URL is PUBLIC and `hall.lan` is an additional host."""
PORTS = {"": None, ":80": 80, ":443": 443, ":8000": 8000}
DEFAULT_PORTS = {"http": 80, "https": 443}
HOSTS = list(product(NAMES, PORTS))
ORIGINS = [None, "null", *product(DEFAULT_PORTS, NAMES, PORTS)]
Origin = str | tuple[str, str, str] | None


def expected_code(host: tuple[str, str], origin: Origin, scheme: str) -> str | None:
    """The expected error code, by the contract's rule."""
    if not NAMES[host[0]]:
        return "forbidden_host"
    if origin is None:
        return None
    if isinstance(origin, str):
        return "forbidden_origin"
    authority = (origin[1], PORTS[origin[2]] or DEFAULT_PORTS[origin[0]])
    is_own = authority in ((host[0], PORTS[host[1]] or DEFAULT_PORTS[scheme]), ("vote.example.org", 443))
    return None if is_own else "forbidden_origin"


@pytest.mark.parametrize("scheme", DEFAULT_PORTS)
async def test_every_combination_of_host_and_origin(tmp_path: Path, scheme: str, proof: Callable[[str], None]) -> None:
    """P36: the whole table, requested directly and through a proxy that terminates TLS."""
    table = list(product(HOSTS, ORIGINS))[:: scaled(25, 1)]
    behind_proxy = scheme == "https"
    settings = {
        "public_url": PUBLIC,
        "hosts": frozenset({"hall.lan"}),
        "proxies": ("127.0.0.1",) if behind_proxy else (),
    }
    async with (
        hosted(tmp_path, TestClock(), **settings) as host,
        httpx2.AsyncClient(base_url=host.base, headers={"Authorization": f"Bearer {host.admin}"}) as client,
    ):
        for host_parts, origin in table:
            headers = {"X-Forwarded-Host" if behind_proxy else "Host": "".join(host_parts)}
            headers |= {"X-Forwarded-Proto": "https"} if behind_proxy else {}
            origin_header = origin if isinstance(origin, str) else origin and f"{origin[0]}://{origin[1]}{origin[2]}"
            answer = await client.get(
                "/api/demo", headers={**headers, **({"Origin": origin_header} if origin_header else {})}
            )
            code = answer.json()["error"]["code"] if answer.status_code == 403 else None
            assert (answer.status_code in (200, 403), code) == (True, expected_code(host_parts, origin, scheme)), (
                headers,
                origin,
            )
    proof(f"{len(table):,} pairs of Host and Origin over {scheme}")
