"""`doctor` names what a server lacks, and what to do about it."""

import json
import os
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.__main__ import main
from server.cli.doctor import State, from_certificate, from_extras, from_file_limit, from_fonts
from tests.certificates import self_signed
from tests.harness import MEETING, Process
from tests.ports import free_port

pytestmark = pytest.mark.anyio


def lines(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, str]]:
    """The exit status, and the lines by their signs and first words in English."""
    status = main(["doctor", *map(str, arguments)])
    printed = capsys.readouterr().out.splitlines()
    return status, {line.split(" / ")[-1]: line[0] for line in printed}


def one(found: dict[str, str], part: str) -> str:
    """The sign of the only line that says this."""
    (sign,) = (sign for text, sign in found.items() if part in text)
    return sign


def test_on_a_good_machine_nothing_is_wrong_and_nothing_is_created(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = lines(capsys, "--data", tmp_path / "data", "--port", free_port())
    assert status == 0 and "✗" not in found.values()
    assert one(found, "is free") == "✓" and one(found, "no database yet") == "✓"
    assert not (tmp_path / "data").exists()


def test_a_database_is_looked_at_without_leaving_a_file_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, document = tmp_path / "data", tmp_path / "meeting.json"
    document.write_text(json.dumps(MEETING))
    assert main(["create", str(document), "--data", str(data)]) == 0
    before = sorted(data.rglob("*"))
    _, found = lines(capsys, "--data", data, "--port", free_port())
    assert one(found, "the database is sound, 1 meeting") == "✓"
    assert sorted(data.rglob("*")) == before


async def test_a_running_server_is_recognised(
    started: Callable[..., Process], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio

    server = await started(tmp_path).ready()
    await server.make()
    arguments = ("--data", tmp_path, "--port", server.port, "--host", "127.0.0.1")
    status, found = await asyncio.to_thread(lines, capsys, *arguments)
    assert status == 0 and one(found, "the server is running") == "✓" and one(found, "1 meeting") == "✓"


def test_what_stands_in_the_way_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pingyi.db").write_bytes(b"no database" * 500)
    tmp_path.chmod(0o755)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        status, found = lines(
            capsys,
            *("--data", tmp_path, "--host", "127.0.0.1", "--port", other.getsockname()[1]),
            *("--public-url", "http://no-such-host.invalid:8000", "--timezone", "Asia/Shanghai"),
        )
    assert status == 1
    assert one(found, "restore the latest backup") == "✗" and one(found, "another program uses port") == "✗"
    assert one(found, "has no address") == "!"
    assert one(found, "+08:00 CST") == "✓"
    assert one(found, "others can open") == "!" or os.name != "posix"


@pytest.mark.parametrize(("days", "sign"), [(-3, "✗"), (5, "!"), (300, "✓")])
def test_a_certificate_is_renewed_in_time(tmp_path: Path, days: int, sign: str) -> None:
    cert, _ = self_signed(tmp_path, until=datetime.now(UTC) + timedelta(days=days))
    assert from_certificate(cert).line()[0] == sign


def test_few_open_files_and_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert from_file_limit(1024).line()[0] == "!" and from_file_limit(20_000).line()[0] == "✓"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert from_fonts().line()[0] == "!"


def test_without_the_typesetter_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("pdf" in finding.line() for finding in from_extras() if finding.state is State.GOOD)
    monkeypatch.setitem(sys.modules, "typst", None)
    (missing,) = [finding.line() for finding in from_extras() if finding.state is State.LOOK]
    assert missing[0] == "!" and "pdf" in missing and "-m pip install typst fontTools" in missing


def test_a_database_that_cannot_be_reached_is_named_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINGYI_DATABASE_URL", f"postgresql://pingyi:geheim@127.0.0.1:{free_port()}/pingyi")
    monkeypatch.setenv("PINGYI_SECRET", "s" * 32)
    status = main(["doctor"])
    said = capsys.readouterr().out
    assert status == 1 and "✗ PostgreSQL" in said and "geheim" not in said
