"""The ledger (台账) of an upload as the worker process makes it, which verifies every archive in it."""

from dataclasses import dataclass

from ..archive.ledger import LedgerOptions, language_of, read_ledger, workbook
from ..core.codec import Map
from ..core.message_catalogue import section


@dataclass(frozen=True, slots=True)
class MadeLedger:
    """`name`: of the workbook; `summary`: what the admin page shows of it."""

    name: str
    workbook: bytes
    summary: Map


def ledger_of(body: bytes, options: LedgerOptions) -> MadeLedger:
    """`body`: an archive, or a zip of archives."""
    ledger = read_ledger([("ZIP", body)], options)
    language = language_of(ledger, options)
    days = [meeting.date.replace("-", "") for meeting in ledger.meetings[-1:]]
    name = "_".join((section(language, "ledger")["file_name"], *days)) + ".xlsx"
    summary: Map = {
        "name": name,
        "meetings": len(ledger.meetings),
        "people": len(ledger.people),
        "checks": [check.text(language) for check in ledger.checks],
        "left_out": [{"file": each.file, "reason": each.reason.text(language)} for each in ledger.left_out],
    }
    return MadeLedger(name, workbook(ledger, options), summary)
