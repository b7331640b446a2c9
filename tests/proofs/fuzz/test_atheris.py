"""P31 by coverage: the same targets under atheris, where it is installed."""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.harness import ROOT
from tests.proof_scale import FULL_SIZE
from tests.proofs.fuzz.targets import TARGETS

RUNS = {
    "archive": 500, "forgery": 1000, "roster": 20_000, "headers": 20_000, "document": 50_000, "frame": 200_000,
}  # fmt: skip


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed (pip install atheris)")
@pytest.mark.skipif(not FULL_SIZE, reason="takes minutes; scripts/prove runs it")
@pytest.mark.parametrize("name", TARGETS)
def test_no_branch_that_bytes_can_reach_breaks(name: str, tmp_path: Path, proof: Callable[[str], None]) -> None:
    """P31: inputs that reach new branches are bred from."""
    command = [sys.executable, "-m", "tests.proofs.fuzz", name, str(RUNS[name])]
    path = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    ended = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, errors="replace")
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-4000:]
    proof(f"{name}: {RUNS[name]:,} inputs from atheris")
