"""Every promise with its latest figure: `python -m tests.prove [P01 P20 …] [--write]`, at full size.

A test proves the promises that its docstring begins with and says its figure with the `proof` fixture. Tests run side
by side, one a core, and then, one after another, those that are marked `alone`: a time is a figure only where nothing
else takes the machine. `--write` puts the rows into the table of docs/promises.md.
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
ROW = re.compile(r"\| P\d\d \|")
SOURCE = re.compile(r"^\| (P\d\d) \| ([^|]+) \| ([^|]+) \|$", re.M)
ENDS = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
TURNS = (("-m", "not alone", "-n", "auto", "--dist", "worksteal"), ("-m", "alone"))


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


class Proofs:
    """Hears what came of each test, in whatever process it ran, and keeps it by promise.

    `whole` is False once something failed that is no promise's: of a process that died nobody knows what its test
    was to prove.
    """

    def __init__(self) -> None:
        self.of: dict[str, Proof] = {}
        self.whole = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        promises = [value for name, value in report.user_properties if name == "promise"]
        self.whole &= bool(promises) or not report.failed
        for promise in promises:
            proof = self.of.setdefault(str(promise), Proof())
            proof.took += report.duration
            proof.failed += report.failed
            if report.when == "call":
                proof.passed += report.passed
                proof.figures += [str(value) for name, value in report.user_properties if name == "figure"]


HEAD = ("| | passes when | tests | latest figure | again | commit, day |", "|---|---|---|---|---|---|")


def table(proofs: Proofs, known: dict[str, tuple[str, str]], commit: str) -> Iterator[tuple[str, str]]:
    """Each of the `known` promises with its row."""
    for promise in sorted(known):
        proof = proofs.of.get(promise, Proof())
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


def prove(promises: Sequence[str]) -> Proofs:
    """Every test of these promises, or of all."""
    proofs = Proofs()
    only = [part for one in promises for part in ("--promise", one)]
    for turn in TURNS:
        asked = ["tests", "-q", "-p", "no:cacheprovider", "-p", "tests.promised", *only, *turn]
        proofs.whole &= pytest.main(asked, plugins=[proofs]) in ENDS
    return proofs


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="scripts/prove", description=__doc__)
    asked.add_argument("promises", nargs="*", metavar="P01")
    asked.add_argument("--write", action="store_true", help="put the rows into the table of docs/promises.md")
    flags = asked.parse_args(arguments)
    os.environ["PINGYI_PROVE"] = "1"
    page = wanted(PAGE.read_text("utf-8"))
    known = {one: said for one, said in page.items() if not flags.promises or one in flags.promises}
    commit, began = _commit(), time.monotonic()  # an hour later it may be another one
    proofs = prove(flags.promises)
    rows = dict(table(proofs, known, commit))
    print("\n" + "\n".join((*HEAD, *rows.values())))
    print(f"\n{(time.monotonic() - began) / 60:.0f} min")
    missing = [one for one in flags.promises or known if one not in proofs.of]
    if missing:
        print("without a proof: " + " ".join(missing))
    if not proofs.whole:
        print("not whole: something broke that no row tells of")
    elif flags.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), rows), "utf-8")
    return bool(missing) or not proofs.whole or any(proof.failed for proof in proofs.of.values())


def _commit() -> str:
    told: Any = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
