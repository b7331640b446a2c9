"""What people changed or entered by hand, as the meeting's log has it: the lines that the count report lists. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LISTED_ACTS = ("amend", "flags", "adjustments", "entered", "write-ins")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log: when (ISO 8601), by which role, which act, with which details."""

    at: str
    role: str
    act: str
    detail: Mapping[str, Any]


def listed_changes(log: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    """Every amendment, flag, adjustment, entered score and merge of write-ins, and the decisions after certification,
    in order."""
    certified = False
    for line in log:
        act, detail = line["act"], line["detail"]
        certified = certified or (act == "phase" and detail["phase"] == "certified")
        if act in LISTED_ACTS or (certified and act == "decisions"):
            yield Change(line["at"], line["role"], act, detail)
