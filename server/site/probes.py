"""The connectivity probes that phones and laptops send when they join a network, and the published answer to each.

A phone that does not get its answer reports a network without internet, and may leave it for mobile data. Data only.
"""

from dataclasses import dataclass

PROBE_PORT, DNS_PORT = 80, 53
"""Phones use these ports only, so no setting names others."""

AOSP = "AOSP, packages/modules/NetworkStack, res/values/config.xml"
AOSP_EARLIER = "AOSP NetworkMonitor, Android 4.4 to 9; android.stackexchange.com/questions/123129"
CHROMIUM = "Chromium, network portal detection; Android builds for China use the hosts g.cn and www.google.cn"
NCSI = "learn.microsoft.com, Windows Server, NCSI overview; techcommunity.microsoft.com, NCSI change notification"
CNA = "www.revk.uk/2016/08/captive-portals-apple.html; internetlifeguard.network/blog/captive-portal-detection"
CNA_EARLIER = "hosts that iOS 7 and later try as well, as in the walled gardens that access point makers publish"
HUAWEI = "public lists of captive portal checks, for EMUI, HarmonyOS and Honor phones; no page of the maker was found"
XIAOMI = "public lists of captive portal checks, for MIUI and HyperOS; no page of the maker was found"
OPPO = "ColorOS, DEFAULT_CHECK_SERVER of its network stack"
VIVO = "public lists of captive portal checks, for Funtouch OS and OriginOS; no page of the maker was found"
SAMSUNG = "One UI, DEFAULT_HTTP_URL_CHINA of its network monitor"


@dataclass(frozen=True, slots=True)
class Probe:
    """`GET http://host/path` is answered with `status` and `body`. `source` is where the answer is published."""

    system: str
    host: str
    path: str
    source: str
    status: int = 204
    body: bytes = b""
    content_type: str = "text/plain"


def _apple(host: str, path: str, source: str) -> Probe:
    page = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
    return Probe("Apple", host, path, source, 200, page, "text/html")


def _windows(host: str, path: str, text: bytes) -> Probe:
    return Probe("Windows", host, path, NCSI, 200, text)


PROBES = (
    Probe("Android", "connectivitycheck.gstatic.com", "/generate_204", AOSP),
    Probe("Android", "www.google.com", "/gen_204", AOSP),
    Probe("Android", "play.googleapis.com", "/generate_204", AOSP),
    Probe("Android", "connectivitycheck.android.com", "/generate_204", AOSP_EARLIER),
    Probe("Android", "clients3.google.com", "/generate_204", AOSP_EARLIER),
    Probe("Android", "www.gstatic.com", "/generate_204", CHROMIUM),
    Probe("Android", "www.google.cn", "/generate_204", CHROMIUM),
    Probe("Android", "g.cn", "/generate_204", CHROMIUM),
    _apple("captive.apple.com", "/hotspot-detect.html", CNA),
    _apple("captive.apple.com", "/", CNA),
    _apple("www.apple.com", "/library/test/success.html", CNA),
    _apple("www.appleiphonecell.com", "/library/test/success.html", CNA_EARLIER),
    _apple("www.itools.info", "/library/test/success.html", CNA_EARLIER),
    _apple("www.ibook.info", "/library/test/success.html", CNA_EARLIER),
    _apple("www.airport.us", "/library/test/success.html", CNA_EARLIER),
    _apple("www.thinkdifferent.us", "/library/test/success.html", CNA_EARLIER),
    _windows("www.msftconnecttest.com", "/connecttest.txt", b"Microsoft Connect Test"),
    _windows("www.msftncsi.com", "/ncsi.txt", b"Microsoft NCSI"),
    Probe("Huawei", "connectivitycheck.platform.hicloud.com", "/generate_204", HUAWEI),
    Probe("Huawei", "connectivitycheck.cbg-app.huawei.com", "/generate_204", HUAWEI),
    Probe("Honor", "connectivitycheck.platform.hihonorcloud.com", "/generate_204", HUAWEI),
    Probe("Xiaomi", "connect.rom.miui.com", "/generate_204", XIAOMI),
    Probe("OPPO", "conn1.coloros.com", "/generate_204", OPPO),
    Probe("OPPO", "conn2.coloros.com", "/generate_204", OPPO),
    Probe("vivo", "wifi.vivo.com.cn", "/generate_204", VIVO),
    Probe("Samsung", "connectivity.samsung.com.cn", "/generate_204", SAMSUNG),
)

PROBE_ADDRESSES = {"dns.msftncsi.com": "131.107.255.255"}
"""Names whose address itself is the published answer (NCSI). Nothing is ever sent to it."""

OWN_NAME = "pingyi.lan"
"""A name for this machine that people can type."""
