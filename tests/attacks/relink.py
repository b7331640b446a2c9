"""An attacker who has found the data folder, all but `keys/`, once or several times: whose ballot is whose?

It knows every token, every round's id, every published ballot and SQLite's file format, and pairs what
it sees of tokens with what it sees of ballots. It knows nothing of `server/`.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

STEM = 6
"""Bytes of a pattern that are looked up first; every pattern is at least as long."""

Pairs = dict[str, str]
Patterns = Mapping[str, Sequence[bytes]]


@dataclass(slots=True)
class Wanted:
    """Byte patterns, and the name of the token or ballot that each betrays."""

    stems: dict[bytes, list[tuple[bytes, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, patterns: Patterns) -> "Wanted":
        wanted = cls()
        for name, several in patterns.items():
            for pattern in several:
                assert len(pattern) >= STEM
                wanted.stems.setdefault(pattern[:STEM], []).append((pattern, name))
        return wanted

    def seen(self, octets: bytes) -> list[str]:
        """Names from the end of the page to its start: SQLite fills a page from its end."""
        found = []
        for at in range(len(octets) - STEM, -1, -1):
            for pattern, name in self.stems.get(octets[at : at + STEM], ()):
                if octets.startswith(pattern, at):
                    found.append(name)
        return found


@dataclass(frozen=True, slots=True)
class Trail:
    """One way of reading one file: what came in which unit (a commit, a page, a row), each name once."""

    name: str
    units: tuple[tuple[str, ...], ...]

    @property
    def order(self) -> list[str]:
        return [name for unit in self.units for name in unit]


def token_patterns(tokens: Iterable[str], rounds: Iterable[str]) -> dict[str, list[bytes]]:
    """All that a token may have left: itself, its hash, its mark in each round, as bytes and as hex."""
    patterns = {}
    for token in tokens:
        hashed = hashlib.sha256(token.encode()).digest()
        marks = [hashlib.sha256(one.encode() + hashed).digest() for one in rounds]
        patterns[token] = [token.encode(), *(form for mark in (hashed, *marks) for form in (mark, mark.hex().encode()))]
    return patterns


def files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "keys" not in path.relative_to(folder).parts)


def units(path: Path) -> Iterator[list[bytes]]:
    """A log's commits, each with its pages; a database's pages; any other file whole."""
    octets = path.read_bytes()
    if path.name.endswith("-wal") and len(octets) > 32:
        yield from commits(octets)
    elif octets.startswith(b"SQLite format 3\0"):
        size = int.from_bytes(octets[16:18], "big")
        size = 65536 if size == 1 else size
        yield from ([octets[at : at + size]] for at in range(0, len(octets), size))
    else:
        yield [octets]


def commits(log: bytes) -> Iterator[list[bytes]]:
    """Frames in the order of writing: what is left of an older log stands behind the newer one."""
    size = int.from_bytes(log[8:12], "big")
    starts = range(32, len(log) - size - 23, size + 24)
    frames = sorted(starts, key=lambda at: (int.from_bytes(log[at + 8 : at + 12], "big"), at))
    pages: list[bytes] = []
    for at in frames:
        pages.append(log[at + 24 : at + 24 + size])
        if log[at + 4 : at + 8] != bytes(4):
            yield pages
            pages = []
    yield pages


def rows(path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Every table's rows in the order of their rowids or keys, read from a copy with its log."""
    with tempfile.TemporaryDirectory() as folder:
        for part in path.parent.glob(f"{path.name}*"):
            shutil.copy(part, folder)
        with closing(sqlite3.connect(Path(folder) / path.name)) as db:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                found = db.execute(f'SELECT * FROM "{table}"').fetchall()
                yield table, [b"\0".join(map(octets_of, row)) for row in found]


def octets_of(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def trail(name: str, read: Iterable[list[bytes]], wanted: Wanted) -> Trail:
    """What is new in each unit."""
    known: set[str] = set()
    found = []
    for unit in read:
        new = [one for one in dict.fromkeys(one for page in unit for one in wanted.seen(page)) if one not in known]
        known.update(new)
        found.append(tuple(new))
    return Trail(name, tuple(found))


def trails(folders: Iterable[Path], wanted: Wanted) -> list[Trail]:
    found = []
    for i, folder in enumerate(folders):
        for path in files(folder):
            name = f"{i}/{path.relative_to(folder)}"
            found.append(trail(name, units(path), wanted))
            if path.read_bytes().startswith(b"SQLite format 3\0"):
                found += [trail(f"{name}:{table}", ([row] for row in some), wanted) for table, some in rows(path)]
    return [one for one in found if one.order]


def together(tokens: Trail, ballots: Trail) -> Pairs:
    """What became visible in one and the same commit, page or row belongs together."""
    pairs: Pairs = {}
    for some, others in zip(tokens.units, ballots.units, strict=True):
        pairs.update(zip(some, others, strict=False))
    return pairs


def in_turn(tokens: Sequence[str], ballots: Sequence[str]) -> Pairs:
    """The n-th token cast the n-th ballot, as far as both reach."""
    return dict(zip(tokens, ballots, strict=False))


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
