"""`pingyi keys` and `pingyi log`: beside a running server, on a stopped one, and on a shared database."""

import asyncio
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.__main__ import main
from tests.harness import MEETING, ROOT, Hosted, Map, hosted
from tests.nodes import SECRET, nodes

pytestmark = pytest.mark.anyio

Run = Callable[..., "asyncio.Future[tuple[int, str, str]]"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., object]:
    """Runs a command in a thread: exit status, stdout and stderr."""

    async def command(*arguments: str) -> tuple[int, str, str]:
        status = await asyncio.to_thread(main, list(arguments))
        return status, *capsys.readouterr()

    return command


def key_of(output: str) -> str:
    """The key in the printed link, the last line."""
    return output.strip().rpartition("#")[2]


async def seen(host: Hosted, key: str) -> tuple[int, int]:
    """Status of the list of meetings, and their number."""
    answer = await host.http("GET", "/api/meetings", key)
    return answer.status_code, len(answer.json()) if answer.status_code == 200 else 0


async def use_a_key_from_its_addition_to_its_revocation(run: Run, host: Hosted, *place: str) -> None:
    url = ("--public-url", host.base)
    status, output, _ = await run("keys", "add", "第一中学", "--meetings", "1", "--phones", "50", *place, *url)
    key = key_of(output)
    assert status == 0 and f"{host.base}/admin#{key}" in output
    assert (await host.http("POST", "/api/meetings", key, MEETING)).status_code == 201
    other = await host.make()
    status, _, error = await run("keys", "assign", other.id, "第一中学", *place)
    assert status == 2 and "may have 1 meeting, and it has" in error
    assert (await run("keys", "limit", "第一中学", "--meetings", "none", "--expires", "2099-12-31", *place))[0] == 0
    assert (await run("keys", "assign", other.id, "第一中学", *place))[0] == 0
    assert await seen(host, key) == (200, 2)
    new = key_of((await run("keys", "link", "第一中学", *place, *url))[1])
    assert (await seen(host, key), await seen(host, new)) == ((401, 0), (200, 2))
    assert (await run("keys", "rename", "第一中学", "一中", *place))[0] == 0
    listed: list[Map] = json.loads((await run("keys", "list", "--json", *place))[1])
    assert [(row["name"], row["state"], row["meetings"], row["limits"]) for row in listed] == [
        ("一中", "active", 2, {"meetings": None, "phones": 50, "expires": "2099-12-31"})
    ]
    assert "一中" in (text := (await run("keys", "list", *place))[1]) and "limit none" in text
    assert (await run("keys", "assign", other.id, "main", *place))[0] == 0
    assert (await run("keys", "revoke", str(listed[0]["id"]), *place))[0] == 0
    assert await seen(host, new) == (401, 0)
    assert (await run("keys", "revoke", "一中", *place))[0] == 2
    acts = [line["act"] for line in json.loads((await run("log", "--json", *place))[1])]
    assert acts == [
        *("add-key", "create", "create", "change-key", "assign", "replace-key"),
        *("change-key", "assign", "revoke-key"),
    ]


async def test_the_commands_work_beside_a_running_server(tmp_path: Path, run: Run) -> None:
    async with hosted(tmp_path) as host:
        await use_a_key_from_its_addition_to_its_revocation(run, host, "--data", str(tmp_path))


async def test_the_commands_work_on_a_shared_database(
    tmp_path: Path, database: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINGYI_DATABASE_URL", database)
    monkeypatch.setenv("PINGYI_SECRET", SECRET)
    async with nodes(tmp_path, database, 1) as (host,):
        await use_a_key_from_its_addition_to_its_revocation(run, host)


async def test_a_key_can_be_added_before_the_first_start(tmp_path: Path, run: Run) -> None:
    key = key_of((await run("keys", "add", "市医院", "--data", str(tmp_path)))[1])
    async with hosted(tmp_path) as host:
        assert await seen(host, key) == (200, 0)
    assert (await run("keys", "revoke", "市医院", "--data", str(tmp_path)))[0] == 0
    async with hosted(tmp_path) as host:
        assert await seen(host, key) == (401, 0)


async def test_a_restored_copy_has_the_keys_and_whose_each_meeting_is(tmp_path: Path, run: Run) -> None:
    home, copy, other = str(tmp_path / "home"), str(tmp_path / "copy.db"), str(tmp_path / "other")
    async with hosted(Path(home)) as host:
        key = key_of((await run("keys", "add", "第一中学", "--data", home))[1])
        await host.http("POST", "/api/meetings", key, MEETING)
        await host.make()
        assert (await run("backup", copy, "--data", home))[0] == 0
    assert (await run("restore", copy, "--data", other))[0] == 0
    async with hosted(Path(other)) as host:
        assert await seen(host, key) == (200, 1)
        assert len((await host.http("GET", "/api/log", host.admin)).json()["log"]) == 3


async def test_a_command_with_a_wrong_folder_makes_none(tmp_path: Path, run: Run) -> None:
    for command in (("log",), ("keys", "list"), ("keys", "revoke", "甲")):
        status, _, error = await run(*command, "--data", str(tmp_path / "typo"))
        assert status == 2 and "no pingyi.db" in error
    assert not (tmp_path / "typo").exists()


async def test_wrong_arguments_are_named(tmp_path: Path, run: Run) -> None:
    await run("keys", "add", "乙", "--data", str(tmp_path))
    for arguments, said in (
        (("add", "甲\n乙"), "name:"),
        (("add", "甲", "--phones", "viele"), "phones:"),
        (("add", "甲", "--expires", "31.12.2026"), "expires:"),
        (("limit", "甲", "--phones", "5"), "no such admin key"),
        (("limit", "甲"), "--meetings"),
        (("assign", "0" * 16, "main"), "Not found"),
        (("assign", "\udcff", "main"), "Not found"),
        (("add", "\u3164"), "name:"),
        (("revoke", ""), "no such admin key"),
    ):
        status, output, error = await run("keys", *arguments, "--data", str(tmp_path))
        assert (status, output) == (2, "") and said in error and error.count("\n") == 1, (arguments, error)


async def test_what_the_log_prints_stays_on_its_line(tmp_path: Path, run: Run) -> None:
    """Neither a title nor a key's name can pass for a line of the log, or reach the terminal as a command."""
    async with hosted(tmp_path) as host:
        for title in ("甲\u202e乙", "甲\n2  2026", "\x1b[2J"):
            answer = await host.http("POST", "/api/meetings", host.admin, {**MEETING, "title": title})
            assert answer.status_code == 422
        await host.make(title="甲\u200f\U000e0041乙 1  2026-12-01")
    status, output, _ = await run("log", "--data", str(tmp_path))
    assert status == 0 and output.count("\n") == 1
    assert all(char.isprintable() for char in output.strip())


def test_a_new_key_whose_link_nobody_can_read_is_revoked(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "server", "keys", "add", "第一中学", "--data", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=writer)
    os.close(writer)
    assert ended.returncode != 0
    command = [sys.executable, "-m", "server", "keys", "list", "--json", "--data", str(tmp_path)]
    listed = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    assert [row["state"] for row in listed] == ["revoked"]


async def test_the_commands_of_the_operators_page_work_as_they_are_written(tmp_path: Path, run: Run) -> None:
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    written = re.findall(r"`pingyi (keys [^`]+)`", page)
    assert len(written) >= 5
    async with hosted(tmp_path) as host:
        made = await host.make()
        for command in sorted(written, key=lambda command: "revoke" in command):
            names = {"NAME": "第一中学", "MEETING": made.id}
            arguments = [names.get(argument, argument) for argument in shlex.split(command)]
            status, _, error = await run(*arguments, "--data", str(tmp_path))
            assert status == 0, (command, error)
