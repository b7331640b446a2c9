"""Runs what is written in JavaScript, where a Node that can is installed: the unit tests of the pure script modules,
and a second client, which shares no code with the product."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import Process

ROOT = Path(__file__).resolve().parent.parent
LEAST = (20, 19)
"""The first version that takes a .js file with imports for a module without a package.json beside it."""


def _node() -> str | None:
    node = shutil.which("node")
    if not node:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    major, minor = said.lstrip("v").split(".")[:2]
    return node if (int(major), int(minor)) >= LEAST else None


NODE = _node()


@pytest.mark.skipif(NODE is None, reason="no node of version 20.19 or later")
def test_the_pure_modules_pass_their_unit_tests() -> None:
    files = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/javascript/*.test.js"))
    assert files and NODE is not None
    ended = subprocess.run([NODE, "--test", *files], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.skipif(NODE is None or shutil.which("npm") is None, reason="no node of version 20.19 or later with npm")
def test_a_second_client_holds_a_mixed_meeting_by_the_documentation_and_counts_the_same(
    started: Callable[..., Process], tmp_path: Path
) -> None:
    """One in another language, with libraries of its own: phones, paper, chair, desk, certification, archive."""
    subprocess.run([ROOT / "scripts" / "javascript" / "fetch"], check=True, capture_output=True)
    host = asyncio.run(started(tmp_path).ready())
    command = [str(NODE), "tests/second_client/meeting.js", host.base, host.admin]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.endswith("ok: the meeting agrees\n")
