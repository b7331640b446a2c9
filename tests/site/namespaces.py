"""A hall's network without internet, made of two network namespaces: the laptop's and the phones'."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.harness import ROOT

LAPTOP, PHONE = "192.168.77.1", "192.168.77.2"
PORT = 8000


class Hall:
    """The phones' resolver asks the laptop, as the access point's DHCP would tell them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.laptop, self.phones = (f"pingyi-{end}-{os.getpid()}" for end in ("laptop", "phones"))
        self._resolver = folder / "resolv.conf"
        self._resolver.write_text(f"nameserver {LAPTOP}\noptions timeout:1 attempts:1\n")

    def build(self, laptop_address: str = LAPTOP) -> None:
        for name in (self.laptop, self.phones):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip("-n", self.laptop, "link", "add", "hall", "type", "veth", "peer", "name", "hall", "netns", self.phones)
        for name, address in ((self.laptop, laptop_address), (self.phones, PHONE)):
            ip("-n", name, "address", "add", f"{address}/24", "dev", "hall")
            ip("-n", name, "link", "set", "hall", "up")

    def remove(self) -> None:
        for name in (self.laptop, self.phones):
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False, timeout=20)

    @contextmanager
    def server(self, *flags: str) -> Iterator[subprocess.Popen[str]]:
        """`serve --site` on the laptop, once it has printed its addresses."""
        child = subprocess.Popen(
            self._serve(*flags), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            assert child.stdout is not None and child.stderr is not None
            while "(--site)" not in child.stdout.readline():
                assert child.poll() is None, child.stderr.read()
            yield child
        finally:
            child.terminate()
            child.communicate(timeout=15)

    def refusal(self, *flags: str, prefix: tuple[str, ...] = ()) -> str:
        """Why the server does not start."""
        command = self._serve(*flags, prefix=prefix)
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
        assert ended.returncode == 2, ended.stdout + ended.stderr
        return ended.stderr

    def _serve(self, *flags: str, prefix: tuple[str, ...] = ()) -> list[str]:
        server = [sys.executable, "-m", "server", "--site", "--port", str(PORT), "--data", str(self.folder / "data")]
        return ["ip", "netns", "exec", self.laptop, *prefix, *server, *flags]

    def phone(self, *arguments: str) -> Any:
        """What `phone.py` finds out in the phones' namespace."""
        shell = f'mount --bind "{self._resolver}" /etc/resolv.conf && exec "$@"'
        program = [sys.executable, str(Path(__file__).with_name("phone.py")), *arguments]
        return json.loads(run("ip", "netns", "exec", self.phones, "sh", "-c", shell, "sh", *program))

    def on_laptop(self, *command: str) -> str:
        return run("ip", "netns", "exec", self.laptop, *command)


def run(*command: str) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def ip(*arguments: str) -> str:
    return run("ip", *arguments)


def skip_without_namespaces() -> None:
    name = f"pingyi-try-{os.getpid()}"
    try:
        made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False, timeout=20)
    except FileNotFoundError:
        pytest.skip("needs the command ip (package iproute2)")
    if made.returncode != 0:
        pytest.skip(f"needs the right to make network namespaces (root): {made.stderr.strip()}")
    ip("netns", "del", name)
