"""The settings, read once: a flag overrides its environment variable. An invalid one stops the start with one line."""

import argparse
import ipaddress
import re
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from .clock import MissingZoneData, find_zone
from .core import tokens
from .core.errors import BadSetting
from .core.wifi import Networks, WifiNetwork, is_network_name, is_password
from .site.probes import PROBE_PORT

_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?:\.(?!-)[A-Za-z0-9_-]{1,63})*\.?")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_PAGES = ("v", "m", "screen", "chair", "desk", "admin", "check", "guide", "key", "reference")
OWN_PATHS = frozenset((*_PAGES, "api", "static", "ws", "healthz", "metrics", "version", "openapi.json", "schemas"))
"""First steps of the server's own paths: below a base path that begins with one, requests would be ambiguous."""
_PORT = re.compile(r"[0-9]{1,5}")
LOG_LEVELS = ("info", "debug", "warning", "error")
LOG_FORMATS = ("text", "json")
"""The first is the default."""


@dataclass(frozen=True, slots=True)
class Config:
    """`public_url` has no trailing slash and may have a path; None means the LAN address. `admin_key` and `secret` are
    stored in `data` if None. `database_url` is the PostgreSQL that nodes share; None means the embedded database.
    `wifi`: of meetings that name no network. `site`: also answer the probes of phones without internet. `browser`: the
    first start may open the admin page in the browser. `open`: every start does, and a second one on the same folder
    opens the page of the server that runs. `zone`: of the times that are logged and printed, None means the
    machine's."""

    host: str = "0.0.0.0"
    port: int = 8000
    data: Path = Path("data")
    public_url: str | None = None
    hosts: frozenset[str] = frozenset()
    admin_key: str | None = None
    secret: bytes | None = None
    database_url: str | None = None
    proxies: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    demo: bool = False
    void_lost: bool = False
    wifi: Networks = ()
    site: bool = False
    browser: bool = True
    open: bool = False
    zone: ZoneInfo | None = None
    log_level: str = "info"
    log_format: str = "text"

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"


def configure(flags: argparse.Namespace, env: Mapping[str, str]) -> Config:
    """Raises BadSetting, naming the setting."""

    def setting(flag: str | None, name: str) -> tuple[str, str | None]:
        value = getattr(flags, flag, None) if flag else None
        if value is not None:
            return f"--{str(flag).replace('_', '-')}", str(value)
        return name, env.get(name) or None

    def switch(flag: str, name: str) -> bool:
        return _switch(bool(getattr(flags, flag, False)), name, env)

    cert = _file(*setting("tls_cert", "PINGYI_TLS_CERT"))
    key = _file(*setting("tls_key", "PINGYI_TLS_KEY"))
    _pair(cert, key)
    port = _port(*setting("port", "PORT"))
    return Config(
        host=setting("host", "PINGYI_HOST")[1] or "0.0.0.0",
        port=port,
        data=_folder(*setting("data", "PINGYI_DATA")),
        public_url=_url(*setting("public_url", "PINGYI_PUBLIC_URL")),
        hosts=_hosts(*setting(None, "PINGYI_HOSTS")),
        admin_key=_admin_key(*setting(None, "PINGYI_ADMIN_KEY")),
        secret=_secret(*setting(None, "PINGYI_SECRET")),
        database_url=_database(env.get("PINGYI_DATABASE_URL") or None, env.get("PINGYI_SECRET") or None),
        proxies=_proxies(*setting(None, "PINGYI_TRUSTED_PROXY")),
        tls_cert=cert,
        tls_key=key,
        demo=switch("demo", "PINGYI_DEMO"),
        void_lost=switch("void_lost", "PINGYI_VOID_LOST"),
        wifi=_wifi(env.get("PINGYI_WIFI") or None, env.get("PINGYI_WIFI_PASSWORD") or None),
        site=_site(switch("site", "PINGYI_SITE"), port),
        browser=not switch("no_browser", "PINGYI_NO_BROWSER"),
        open=switch("open", "PINGYI_OPEN"),
        zone=_zone(*setting("timezone", "PINGYI_TIMEZONE")),
        log_level=_choice(*setting("log_level", "PINGYI_LOG_LEVEL"), LOG_LEVELS),
        log_format=_choice(*setting("log_format", "PINGYI_LOG_FORMAT"), LOG_FORMATS),
    )


def _port(name: str, value: str | None) -> int:
    if value is None:
        return 8000
    if not _PORT.fullmatch(value) or int(value) > 65535:
        raise BadSetting("not_a_port", name, value=value)
    return int(value)


def _choice(name: str, value: str | None, choices: tuple[str, ...]) -> str:
    if value is not None and value.lower() not in choices:
        raise BadSetting("not_a_choice", name, value=value, choices=", ".join(choices))
    return choices[0] if value is None else value.lower()


def _folder(name: str, value: str | None) -> Path:
    if value == "":
        raise BadSetting("no_folder", name)
    path = Path(value or "data")
    try:
        if path.exists() and not path.is_dir():
            raise BadSetting("not_a_folder", name, path=path)
    except (OSError, ValueError) as error:
        raise BadSetting("path_unusable", name, error, path=path) from None
    return path


def _file(name: str, value: str | None) -> Path | None:
    if value is None:
        return None
    if not Path(value).is_file():
        raise BadSetting("no_file", name, path=value)
    return Path(value)


def _pair(cert: Path | None, key: Path | None) -> None:
    """Load certificate and key now: otherwise the first phone, not the operator, would see that they do not work."""
    if (cert is None) != (key is None):
        raise BadSetting("needs_both", "--tls-cert and --tls-key")
    if cert is not None and key is not None:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password=lambda: "")
        except (OSError, ValueError) as error:
            raise BadSetting("unusable", f"--tls-cert {cert} --tls-key {key}", error) from None


def _url(name: str, value: str | None) -> str | None:
    """Scheme, host and port in lower case, and the path below which a proxy has the server, if any."""
    if value is None:
        return None
    invalid = BadSetting("not_an_address", name, value=value)
    try:
        parts = urlsplit(value)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise invalid from None
    origin, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    is_plain = value.rstrip("/").lower() == f"{origin}{path}".lower()
    if parts.scheme not in ("http", "https") or not is_plain or not _PATH.fullmatch(path):
        raise invalid
    if "@" in parts.netloc or port == 0 or not (_HOST.fullmatch(host) or _is_address(host)):
        raise invalid
    if any(map(is_own_path, path.split("/")[1:2])):
        raise BadSetting("path_is_own", name, value=value)
    return origin.lower() + path


def is_own_path(step: str) -> bool:
    """Whether a path of the server's own begins with this step; guides end with their language."""
    return step.lower() in OWN_PATHS or step.lower().startswith("guide.")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _hosts(name: str, value: str | None) -> frozenset[str]:
    hosts = [host.strip().lower() for host in (value or "").split(",") if host.strip()]
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise BadSetting("not_a_host_name", name, value=host)
    return frozenset(host.rstrip(".") for host in hosts)


def _admin_key(name: str, value: str | None) -> str | None:
    if value is not None and not tokens.is_key(value):
        raise BadSetting("not_a_key", name)
    return value


def _secret(name: str, value: str | None) -> bytes | None:
    if value is not None and len(value) < 32:
        raise BadSetting("short_secret", name)
    return value.encode("utf-8", "surrogateescape") if value is not None else None


def _database(url: str | None, secret: str | None) -> str | None:
    if url is None:
        return None
    if secret is None:
        raise BadSetting("needs_secret", "PINGYI_DATABASE_URL")
    return address_of_database("PINGYI_DATABASE_URL", url)


def _wifi(name: str | None, password: str | None) -> Networks:
    """Never repeats the password."""
    if name is None:
        if password is not None:
            raise BadSetting("needs_wifi", "PINGYI_WIFI_PASSWORD")
        return ()
    if not is_network_name(name):
        raise BadSetting("not_a_wifi", "PINGYI_WIFI", value=name)
    if password is not None and not is_password(password):
        raise BadSetting("not_a_wifi_password", "PINGYI_WIFI_PASSWORD")
    return (WifiNetwork(name, password or ""),)


def _switch(flag: bool, name: str, env: Mapping[str, str]) -> bool:
    value = env.get(name) or "0"
    if value not in ("0", "1"):
        raise BadSetting("not_a_switch", name, value=value)
    return flag or value == "1"


def _site(on: bool, port: int) -> bool:
    if on and port == PROBE_PORT:
        raise BadSetting("site_needs_port", f"--site --port {port}", port=port)
    return on


def _zone(name: str, value: str | None) -> ZoneInfo | None:
    if value is None:
        return None
    try:
        zone = find_zone(value)
    except MissingZoneData:
        raise BadSetting("needs_tzdata", name, python=sys.executable) from None
    if zone is None:
        raise BadSetting("not_a_timezone", name, value=value)
    return zone


def address_of_database(name: str, url: str) -> str:
    """Raises BadSetting without repeating the URL, which contains a password."""
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise BadSetting("not_a_database", name)
    return url


def _proxies(name: str, value: str | None) -> tuple[str, ...]:
    proxies = [proxy.strip() for proxy in (value or "").split(",") if proxy.strip()]
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy, strict=False)
        except ValueError:
            raise BadSetting("not_an_ip_address", name, value=proxy) from None
    return tuple(proxies)
