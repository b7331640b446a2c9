"""Which package may import which, and limits on the size of what a newcomer reads first."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ALLOWED: dict[str, set[str]] = {
    "core": set(),
    "store": {"core"},
    "meetings": {"core", "store"},
    "exports": {"core"},
    "archive": {"core", "exports"},
    "websocket": {"core", "meetings"},
    "web": {"core", "store", "meetings", "exports", "archive"},
    "site": {"core"},
    "cli": {"core", "store", "meetings", "archive", "websocket", "web", "site"},
}
"""The packages of `server`, each with those that it may import."""
LEAVES = {"clock", "fault_injection", "host"}
"""Top-level modules that every package but `core` may import; `cli` may import all of them."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted([*ROOT.glob("server/**/*.py"), *ROOT.glob("cards/**/*.py")]):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def imports(module: str, path: Path) -> Iterator[str]:
    """Absolute names of everything that a module imports."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


every_module = pytest.mark.parametrize(("module", "path"), list(modules()), ids=[name for name, _ in modules()])


def package(module: str) -> str:
    """The package of `server` that a module is in, or the name of a top-level module."""
    return module.split(".")[1] if "." in module else ""


@every_module
def test_imports_follow_the_layers(module: str, path: Path) -> None:
    importer = package(module)
    for name in imports(module, path):
        if not name.startswith("server."):
            continue
        assert module.startswith("server"), f"cards must not import the server: {name}"
        imported = package(name)
        if importer not in ALLOWED or importer == imported:
            continue
        if imported in ALLOWED:
            assert imported in ALLOWED[importer], f"{module} must not import {name}"
        else:
            leaf = imported in LEAVES and importer != "core"
            assert leaf or importer == "cli", f"{module} must not import {name}"


def test_every_package_is_in_the_table() -> None:
    found = {path.parent.name for path in ROOT.glob("server/*/__init__.py")}
    assert found == set(ALLOWED)


def test_the_table_has_no_cycle() -> None:
    TopologicalSorter(ALLOWED).prepare()


def test_few_modules_are_outside_the_packages() -> None:
    assert len(list(ROOT.glob("server/*.py"))) <= 9


def test_imports_inside_a_package_are_relative() -> None:
    """So that a wheel can put both packages under one name."""
    absolute = re.compile(r"^\s*(?:from|import) (?:server|cards)\b", re.MULTILINE)
    found = {module for module, path in modules() if absolute.search(path.read_text("utf-8"))}
    assert found == {"server.web.cards_package"}, "only this module imports another package of ours"


@every_module
def test_the_core_is_pure(module: str, path: Path) -> None:
    outside = {"asyncio", "time", "sqlite3", "aiosqlite", "starlette", "uvicorn", "websockets", "socket", "logging"}
    if module.startswith("server.core"):
        assert not outside & {name.split(".")[0] for name in imports(module, path)}


def test_a_newcomer_understands_the_whole_in_under_a_thousand_lines() -> None:
    named = ("core/models.py", "core/rounds.py", "meetings/round_commands.py", "store/store.py")
    files = [ROOT / "README.md", *(ROOT / "server" / name for name in named)]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 1000


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 80
