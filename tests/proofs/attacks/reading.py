"""What a found data folder shows, all but `keys/`: files, SQLite's pages, logs and rows, and where which names stand.

Knows SQLite's file format and nothing of `server/`.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STEM = 6
"""Bytes of a pattern that are looked up first; every pattern is at least as long."""
BLOCK = 32
"""Bytes of a page that are compared at once with the page's last picture."""
AROUND = 128
"""Bytes read on behind what changed: the end of a pattern may stand in what did not."""
HEADER, FRAME = 32, 24
"""Bytes before a log's first frame, and before a frame's page."""
MAGIC = b"SQLite format 3\0"

Patterns = Mapping[str, Sequence[bytes]]
"""For each name (a token, a ballot) the bytes that betray it."""


@dataclass(slots=True)
class Wanted:
    """Byte patterns by their stems, each with the name it betrays."""

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
        """Names from the end of a page to its start: SQLite fills a page from its end."""
        stems, found = self.stems, []
        for at in range(len(octets) - STEM, -1, -1):
            if octets[at : at + STEM] in stems:
                found += [name for pattern, name in stems[octets[at : at + STEM]] if octets.startswith(pattern, at)]
        return found


@dataclass(frozen=True, slots=True)
class Trail:
    """One way of reading one file: what came in which unit (a commit, a page, a row), each name once."""

    name: str
    units: tuple[tuple[str, ...], ...]

    @property
    def order(self) -> list[str]:
        return [name for unit in self.units for name in unit]


def files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "keys" not in path.relative_to(folder).parts)


def units(path: Path) -> Iterator[list[bytes]]:
    """A log's commits, each with what they changed; a database's pages, used or free; any other file whole."""
    octets = path.read_bytes()
    if path.name.endswith("-wal") and len(octets) > HEADER:
        yield from commits(octets)
    elif octets.startswith(MAGIC):
        size = int.from_bytes(octets[16:18], "big")
        size = 65536 if size == 1 else size
        yield from ([octets[at : at + size]] for at in range(0, len(octets), size))
    else:
        yield [octets]


def commits(log: bytes) -> Iterator[list[bytes]]:
    """Frames in the order of writing; remains of an older log follow the newer one."""
    size = int.from_bytes(log[8:12], "big")
    starts = range(HEADER, len(log) - size - FRAME + 1, size + FRAME)
    frames = sorted(starts, key=lambda at: (int.from_bytes(log[at + 8 : at + 12], "big"), at))
    last: dict[bytes, bytes] = {}
    new: list[bytes] = []
    for at in frames:
        number, page = log[at : at + 4], log[at + FRAME : at + FRAME + size]
        new += changed(last.get(number, b""), page)
        last[number] = page
        if log[at + 4 : at + 8] != bytes(4):
            yield new
            new = []
    yield new


def changed(before: bytes, page: bytes) -> list[bytes]:
    """The stretches of a page that its last picture did not have, from its end to its start."""
    if not before:
        return [page]
    other = [at for at in range(0, len(page), BLOCK) if before[at : at + BLOCK] != page[at : at + BLOCK]]
    starts = [at for at in other if at - BLOCK not in other]
    ends = [at + BLOCK for at in other if at + BLOCK not in other]
    return [page[max(0, start - STEM) : end + AROUND] for start, end in zip(starts, ends, strict=True)][::-1]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database with its log, in a copy: reading it must not change what was found."""
    with tempfile.TemporaryDirectory() as folder:
        for part in path.parent.glob(f"{path.name}*"):
            shutil.copy(part, folder)
        with closing(sqlite3.connect(Path(folder) / path.name)) as db:
            yield db


def rows(path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Every table's rows in the order of their rowids or keys."""
    with opened(path) as db:
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
    """Every way of reading every file of several copies, numbered as they come, that shows a name."""
    found = []
    for i, folder in enumerate(folders):
        for path in files(folder):
            name = f"{i}/{path.relative_to(folder)}"
            found.append(trail(name, units(path), wanted))
            if path.read_bytes().startswith(MAGIC):
                found += [trail(f"{name}:{table}", ([row] for row in some), wanted) for table, some in rows(path)]
    return [one for one in found if one.order]
