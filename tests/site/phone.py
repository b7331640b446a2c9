"""A phone or laptop that has just joined a network, as far as its connectivity probes go. Prints its verdict as JSON.

Run by itself in the phone's network namespace: `python phone.py probes`. Uses the system's resolver and the standard
library only, and the sequences as their makers publish them, not the server's table.
"""

import json
import socket
import sys
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

SECONDS = 5


def addresses(name: str, family: int = socket.AF_INET) -> list[str]:
    try:
        return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(name, None, family)})
    except socket.gaierror:
        return []


def get(host: str, path: str) -> tuple[int, bytes]:
    """Status 0 where there is no answer."""
    connection = HTTPConnection(host, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def reaches_https(host: str) -> bool:
    try:
        socket.create_connection((host, 443), SECONDS).close()
    except OSError:
        return False
    return True


def android() -> str:
    """NetworkMonitor (AOSP): the https probe and the http probe, then the fallbacks; a redirect is a sign-in page."""
    https = reaches_https("www.google.com")
    status, _ = get("connectivitycheck.gstatic.com", "/generate_204")
    if 200 <= status < 400 and status != 204:
        return "portal"
    if status != 204:
        status = max(get("www.google.com", "/gen_204")[0], get("play.googleapis.com", "/generate_204")[0])
    if status != 204:
        return "no internet"
    return "internet" if https else "limited"


def one_204(*hosts: str) -> str:
    """Systems that ask their maker's host over http only."""
    statuses = {get(host, "/generate_204")[0] for host in hosts}
    return "internet" if statuses == {204} else "portal" if any(statuses) else "no internet"


def apple() -> str:
    """Captive Network Assistant: anything but the page Success is a sign-in page."""
    pages = [get("captive.apple.com", "/hotspot-detect.html"), get("www.apple.com", "/library/test/success.html")]
    if all(status == 200 and b"<TITLE>Success</TITLE>" in page for status, page in pages):
        return "internet"
    return "portal" if pages[0][0] else "no internet"


def windows(host: str, path: str, text: bytes) -> str:
    """NCSI: a text, then a name that must have one known address."""
    status, page = get(host, path)
    if status != 200:
        return "portal" if status else "no internet"
    return "internet" if page == text and addresses("dns.msftncsi.com") == ["131.107.255.255"] else "limited"


def names() -> dict[str, object]:
    return {
        "own": addresses("pingyi.lan"),
        "own_ipv6": addresses("pingyi.lan", socket.AF_INET6),
        "other": addresses("www.example.com"),
    }


def typed(host: str) -> list[object]:
    connection = HTTPConnection(host, timeout=SECONDS)
    connection.request("GET", "/api/meetings")
    response = connection.getresponse()
    return [response.status, response.headers["Location"]]


def page(url: str) -> int:
    try:
        return int(urlopen(url, timeout=SECONDS).status)
    except HTTPError as error:
        return error.code


SYSTEMS: dict[str, Callable[[], str]] = {
    "android": android,
    "apple": apple,
    "windows": lambda: windows("www.msftconnecttest.com", "/connecttest.txt", b"Microsoft Connect Test"),
    "windows 8": lambda: windows("www.msftncsi.com", "/ncsi.txt", b"Microsoft NCSI"),
    "huawei": lambda: one_204("connectivitycheck.platform.hicloud.com", "connectivitycheck.cbg-app.huawei.com"),
    "honor": lambda: one_204("connectivitycheck.platform.hihonorcloud.com"),
    "xiaomi": lambda: one_204("connect.rom.miui.com"),
    "oppo": lambda: one_204("conn1.coloros.com", "conn2.coloros.com"),
    "vivo": lambda: one_204("wifi.vivo.com.cn"),
    "samsung": lambda: one_204("connectivity.samsung.com.cn"),
}


def main(arguments: list[str]) -> object:
    if arguments[0] == "names":
        return names()
    if arguments[0] == "typed":
        return typed(arguments[1])
    if arguments[0] == "page":
        return page(arguments[1])
    return {system: probe() for system, probe in SYSTEMS.items()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
