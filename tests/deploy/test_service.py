"""The systemd unit: as restricted as it can be, and no more than the server bears."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import ROOT, Process
from tests.pages.actions import certify, hold_rounds

pytestmark = pytest.mark.anyio

DEPLOY = ROOT / "docs" / "deploy"
UNITS = ("pingyi.service", "pingyi-backup.service")
MOST_EXPOSED = "20"
"""Of 100, in the unit of systemd-analyze: an exposure of 2.0."""
ROOT_ONLY = {"fchown"} if os.geteuid() == 0 else set[str]()
"""What SQLite calls only as root; the service runs as a user without rights."""
ANALYZE = shutil.which("systemd-analyze")
STRACE = shutil.which("strace")


class TracedServer(Process):
    """Lists the system calls of the server and of the processes that it starts; strace is a child of it (`-D`)."""

    def __init__(self, data: Path, calls: Path) -> None:
        self.prefix = (str(STRACE), "-D", "-f", "-qq", "-o", str(calls))
        super().__init__(data)


@pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")
@pytest.mark.parametrize("unit", UNITS)
def test_a_service_is_exposed_as_little_as_systemd_can_measure(unit: str) -> None:
    command = [str(ANALYZE), "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(DEPLOY / unit)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr


@pytest.mark.skipif(ANALYZE is None or STRACE is None, reason="no systemd or no strace on this machine")
async def test_a_whole_meeting_needs_no_call_and_no_memory_that_the_service_forbids(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    server = TracedServer(tmp_path / "data", calls)
    try:
        made = await (await server.ready()).make(expected=8)
        await made.go_live()
        await hold_rounds(made)
        await certify(made)
        assert (await made.http("GET", "/bundle.zip")).status_code == 200
        assert server.stop() == 0
    finally:
        server.child.kill()
        server.child.wait()
    text = calls.read_text()
    used = set(re.findall(r"^\d+ +(\w+)\(", text, re.M))
    assert used - ROOT_ONLY <= {*calls_of("@system-service")} - {*calls_of("@privileged")}
    assert len(used) > 40 and not re.search("PROT_WRITE[|]PROT_EXEC|PROT_EXEC[|]PROT_WRITE", text)
    assert not re.search(r"mprotect\(.*PROT_EXEC", text)


def calls_of(group: str) -> Iterator[str]:
    """System calls of a group of systemd's, and of the groups in it."""
    listed = subprocess.run([str(ANALYZE), "syscall-filter", group], capture_output=True, text=True, check=True).stdout
    for name in re.findall(r"^ +(@?[\w-]+)$", listed, re.M):
        yield from calls_of(name) if name.startswith("@") else [name]


def test_the_timer_runs_the_backup_of_the_same_data_as_the_same_user() -> None:
    service, backup, timer = ((DEPLOY / name).read_text("utf-8") for name in (*UNITS, "pingyi-backup.timer"))
    assert (
        "Environment=PINGYI_DATA=/var/lib/pingyi\n" in service and "Environment=PINGYI_DATA=/var/lib/pingyi\n" in backup
    )
    assert "DynamicUser=yes\n" in service and "User=" not in service.replace("DynamicUser=", "").replace(
        "PrivateUsers=", ""
    )
    assert "User=pingyi\nDynamicUser=yes\n" in backup and "OnCalendar=*:0/15\n" in timer
    assert "`/var/lib/pingyi-backups`" in (ROOT / "docs" / "operations.md").read_text("utf-8")
