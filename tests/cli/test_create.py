"""`create` shows the keys of a meeting once, so they must arrive somewhere."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.harness import ROOT

SAMPLE = ROOT / "cards" / "samples" / "contest.toml"


def create(data: Path, closed_stderr: bool) -> "subprocess.CompletedProcess[str]":
    """With a pipe as stdout whose reader has ended, and if so wanted one as stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "server", "create", str(SAMPLE), "--data", str(data)]
    try:
        return subprocess.run(
            command, cwd=ROOT, stdout=writer, stderr=writer if closed_stderr else subprocess.PIPE, text=True
        )
    finally:
        os.close(writer)


def meetings(data: Path) -> int:
    with closing(sqlite3.connect(data / "pingyi.db")) as db:
        return int(db.execute("SELECT count(*) FROM meeting").fetchone()[0])


def test_where_nobody_reads_the_output_the_links_are_shown_elsewhere(tmp_path: Path) -> None:
    ended = create(tmp_path, closed_stderr=False)
    assert ended.returncode == 0
    assert set(json.loads(ended.stderr)["keys"]) == {"chair", "screen", "desk"}
    assert meetings(tmp_path) == 1


def test_where_nothing_can_be_shown_no_meeting_is_left(tmp_path: Path) -> None:
    assert create(tmp_path, closed_stderr=True).returncode != 0
    assert meetings(tmp_path) == 0
