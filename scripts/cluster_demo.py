"""Two nodes on one PostgreSQL behind nginx, all in a temporary folder and as an ordinary user, until Ctrl-C.

The same as docs/cluster.md in small: what it starts it ends, and nothing stays. Without nginx: two addresses.
"""

import argparse
import asyncio
import os
import pwd
import secrets
import shutil
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import asyncpg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from server.core import tokens  # noqa: E402
from server.host import lan_address  # noqa: E402

LONGEST = 20
"""Seconds that each may take to start, and to end."""
NGINX = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_max_body_size 6m;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  upstream pingyi {{
    server 127.0.0.1:{a} max_fails=1 fail_timeout=2s;
    server 127.0.0.1:{b} max_fails=1 fail_timeout=2s;
  }}
  server {{
    listen {port};
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 60s;
    location / {{ proxy_pass http://pingyi; }}
    location /static/ {{ proxy_pass http://pingyi; proxy_next_upstream error timeout http_404; }}
  }}
}}
"""


class Missing(Exception):
    """Something that the demo needs is not there, or did not start."""


class Node(NamedTuple):
    name: str
    port: int
    process: Process


# Processes, all of a folder's owner, each in a session of its own: Ctrl-C reaches the demo alone


def owner() -> pwd.struct_passwd | None:
    """PostgreSQL does not run as root: then as the user that Debian made for it, or as nobody."""
    if os.getuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


@asynccontextmanager
async def running(
    log: Path, *command: str | Path, end: signal.Signals, mine: bool = False, **env: str
) -> AsyncIterator[Process]:
    """`mine`: as who runs the demo. Ended by the signal `end` when the block is left, however."""
    user = None if mine else owner()
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            cwd=ROOT if mine else log.parent,
            env={**os.environ, **env},
            stdin=DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            **who,  # type: ignore[arg-type]
        )
    try:
        yield process
    finally:
        await ended(process, end)


async def ended(process: Process, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(how)
    try:
        async with asyncio.timeout(LONGEST):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def ready(what: str, process: Process, log: Path, asked: Callable[[], Awaitable[bool]]) -> None:
    """Raises Missing, with what it said last, where it ends or takes too long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            while process.returncode is None:
                if await asked():
                    return
                await asyncio.sleep(0.05)
    raise Missing("\n".join([f"{what} did not start:", *_last(log)]))


def _last(log: Path) -> list[str]:
    return log.read_text("utf-8", "replace").strip().splitlines()[-5:]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def healthy(port: int) -> bool:
    def ask() -> bool:
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)

    try:
        return await asyncio.to_thread(ask)
    except (URLError, OSError):
        return False


# PostgreSQL, a node, nginx


def programs() -> Path:
    """The folder of `initdb` and `postgres`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise Missing("PostgreSQL is missing: apt-get install postgresql")
    return found[-1].parent if found else Path(os.path.realpath(str(on_path))).parent


@asynccontextmanager
async def database(folder: Path) -> AsyncIterator[str]:
    """Its address, with a password: others on this machine have no way in."""
    log, secret, port = folder / "postgres.log", secrets.token_hex(16), free_port()
    given = folder / "password"
    given.write_text(secret)
    make = f"-D {folder}/data -U pingyi -A scram-sha-256 --pwfile {given} -E UTF8 --locale=C".split()
    if (user := owner()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
        os.chown(given, user.pw_uid, user.pw_gid)
    async with running(log, programs() / "initdb", *make, end=signal.SIGTERM) as made:
        if await made.wait():
            raise Missing(log.read_text())
    given.unlink()
    url = f"postgresql://pingyi:{secret}@127.0.0.1:{port}/postgres"

    async def asked() -> bool:
        try:
            await (await asyncpg.connect(url, timeout=2)).close()
        except (OSError, asyncpg.PostgresError):
            return False
        return True

    flags = f"-D {folder}/data -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=".split()
    async with running(log, programs() / "postgres", *flags, end=signal.SIGINT) as process:
        await ready("PostgreSQL", process, log, asked)
        yield url


@asynccontextmanager
async def node(name: str, folder: Path, host: str, port: int, **env: str) -> AsyncIterator[Node]:
    log = folder / f"node-{name}.log"
    flags = f"--host {host} --port {port} --data {folder}/{name}".split()
    async with running(log, sys.executable, "-m", "server", *flags, end=signal.SIGTERM, mine=True, **env) as process:
        await ready(f"node {name}", process, log, lambda: healthy(port))
        yield Node(name, port, process)


@asynccontextmanager
async def balancer(nginx: str, folder: Path, port: int, nodes: tuple[int, int]) -> AsyncIterator[None]:
    if (user := owner()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    file, log = folder / "nginx.conf", folder / "nginx.log"
    file.write_text(NGINX.format(folder=folder, port=port, a=nodes[0], b=nodes[1]))
    async with running(log, nginx, "-e", "stderr", "-p", folder, "-c", file, end=signal.SIGTERM) as process:
        await ready("nginx", process, log, lambda: healthy(port))
        yield


# All together


async def told(one: Node) -> None:
    await one.process.wait()
    print(f"节点 {one.name} 已停，手机会连到另一个 / node {one.name} has ended; phones go to the other", flush=True)


def greet(url: str, secret: str, nodes: tuple[Node, Node], folder: Path) -> None:
    print(f"\n评议 Pingyi，两个节点 / two nodes\n\n手机打开 / for phones:  {url}/m")
    print(f"管理 / admin:  {url}/#{tokens.admin_key(secret.encode())}\n")
    for one in nodes:
        print(f"节点 / node {one.name}:  http://127.0.0.1:{one.port}  kill {one.process.pid}")
    print(f"日志 / logs:  {folder}\n\nCtrl-C 结束 / ends all of it", flush=True)


async def demo(folder: Path, port: int, nginx: str | None) -> None:
    for name in ("database", "nginx", "nodes"):
        (folder / name).mkdir()
    ports = (free_port(), free_port()) if nginx else (port, free_port())
    url, secret = f"http://{lan_address()}:{port}", secrets.token_urlsafe(32)
    host = "127.0.0.1" if nginx else "0.0.0.0"
    async with database(folder / "database") as address:
        env = {"PINGYI_DATABASE_URL": address, "PINGYI_SECRET": secret, "PINGYI_PUBLIC_URL": url}
        env |= {"PINGYI_ADMIN_KEY": "", **({"PINGYI_TRUSTED_PROXY": "127.0.0.1"} if nginx else {})}
        home = folder / "nodes"
        async with (
            node("A", home, host, ports[0], **env) as a,
            node("B", home, host, ports[1], **env) as b,
            balancer(nginx, folder / "nginx", port, ports) if nginx else nullcontext(),
        ):
            greet(url, secret, (a, b), folder)
            await asyncio.gather(told(a), told(b))
            raise Missing("both nodes have ended")


async def serve(folder: Path, port: int, nginx: str | None) -> int:
    """Until Ctrl-C. A second one changes nothing: what runs is being ended."""
    work = asyncio.create_task(demo(folder, port or free_port(), nginx))

    def end() -> None:
        if not work.cancelling():
            work.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        await work
    except asyncio.CancelledError:
        return 0
    except Missing as error:
        print(error, file=sys.stderr)
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/cluster-demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="of the address for phones; 0 takes a free one")
    parser.add_argument("--no-nginx", action="store_true", help="two addresses instead of one")
    flags = parser.parse_args()
    nginx = None if flags.no_nginx else shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    with tempfile.TemporaryDirectory(prefix="pingyi-cluster-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL and nginx, who may be another user, must come through
        return asyncio.run(serve(Path(folder), flags.port, nginx))


if __name__ == "__main__":
    sys.exit(main())
