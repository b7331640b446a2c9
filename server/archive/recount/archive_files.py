"""Reads the files of an archive from a zip or a folder, within bounds: an archive can come from anyone.

Nothing is unpacked to disk. Knows the files' names and no rules.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from .sentences import SENTENCES, speaker

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from .sentences import Say

    Files = dict[str, bytes]
    Map = dict[str, Any]
    Rows = list[list[str]]

FORMAT = 6
"""Stated in inputs.json. Increased when an older recount cannot check a newer archive. 6: the recount's sentences are a
file of their own. 5: the count report's times have
their zone, README.txt states plain http in its place, and documents state their wording. 4: documents of edition 2. 3:
tally.json has `record`, the checksums are signed, and the count report lists the corrections and entries. 2: the files
of the recount are in the folder `recount`; in format 1 they were check_*.py."""
SIGNED_FORMAT = LISTING_FORMAT = 3
"""The first format with a signature and `record`, and with corrections and entries in the count report."""
ZONE_FORMAT = 5
"""The first format with zones in the count report."""

README = "README.txt"
SUMS, SIGNATURE, PUBLIC_KEY = "SHA256SUMS", "SHA256SUMS.sig", "signing-key.pub"

PAPERS = ["results.xlsx", "results.docx", "results.html"]
TABLES = ["summary.csv", "counts.csv", "notes.csv", "report.csv"]
SOURCES = ["meeting.json", "inputs.json", "ballots.csv", "log.json"]
PACKAGE = "recount"
MODULES = [
    "__init__", "__main__", "verify", "archive_files", "ed25519", "signature", "checksums", "meeting_log", "ballots",
    "numbers", "forms", "items", "pools", "counting", "votes", "decided_parts", "persons", "rosters", "ranking",
    "quota", "results", "reconciliation", "tally", "deciding_rules", "tables", "changes", "report_table",
    "differences", "pairing", "sentences",
]  # fmt: skip
SCRIPTS = ["verify.py", *(f"{PACKAGE}/{module}.py" for module in MODULES)]
MESSAGES = f"{PACKAGE}/{SENTENCES}"
"""What the recount says, in every language."""
CONTENTS = [README, "tally.json", *PAPERS, *TABLES, *SOURCES]
FILES = [*CONTENTS, *SCRIPTS, MESSAGES, PUBLIC_KEY, SUMS, SIGNATURE]
"""Every file of an archive, in its order."""

MODULES_6 = ("pairing", "sentences")
FILES_5 = [name for name in FILES if name not in {MESSAGES, *(f"{PACKAGE}/{module}.py" for module in MODULES_6)}]
"""Every file of an archive in formats 4 and 5."""

MODULES_4 = (
    "forms", "items", "pools", "votes", "decided_parts", "persons", "rosters", "ranking", "quota", "deciding_rules",
)  # fmt: skip
"""Those that formats before 4 do not have."""
FILES_3 = [name for name in FILES_5 if name not in {f"{PACKAGE}/{module}.py" for module in MODULES_4}]
"""Every file of an archive in format 3."""

MODULES_3 = ("ed25519", "signature", "changes", *MODULES_4, *MODULES_6)
FILES_2 = [*CONTENTS, "verify.py", *(f"{PACKAGE}/{name}.py" for name in MODULES if name not in MODULES_3), SUMS]
"""Every file of an archive in format 2."""

OLD_CHECKS = ["counts", "results", "markup", "files", "office", "tables", "printed", "papers"]
FILES_1 = [*CONTENTS, "verify.py", *(f"check_{check}.py" for check in OLD_CHECKS), SUMS]
"""Every file of an archive in format 1."""

MAX_FILE_BYTES, MAX_BYTES, MAX_FILES = 64 << 20, 256 << 20, 4096
UNREADABLE = (
    LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError, EOFError,
    zipfile.BadZipFile, zlib.error, csv.Error,
)  # fmt: skip
"""What reading a malformed file can raise. It is reported, and nothing in that file is trusted."""


class NotAnArchive(Exception):
    """The given file or folder does not hold the archive of a meeting."""


class Archive(NamedTuple):
    """The files of an archive, and its JSON files parsed."""

    files: Files
    document: Map
    inputs: Map
    tally: Map
    log: list[Map]

    @property
    def say(self) -> Say:
        return speaker(self.document.get("language"))


def parse_json(content: bytes) -> Any:
    """ValueError for a name that occurs twice in one object, of which other programs may show the other value, and for
    numbers that are not exact."""
    return json.loads(
        content.decode("utf-8"), object_pairs_hook=_object, parse_float=_no_float, parse_constant=_no_float
    )


def _object(pairs: list[tuple[str, Any]]) -> Map:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise ValueError(f"{twice!r:.60} occurs twice")
    return dict(pairs)


def _no_float(text: str) -> float:
    raise ValueError(f"{text:.20} is not exact")


def language_of(files: Files) -> object:
    """The meeting's as its document states it, which may be anything; None where that cannot be read."""
    try:
        return json.loads(files["meeting.json"].decode("utf-8"))["language"]
    except UNREADABLE:
        return None


def format_of(files: Files) -> int:
    """As inputs.json states it; the newest where it states none that is known, because older ones are checked less
    strictly. An archive that states an older one must have that one's files."""
    try:
        stated = json.loads(files["inputs.json"].decode("utf-8"))["format"]
    except UNREADABLE:
        return FORMAT
    return stated if type(stated) is int and 1 <= stated < FORMAT else FORMAT


def expected_files(files: Files) -> list[str]:
    """The names that an archive in this one's format has, in their order."""
    return {1: FILES_1, 2: FILES_2, 3: FILES_3, 4: FILES_5, 5: FILES_5}.get(format_of(files), FILES)


def read_archive(path: Path) -> Files:
    """Every file by its name in the archive. Raises NotAnArchive."""
    try:
        files = _read_folder(path) if path.is_dir() else _read_zip(path)
    except (OSError, *UNREADABLE) as error:
        raise NotAnArchive(str(error)) from None
    if not set(files) & set(FILES):
        raise NotAnArchive("it has none of an archive's files")
    return files


def _read_folder(folder: Path) -> Files:
    package = folder / PACKAGE
    folders = [folder, package] if package.is_dir() and not package.is_symlink() else [folder]
    paths = [path for each in folders for path in each.iterdir() if path.is_file() and not path.is_symlink()]
    if sum(path.stat().st_size for path in paths) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES >> 20} MiB")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _read_zip(path: Path) -> Files:
    """zipfile never reads more of a member than the size that its header states, so checking those is enough."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES >> 20} MiB")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as zipped:
        members = [member for member in zipped.infolist() if not member.is_dir()]
        sizes = [member.file_size for member in members]
        if len(members) > MAX_FILES or len({member.filename for member in members}) < len(members):
            raise ValueError("too many files, or two of one name")
        if max(sizes, default=0) > MAX_FILE_BYTES or sum(sizes) > MAX_BYTES:
            raise ValueError(f"a file of more than {MAX_FILE_BYTES >> 20} MiB")
        if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
            raise ValueError("unusual compression")
        return {member.filename: zipped.read(member) for member in members}


PLAIN_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


def csv_rows(content: bytes) -> Rows:
    """A table's rows, without the ' that protects a text which a spreadsheet could take for a formula. ValueError
    where it is missing: the spreadsheet would show another value."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [[_unprotected(cell) for cell in row] for row in csv.reader(text)]


def _unprotected(cell: str) -> str:
    if cell[:1] == "'" and _formula(cell[1:]):
        return cell[1:]
    if _formula(cell) and not PLAIN_NUMBER.fullmatch(cell):
        raise ValueError(f"{cell!r:.60} is a formula")
    return cell


def _formula(text: str) -> bool:
    first = unicodedata.normalize("NFKC", text.lstrip("'")[:1])
    return bool(first) and first[0] in "=+-@\t\r\n\0"
