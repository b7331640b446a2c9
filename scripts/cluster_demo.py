"""Run two nodes on one PostgreSQL behind nginx until Ctrl-C, in a temporary folder and without root.

A small version of docs/cluster.md. It stops every process that it starts and leaves no file. Without nginx, each node
has an address of its own.
"""

import argparse
import asyncio
import os
import pwd
import re
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

TIMEOUT_SECONDS = 20
"""For a program to start, and to stop."""
NGINX = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {recipe}
}}
"""
"""`recipe` is that of docs/deploy, without https."""
HTTPS_LINES = re.compile(r"^ *(server_name|ssl_certificate(_key)?) .*$", re.M)


class DemoFailed(Exception):
    """A program is not installed, or did not start."""


class Node(NamedTuple):
    name: str
    port: int
    process: Process


# Processes. Each runs in a session of its own, so that Ctrl-C reaches only the demo


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: for root, Debian's user `postgres`, or `nobody`. None for any other user."""
    if os.getuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


@asynccontextmanager
async def running(
    log: Path, *command: str | Path, stop_signal: signal.Signals, as_caller: bool = False, **env: str
) -> AsyncIterator[Process]:
    """A process that is stopped when the block ends. Runs as an unprivileged user unless `as_caller`."""
    user = None if as_caller else unprivileged_user()
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            cwd=ROOT if as_caller else log.parent,
            env={**os.environ, **env},
            stdin=DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **identity,  # type: ignore[arg-type]
        )
    try:
        yield process
    finally:
        await stop(process, stop_signal)


async def stop(process: Process, stop_signal: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(stop_signal)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def wait_until_ready(name: str, process: Process, log: Path, is_ready: Callable[[], Awaitable[bool]]) -> None:
    """Raises DemoFailed, with the end of the log, if the process exits or takes too long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while process.returncode is None:
                if await is_ready():
                    return
                await asyncio.sleep(0.05)
    raise DemoFailed("\n".join([f"{name} did not start:", *_last_lines(log)]))


def _last_lines(log: Path) -> list[str]:
    return log.read_text("utf-8", "replace").strip().splitlines()[-5:]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def is_healthy(port: int) -> bool:
    def request() -> bool:
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
            return bool(response.status == 200)

    try:
        return await asyncio.to_thread(request)
    except (URLError, OSError):
        return False


# Programs: PostgreSQL, a node, nginx


def postgres_folder() -> Path:
    """The folder of `initdb` and `postgres`; the newest version if there are several."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("postgres")
    if not installed and not on_path:
        raise DemoFailed("PostgreSQL is not installed: apt-get install postgresql")
    return installed[-1].parent if installed else Path(os.path.realpath(str(on_path))).parent


@asynccontextmanager
async def database(folder: Path) -> AsyncIterator[str]:
    """A new database's URL. A random password keeps other users of this machine out."""
    log, password, port = folder / "postgres.log", secrets.token_hex(16), free_port()
    password_file = folder / "password"
    password_file.write_text(password)
    initdb_flags = f"-D {folder}/data -U pingyi -A scram-sha-256 --pwfile {password_file} -E UTF8 --locale=C".split()
    if (user := unprivileged_user()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
        os.chown(password_file, user.pw_uid, user.pw_gid)
    async with running(log, postgres_folder() / "initdb", *initdb_flags, stop_signal=signal.SIGTERM) as initdb:
        if await initdb.wait():
            raise DemoFailed(log.read_text())
    password_file.unlink()
    url = f"postgresql://pingyi:{password}@127.0.0.1:{port}/postgres"

    async def accepts_connections() -> bool:
        try:
            await (await asyncpg.connect(url, timeout=2)).close()
        except (OSError, asyncpg.PostgresError):
            return False
        return True

    flags = f"-D {folder}/data -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=".split()
    async with running(log, postgres_folder() / "postgres", *flags, stop_signal=signal.SIGINT) as process:
        await wait_until_ready("PostgreSQL", process, log, accepts_connections)
        yield url


@asynccontextmanager
async def node(name: str, folder: Path, host: str, port: int, **env: str) -> AsyncIterator[Node]:
    log = folder / f"node-{name}.log"
    flags = f"--host {host} --port {port} --data {folder}/{name}".split()
    async with running(
        log, sys.executable, "-m", "server", *flags, stop_signal=signal.SIGTERM, as_caller=True, **env
    ) as process:
        await wait_until_ready(f"node {name}", process, log, lambda: is_healthy(port))
        yield Node(name, port, process)


@asynccontextmanager
async def balancer(nginx: str, folder: Path, port: int, nodes: tuple[int, int]) -> AsyncIterator[None]:
    if (user := unprivileged_user()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    config_file, log = folder / "nginx.conf", folder / "nginx.log"
    recipe = HTTPS_LINES.sub("", (ROOT / "docs" / "deploy" / "nginx.conf").read_text("utf-8"))
    addresses = {"443 ssl": f"{port}", "node-a:8000": f"127.0.0.1:{nodes[0]}", "node-b:8000": f"127.0.0.1:{nodes[1]}"}
    for old, new in addresses.items():
        recipe = recipe.replace(old, new)
    config_file.write_text(NGINX.format(folder=folder, recipe=recipe))
    async with running(
        log, nginx, "-e", "stderr", "-p", folder, "-c", config_file, stop_signal=signal.SIGTERM
    ) as process:
        await wait_until_ready("nginx", process, log, lambda: is_healthy(port))
        yield


# The demo


async def report_exit(node: Node) -> None:
    await node.process.wait()
    print(f"节点 {node.name} 已停，手机会连到另一个 / node {node.name} has stopped; phones use the other", flush=True)


def print_addresses(url: str, secret: str, nodes: tuple[Node, Node], folder: Path) -> None:
    print(f"\n评议 Pingyi，两个节点 / two nodes\n\n手机打开 / for phones:  {url}/m")
    print(f"管理 / admin:  {url}/admin#{tokens.admin_key(secret.encode())}\n")
    for node in nodes:
        print(f"节点 / node {node.name}:  http://127.0.0.1:{node.port}  kill {node.process.pid}")
    print(f"日志 / logs:  {folder}\n\nCtrl-C 结束 / stops everything", flush=True)


async def demo(folder: Path, port: int, nginx: str | None) -> None:
    for name in ("database", "nginx", "nodes"):
        (folder / name).mkdir()
    ports = (free_port(), free_port()) if nginx else (port, free_port())
    url, secret = f"http://{lan_address()}:{port}", secrets.token_urlsafe(32)
    host = "127.0.0.1" if nginx else "0.0.0.0"
    async with database(folder / "database") as database_url:
        env = {"PINGYI_DATABASE_URL": database_url, "PINGYI_SECRET": secret, "PINGYI_PUBLIC_URL": url}
        env |= {"PINGYI_ADMIN_KEY": "", **({"PINGYI_TRUSTED_PROXY": "127.0.0.1"} if nginx else {})}
        home = folder / "nodes"
        async with (
            node("A", home, host, ports[0], **env) as a,
            node("B", home, host, ports[1], **env) as b,
            balancer(nginx, folder / "nginx", port, ports) if nginx else nullcontext(),
        ):
            print_addresses(url, secret, (a, b), folder)
            await asyncio.gather(report_exit(a), report_exit(b))
            raise DemoFailed("both nodes have stopped")


async def serve(folder: Path, port: int, nginx: str | None) -> int:
    """Run until Ctrl-C. A second Ctrl-C is ignored: everything is being stopped already."""
    task = asyncio.create_task(demo(folder, port or free_port(), nginx))

    def cancel() -> None:
        if not task.cancelling():
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, cancel)
    try:
        await task
    except asyncio.CancelledError:
        return 0
    except DemoFailed as error:
        print(error, file=sys.stderr)
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/cluster-demo", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=8000, help="port of the address for phones; 0 chooses a free one (default 8000)"
    )
    parser.add_argument("--no-nginx", action="store_true", help="give each node an address of its own")
    flags = parser.parse_args()
    nginx = None if flags.no_nginx else shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    with tempfile.TemporaryDirectory(prefix="pingyi-cluster-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL and nginx may run as another user
        return asyncio.run(serve(Path(folder), flags.port, nginx))


if __name__ == "__main__":
    sys.exit(main())
