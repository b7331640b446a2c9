"""The version of the program is written in one place and shown wherever somebody may ask for it."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.core.version import VERSION
from tests.harness import ROOT, Process

pytestmark = pytest.mark.anyio


def test_the_command_says_its_version() -> None:
    ended = subprocess.run([sys.executable, "-m", "server", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, f"pingyi {VERSION}\n")


async def test_pages_address_log_and_output_say_it(started: Callable[..., Process], tmp_path: Path) -> None:
    server = await started(tmp_path).ready()
    assert (await server.http("GET", "/version", None)).json() == {"version": VERSION}
    for page in ("admin", "desk", "chair", "check"):
        text = (await server.http("GET", f"/{page}", None)).text
        assert f"评议 Pingyi {VERSION}</p>" in text
    server.child.terminate()
    out, log = server.child.communicate(timeout=15)
    assert f"评议 Pingyi {VERSION}\n" in out and f"pingyi {VERSION} starts" in log


def test_no_other_file_writes_it() -> None:
    """But for the history, and what names versions of other things."""
    written = [
        path.relative_to(ROOT).as_posix()
        for folder in ("server", "cards", "scripts", "static")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".toml", ".js", ".html") and "node_modules" not in path.parts
        if re.search(rf'"{re.escape(VERSION)}"', path.read_text("utf-8"))
    ]
    assert written == ["server/core/version.py"]
    assert f'"{VERSION}"' not in (ROOT / "pyproject.toml").read_text("utf-8")
