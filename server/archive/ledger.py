"""The ledger (台账) of several archives as a workbook: verifies each, counts a meeting once, and writes every table.
Stores nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..core.languages import DEFAULT
from ..core.ledger import Ledger, LedgerMeeting, LeftOut, make_ledger
from .ledger_reader import read_meetings


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """`language`: of the workbook; None for that of the newest meeting. `known_keys`: digests of signing keys that
    somebody vouches for. `only_known`: archives of other keys are not counted. `term`: its first day."""

    language: str | None = None
    known_keys: tuple[str, ...] = ()
    only_known: bool = False
    term: str | None = None


def read_ledger(
    archives: Iterable[tuple[str, bytes]], options: LedgerOptions, unreadable: Iterable[LeftOut] = ()
) -> Ledger:
    """`archives`: names and contents; `unreadable`: files that have none."""
    required: Collection[str] = options.known_keys if options.only_known else ()
    read = list(read_meetings(archives, required))
    meetings = (each for each in read if isinstance(each, LedgerMeeting))
    left_out = (each for each in read if isinstance(each, LeftOut))
    return make_ledger(meetings, (*unreadable, *left_out), options.known_keys, options.term)


def workbook(ledger: Ledger, options: LedgerOptions) -> bytes:
    from ..exports.writers.ledger_writer import write_ledger  # with the first file, as in `exports/formats.py`

    return write_ledger(ledger, language_of(ledger, options), options.known_keys)


def language_of(ledger: Ledger, options: LedgerOptions) -> str:
    newest = ledger.meetings[-1].language if ledger.meetings else DEFAULT
    return options.language or newest
