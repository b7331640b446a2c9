"""The commands in README, docs and recipes are ones that the program has; none installs into the system's Python."""

import re
import shlex

import pytest

from server.__main__ import parser
from tests.harness import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "deploy").iterdir())]
SUBCOMMANDS = "serve|create|backup|restore|doctor|admin-link|keys|log|verify|ledger|move"
COMMAND = re.compile(rf"pingyi ((?:{SUBCOMMANDS})(?: [^`;&|\n()]+)?)(?=[`;&|\n)]|$)")
PLACEHOLDER = re.compile(r"[\[\]…<>]|ACTION|DATA_OR_URL")
ABBREVIATED = {"backup", "create", "keys", "keys add", "ledger", "log", "move", "restore", "verify", "serve"}
"""Named in a sentence, without what they need."""


def commands(name: str) -> list[str]:
    text = next(page for page in PAGES if page.name == name).read_text("utf-8")
    return [found for found in COMMAND.findall(text) if found not in ABBREVIATED and not PLACEHOLDER.search(found)]


def test_the_program_takes_every_command() -> None:
    for page in PAGES:
        for command in commands(page.name):
            try:
                parser().parse_args(shlex.split(command))
            except SystemExit:
                pytest.fail(f"{page.name}: pingyi {command}")


def test_the_commands_of_each_kind_of_page_are_found() -> None:
    assert "backup /safe/place/2022-12-20.db" in commands("operations.md")
    assert "backup --to /root/pingyi-backups" in commands("operations.md")
    assert "admin-link" in commands("compose.yaml")
    assert "serve --port 8000" in commands("pingyi.service")


def test_no_page_installs_into_the_python_of_the_system() -> None:
    """Debian and others refuse it (PEP 668). A container has its own."""
    for page in PAGES:
        if page.name != "Dockerfile":
            assert not re.search(r"(^ *|[`;&] *)pip3? install", page.read_text("utf-8"), re.MULTILINE), page.name
