"""Real reverse proxies, configured by the recipes of docs/deploy."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.certificates import self_signed
from tests.harness import ROOT
from tests.ports import free_port, wait_until_listening

RECIPES = ROOT / "docs" / "deploy"
HOST = "vote.example.org"


@dataclass(frozen=True, slots=True)
class Proxy:
    """`folder` holds everything that it writes, its output too."""

    port: int
    folder: Path

    def written(self) -> str:
        """The content of every file that the proxy may have written."""
        paths = (path for path in self.folder.rglob("*") if path.is_file() and path.suffix not in (".pem", ".conf"))
        return "\n".join(path.read_bytes().decode("latin-1") for path in paths)


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


def substituted(recipe: str, changes: dict[str, str]) -> str:
    """Every old text must occur, so that a changed recipe is not tested by halves."""
    for old, new in changes.items():
        assert old in recipe, old
        recipe = recipe.replace(old, new)
    return recipe


def caddy_config(folder: Path, port: int, backends: list[int], recipe: str) -> list[str]:
    """Writes the recipe with the ports of a test; returns the command."""
    cert, key = self_signed(folder)
    changes = {
        "\n{\n": "\n{\n\tadmin off\n\tauto_https disable_redirects\n",
        f"{{$VOTE_HOST:{HOST}}} {{": f"https://{HOST}:{port} {{\n\ttls {cert} {key}",
        "{$VOTE_SERVER:127.0.0.1:8000}": " ".join(f"127.0.0.1:{backend}" for backend in backends),
    }
    path = folder / "Caddyfile.conf"
    path.write_text(substituted(recipe, changes), "utf-8")
    return [str(program("caddy")), "run", "--adapter", "caddyfile", "--config", str(path)]


def nginx_config(folder: Path, port: int, backends: list[int], recipe: str) -> list[str]:
    cert, key = self_signed(folder)
    first, last = backends[0], backends[-1]
    changes = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/pingyi/cert.pem": str(cert),
        "/etc/pingyi/key.pem": str(key),
        "node-a:8000": f"127.0.0.1:{first}",
        "node-b:8000": f"127.0.0.1:{last}",
    }
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; master_process off; pid {folder}/pid; events {{ }}\n"
        f"http {{ {temporary}\n{substituted(recipe, changes)}\n}}\n",
        "utf-8",
    )
    return [str(program("nginx")), "-e", "stderr", "-p", str(folder), "-c", str(path)]


PROXIES = {"caddy": ("Caddyfile", caddy_config), "nginx": ("nginx.conf", nginx_config)}


@contextmanager
def proxy(name: str, folder: Path, *backends: int, changes: dict[str, str] | None = None) -> Iterator[Proxy]:
    """A running proxy by the recipe, with `changes` in its text."""
    recipe, configure = PROXIES[name]
    text = (RECIPES / recipe).read_text("utf-8")
    folder.mkdir()
    port = free_port()
    command = configure(folder, port, list(backends), substituted(text, changes or {}))
    with (folder / "output").open("wb") as output:
        environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            wait_until_listening(child, port)
            yield Proxy(port, folder)
        finally:
            child.terminate()
            child.wait(20)
