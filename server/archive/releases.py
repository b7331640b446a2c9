"""What earlier builds put into every archive: digests of their recount programs, and of the parts of their papers that
are the same in all papers, such as styles. `releases.json` has them; `scripts/known_release.py` adds a build's.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .builder import program
from .recount.archive_files import README

RELEASES_FILE = Path(__file__).with_name("releases.json")


@dataclass(frozen=True, slots=True)
class Release:
    """`version`: as its archives state it; None before they did. `program`: digest by file name; `readmes`: digests of
    all texts of its README; `parts`: digests of the constant parts of its papers; `words`: texts of its papers that
    have been reworded, and what replaced them."""

    version: str | None
    program: Mapping[str, str]
    readmes: frozenset[str]
    parts: frozenset[str]
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, version: str | None, files: Mapping[str, bytes], constants: Iterable[bytes]) -> "Release":
        """`files`: of an archive that it wrote. Where that is this build, the other text of its README is added."""
        written, own = digest(files[README]), frozenset(digest(each[README]) for each in own_programs())
        readmes = own if written in own else frozenset((written,))
        return cls(version, digests(program_files(files)), readmes, frozenset(map(digest, constants)))

    def to_json(self) -> dict[str, object]:
        return {
            "version": self.version,
            "program": dict(self.program),
            "readmes": sorted(self.readmes),
            "parts": sorted(self.parts),
            "words": dict(self.words),
        }

    def has_program(self, actual: Mapping[str, str]) -> bool:
        """Whether these are the digests of its program and of one of its READMEs."""
        return actual.get(README) in self.readmes and {**actual, README: self.program[README]} == self.program

    def says(self, text: str, wanted: str) -> bool:
        """Whether a paper's text is the wanted one, perhaps in the words of that build."""
        return text == wanted or self.words.get(text) == wanted

    def reworded(self, rows: Iterable[Sequence[str]], wanted: Iterable[Sequence[str]]) -> list[list[str]]:
        """The rows of a table, with the wanted text wherever the build said the same in its own words."""
        result = [list(row) for row in rows]
        for row, wanted_row in zip(result, wanted, strict=False):
            for column, (text, own) in enumerate(zip(row, wanted_row, strict=False)):
                row[column] = own if self.says(text, own) else text
        return result


def known_releases() -> list[Release]:
    stored = json.loads(RELEASES_FILE.read_text("utf-8"))
    return [
        Release(each["version"], each["program"], frozenset(each["readmes"]), frozenset(each["parts"]), each["words"])
        for each in stored
    ]


def own_programs() -> list[dict[str, bytes]]:
    return [program(plain_http) for plain_http in (False, True)]


def program_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The recount program of an archive of any format, and its README."""
    return {name: body for name, body in files.items() if name == README or name.endswith(".py")}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(body) for name, body in sorted(files.items())}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def release_of(files: Mapping[str, bytes], version: Any) -> Release | None:
    """The earlier build that wrote an archive's program, if its version is the stated one; None also for this one."""
    actual = digests(program_files(files))
    if actual in map(digests, own_programs()):
        return None
    return next((each for each in known_releases() if each.version == version and each.has_program(actual)), None)


def program_differences(files: Mapping[str, bytes], plain_http: bool) -> Iterator[str]:
    """Compares the program in the archive with this version's."""
    expected, actual = program(plain_http), program_files(files)
    for name in sorted(expected.keys() | actual.keys()):
        if expected.get(name) != actual.get(name):
            yield f"{name} (pingyi): 不是本版本或已知旧版本的 / neither this version's nor a known earlier one's"
