"""The command `doctor`: looks at everything that a server needs and changes nothing. One line for each thing, with what
to do about it."""

import argparse
import importlib.util
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from ..clock import Clock
from ..config import Config
from ..core.errors import BadSetting
from ..host import FOLDER_MODE, has_chinese_fonts, has_file_modes, lan_address, raise_file_limit, reuse_port
from ..store.schema import MIGRATIONS
from . import second_start
from .bilingual import bilingual

LEAST_FREE_BYTES = 500 << 20
FILES_FOR_2000_PHONES = 2_320
RENEW_DAYS = 14
EXTRAS = {
    "fast": ("httptools",),
    "metrics": ("prometheus_client",),
    "cluster": ("asyncpg",),
    "site": ("dnslib",),
    "pdf": ("typst", "fontTools"),
}
"""Modules of each extra. Without them the server runs, so that they are missing is no fault."""


class State(Enum):
    GOOD = "✓"
    LOOK = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` is a sentence of the catalogue's table `cli`."""

    state: State
    key: str
    values: dict[str, object] = field(default_factory=dict)

    def line(self) -> str:
        return f"{self.state.value} {bilingual(self.key, **self.values)}"


def good(key: str, **values: object) -> Finding:
    return Finding(State.GOOD, key, values)


def look(key: str, **values: object) -> Finding:
    return Finding(State.LOOK, key, values)


def bad(key: str, **values: object) -> Finding:
    return Finding(State.BAD, key, values)


async def doctor(config: Config, flags: argparse.Namespace) -> int:
    """Print the findings; 1 if a server could not run, otherwise 0."""
    states = []
    async for finding in findings(config):
        print(finding.line(), flush=True)
        states.append(finding.state)
    return int(State.BAD in states)


async def findings(config: Config) -> AsyncIterator[Finding]:
    if config.database_url is None:
        yield from_folder(config.data)
        yield from_database(config.data / "pingyi.db")
    else:
        yield await from_postgres(config.database_url)
    yield from_port(config)
    yield from_address(config)
    yield from_clock(config)
    if config.tls_cert is not None:
        yield from_certificate(config.tls_cert)
    yield from_file_limit(raise_file_limit())
    yield from_fonts()
    for finding in from_extras():
        yield finding


def from_folder(data: Path) -> Finding:
    """The data folder, or the nearest one above it that exists."""
    existing = next(path for path in (data, *data.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        return bad("doctor_folder_unwritable", path=existing)
    if has_file_modes() and data.exists() and data.stat().st_mode & 0o777 != FOLDER_MODE:
        return look("doctor_folder_open", path=data)
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE_BYTES:
        return bad("doctor_disk_full", path=existing, n=free >> 20)
    return good("doctor_folder", path=data.absolute(), n=free >> 20)


def from_database(path: Path) -> Finding:
    if not path.exists():
        return good("doctor_no_database")
    is_in_use = path.with_name(f"{path.name}-wal").exists()
    options = "mode=ro" if is_in_use else "mode=ro&immutable=1"  # otherwise SQLite would create a log
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{options}", uri=True)) as db:
            ((version,),) = db.execute("PRAGMA user_version")
            ((state,),) = db.execute("PRAGMA quick_check(1)")
            ((meetings,),) = db.execute("SELECT count(*) FROM meeting")
    except sqlite3.Error as error:
        return bad("doctor_database_unreadable", path=path, error=error)
    if state != "ok":
        return bad("doctor_database_unreadable", path=path, error=state)
    if version > len(MIGRATIONS):
        return bad("doctor_database_newer", path=path)
    if version < len(MIGRATIONS):
        return good("doctor_database_older", n=meetings)
    return good("doctor_database", n=meetings)


async def from_postgres(url: str) -> Finding:
    """With every setting on which the durability of a receipt depends."""
    try:
        from ..store.postgres_session import check_server
    except ModuleNotFoundError:
        return bad("needs_asyncpg", python=sys.executable)
    try:
        await check_server(url)
    except BadSetting as error:
        return bad("doctor_postgres", error=error.message.text("en"))
    except Exception as error:  # of the driver or the network: its text has no password
        return bad("doctor_postgres", error=type(error).__name__)
    return good("doctor_postgres_good")


def from_port(config: Config) -> Finding:
    if config.port == 0 or _is_free(config):
        return good("doctor_port_free", port=config.port)
    return (
        good("doctor_running", port=config.port)
        if second_start.answers(config, seconds=3)
        else bad("doctor_port_taken", port=config.port)
    )


def _is_free(config: Config) -> bool:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        reuse_port(probe)
        try:
            probe.bind((config.host, config.port))
        except OSError:
            return False
    return True


def from_address(config: Config) -> Finding:
    """The address in QR codes, and whether it leads to this machine."""
    detected = lan_address()
    if config.public_url is None:
        if detected.startswith("127."):
            return look("doctor_no_network")
        return good("doctor_address", address=detected)
    host = urlsplit(config.public_url).hostname or ""
    try:
        addresses = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except OSError:
        return look("doctor_unknown_host", url=config.public_url)
    if addresses & {detected, "127.0.0.1", "::1"}:
        return good("doctor_public_url", url=config.public_url)
    return look("doctor_other_machine", url=config.public_url, address=", ".join(sorted(addresses)))


def from_clock(config: Config) -> Finding:
    clock = Clock(config.zone)
    now = f"{clock.stamp()} {clock.local().tzname()}"
    return look("doctor_utc", now=now) if clock.is_utc_by_default() else good("doctor_clock", now=now)


def from_certificate(path: Path) -> Finding:
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    days = (certificate.not_valid_after_utc - datetime.now(UTC)).days
    if days < 0:
        return bad("doctor_certificate_expired", n=-days)
    return look("doctor_certificate", n=days) if days < RENEW_DAYS else good("doctor_certificate", n=days)


def from_file_limit(limit: int) -> Finding:
    return good("doctor_files", n=limit) if limit >= FILES_FOR_2000_PHONES else look("doctor_few_files", n=limit)


def from_fonts() -> Finding:
    """Papers and cards are printed from a browser on some machine; this matters if it is this one."""
    return good("doctor_fonts") if has_chinese_fonts() else look("doctor_no_fonts")


def from_extras() -> Iterator[Finding]:
    missing = [extra for extra, modules in EXTRAS.items() if not all(map(importlib.util.find_spec, modules))]
    present = [extra for extra in EXTRAS if extra not in missing]
    if present:
        yield good("doctor_extras", extras=", ".join(present))
    if missing:
        modules = " ".join(module for extra in missing for module in EXTRAS[extra])
        yield look("doctor_missing_extras", extras=", ".join(missing), modules=modules, python=sys.executable)
