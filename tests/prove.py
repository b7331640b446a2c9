"""Every promise with its latest figure: `python -m tests.prove [P01 P20 …] [--write]`, at full size.

A test proves the promises that its docstring begins with ("P01: …", "P01, P05: …") and says its figure with the `proof`
fixture. `--write` puts the rows into the table of docs/promises.md.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "promises.md"
BEGIN, END = "<!-- table -->", "<!-- /table -->"
NAMED = re.compile(r"^((?:P\d\d(?:, )?)+):")
ROW = re.compile(r"\| P\d\d \|")
SOURCE = re.compile(r"^\| (P\d\d) \| ([^|]+) \| ([^|]+) \|$", re.M)


def named(doc: str | None) -> list[str]:
    """The promises that a docstring begins with."""
    found = NAMED.match((doc or "").strip())
    return found.group(1).split(", ") if found else []


def wanted(page: str) -> dict[str, tuple[str, str]]:
    """Each promise's test and what it takes to pass, from the list that opens docs/promises.md."""
    return {one: (test.strip(), passes.strip()) for one, test, passes in SOURCE.findall(page.partition(BEGIN)[0])}


@dataclass(slots=True)
class Proof:
    """What the tests of one promise have said. `took` in seconds."""

    passed: int = 0
    failed: int = 0
    took: float = 0.0
    figures: list[str] = field(default_factory=list)


class Plugin:
    """Keeps the tests that prove something of what was asked, and what came of them."""

    def __init__(self, only: Sequence[str]) -> None:
        self.only = set(only)
        self.proofs: dict[str, Proof] = {}
        self.of: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        kept: list[pytest.Item] = []
        left: list[pytest.Item] = []
        for item in items:
            promises = named(getattr(getattr(item, "function", None), "__doc__", None))
            chosen = [one for one in promises if not self.only or one in self.only]
            self.of[item.nodeid] = chosen
            (kept if chosen else left).append(item)
        config.hook.pytest_deselected(items=left)
        items[:] = kept

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for promise in self.of.get(report.nodeid, ()):
            proof = self.proofs.setdefault(promise, Proof())
            proof.took += report.duration
            proof.failed += report.failed
            if report.when == "call":
                proof.passed += report.passed
                proof.figures += [str(value) for name, value in report.user_properties if name == "figure"]


HEAD = ("| | passes when | tests | latest figure | again | commit, day |", "|---|---|---|---|---|---|")


def table(plugin: Plugin, known: dict[str, tuple[str, str]], commit: str) -> Iterator[tuple[str, str]]:
    """Each promise that was asked for, with its row."""
    for promise in sorted(known):
        if plugin.only and promise not in plugin.only:
            continue
        proof = plugin.proofs.get(promise, Proof())
        figures = "; ".join(dict.fromkeys(proof.figures)) or "–"
        again = f"`scripts/prove {promise}`, {_time(proof.took)}"
        stood = f"{commit}, {date.today().isoformat()}"
        yield promise, f"| {promise} | {known[promise][1]} | {_outcome(proof)} | {figures} | {again} | {stood} |"


def _outcome(proof: Proof) -> str:
    told = [f"{proof.passed} passed"] * bool(proof.passed) + [f"**{proof.failed} failed**"] * bool(proof.failed)
    return ", ".join(told) or "**none**"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def written(page: str, rows: dict[str, str]) -> str:
    """The page with these rows in the place of older ones; the others stay, each with its own commit."""
    before, _, rest = page.partition(BEGIN)
    old, _, after = rest.partition(END)
    kept = {row[2:5]: row for row in old.splitlines() if ROW.match(row)}
    lines = [*HEAD, *(row for _, row in sorted({**kept, **rows}.items()))]
    return f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}" + after


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="scripts/prove", description=__doc__)
    asked.add_argument("promises", nargs="*", metavar="P01")
    asked.add_argument("--write", action="store_true", help="put the rows into the table of docs/promises.md")
    flags = asked.parse_args(arguments)
    os.environ["PINGYI_PROVE"] = "1"
    plugin, known, began = Plugin(flags.promises), wanted(PAGE.read_text("utf-8")), time.monotonic()
    commit = _commit()  # an hour later it may be another one
    ended = pytest.main(["tests", "-q", "-p", "no:cacheprovider"], plugins=[plugin])
    rows = dict(table(plugin, known, commit))
    print("\n" + "\n".join((*HEAD, *rows.values())))
    print(f"\n{(time.monotonic() - began) / 60:.0f} min")
    if flags.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), rows), "utf-8")
    missing = [one for one in known if one not in plugin.proofs and (not flags.promises or one in flags.promises)]
    if missing:
        print("without a proof: " + " ".join(missing))
    return int(ended) or bool(missing)


def _commit() -> str:
    told: Any = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
