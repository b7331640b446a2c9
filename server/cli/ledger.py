"""The command `ledger` (台账): one workbook of several meetings' archives. Needs no data folder and no server."""

import argparse
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..archive.ledger import LedgerOptions, language_of, read_ledger, workbook
from ..archive.recount.signature import read_digest
from ..config import Config
from ..core import languages
from ..core.errors import BadSetting
from ..core.ledger import Ledger, LeftOut
from ..core.message import Message
from ..core.message_catalogue import section
from ..core.validation import printable
from ..host import open_private
from .bilingual import bilingual, terminal_pair

MAX_ZIP_BYTES = 256 << 20
"""Of a zip that holds several archives."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("archives", metavar="ARCHIVE", nargs="+", help="bundle.zip of a meeting, or a zip of several")
    command.add_argument("--to", metavar="FILE", help="workbook to create (default: 台账.xlsx or ledger.xlsx)")
    command.add_argument(
        "--key",
        metavar="DIGEST",
        action="append",
        help="count only archives signed by this key, as printed on count reports; may be repeated",
    )
    command.add_argument("--term", metavar="DATE", help="first day of the term, as 2021-06-01")
    command.add_argument(
        "--language", choices=[*languages.languages()], help="of the workbook (default: that of the newest meeting)"
    )


async def ledger(config: Config, flags: argparse.Namespace) -> int:
    """Verify archives and write what they say about each person over the years into a workbook. 1 if an archive could
    not be counted; if none could, there is no workbook. Raises BadSetting."""
    digests = tuple(map(_digest, flags.key or ()))
    options = LedgerOptions(flags.language, digests, bool(digests), flags.term and _day(flags.term))
    unreadable: list[LeftOut] = []
    made = read_ledger(_read_all(_paths(flags.archives), unreadable), options, unreadable)
    target = Path(flags.to or f"{section(language_of(made, options), 'ledger')['file_name']}.xlsx")
    if made.meetings:
        _write(target, workbook(made, options))
    return _report(made, target)


def _digest(text: str) -> str:
    try:
        return read_digest(text)
    except ValueError as error:
        raise BadSetting("bad_digest", "--key", error) from None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadSetting("not_a_day", "--term", value=text) from None


def _paths(names: Sequence[str]) -> Iterator[Path]:
    """The shell of Windows leaves patterns to the program. A file may also have a name that looks like one."""
    for name in names:
        found = [] if os.path.lexists(name) else sorted(glob.glob(name))
        yield from map(Path, found or [name])


def _read_all(paths: Iterator[Path], unreadable: list[LeftOut]) -> Iterator[tuple[str, bytes]]:
    """One file at a time. A large one may only hold archives."""
    for path in paths:
        name = printable(path.name)
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MAX_ZIP_BYTES else b""
        except OSError as error:
            unreadable.append(LeftOut(name, _message("unreadable", cause=error.strerror)))
            continue
        if size > MAX_ZIP_BYTES:
            unreadable.append(LeftOut(name, _message("too_large", most=MAX_ZIP_BYTES >> 20)))
        else:
            yield name, data


def _message(key: str, **values: object) -> Message:
    """A sentence of the catalogue's table `ledger`."""
    return Message("ledger", key, values)


def _write(target: Path, body: bytes) -> None:
    """Never into a file that is there: somebody may have filled it in."""
    try:
        descriptor = open_private(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        raise BadSetting("file_exists", str(target)) from None
    except OSError as error:
        raise BadSetting("unwritable", str(target), error.strerror) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)


def _report(made: Ledger, target: Path) -> int:
    language = terminal_pair()[0]
    for each in made.left_out:
        print(f"✗ {each.file}: {each.reason.text(language)}")
    for check in made.checks:
        print(f"? {check.text(language)}")
    if not made.meetings:
        print(bilingual("ledger_none"), file=sys.stderr)
        return 1
    print(f"{target}: {bilingual('ledger_made', meetings=len(made.meetings), people=len(made.people))}")
    return 0 if all(each.is_copy for each in made.left_out) else 1
