"""What phones report of their self-test, the page /check. Kept in memory only; says nothing about any vote."""

from collections import Counter
from collections.abc import Iterable

from .codec import BadFrame, Map

CODES = ("slow", "lost", "address", "clock", "storage")
"""What may fail: round trips are slow, the connection was lost, the page's address is not the one on the cards, the
clock is wrong, the browser stores nothing."""
OTHER = "other"
MAX_CODES = 16


def failed_codes(message: Map) -> frozenset[str]:
    """The codes of a `check` message; those of later pages count as OTHER. Raises BadFrame."""
    failed = message.get("failed")
    if not isinstance(failed, list) or len(failed) > MAX_CODES or not all(isinstance(code, str) for code in failed):
        raise BadFrame
    return frozenset(code if code in CODES else OTHER for code in failed)


def checks_message(reports: Iterable[frozenset[str]]) -> Map:
    """How many phones passed, and how often each code failed."""
    reports = list(reports)
    failed = Counter(code for report in reports for code in report)
    return {
        "t": "checks",
        "passed": sum(not report for report in reports),
        "phones": len(reports),
        "failed": {**failed},
    }
