"""The data folder belongs to one owner, who alone may open it; the admin link is shown to that person only."""

import os
import pty
import re
import secrets
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from server import host
from server.__main__ import main
from server.core import tokens
from server.data_directory import LONGEST_NAME, OURS
from tests.cli.test_start import KEY, filled, output, run
from tests.harness import ROOT, Process
from tests.nodes import SECRET
from tests.old_schema import take_back
from tests.voters import moved

pytestmark = pytest.mark.anyio
assert filled
Refusal = Callable[..., str]
OLD = 3
"""A version of the database that the next start migrates."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(data: Path) -> dict[str, int]:
    return {path.relative_to(data).as_posix(): mode(path) for path in (data, *data.rglob("*"))}


def open_to_all(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


# Modes


async def test_whatever_the_modes_were_only_the_owner_may_open_the_folder_and_every_file(tmp_path: Path) -> None:
    """Under an open umask too: databases, logs, boxes, keys, secrets, the lock, the copy before a migration."""
    data, umask = tmp_path / "data", os.umask(0)
    try:
        server = await Process(data).ready()
        meeting = await server.make(admission="cards")
        (token,) = await meeting.cards(1)
        async with meeting.chair() as chair, meeting.phone(token) as phone:
            round_id = await chair.open(meeting.ids()[:1])
            await phone.cast(round_id, 8)
            during = modes(data)
        server.kill()
        take_back(data / "pingyi.db", OLD)
        open_to_all(data)
        server = await Process(data).ready()
        after = modes(data)
        async with moved(meeting, server).chair() as chair:
            assert chair.welcome["round"]["id"] == round_id
        server.kill()
    finally:
        os.umask(umask)
    folders = {".", "boxes", "keys"}
    assert {"pingyi.db-wal", "pingyi.db-shm", f"boxes/{round_id}.db-wal", f"keys/{round_id}", "lock"} <= during.keys()
    assert after.keys() == during.keys() | {f"pingyi.db.before-{OLD}"}
    for seen in (during, after):
        assert {name: bits for name, bits in seen.items() if bits != (0o700 if name in folders else 0o600)} == {}


# Other people's files


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    """The folder of a stopped server."""
    data = Path(shutil.copytree(filled, tmp_path / "data"))
    (data / "admin-key").write_text(KEY)
    return data


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The one line with which a command refuses a folder."""

    def refused(data: Path, command: str = "serve") -> str:
        assert main([command, "--port", "0", "--data", str(data)]) == 2
        printed = capsys.readouterr()
        (line,) = printed.err.splitlines()
        assert printed.out == "" and line.startswith("pingyi: PINGYI_DATA: ")
        return str(line)

    return refused


FOREIGN = [
    "photo.jpg",
    ".ssh/id_ed25519",
    "boxes/notes.txt",
    "keys/other",
    "pingyi.db.bak",
    "secret.txt",
    "backups/x.db",
]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_folder_with_other_files_is_refused_and_not_changed(data: Path, refusal: Refusal, name: str) -> None:
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).write_text("mine")
    open_to_all(data)
    before = modes(data)
    line = refusal(data)
    assert name.split("/")[0] in line and str(data) in line
    assert modes(data) == before


def test_a_folder_that_never_was_ours_is_refused_and_gets_no_file(tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    tmp_path.chmod(0o755)
    for command in ("serve", "admin-link"):
        assert "thesis.docx" in refusal(tmp_path, command)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"] and mode(tmp_path) == 0o755


def test_a_link_in_the_folder_is_not_followed(data: Path, refusal: Refusal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(data / "secret", elsewhere)
    elsewhere.chmod(0o644)
    (data / "secret").symlink_to(elsewhere)
    assert "secret" in refusal(data) and mode(elsewhere) == 0o644


@pytest.mark.scaled(1)
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("name", [".", "pingyi.db", "keys"])
def test_a_folder_of_another_user_is_refused_and_not_changed(data: Path, refusal: Refusal, name: str) -> None:
    os.chown(data / name, 12345, 12345)
    open_to_all(data)
    before = modes(data)
    assert "another user" in refusal(data) and modes(data) == before
    assert run(data, "admin-link").stdout.endswith(f"/admin#{KEY}\n"), "it only reads"


async def test_what_an_operating_system_leaves_in_a_folder_stays_there(data: Path) -> None:
    (data / ".DS_Store").write_bytes(b"\x00")
    (data / "lost+found").mkdir(mode=0o755)
    server = await Process(data).ready()
    server.stop()
    assert mode(data / "lost+found") == 0o755


# A place that cannot be used


@pytest.mark.skipif(os.geteuid() != 0, reason="root becomes another user")
@pytest.mark.parametrize("place", ["write-protected/data", "write-protected"])
def test_a_write_protected_place_is_named_with_what_to_do(place: str) -> None:
    """As a USB stick with its switch on, whether it has a data folder already or not."""
    with tempfile.TemporaryDirectory() as outside:
        Path(outside).chmod(0o755)
        stick = Path(outside) / "write-protected"
        stick.mkdir(mode=0o555)
        os.chown(stick, 65534, 65534)
        command = [sys.executable, "-m", "server", "--port", "0", "--data", str(Path(outside) / place)]
        loaded = "from server.__main__ import main; from server.cli.bilingual import bilingual; bilingual('browser')"
        source = f"import os, sys; {loaded}; os.setuid(65534); sys.exit(main())"  # who may not read root's Python
        ended = subprocess.run([command[0], "-c", source, *command[3:]], cwd=ROOT, capture_output=True, timeout=30)
    line = ended.stderr.decode()
    assert ended.returncode == 2 and len(line.splitlines()) == 1
    assert "copy the program's folder to this computer" in line and "写保护" in line


def test_a_path_that_is_too_long_for_windows_is_refused_before_anything_is_written(
    tmp_path: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the longest name that the folder will hold, not only its own."""
    monkeypatch.setattr(host, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(os, "O_BINARY", 0, raising=False)
    room = host.WINDOWS_PATH_MAX - len(str(tmp_path)) - len(LONGEST_NAME) - 2
    long = tmp_path / ("x" * (room + 1))
    assert "too long" in refusal(long, "admin-link") and not long.exists()
    assert main(["admin-link", "--data", str(tmp_path / ("x" * room))]) == 0


def test_no_name_in_the_folder_is_longer_than_the_one_that_is_checked() -> None:
    box = f"{secrets.token_hex(8)}.db-journal"
    names = ["pingyi.db.before-99.part-journal", "signing-key.4194304"]
    assert OURS["boxes"].fullmatch(box) and all(map(OURS[""].fullmatch, names))
    assert max(map(len, [*names, f"boxes/{box}"])) <= len(LONGEST_NAME)


# The admin link


def on_a_terminal(data: Path, **env: str) -> str:
    """What a person at the server's terminal sees until the server runs."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "server", "--host", "127.0.0.1", "--port", "0", "--data", str(data)]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=slave, stderr=slave, stdin=slave)
    os.close(slave)
    try:
        seen = b""
        while b"/admin#" not in seen:
            seen += os.read(master, 65536)
        return seen.decode()
    finally:
        child.terminate()
        child.wait(20)
        os.close(master)


async def test_the_admin_link_appears_on_a_terminal_and_never_in_a_pipe(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = await Process(data).ready()
    key = (data / "admin-key").read_text().strip()
    for _ in range(2):
        text = output(server)
        assert key not in text and "/admin#" not in text and "admin-link" in text
        server = await Process(data).ready()
    server.stop()
    for _ in range(2):
        assert re.search(rf"http://127\.0\.0\.1:\d+/admin#{key}\b", on_a_terminal(data))


def shown_by(command: str) -> str:
    """What a command prints that was copied from the output of a server."""
    return subprocess.run(shlex.split(command), cwd=ROOT, capture_output=True, encoding="utf-8").stdout


async def test_the_command_that_a_start_names_shows_the_admin_link(tmp_path: Path) -> None:
    """In a checkout too, and with the folder, the port and the address of this server."""
    data = tmp_path / "data of a meeting"
    for address in ("", "http://vote.example"):
        server = await Process(data, None, *(["--public-url", address] if address else [])).ready()
        (line,) = (line for line in output(server).splitlines() if "admin-link" in line)
        assert shown_by(line.rpartition(": ")[2]) == f"{address or server.base}/admin#{server.admin}\n"


async def test_the_admin_link_can_be_shown_again_whether_the_server_runs_or_not(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = run(data, "admin-link", "--port", "8123", "--public-url", "http://vote.example")
    assert first.returncode == 0, "before the first start"
    server = await Process(data).ready()
    during = run(data, "admin-link", "--public-url", "http://vote.example")
    assert (await server.http("GET", "/api/meetings", during.stdout.strip().partition("#")[2])).status_code == 200
    server.stop()
    after = run(data, "admin-link", "--public-url", "http://vote.example")
    assert first.stdout == during.stdout == after.stdout == f"http://vote.example/admin#{server.admin}\n"
    assert run(data, "admin-link", "--port", "8123").stdout.endswith(f":8123/admin#{server.admin}\n")


def test_the_admin_link_has_the_configured_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGYI_ADMIN_KEY", KEY)
    assert run(tmp_path / "data", "admin-link").stdout.endswith(f"/admin#{KEY}\n")
    monkeypatch.delenv("PINGYI_ADMIN_KEY")
    monkeypatch.setenv("PINGYI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("PINGYI_SECRET", SECRET)
    assert run(tmp_path / "none", "admin-link").stdout.endswith(f"/admin#{tokens.admin_key(SECRET.encode())}\n")
    assert not (tmp_path / "none").exists()
