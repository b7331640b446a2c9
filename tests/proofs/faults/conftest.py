"""Data folders and the interposer for the fault tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.faults.interposer import Interposer, compile_library


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that is gone after the test, whether it passed or not."""
    path = Path(tempfile.mkdtemp(prefix="pingyi-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = compile_library(tmp_path_factory.mktemp("interposer"))
    if path is None:
        pytest.skip("no C compiler here")
    return path


@pytest.fixture
def interposer(library: Path, folder: Path) -> Iterator[Interposer]:
    interposer = Interposer(library, folder / "control", folder / "data")
    yield interposer
    interposer.close()
