"""Startup as an operator sees it (CONTRACT "Startup"): output, files, errors that stop it, and recovery."""

import asyncio
import json
import re
import shutil
import socket
import sqlite3
import ssl
import stat
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from server.__main__ import main
from tests.certificates import self_signed
from tests.harness import ROOT, UNVERIFIED_TLS, MeetingClient, Process
from tests.voters import moved

pytestmark = pytest.mark.anyio

KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ADDRESS = re.compile(r"phones:\s+(http://\S+)/m\n")
QR = "█████"


# Output and files


def output(server: Process) -> str:
    server.child.terminate()
    out, err = server.child.communicate(timeout=15)
    assert server.child.returncode == 0, err
    return out + err


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_every_start_prints_the_address_as_text_and_code_and_keeps_the_admin_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = await Process(data).ready()
    key = (data / "admin-key").read_text().strip()
    first = output(server)
    match = ADDRESS.search(first)
    assert match and match[1] == f"http://127.0.0.1:{server.port}" and QR in first
    second = output(await Process(data).ready())
    assert ADDRESS.search(second) and QR in second and (data / "admin-key").read_text().strip() == key


async def test_keys_and_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = await Process(data).ready()
    meeting = await server.make()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        assert [mode(data / name) for name in ("admin-key", "secret")] == [0o600, 0o600]
        assert [mode(data / name) for name in ("keys", "boxes")] == [0o700, 0o700]
        assert mode(data / "keys" / round_id) == 0o600
    server.stop()
    (data / "secret").chmod(0o644)
    (await Process(data).ready()).stop()
    assert mode(data / "secret") == 0o600


async def test_the_health_check_accepts_any_host_and_a_configured_admin_key_is_never_printed(tmp_path: Path) -> None:
    server = await Process(tmp_path, None, PINGYI_ADMIN_KEY=KEY).ready()
    health = await server.http("GET", "/healthz", None, Host="anything.example")
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    assert (await server.http("GET", "/api/meetings", KEY)).json() == []
    assert KEY not in output(server) and not (tmp_path / "admin-key").exists()


async def test_two_servers_cannot_share_a_data_folder(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    result = run(tmp_path, "serve", "--port", "0")
    assert result.returncode == 2 and result.stderr.startswith("pingyi: PINGYI_DATA: another running server")
    server.kill()
    (await Process(tmp_path).ready()).stop()


async def test_a_changed_address_prints_a_warning_about_printed_cards(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    await (await server.make(admission="cards")).cards(1)
    assert "WARNING" not in output(server)
    again = await Process(tmp_path, server.port, "--public-url", "http://192.168.1.9:8000").ready()
    printed = output(again)
    assert "WARNING" in printed and f"http://127.0.0.1:{server.port}" in printed and "192.168.1.9" in printed


async def test_with_a_certificate_the_server_speaks_https_and_prints_an_https_address(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    server = Process(tmp_path / "data", None, "--tls-cert", str(cert), "--tls-key", str(key))
    assert server.child.stdout is not None
    while "phones:" not in (line := server.child.stdout.readline()):
        assert server.child.poll() is None
    assert f"https://127.0.0.1:{server.port}/m" in line
    async with httpx2.AsyncClient(verify=ssl.create_default_context(cafile=cert)) as client:
        with pytest.raises(httpx2.ConnectError):  # verified, and the certificate names no address
            await client.get(f"https://127.0.0.1:{server.port}/healthz")
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    async with httpx2.AsyncClient(verify=unchecked) as client:
        assert (await client.get(f"https://127.0.0.1:{server.port}/healthz")).status_code == 200
    assert server.stop() == 0


async def test_a_peer_that_does_not_answer_the_end_of_tls_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    server = Process(tmp_path / "data", None, "--tls-cert", str(cert), "--tls-key", str(key))
    server.base = server.base.replace("http:", "https:")
    await server.ready()
    with UNVERIFIED_TLS.wrap_socket(socket.create_connection(("127.0.0.1", server.port))) as asleep:
        asleep.sendall(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert asleep.recv(12) == b"HTTP/1.1 200"
        assert " ERROR " not in await asyncio.to_thread(output, server)


# Errors that stop the start, and recovery


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", *arguments, "--data", str(data)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=30, check=False)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("filled") / "data"
    for sample in ("demo.toml", "town-18.json"):
        assert run(data, "create", str(ROOT / "cards/samples" / sample)).returncode == 0
    return data


@pytest.fixture
def stopped(filled: Path, tmp_path: Path) -> Path:
    """The data folder of a stopped server; its database has two meetings."""
    return Path(shutil.copytree(filled, tmp_path / "data"))


def error_of(captured: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command ends."""
    assert main([*arguments]) == 2
    (line,) = captured.readouterr().err.splitlines()
    assert line.startswith("pingyi: ")
    return str(line)


def startup_error(captured: pytest.CaptureFixture[str], data: Path) -> str:
    return error_of(captured, "--host", "127.0.0.1", "--port", "0", "--data", str(data))


def overwrite(path: Path, at: int, octets: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(octets)


@pytest.mark.parametrize(("at", "octets"), [(0, b"no database at all"), (4096, b"\xff" * 2048)])
def test_a_broken_database_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], at: int, octets: bytes
) -> None:
    overwrite(stopped / "pingyi.db", at, octets)
    line = startup_error(capsys, stopped)
    assert str(stopped) in line and "pingyi.db" in line


def test_a_modified_row_stops_the_start(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(stopped / "pingyi.db") as db:
        db.execute("UPDATE meeting SET body = replace(body, '演示', '演出')")
    assert "meeting" in startup_error(capsys, stopped)


@pytest.mark.parametrize("name", ["admin-key", "secret"])
@pytest.mark.parametrize("octets", [b"", b"short", b"\xff\xfe\x00"])
def test_a_damaged_key_file_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], name: str, octets: bytes
) -> None:
    (stopped / name).write_bytes(octets)
    assert name in startup_error(capsys, stopped)


@pytest.mark.parametrize("name", ["boxes", "keys"])
def test_a_file_instead_of_a_folder_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (stopped / name).rmdir()
    (stopped / name).touch()
    assert name in startup_error(capsys, stopped)


async def stop_during_round(data: Path) -> tuple[MeetingClient, str]:
    """Stop the server while a second round is open; return the meeting and that round's id."""
    server = await Process(data).ready()
    meeting = await server.make(admission="cards")
    tokens = await meeting.cards(6)
    async with meeting.chair() as chair:
        for subject in meeting.ids()[:2]:
            round_id = await chair.open([subject])
            for token in tokens:
                async with meeting.phone(token) as phone:
                    assert (await phone.cast(round_id, 8))["t"] == "receipt"
            if subject == meeting.ids()[0]:
                await chair.do("close", round=round_id)
    assert run(data, "backup", str(data.parent / "copy.db")).returncode == 0
    server.stop()
    return meeting, round_id


@pytest.mark.scaled(1)
@pytest.mark.parametrize("lost", ["keys/{}", "boxes/{}.db"])
async def test_a_missing_round_key_or_box_stops_the_start_until_the_round_is_voided(tmp_path: Path, lost: str) -> None:
    """P10: the closed round keeps its counts; the lost one is voided and can be held again."""
    data = tmp_path / "data"
    meeting, round_id = await stop_during_round(data)
    (data / lost.format(round_id)).unlink()
    result = run(data, "serve", "--port", "0")
    assert result.returncode == 2 and len(result.stderr.splitlines()) == 1
    assert lost.format(round_id) in result.stderr and "--void-lost" in result.stderr
    await assert_continues_without(data, meeting, round_id)


async def test_a_server_starts_from_a_backup_after_voiding_the_open_round(tmp_path: Path) -> None:
    """P10: `backup FILE` while the server runs, restored in another folder as `pingyi.db`."""
    meeting, round_id = await stop_during_round(tmp_path / "data")
    copy, restored = tmp_path / "copy.db", tmp_path / "restored"
    assert mode(copy) == 0o600
    restored.mkdir()
    shutil.copy(copy, restored / "pingyi.db")
    result = run(restored, "serve", "--port", "0")
    assert result.returncode == 2 and "--void-lost" in result.stderr
    await assert_continues_without(restored, meeting, round_id)


async def assert_continues_without(data: Path, meeting: MeetingClient, round_id: str) -> None:
    server = await Process(data, None, "--void-lost").ready()
    restarted_meeting = moved(meeting, server)
    tally = await restarted_meeting.tally()
    assert [one["state"] for one in tally["rounds"]] == ["closed", "voided"]
    assert tally["rounds"][1]["id"] == round_id and tally["rounds"][1]["voided"]
    assert tally["parts"][0]["subjects"][0]["score"] == "8.000"
    async with restarted_meeting.chair() as chair:
        await chair.open(meeting.ids()[1:2])
    server.stop()


def test_a_backup_never_overwrites_a_file_and_names_the_path_that_failed(
    stopped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.db").touch()
    for arguments, name in [
        ((stopped, "there.db"), "there.db"),
        ((stopped, "missing/copy.db"), "missing/copy.db"),
        ((tmp_path / "nowhere", "copy.db"), "nowhere"),
    ]:
        assert name in error_of(capsys, "backup", str(tmp_path / arguments[1]), "--data", str(arguments[0]))
    overwrite(stopped / "pingyi.db", 0, b"no database at all")
    error_of(capsys, "backup", str(tmp_path / "copy.db"), "--data", str(stopped))
    assert not (tmp_path / "copy.db").exists()


# Creating a meeting from a file


async def test_create_prints_working_links_while_a_server_is_running(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    result = run(tmp_path, "create", str(ROOT / "cards/samples/contest.toml"), "--port", str(server.port))
    created = json.loads(result.stdout)
    assert set(created["links"]) == {"chair", "screen", "desk"} and created["join"] is None
    answer = await server.http("GET", f"/api/meetings/{created['id']}", created["keys"]["desk"])
    assert answer.status_code == 200 and answer.json()["title"] == "Spring Speech Contest: Final"
    server.stop()


def test_create_names_every_bad_field(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text('tittle = "x"\nexpected = -1\n[[parts]]\nname = "a"\nform = "none"\nsubjects = []\n', "utf-8")
    result = run(tmp_path, "create", str(file))
    assert result.returncode == 2 and result.stdout == ""
    fields = [line.split(":")[1].strip() for line in result.stderr.splitlines()]
    assert {"title", "tittle", "expected", "parts[0].form", "parts[0].subjects"} == set(fields)


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("bad.json", b"{"),
        ("bad.toml", b"="),
        ("gbk.json", "“会”".encode("gbk")),
        ("deep.json", b"[" * 9999),
        ("gone.json", None),
    ],
)
def test_create_names_the_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, octets: bytes | None
) -> None:
    if octets is not None:
        (tmp_path / name).write_bytes(octets)
    assert name in error_of(capsys, "create", str(tmp_path / name), "--data", str(tmp_path / "data"))
