"""Copies of the database in a folder, at intervals, and back into a server."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.__main__ import main
from tests.harness import ROOT, Process

pytestmark = pytest.mark.anyio


async def run(*arguments: str) -> int:
    """Beside the test's own event loop."""
    return await asyncio.to_thread(main, arguments)


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("pingyi-*.db"))


async def test_a_copy_in_a_folder_starts_a_second_server_with_the_same_links(
    started: Callable[..., Process], tmp_path: Path
) -> None:
    server = await started(tmp_path / "data").ready()
    made = await server.make()
    assert await run("backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path / "copies")) == 0
    (name,) = copies(tmp_path / "copies")
    assert {path.name for path in (tmp_path / "copies").iterdir()} == {name, "secret", "admin-key"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "copies").iterdir())
    server.stop()
    assert await run("restore", str(tmp_path / "copies" / name), "--data", str(tmp_path / "second")) == 0
    second = await started(tmp_path / "second").ready()
    assert second.admin == server.admin
    made.host = second
    assert (await made.http("GET", "")).json()["title"] == "支部书记述职评议会"


def test_copies_at_intervals_keep_the_newest_and_survive_a_failure(
    started: Callable[..., Process], tmp_path: Path
) -> None:
    asyncio.run(started(tmp_path / "data").ready())
    folder = tmp_path / "copies"
    flags = f"backup --data {tmp_path / 'data'} --to {folder} --every 1s --keep 2".split()
    child = subprocess.Popen(
        [sys.executable, "-m", "server", *flags], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stderr is not None
    try:
        lines = [child.stdout.readline() for _ in range(4)]
        assert [Path(line.split(" (")[0]).name for line in lines][-2:] == copies(folder)
        shutil.rmtree(folder)
        folder.write_text("in the way")
        assert "备份没有成功" in child.stderr.readline()
        folder.unlink()
        assert child.stdout.readline().startswith(str(folder))
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()


@pytest.mark.parametrize(
    ("arguments", "setting", "said"),
    [
        (["backup"], "--to", "one of them"),
        (["backup", "a.db", "--to", "b"], "--to", "one of them"),
        (["backup", "--to", "b", "--every", "often"], "--every", "60s, 5m or 1h"),
        (["backup", "--to", "b", "--keep", "0"], "--keep", "above 0"),
        (["restore", "missing.db"], "restore", "missing.db"),
        (["restore", "text.db"], "text.db", "not an undamaged backup"),
        (["restore", "empty.db"], "empty.db", "not an undamaged backup"),
    ],
)
def test_what_cannot_be_copied_or_restored_is_refused_in_one_line(
    arguments: list[str],
    setting: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.db").write_text("no database at all, but long enough to be taken for one" * 20)
    Path("empty.db").write_bytes(b"")
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"pingyi: {setting}: ") and said in line
    assert not Path("data").exists()


def test_a_folder_with_a_database_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pingyi.db").write_bytes(b"precious")
    assert main(["restore", str(tmp_path / "pingyi.db"), "--data", str(tmp_path)]) == 2
    assert "has a database already" in capsys.readouterr().err
    assert (tmp_path / "pingyi.db").read_bytes() == b"precious"
