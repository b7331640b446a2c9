"""Runs the unit tests of the pure script modules, where a Node that can is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

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
