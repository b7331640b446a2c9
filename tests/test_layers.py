"""Imports point inward only, and the few files that explain the whole stay short."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LAYERS = {
    "server.core": 0,
    "server.clock": 0,
    "server.faults": 0,
    "server.store": 1,
    "server.hub": 1,
    "server.tallies": 1,
    "server.room": 2,
    "server.casting": 3,
    "server.boxed": 3,
    "server.meetings": 4,
    "server.desk": 4,
    "server.entrance": 4,
    "server.following": 4,
    "server.house": 5,
    "server.exports": 5,
    "server.archive": 5,
}
EDGE = 6
"""Sockets, API, pages, command line: whatever is not named above. Edges may know each other."""


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


def layer(module: str) -> int:
    return next((level for name, level in LAYERS.items() if f"{module}.".startswith(f"{name}.")), EDGE)


@every_module
def test_imports_point_inward(module: str, path: Path) -> None:
    for name in imports(module, path):
        if name.startswith("server"):
            assert not module.startswith("cards"), f"cards knows nothing of the server: {name}"
            assert layer(name) <= layer(module), f"{module} must not know {name}"


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


def test_no_file_is_longer_than_300_lines() -> None:
    sources = [*ROOT.glob("server/**/*.py"), *ROOT.glob("cards/**/*.py"), *ROOT.glob("tests/**/*.py")]
    sources += [path for path in ROOT.glob("static/**/*.js") if "vendor" not in path.parts]
    long = {path.name: count for path in sources if (count := len(path.read_text("utf-8").splitlines())) > 300}
    assert not long


def test_a_newcomer_understands_the_whole_in_under_a_thousand_lines() -> None:
    named = ("core/models.py", "core/rounds.py", "meetings.py", "store/store.py")
    files = [ROOT / "README.md", *(ROOT / "server" / name for name in named)]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 1000


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 80
