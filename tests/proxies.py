"""Real reverse proxies, configured by the recipes of docs/deploy."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.certificates import self_signed
from tests.harness import ROOT
from tests.ports import free_port, wait_until_listening

RECIPES = ROOT / "docs" / "deploy"
HOST, PATH_HOST = "vote.example.org", "www.example.org"
"""Of the recipes for a host of its own, and for a path of another."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """`folder` holds everything that it writes, its output too. `url`: the public URL of its recipe."""

    port: int
    folder: Path
    url: str

    def written(self) -> str:
        """The content of every file that the proxy may have written."""
        paths = (path for path in self.folder.rglob("*") if path.is_file() and path.suffix not in (".pem", ".conf"))
        return "\n".join(path.read_bytes().decode("latin-1") for path in paths)


def program(name: str) -> str | None:
    """`name`: of a program or one of PROXIES."""
    name = name.partition("-")[0]
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


def substituted(recipe: str, changes: dict[str, str]) -> str:
    """Every old text must occur, so that a changed recipe is not tested by halves."""
    for old, new in changes.items():
        assert old in recipe, old
        recipe = recipe.replace(old, new)
    return recipe


@dataclass(frozen=True, slots=True)
class Setup:
    """`backends`: ports of servers; by a recipe for a path the second has the rest of the host. `is_secure`: https."""

    folder: Path
    port: int
    backends: tuple[int, ...]
    is_secure: bool


def caddy_config(setup: Setup, recipe: str) -> list[str]:
    return _run_caddy(setup, recipe, HOST, setup.backends)


def caddy_path_config(setup: Setup, recipe: str) -> list[str]:
    rest = f"reverse_proxy 127.0.0.1:{setup.backends[-1]}"
    site = substituted(recipe, {"# What the site serves besides.": rest})
    return _run_caddy(setup, site, PATH_HOST, setup.backends[:1])


def _run_caddy(setup: Setup, recipe: str, host: str, backends: tuple[int, ...]) -> list[str]:
    folder, port = setup.folder, setup.port
    cert, key = self_signed(folder)
    site = f"https://{host}:{port} {{\n\ttls {cert} {key}" if setup.is_secure else f"http://:{port} {{"
    changes = {
        "\n{\n": "\n{\n\tadmin off\n\tauto_https disable_redirects\n",
        f"{{$VOTE_HOST:{host}}} {{": site,
        "{$VOTE_SERVER:127.0.0.1:8000}": " ".join(f"127.0.0.1:{backend}" for backend in backends),
    }
    path = folder / "Caddyfile.conf"
    path.write_text(substituted(recipe, changes), "utf-8")
    return [str(program("caddy")), "run", "--adapter", "caddyfile", "--config", str(path)]


def nginx_config(setup: Setup, recipe: str) -> list[str]:
    cert, key = self_signed(setup.folder)
    first, last = setup.backends[0], setup.backends[-1]
    changes = {
        "listen 443 ssl": _listen(setup),
        "/etc/pingyi/cert.pem": str(cert),
        "/etc/pingyi/key.pem": str(key),
        "node-a:8000": f"127.0.0.1:{first}",
        "node-b:8000": f"127.0.0.1:{last}",
    }
    return _run_nginx(setup.folder, substituted(recipe, changes))


def nginx_path_config(setup: Setup, recipe: str) -> list[str]:
    """The recipe in the server block of a site."""
    cert, key = self_signed(setup.folder)
    below, rest = (f"http://127.0.0.1:{port}" for port in (setup.backends[0], setup.backends[-1]))
    locations = substituted(recipe, {"http://127.0.0.1:8000": below})
    headers = "".join(line for line in recipe.splitlines(keepends=True) if "proxy_set_header" in line)
    return _run_nginx(
        setup.folder,
        f"server {{ {_listen(setup)}; ssl_certificate {cert}; ssl_certificate_key {key};\n{locations}\n"
        f"location / {{ access_log off; error_log /dev/null emerg; proxy_http_version 1.1;\n"
        f"{headers} proxy_pass {rest}; }} }}",
    )


def _listen(setup: Setup) -> str:
    return f"listen 127.0.0.1:{setup.port}{' ssl' if setup.is_secure else ''}"


def _run_nginx(folder: Path, servers: str) -> list[str]:
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; master_process off; pid {folder}/pid; events {{ }}\nhttp {{ {temporary}\n{servers}\n}}\n",
        "utf-8",
    )
    return [str(program("nginx")), "-e", "stderr", "-p", str(folder), "-c", str(path)]


@dataclass(frozen=True, slots=True)
class Recipe:
    """`url`: the public URL that it is written for. `configure` writes it with a test's ports; returns the command."""

    file: str
    url: str
    configure: Callable[[Setup, str], list[str]]


PROXIES = {
    "caddy": Recipe("Caddyfile", f"https://{HOST}", caddy_config),
    "caddy-path": Recipe("Caddyfile.path", f"https://{PATH_HOST}/vote", caddy_path_config),
    "nginx": Recipe("nginx.conf", f"https://{HOST}", nginx_config),
    "nginx-path": Recipe("nginx-path.conf", f"https://{PATH_HOST}/vote", nginx_path_config),
}


@contextmanager
def proxy(
    name: str,
    folder: Path,
    *backends: int,
    port: int | None = None,
    is_secure: bool = True,
    changes: dict[str, str] | None = None,
) -> Iterator[Proxy]:
    """A running proxy by the recipe, with `changes` in its text."""
    recipe = PROXIES[name]
    text = (RECIPES / recipe.file).read_text("utf-8")
    folder.mkdir()
    port = port or free_port()
    command = recipe.configure(Setup(folder, port, backends, is_secure), substituted(text, changes or {}))
    with (folder / "output").open("wb") as output:
        environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            wait_until_listening(child, port)
            yield Proxy(port, folder, recipe.url)
        finally:
            child.terminate()
            child.wait(20)
