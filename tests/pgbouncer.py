"""A real pgbouncer in front of a PostgreSQL of the tests."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port, wait_until_listening
from tests.postgres_server import PostgresServer, _owner, elsewhere


def program() -> str | None:
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


def configuration(folder: Path, server: PostgresServer, port: int, **settings: object) -> str:
    options = {
        "listen_addr": "127.0.0.1",
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": folder / "users",
        "max_client_conn": 500,
        "default_pool_size": 50,
        **settings,
    }
    lines = [f"{name} = {value}" for name, value in options.items()]
    return "\n".join(["[databases]", f"* = host=127.0.0.1 port={server.port}", "[pgbouncer]", *lines, ""])


@contextmanager
def pgbouncer(server: PostgresServer, database: str, **settings: object) -> Iterator[str]:
    """The address of `database`, given by its own address, through a pgbouncer with these settings."""
    command = program()
    assert command is not None
    with elsewhere() as folder:
        port, owner = free_port(), _owner()
        (folder / "users").write_text('"pingyi" ""\n')
        (folder / "pgbouncer.ini").write_text(configuration(folder, server, port, **settings))
        for path in (folder, *folder.iterdir()) if owner is not None else ():
            shutil.chown(path, str(owner))
        arguments = [command, "-q", str(folder / "pgbouncer.ini")]
        child = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=owner, cwd=folder
        )
        try:
            wait_until_listening(child, port)
            yield f"postgresql://pingyi@127.0.0.1:{port}/{database.rpartition('/')[2]}"
        finally:
            child.kill()  # SIGQUIT is ignored where the tests run in the background
            child.wait(20)
