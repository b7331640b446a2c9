"""Runs every check of an archive and reports the differences."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import tables
from .archive_files import (
    SIGNED_FORMAT,
    UNREADABLE,
    Archive,
    NotAnArchive,
    expected_files,
    format_of,
    language_of,
    parse_json,
    read_archive,
)  # fmt: skip
from .checksums import check_sums
from .meeting_log import check_chain, check_inputs
from .report_table import report
from .sentences import speaker
from .signature import check_signature, key_digest, read_digest
from .tally import check_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from .archive_files import Files
    from .sentences import Say

CHECKS: dict[str, Callable[[Archive], Iterator[str]]] = {
    "log.json": check_chain,
    "inputs.json": check_inputs,
    "tally.json": check_tally,
    "summary.csv": partial(tables.check_table, name="summary.csv", rows=tables.summary),
    "counts.csv": partial(tables.check_table, name="counts.csv", rows=tables.counts),
    "notes.csv": partial(tables.check_table, name="notes.csv", rows=tables.notes),
    "report.csv": partial(tables.check_table, name="report.csv", rows=report),
}
"""By the file that each checks."""


USAGE = "python3 verify.py [ARCHIVE] [--key DIGEST]"


def check_archive(files: Files, key: str | None = None) -> Iterator[str]:
    """One line for each difference; none if everything agrees. `key`: the digest of the key on the paper, if given."""
    say = speaker(language_of(files))
    yield from check_signature(files, key, say)
    yield from check_sums(files, say)
    if set(expected_files(files)) <= set(files):
        yield from _check_contents(files, say)


def _check_contents(files: Files, say: Say) -> Iterator[str]:
    parsed: dict[str, Any] = {}
    for name in ("document", "inputs", "tally", "log"):
        file = "meeting.json" if name == "document" else f"{name}.json"
        try:
            parsed[name] = parse_json(files[file])
        except UNREADABLE as error:
            yield f"{file}: {say('not_readable')}: {error}"
    for file, check in CHECKS.items() if len(parsed) == 4 else ():
        try:
            yield from check(Archive(files, **parsed))
        except UNREADABLE as error:
            yield f"{file}: {type(error).__name__}: {error}: {say('malformed')}"


def print_report(differences: Iterable[str], files: Files, key: str | None, end: str) -> int:
    """Prints who signed the archive, then the differences, or if there is none, what the paper must show, and `end`.
    Returns the exit code: 0 agrees, 1 differs."""
    say = speaker(language_of(files))
    print(_signer(files, key, say))
    count = 0
    for count, line in enumerate(differences, 1):  # noqa: B007 (used after the loop)
        print("✗ " + "".join(char if char.isprintable() else "?" for char in line))
    if count:
        print(say("differences", count=count))
        return 1
    tally, inputs = parse_json(files["tally.json"]), parse_json(files["inputs.json"])
    print(say("agrees"))
    print(f"fingerprint {tally['fingerprint']}")
    print(f"record      {tally['record'] if 'record' in tally else '– (' + say('no_record') + ')'}")
    if "version" in inputs:
        print(f"pingyi {inputs['version']}, {inputs['timezone']}")
    print(end)
    return 0


def _signer(files: Files, key: str | None, say: Say) -> str:
    if format_of(files) < SIGNED_FORMAT:
        return say("unsigned")
    digest = key_digest(files) or "–"
    if key is None:
        return say("compare_key", digest=digest)
    return f"{say('signing_key')}: {digest}"


def read_arguments(arguments: Sequence[str], default: str) -> tuple[Path, str | None]:
    """The archive and the digest, if given. ValueError if there is anything else."""
    rest, key = list(arguments), None
    if "--key" in rest:
        place = rest.index("--key")
        if place + 1 == len(rest):
            raise ValueError(USAGE)
        key = read_digest(rest[place + 1])
        del rest[place : place + 2]
    if len(rest) > 1 or any(each.startswith("-") for each in rest):
        raise ValueError(USAGE)
    return Path(rest[0] if rest else default), key


def main(arguments: Sequence[str], default: str) -> int:
    """Checks the archive that the arguments name, or the one at `default`. Returns the exit code, 2 if it is none."""
    try:
        path, key = read_arguments(arguments, default)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        files = read_archive(path)
    except NotAnArchive as error:
        say = speaker(_language_at(Path(default)))
        print(f"{path}: {say('not_an_archive')}: {error}", file=sys.stderr)
        return 2
    end = speaker(language_of(files))("papers_by_signature", "\n")
    return print_report(check_archive(files, key), files, key, end)


def _language_at(folder: Path) -> object:
    """Of the archive that this program is from."""
    document = folder / "meeting.json"
    return language_of({document.name: document.read_bytes()} if document.is_file() else {})
