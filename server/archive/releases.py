"""What earlier builds put into every archive: digests of their recount programs, and of the parts of their papers that
are the same in all papers, such as styles. `releases.json` has them; `scripts/known_release.py` adds a build's.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..core.message_catalogue import LANGUAGES
from ..core.record import Record
from ..core.version import VERSION
from .builder import program
from .recount.archive_files import MESSAGES, README

RELEASES_FILE = Path(__file__).with_name("releases.json")


@dataclass(frozen=True, slots=True)
class Release:
    """`version`: as its archives state it; None before they did. `program`: digest by file name; `readmes`: digests of
    all texts of its README; `parts`: digests of the constant parts of its papers; `labels`: by language and key, texts
    of its papers that were reworded later."""

    version: str | None
    program: Mapping[str, str]
    readmes: frozenset[str]
    parts: frozenset[str]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

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
            "labels": {language: dict(texts) for language, texts in self.labels.items()},
        }

    def has_program(self, actual: Mapping[str, str]) -> bool:
        """Whether these are the digests of its program and of one of its READMEs."""
        return actual.get(README) in self.readmes and {**actual, README: self.program[README]} == self.program

    def in_its_words(self, record: Record) -> Record:
        """The record with the texts of that build, whose lengths also decide where its papers break columns."""
        return replace(record, labels=self.labels.get(record.meeting.language, {}))


def known_releases() -> list[Release]:
    stored = json.loads(RELEASES_FILE.read_text("utf-8"))
    return [
        Release(each["version"], each["program"], frozenset(each["readmes"]), frozenset(each["parts"]), each["labels"])
        for each in stored
    ]


def own_programs() -> list[dict[str, bytes]]:
    """With each text of the README; of the same text once."""
    made = (program(plain_http, language) for language in LANGUAGES for plain_http in (False, True))
    return list({each[README]: each for each in made}.values())


def program_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The recount program of an archive of any format with its sentences, and the README."""
    return {name: body for name, body in files.items() if name in (README, MESSAGES) or name.endswith(".py")}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(body) for name, body in sorted(files.items())}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def builds_of(files: Mapping[str, bytes], version: Any) -> list[Release | None]:
    """The builds that may have written an archive, whose program and version they have: this one, which is None, comes
    first, and is the only one where no build is known. A build that only changed papers has the program of the one
    before."""
    actual = digests(program_files(files))
    known = [each for each in known_releases() if each.version == version and each.has_program(actual)]
    is_own = version == VERSION and actual in map(digests, own_programs())
    return [None, *known] if is_own or not known else [*known]


def program_differences(
    files: Mapping[str, bytes], plain_http: bool, language: str, say: Callable[..., str]
) -> Iterator[str]:
    """Compares the program in the archive with this version's."""
    expected, actual = program(plain_http, language), program_files(files)
    for name in sorted(expected.keys() | actual.keys()):
        if expected.get(name) != actual.get(name):
            yield f"{name} (pingyi): {say('unknown_program')}"
