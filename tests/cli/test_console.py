"""A command whose output nobody reads to its end does what it has to, and writes no traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.test_start import filled, run
from tests.harness import ROOT, Process

pytestmark = pytest.mark.anyio
assert filled
ARCHIVE = ROOT / "tests/data/v5/bundle.zip"


def unread(*command: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """With a pipe as stdout whose reader has ended."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(command, cwd=cwd, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60)
    finally:
        os.close(writer)


@pytest.mark.scaled(2)
@pytest.mark.parametrize("arguments", [["doctor"], ["verify", str(ARCHIVE)], ["admin-link"], ["--help"], ["--version"]])
def test_a_command_whose_reader_has_ended_ends_as_if_it_had_been_read(arguments: list[str], tmp_path: Path) -> None:
    """`pingyi doctor | head -1`: no traceback, and the exit status still says what was found."""
    command = [sys.executable, "-m", "server", *arguments]
    if arguments[0] in ("doctor", "admin-link"):
        command += ["--data", str(tmp_path)]
    ended = unread(*command)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_recount_in_an_archive_that_is_not_read_to_its_end_does_not_say_that_everything_agrees(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "server/archive/recount", tmp_path / "recount")
    with ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if not name.startswith("recount/")])
    ended = unread(sys.executable, "verify.py", cwd=tmp_path)
    assert ended.returncode != 0 and ended.stderr == ""


def test_meetings_are_moved_to_the_last_although_nobody_reads_which(filled: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "create", str(ROOT / "cards/samples/contest.toml")).returncode == 0
    ended = unread(sys.executable, "-m", "server", "move", "--keep", "--from", str(filled), "--to", str(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    with closing(sqlite3.connect(tmp_path / "pingyi.db")) as db:
        assert db.execute("SELECT count(*) FROM meeting").fetchone() == (3,)


async def test_a_server_serves_although_nobody_reads_its_addresses(tmp_path: Path) -> None:
    server = Process(tmp_path)
    assert server.child.stdout is not None
    server.child.stdout.close()
    await server.ready()
    assert server.stop() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_a_full_disk_did_not_take_is_an_error_of_one_line() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "server", "verify", str(ARCHIVE)]
        ended = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    (line,) = ended.stderr.splitlines()
    assert ended.returncode == 2 and line.startswith("pingyi: stdout: not everything could be written")
