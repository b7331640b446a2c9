"""Ports of the servers that tests start: no test may hear the server of another in the place of its own."""

import socket
from pathlib import Path

import pytest

from tests.harness import Process


def test_the_port_of_a_server_that_has_ended_is_kept_for_the_one_that_a_test_starts_on_it_next(tmp_path: Path) -> None:
    server = Process(tmp_path / "data")
    server.kill()
    with socket.socket() as other, pytest.raises(OSError):
        other.bind(("127.0.0.1", server.port))
