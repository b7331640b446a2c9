"""A real PostgreSQL for the tests: the system's own programs, a temporary folder, an ordinary user, a free port."""

import asyncio
import atexit
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from tests.ports import free_port

USUAL = {"shared_buffers": "64MB", "max_connections": "200", "wal_keep_size": "64MB"}

MADE: list[Path] = []
"""The folder of the first server, before it was started."""


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, or None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(os.path.realpath(on_path)).parent if on_path else None


def _owner() -> str | None:
    """PostgreSQL runs as no root: then as the user that Debian made for it, or as nobody."""
    if os.getuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class PostgresServer:
    """One server, started and stopped at will. `folder` is made by `initdb`, or by a base backup of another."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.settings = folder, {**USUAL, **settings}
        self.port = free_port()
        self.child: subprocess.Popen[bytes] | None = None

    def run(self, program: str, *arguments: str) -> None:
        where = programs()
        assert where is not None
        _own(self.folder.parent)
        subprocess.run(
            [str(where / program), *arguments], check=True, capture_output=True, user=_owner(), cwd=self.folder.parent
        )

    def make(self) -> None:
        """As `initdb` makes it, which is asked once a process: the others are copies."""
        if not MADE:
            template = PostgresServer(Path(tempfile.mkdtemp(prefix="pingyi-")) / "postgres")
            atexit.register(shutil.rmtree, template.folder.parent, ignore_errors=True)
            flags = ("-U", "pingyi", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
            template.run("initdb", "-D", str(template.folder), *flags)
            MADE.append(template.folder)
        _own(self.folder.parent)
        subprocess.run(["cp", "-a", str(MADE[0]), str(self.folder)], check=True)

    def copy(self, primary: "PostgresServer", name: str) -> None:
        """As a standby of `primary`, under which `name` it may wait for it."""
        way = f"host=127.0.0.1 port={primary.port} user=pingyi application_name={name}"
        self.run("pg_basebackup", "-D", str(self.folder), "-d", way, "-R", "-X", "stream", "-c", "fast")

    def start(self) -> None:
        where = programs()
        assert where is not None and self.child is None
        _own(self.folder.parent)
        sockets = f"unix_socket_directories={self.folder}"
        flags = [f for name, value in self.settings.items() for f in ("-c", f"{name}={value}")]
        command = [where / "postgres", "-D", self.folder, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1"]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.child = subprocess.Popen(
                [*map(str, command), "-c", sockets, *flags],
                stdout=subprocess.DEVNULL,
                stderr=log,
                user=_owner(),
                cwd=self.folder,
            )

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends sessions and stops in order; SIGQUIT at once, as a crash does."""
        if self.child is not None:
            self.child.send_signal(how)
            self.child.wait(60)
            self.child = None

    def promote(self) -> None:
        self.run("pg_ctl", "promote", "-D", str(self.folder), "-w")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://pingyi@127.0.0.1:{self.port}/{database}"

    async def ready(self, seconds: float = 30) -> None:
        async with asyncio.timeout(seconds):
            while True:
                try:
                    await (await asyncpg.connect(self.url(), timeout=2)).close()
                    return
                except (OSError, asyncpg.PostgresError):
                    await asyncio.sleep(0.02)

    async def cut(self, which: str) -> None:
        """End the connections whose row in pg_stat_activity says so."""
        await self.told(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {which}")

    async def told(self, *queries: str) -> None:
        db = await asyncpg.connect(self.url())
        try:
            for query in queries:
                await db.execute(query)
        finally:
            await db.close()

    async def wait_for(self, standby: str) -> None:
        """From now on commits wait for a standby of this name; for none where it is empty."""
        await self.told(f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'", "SELECT pg_reload_conf()")
        while await self._commits() is bool(standby):
            pass

    async def _commits(self) -> bool:
        """Whether a commit goes through, rather than waiting."""
        committing = asyncio.create_task(self.told("SELECT pg_logical_emit_message(true, 'test', '')"))
        while not committing.done():
            if await self.count("wait_event = 'SyncRep'"):
                committing.cancel()
                await asyncio.wait([committing])
                return False
        return True

    async def count(self, which: str) -> int:
        """How many connections there are whose row in pg_stat_activity says so."""
        db = await asyncpg.connect(self.url())
        try:
            return int(await db.fetchval(f"SELECT count(*) FROM pg_stat_activity WHERE {which}"))
        finally:
            await db.close()

    async def database(self) -> str:
        """The address of a new, empty database."""
        name = f"t{secrets.token_hex(6)}"
        db = await asyncpg.connect(self.url())
        try:
            await db.execute(f"CREATE DATABASE {name}")
        finally:
            await db.close()
        return self.url(name)


@contextmanager
def elsewhere() -> Iterator[Path]:
    """A folder that the server's own user can reach: pytest closes its own to others with each new session."""
    folder = Path(tempfile.mkdtemp(prefix="pingyi-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres(settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """One that runs, in a folder of its own."""
    with elsewhere() as folder:
        server = PostgresServer(folder / "postgres", **(settings or {}))
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)


def _own(folder: Path) -> None:
    """The server's user must reach its folder."""
    owner = _owner()
    if owner is not None:
        shutil.chown(folder, owner)
