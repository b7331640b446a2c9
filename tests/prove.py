"""Proves the promises at full size and prints a table: `python -m tests.prove [P01 P20 …] [--write]`.

A test proves the promises that its docstring begins with and reports its result through the `proof` fixture. Tests run
in parallel, one worker per core; those marked `alone` then run one at a time, because a measured time means something
only on an otherwise idle machine. `--write` updates the table of docs/promises.md.
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

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "promises.md"
TABLE_BEGIN, TABLE_END = "<!-- table -->", "<!-- /table -->"
TABLE_ROW = re.compile(r"\| P\d\d \|")
CRITERION = re.compile(r"^\| (P\d\d) \| ([^|]+) \| ([^|]+) \|$", re.M)
COMPLETED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
PASSES = (("-m", "not alone", "-n", "auto", "--dist", "worksteal"), ("-m", "alone"))


def criteria(page: str) -> dict[str, tuple[str, str]]:
    """Each promise's test and pass criterion, from the list at the top of docs/promises.md."""
    listed = CRITERION.findall(page.partition(TABLE_BEGIN)[0])
    return {promise: (test.strip(), criterion.strip()) for promise, test, criterion in listed}


@dataclass(slots=True)
class Proof:
    """Results of the tests of one promise; `seconds` is the sum of their durations."""

    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    figures: list[str] = field(default_factory=list)


class Proofs:
    """Pytest plugin that collects test reports by promise.

    `complete` is False once something failed that belongs to no promise: a crashed worker does not say what its test
    was to prove.
    """

    def __init__(self) -> None:
        self.by_promise: dict[str, Proof] = {}
        self.complete = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        promises = [value for name, value in report.user_properties if name == "promise"]
        self.complete &= bool(promises) or not report.failed
        for promise in promises:
            proof = self.by_promise.setdefault(str(promise), Proof())
            proof.seconds += report.duration
            proof.failed += report.failed
            if report.when == "call":
                proof.passed += report.passed
                proof.figures += [str(value) for name, value in report.user_properties if name == "figure"]


HEAD = ("| | passes when | tests | latest figure | again | commit, day |", "|---|---|---|---|---|---|")


def table(proofs: Proofs, known: dict[str, tuple[str, str]], version: str) -> Iterator[tuple[str, str]]:
    """Each of the `known` promises with its row. `version`: commit and day of the run."""
    for promise in sorted(known):
        proof = proofs.by_promise.get(promise, Proof())
        figures = "; ".join(dict.fromkeys(proof.figures)) or "–"
        command = f"`scripts/prove {promise}`, {_duration(proof.seconds)}"
        yield promise, f"| {promise} | {known[promise][1]} | {_outcome(proof)} | {figures} | {command} | {version} |"


def _outcome(proof: Proof) -> str:
    counts = [f"{proof.passed} passed"] * bool(proof.passed) + [f"**{proof.failed} failed**"] * bool(proof.failed)
    return ", ".join(counts) or "**none**"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def update(page: str, rows: dict[str, str]) -> str:
    """The page with these rows in place of their older versions; other rows keep the commit they were proven at."""
    before, _, rest = page.partition(TABLE_BEGIN)
    old_table, _, after = rest.partition(TABLE_END)
    old_rows = {row[2:5]: row for row in old_table.splitlines() if TABLE_ROW.match(row)}
    lines = [*HEAD, *(row for _, row in sorted({**old_rows, **rows}.items()))]
    return f"{before}{TABLE_BEGIN}\n\n" + "\n".join(lines) + f"\n\n{TABLE_END}" + after


def prove(promises: Sequence[str]) -> Proofs:
    """Run every test of these promises, or of all."""
    proofs = Proofs()
    selection = [option for promise in promises for option in ("--promise", promise)]
    for options in PASSES:
        command = ["tests", "-q", "-p", "no:cacheprovider", "-p", "tests.promise_plugin", *selection, *options]
        proofs.complete &= pytest.main(command, plugins=[proofs]) in COMPLETED
    return proofs


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/prove", description=__doc__)
    parser.add_argument("promises", nargs="*", metavar="P01")
    parser.add_argument("--write", action="store_true", help="update the table of docs/promises.md")
    options = parser.parse_args(arguments)
    os.environ["PINGYI_PROVE"] = "1"
    page = criteria(PAGE.read_text("utf-8"))
    known = {promise: row for promise, row in page.items() if not options.promises or promise in options.promises}
    # Read now: HEAD may move during the run, and tests change the process's time zone.
    version, start = f"{_commit()}, {date.today().isoformat()}", time.monotonic()
    proofs = prove(options.promises)
    rows = dict(table(proofs, known, version))
    print("\n" + "\n".join((*HEAD, *rows.values())))
    print(f"\n{(time.monotonic() - start) / 60:.0f} min")
    unproven = [promise for promise in options.promises or known if promise not in proofs.by_promise]
    if unproven:
        print("no test proves: " + " ".join(unproven))
    if not proofs.complete:
        print("incomplete: a failure belongs to no promise; see the output above")
    elif options.write:
        PAGE.write_text(update(PAGE.read_text("utf-8"), rows), "utf-8")
    return bool(unproven) or not proofs.complete or any(proof.failed for proof in proofs.by_promise.values())


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
