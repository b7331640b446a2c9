"""An attacker with the database or a backup of it, but no key, who wants the ballots of a small voter group.

    python -m tests.proofs.attacks.group_rows DATABASE [DATABASE …] --group INDEX

It knows the tables and which group has one card, and guesses that card's marks on every subject from the counted rows:
the row that names the group if there is one, otherwise a row of those that name none. Every guess says how many ballots
it was chosen from.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgpack

from tests.proofs.attacks.reading import opened

POOLED = -1
Marks = tuple[int | None, ...]
Cell = tuple[str, int]
"""A round and the index of a subject in it."""
Rows = list[tuple[Marks, int]]
"""Marks and how often they were cast."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`ballots`: of how many."""

    marks: Marks
    ballots: int


def candidates(copy: Path, group: int) -> dict[Cell, Rows]:
    """The scored rows that can be the group's, in the order of the table."""
    found: dict[Cell, dict[int, Rows]] = {}
    with opened(copy) as db:
        for round_id, subject, voters, packed, times in db.execute(
            "SELECT round, subject, voters, marks, times FROM vote"
        ):
            marks = msgpack.unpackb(packed, use_list=False)
            if voters in (group, POOLED) and any(mark is not None for mark in marks or ()):
                found.setdefault((round_id, subject), {}).setdefault(voters, []).append((marks, times))
    return {cell: by_group.get(group) or by_group[POOLED] for cell, by_group in found.items()}


WAYS: dict[str, Callable[[Rows], Marks]] = {
    "at random": lambda rows: random.choices([marks for marks, _ in rows], [times for _, times in rows])[0],
    "the first": lambda rows: rows[0][0],
    "the last": lambda rows: rows[-1][0],
    "the rarest": lambda rows: min(rows, key=lambda row: row[1])[0],
    "the most frequent": lambda rows: max(rows, key=lambda row: row[1])[0],
}


def guesses(copy: Path, group: int) -> dict[str, dict[Cell, Guess]]:
    """By way of guessing."""
    found = candidates(copy, group)
    return {
        way: {cell: Guess(choose(rows), sum(times for _, times in rows)) for cell, rows in found.items()}
        for way, choose in WAYS.items()
    }


def main(arguments: Iterable[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.proofs.attacks.group_rows", description=__doc__)
    asked.add_argument("database", nargs="+", type=Path)
    asked.add_argument("--group", type=int, required=True)
    given = asked.parse_args([*arguments])
    for copy in given.database:
        for (round_id, subject), guess in guesses(copy, given.group)["at random"].items():
            print(f"{copy.name} {round_id} {subject}: {guess.marks}, 1 of {guess.ballots}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
