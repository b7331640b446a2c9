"""Starting as an operator sees it (CONTRACT "Start"): what is printed and kept, what stops it, how to go on."""

import json
import re
import shutil
import sqlite3
import ssl
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from server.__main__ import main
from tests.harness import ROOT, Made, Process
from tests.voters import moved

pytestmark = pytest.mark.anyio

KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ADDRESS = re.compile(r"phones:\s+(http://\S+)/m\n")
QR = "█████"


# What is printed and kept


def output(server: Process) -> str:
    server.child.terminate()
    out, err = server.child.communicate(timeout=15)
    assert server.child.returncode == 0, err
    return out + err


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_the_first_start_shows_address_code_and_admin_link_a_later_one_no_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = await Process(data).ready()
    key = (data / "admin-key").read_text().strip()
    first = output(server)
    match = ADDRESS.search(first)
    assert match and match[1] == f"http://127.0.0.1:{server.port}"
    assert QR in first and f"{match[1]}/#{key}" in first
    second = output(await Process(data).ready())
    assert ADDRESS.search(second) and QR in second
    assert key not in second and (data / "admin-key").read_text().strip() == key


async def test_keys_and_secrets_are_for_their_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = await Process(data).ready()
    made = await server.make()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        assert [mode(data / name) for name in ("admin-key", "secret")] == [0o600, 0o600]
        assert [mode(data / name) for name in ("keys", "boxes")] == [0o700, 0o700]
        assert mode(data / "keys" / round_id) == 0o600
    server.stop()
    (data / "secret").chmod(0o644)
    (await Process(data).ready()).stop()
    assert mode(data / "secret") == 0o600


async def test_health_needs_no_known_host_and_the_given_admin_key_is_never_printed(tmp_path: Path) -> None:
    server = await Process(tmp_path, None, PINGYI_ADMIN_KEY=KEY).ready()
    health = await server.http("GET", "/healthz", None, Host="anything.example")
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    assert (await server.http("GET", "/api/meetings", KEY)).json() == []
    assert KEY not in output(server) and not (tmp_path / "admin-key").exists()


async def test_two_servers_never_share_a_folder(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    ended = run(tmp_path, "serve", "--port", "0")
    assert ended.returncode == 2 and ended.stderr.startswith("pingyi: PINGYI_DATA: another running server")
    server.kill()
    (await Process(tmp_path).ready()).stop()


async def test_a_new_address_warns_of_printed_cards(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    await (await server.make(admission="cards")).cards(1)
    assert "WARNING" not in output(server)
    again = await Process(tmp_path, server.port, "--public-url", "http://192.168.1.9:8000").ready()
    warned = output(again)
    assert "WARNING" in warned and f"http://127.0.0.1:{server.port}" in warned and "192.168.1.9" in warned


def self_signed(folder: Path) -> tuple[Path, Path]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pingyi")])
    day, now = timedelta(days=1), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.serial_number(1).not_valid_before(now - day).not_valid_after(now + day)
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(dated.sign(key, SHA256()).public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, private


async def test_a_certificate_makes_it_https_and_the_printed_address_says_so(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    server = Process(tmp_path / "data", None, "--tls-cert", str(cert), "--tls-key", str(key))
    assert server.child.stdout is not None
    while "phones:" not in (line := server.child.stdout.readline()):
        assert server.child.poll() is None
    assert f"https://127.0.0.1:{server.port}/m" in line
    async with httpx2.AsyncClient(verify=ssl.create_default_context(cafile=cert)) as client:
        with pytest.raises(httpx2.ConnectError):  # the certificate names no address: it is checked
            await client.get(f"https://127.0.0.1:{server.port}/healthz")
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    async with httpx2.AsyncClient(verify=unchecked) as client:
        assert (await client.get(f"https://127.0.0.1:{server.port}/healthz")).status_code == 200
    assert server.stop() == 0


# What stops a start, and how to go on


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
    """The folder of a server that was stopped; its database has two meetings."""
    return Path(shutil.copytree(filled, tmp_path / "data"))


def refused(captured: pytest.CaptureFixture[str], data: Path) -> str:
    assert main(["--host", "127.0.0.1", "--port", "0", "--data", str(data)]) == 2
    (line,) = captured.readouterr().err.splitlines()
    assert line.startswith("pingyi: ")
    return str(line)


def overwrite(path: Path, at: int, octets: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(octets)


@pytest.mark.parametrize(("at", "octets"), [(0, b"no database at all"), (4096, b"\xff" * 2048)])
def test_a_broken_database_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], at: int, octets: bytes
) -> None:
    overwrite(stopped / "pingyi.db", at, octets)
    line = refused(capsys, stopped)
    assert str(stopped) in line and "pingyi.db" in line


def test_a_changed_row_stops_the_start(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(stopped / "pingyi.db") as db:
        db.execute("UPDATE meeting SET body = replace(body, '演示', '演出')")
    assert "meeting" in refused(capsys, stopped)


@pytest.mark.parametrize("name", ["admin-key", "secret"])
@pytest.mark.parametrize("octets", [b"", b"short", b"\xff\xfe\x00"])
def test_a_damaged_key_file_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], name: str, octets: bytes
) -> None:
    (stopped / name).write_bytes(octets)
    assert name in refused(capsys, stopped)


@pytest.mark.parametrize("name", ["boxes", "keys"])
def test_a_file_in_the_place_of_a_folder_stops_the_start(
    stopped: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (stopped / name).rmdir()
    (stopped / name).touch()
    assert name in refused(capsys, stopped)


async def voted(data: Path) -> tuple[Made, str]:
    """A meeting with one counted round, and a second one open when the server stops."""
    server = await Process(data).ready()
    made = await server.make(admission="cards")
    tokens = await made.cards(6)
    async with made.chair() as chair:
        for subject in made.ids()[:2]:
            round_id = await chair.open([subject])
            for token in tokens:
                async with made.phone(token) as phone:
                    assert (await phone.cast(round_id, 8))["t"] == "receipt"
            if subject == made.ids()[0]:
                await chair.do("close", round=round_id)
    assert run(data, "backup", str(data.parent / "copy.db")).returncode == 0
    server.stop()
    return made, round_id


@pytest.mark.parametrize("lost", ["keys/{}", "boxes/{}.db"])
async def test_a_missing_round_key_or_box_stops_the_start_until_the_round_is_voided(tmp_path: Path, lost: str) -> None:
    """P10: the closed round keeps its figures; the lost one is void and may be run again."""
    data = tmp_path / "data"
    made, round_id = await voted(data)
    (data / lost.format(round_id)).unlink()
    ended = run(data, "serve", "--port", "0")
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1
    assert lost.format(round_id) in ended.stderr and "--void-lost" in ended.stderr
    await _goes_on_without(data, made, round_id)


async def test_a_backup_starts_in_a_new_folder_and_offers_to_void_the_open_round(tmp_path: Path) -> None:
    """P10: `backup FILE` while the server runs, restored elsewhere as `pingyi.db`."""
    made, round_id = await voted(tmp_path / "data")
    copy, restored = tmp_path / "copy.db", tmp_path / "restored"
    assert mode(copy) == 0o600
    restored.mkdir()
    shutil.copy(copy, restored / "pingyi.db")
    ended = run(restored, "serve", "--port", "0")
    assert ended.returncode == 2 and "--void-lost" in ended.stderr
    await _goes_on_without(restored, made, round_id)


async def _goes_on_without(data: Path, made: Made, round_id: str) -> None:
    server = await Process(data, None, "--void-lost").ready()
    again = moved(made, server)
    tally = await again.tally()
    assert [one["state"] for one in tally["rounds"]] == ["closed", "voided"]
    assert tally["rounds"][1]["id"] == round_id and tally["rounds"][1]["voided"]
    assert tally["parts"][0]["subjects"][0]["score"] == "8.000"
    async with again.chair() as chair:
        await chair.open(made.ids()[1:2])
    server.stop()


def test_a_backup_never_overwrites_and_names_what_it_cannot_do(stopped: Path, tmp_path: Path) -> None:
    (tmp_path / "there.db").touch()
    for arguments, named in [
        ((stopped, "there.db"), "there.db"),
        ((stopped, "missing/copy.db"), "missing/copy.db"),
        ((tmp_path / "nowhere", "copy.db"), "nowhere"),
    ]:
        ended = run(arguments[0], "backup", str(tmp_path / arguments[1]))
        assert ended.returncode == 2 and named in ended.stderr and len(ended.stderr.splitlines()) == 1
    overwrite(stopped / "pingyi.db", 0, b"no database at all")
    ended = run(stopped, "backup", str(tmp_path / "copy.db"))
    assert ended.returncode == 2 and not (tmp_path / "copy.db").exists()


# Creating a meeting from a file


async def test_create_beside_a_running_server_prints_links_that_open(tmp_path: Path) -> None:
    server = await Process(tmp_path).ready()
    ended = run(tmp_path, "create", str(ROOT / "cards/samples/contest.toml"), "--port", str(server.port))
    made = json.loads(ended.stdout)
    assert set(made["links"]) == {"chair", "screen", "desk"} and made["join"] is None
    answer = await server.http("GET", f"/api/meetings/{made['id']}", made["keys"]["desk"])
    assert answer.status_code == 200 and answer.json()["title"] == "Spring Speech Contest: Final"
    server.stop()


async def test_the_admin_link_is_still_shown_at_the_first_start_after_create(stopped: Path) -> None:
    server = await Process(stopped).ready()
    assert f"/#{server.admin}" in output(server)


def test_create_names_every_bad_field(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text('tittle = "x"\nexpected = -1\n[[parts]]\nname = "a"\nform = "none"\nsubjects = []\n', "utf-8")
    ended = run(tmp_path, "create", str(file))
    assert ended.returncode == 2 and ended.stdout == ""
    named = [line.split(":")[1].strip() for line in ended.stderr.splitlines()]
    assert {"title", "tittle", "expected", "parts[0].form", "parts[0].subjects"} == set(named)


@pytest.mark.parametrize(
    ("name", "octets"),
    [("bad.json", b"{"), ("bad.toml", b"="), ("gbk.json", "“会”".encode("gbk")), ("deep.json", b"[" * 9999)],
)
def test_create_says_which_file_cannot_be_read(tmp_path: Path, name: str, octets: bytes) -> None:
    (tmp_path / name).write_bytes(octets)
    ended = run(tmp_path, "create", str(tmp_path / name))
    assert ended.returncode == 2 and name in ended.stderr and "Traceback" not in ended.stderr
    assert "gone.json" in run(tmp_path, "create", str(tmp_path / "gone.json")).stderr
