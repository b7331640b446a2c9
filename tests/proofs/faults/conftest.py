"""Where the tests of faults keep their data folders."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.faults.interposer import Shim, compiled

MEMORY = Path("/dev/shm")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where the system has one: a killed process leaves the same there, and nothing waits
    for a disk."""
    made = Path(tempfile.mkdtemp(prefix="pingyi-", dir=MEMORY if MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = compiled(tmp_path_factory.mktemp("shim"))
    if made is None:
        pytest.skip("no C compiler here")
    return made


@pytest.fixture
def shim(library: Path, folder: Path) -> Iterator[Shim]:
    one = Shim(library, folder / "control", folder / "data")
    yield one
    one.close()
