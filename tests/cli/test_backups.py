"""Copies of the database in a folder, at intervals, and back into a server."""

import asyncio
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from server.__main__ import main
from tests.harness import MEETING, ROOT, Process

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


def test_every_command_works_in_a_folder_whose_name_is_not_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python has such bytes as lone surrogates, which neither SQLite nor a terminal takes."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
    folder = tmp_path / os.fsdecode("会议\N{NO-BREAK SPACE}".encode() + b"\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    document, data, copy = folder / "meeting.json", str(folder / "data"), str(folder / "copy.db")
    document.write_text(json.dumps(MEETING), "utf-8")
    for status, arguments in [
        (0, ("create", str(document), "--data", data)),
        (0, ("backup", copy, "--data", data)),
        (2, ("backup", copy, "--data", data)),
        (0, ("backup", "--to", str(folder / "copies"), "--keep", "1", "--data", data)),
        (0, ("restore", copy, "--data", str(folder / "restored"))),
        (2, ("restore", str(document), "--data", str(folder / "other"))),
        (2, ("move", "--from", data, "--to", str(folder / "restored"), "--keep")),
        (0, ("admin-link", "--data", data)),
        (0, ("log", "--data", data)),
        (0, ("keys", "list", "--data", data)),
        (0, ("doctor", "--data", data, "--port", "0")),
        (2, ("verify", str(document))),
        (1, ("verify", str(folder))),
        (1, ("ledger", str(document), "--to", str(folder / "ledger.xlsx"), "--data", data)),
        (2, ("create", str(folder / "missing.toml"), "--data", data)),
        (2, ("serve", "--data", data, "--host", os.fsdecode(b"\xff"))),
        (2, ("serve", "--data", data, "--tls-cert", copy, "--tls-key", copy)),
    ]:
        for name, stream in streams.items():  # as a process has them
            monkeypatch.setattr(sys, name, stream)
        assert main(arguments) == status, arguments
    assert len(copies(folder / "copies")) == 1


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


# What others may have laid there


def data_folder(data: Path) -> Path:
    """With one meeting, closed."""
    document = data.with_name("meeting.json")
    document.write_text(json.dumps(MEETING))
    assert main(["create", str(document), "--data", str(data)]) == 0
    return data


def test_a_key_is_written_neither_through_a_link_nor_into_a_file_that_others_can_read(tmp_path: Path) -> None:
    data, folder, elsewhere = data_folder(tmp_path / "data"), tmp_path / "copies", tmp_path / "elsewhere"
    (data / "admin-key").write_text("K" * 26)
    folder.mkdir()
    elsewhere.write_text("precious")
    (folder / "secret").symlink_to(elsewhere)
    (folder / "admin-key").write_text("old")
    (folder / "admin-key").chmod(0o666)
    with (folder / "admin-key").open() as held:
        assert main(["backup", "--data", str(data), "--to", str(folder)]) == 0
        assert held.read() == "old" and elsewhere.read_text() == "precious"
    for name in ("secret", "admin-key"):
        copy = folder / name
        assert copy.read_bytes() == (data / name).read_bytes()
        assert not copy.is_symlink() and copy.stat().st_mode & 0o077 == 0
    assert len(list(folder.iterdir())) == 3


def test_the_log_that_another_database_has_left_is_not_taken_into_a_restored_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite would write the pages of the lost database into it."""
    data, copy, second = data_folder(tmp_path / "data"), tmp_path / "copy.db", tmp_path / "second"
    assert main(["backup", str(copy), "--data", str(data)]) == 0
    second.mkdir()
    with closing(sqlite3.connect(data / "pingyi.db")) as db:
        db.execute("UPDATE meeting SET version = version + 1")
        db.commit()
        shutil.copy(data / "pingyi.db-wal", second / "pingyi.db-wal")
    assert main(["restore", str(copy), "--data", str(second)]) == 2
    assert "pingyi.db-wal' is left over from another database" in capsys.readouterr().err
    assert [path.name for path in second.iterdir()] == ["pingyi.db-wal"]
    (second / "pingyi.db-wal").unlink()
    assert main(["restore", str(copy), "--data", str(second)]) == 0
    assert (second / "pingyi.db").read_bytes() == copy.read_bytes()


def test_a_database_whose_newest_data_is_in_a_file_beside_it_is_no_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a folder that was copied while the server ran: without the log the last ballots would be missing."""
    data = data_folder(tmp_path / "data")
    with closing(sqlite3.connect(data / "pingyi.db")) as db:
        db.execute("UPDATE meeting SET version = version + 1")
        db.commit()
        raw = Path(shutil.copytree(data, tmp_path / "raw"))
    assert main(["restore", str(raw / "pingyi.db"), "--data", str(tmp_path / "second")]) == 2
    assert "pingyi.db-wal' has data that is not in this file yet" in capsys.readouterr().err
    assert not (tmp_path / "second").exists()


def test_another_programs_database_is_no_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.executescript("CREATE TABLE bookmark(url); PRAGMA user_version = 5;")
    assert main(["restore", str(tmp_path / "other.db"), "--data", str(tmp_path / "data")]) == 2
    assert "not an undamaged backup" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a file of another user")
def test_a_key_that_another_user_has_laid_beside_the_copy_is_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder that anybody can write to, as /tmp: the admin key would be known."""
    data, copy = data_folder(tmp_path / "data"), tmp_path / "copy.db"
    assert main(["backup", str(copy), "--data", str(data)]) == 0
    known = tmp_path / "known"
    known.write_text("A" * 26)
    for laid in (known.rename, lambda key: (shutil.copy(copy, known), key.symlink_to(known))):
        laid(tmp_path / "admin-key")
        os.chown(tmp_path / "admin-key", 12345, -1, follow_symlinks=False)
        assert main(["restore", str(copy), "--data", str(tmp_path / "second")]) == 2
        assert "belong to different users" in capsys.readouterr().err
        assert not (tmp_path / "second").exists()
        (tmp_path / "admin-key").unlink()


@pytest.mark.skipif(os.name != "posix", reason="a pipe in a folder")
def test_what_is_no_file_is_not_taken_for_a_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, copy = data_folder(tmp_path / "data"), tmp_path / "copy.db"
    assert main(["backup", str(copy), "--data", str(data)]) == 0
    os.mkfifo(tmp_path / "admin-key")
    (tmp_path / "secret").mkdir()
    (tmp_path / "signing-key").symlink_to("/dev/zero")
    assert main(["restore", str(copy), "--data", str(tmp_path / "second")]) == 0
    assert [path.name for path in (tmp_path / "second").iterdir()] == ["pingyi.db"]
    printed = capsys.readouterr().out
    assert all(f"{name}: 没有找到" in printed for name in ("admin-key", "secret", "signing-key"))


@pytest.mark.parametrize("target", [["--to", "data"], ["--to", "data/boxes/of"], ["data/copy.db"]], ids=str)
def test_no_copy_is_put_into_the_data_folder_where_the_next_start_would_refuse_it(
    target: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(data_folder(tmp_path / "data").rglob("*"))
    assert main(["backup", *target]) == 2
    assert "outside the data folder" in capsys.readouterr().err
    assert sorted((tmp_path / "data").rglob("*")) == before
