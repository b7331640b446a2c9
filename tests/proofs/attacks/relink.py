"""An attacker with one or more copies of the data folder, all but `keys/`, who matches ballots to tokens.

    python -m tests.proofs.attacks.relink COPY [COPY …] [--tokens FILE] [--truth FILE]

It knows every token (or, without a file of them, every token's hash), every round's id, every published
ballot and SQLite's file format, and pairs what it sees of tokens with what it sees of ballots. Copies are
given in the order of their making, the last one after the close. Each way of guessing says how many pairs
it has; with `--truth` (lines of `token,text of its note`) also how many of them are right.
"""

import argparse
import csv
import hashlib
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from tests.proofs.attacks.reading import STEM, Patterns, Trail, Wanted, files, opened, trails

Pairs = dict[str, str]
Steps = Sequence[tuple[Sequence[str], Sequence[str]]]
"""At each move of a running tally: the tokens spent by then, in order, and the ballots that it shows by then."""

SIZES = (256, 1024, 4096, 16384, 65536)
"""What a sealed ballot may weigh, and what of it is not the ballot's own."""
OVERHEAD = 12 + 16 + 4 + 32 + 1


def hashed(tokens: Sequence[str]) -> dict[str, bytes]:
    return {token: hashlib.sha256(token.encode()).digest() for token in tokens}


def token_patterns(digests: Mapping[str, bytes], rounds: Sequence[str]) -> Patterns:
    """All that a token may have left: itself, its hash, its mark in each round, as bytes and as hex."""
    patterns = {}
    for token, digest in digests.items():
        marks = [hashlib.sha256(one.encode() + digest).digest() for one in rounds]
        patterns[token] = [token.encode(), *(form for mark in (digest, *marks) for form in (mark, mark.hex().encode()))]
    return patterns


def together(tokens: Trail, ballots: Trail) -> Pairs:
    """What became visible in one and the same commit, page or row belongs together."""
    pairs: Pairs = {}
    for some, others in zip(tokens.units, ballots.units, strict=True):
        pairs.update(zip(some, others, strict=False))
    return pairs


def in_turn(tokens: Sequence[str], ballots: Sequence[str]) -> Pairs:
    """The n-th token cast the n-th ballot, as far as both reach."""
    return dict(zip(tokens, ballots, strict=False))


def by_size(tokens: Sequence[str], sizes: Sequence[int], ballots: Mapping[str, int]) -> Pairs:
    """The n-th token cast the n-th sealed ballot; of the published ones it is the next that seals to its size."""
    waiting: dict[int, list[str]] = {}
    for ballot, size in ballots.items():
        waiting.setdefault(size, []).append(ballot)
    placed = zip(tokens, sizes, strict=False)
    return {token: waiting[size].pop(0) for token, size in placed if waiting.get(size)}


def sealed_size(content: int) -> int:
    """What a ballot of so many bytes weighs in the box."""
    return next(size for size in SIZES if content + OVERHEAD <= size)


def sealed_sizes(box: Path) -> list[int]:
    """Of a box's ballots in the order of their rows, which is that of the commits."""
    with opened(box) as db:
        return [size for (size,) in db.execute("SELECT length(sealed) FROM box_ballot ORDER BY rowid")]


def by_tally(steps: Steps, youngest: bool) -> Pairs:
    """What a tally shows new at a step was cast by those who came last, or by those who have waited longest."""
    pairs: Pairs = {}
    told: set[str] = set()
    for spent, shown in steps:
        new = [ballot for ballot in shown if ballot not in told]
        told.update(new)
        left = [token for token in spent if token not in pairs]
        pairs.update(zip(left[::-1] if youngest else left, new, strict=False))
    return pairs


def attack(folders: Sequence[Path], tokens: Patterns, ballots: Patterns) -> dict[str, Pairs]:
    """Guesses by each way of guessing: token → ballot."""
    of_tokens, of_ballots = trails(folders, Wanted.of(tokens)), trails(folders, Wanted.of(ballots))
    guesses: dict[str, Pairs] = {}
    for one, other in product(of_tokens, of_ballots):
        if one.name == other.name:
            guesses[f"together in {one.name}"] = together(one, other)
        guesses[f"{one.name} beside {other.name}"] = in_turn(one.order, other.order)
        guesses[f"{one.name} against {other.name}"] = in_turn(one.order, other.order[::-1])
    return guesses


def hits(guess: Pairs, truth: Mapping[str, str]) -> int:
    return sum(truth.get(token) == ballot for token, ballot in guess.items())


def published(copy: Path) -> tuple[dict[str, bytes], list[str], list[str]]:
    """What the last copy's database says to anybody: hashes of tokens, rounds, the notes that were written."""
    with opened(copy / "pingyi.db") as db:
        digests = {digest.hex(): digest for (digest,) in db.execute("SELECT digest FROM token")}
        rounds = [id for (id,) in db.execute("SELECT id FROM round")]
        texts = {text for (text,) in db.execute("SELECT text FROM written") if len(text.encode()) >= STEM}
    return digests, rounds, sorted(texts)


def add_known_flags(asked: argparse.ArgumentParser) -> None:
    """Files with what the attacker knows besides the copies."""
    asked.add_argument("--tokens", type=Path, metavar="FILE", help="cards as printed, one a line")
    asked.add_argument("--truth", type=Path, metavar="FILE", help="CSV: token, text of its note")


def printed_cards(file: Path) -> dict[str, bytes]:
    return hashed([line.replace("-", "").strip() for line in file.open()])


def report(guesses: Mapping[str, Pairs], truth_file: Path | None) -> None:
    """Print how many pairs each way guessed and, compared with the truth, how many of them are right; best first."""
    truth = dict(csv.reader(truth_file.open(newline=""))) if truth_file else {}
    for way, guess in sorted(guesses.items(), key=lambda one: -hits(one[1], truth)):
        print(f"{len(guess):6} pairs" + (f", {hits(guess, truth):6} right" if truth else "") + f"  {way}")
    if truth:
        print(f"{len(guesses)} ways; by chance each is right about once")


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.proofs.attacks.relink", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("copies", nargs="+", type=Path, metavar="COPY", help="a data folder, or a copy of one")
    add_known_flags(asked)
    flags = asked.parse_args(arguments)
    digests, rounds, texts = published(flags.copies[-1])
    if flags.tokens:
        digests = printed_cards(flags.tokens)
    print(f"{sum(len(files(copy)) for copy in flags.copies)} files, {len(digests)} tokens, {len(texts)} notes")
    guesses = attack(flags.copies, token_patterns(digests, rounds), {text: [text.encode()] for text in texts})
    report(guesses, flags.truth)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
