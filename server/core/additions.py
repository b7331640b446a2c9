"""The JSON form of what people add to the votes (CONTRACT "data that people add"): decisions, adjustments, flags and
entered scores, by subject id, and merged names by part. The API, the archive and the stored meeting use it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .models import Additions, Adjustment, Decision
from .rounding import format_shortest


def without_judgement(additions: Additions) -> Additions:
    """Only what is needed to read the votes, the merged names: no decisions, adjustments, flags and entered scores."""
    return Additions(merges=additions.merges)


def to_json(additions: Additions) -> dict[str, dict[str, Any]]:
    """Numbers are exact decimal strings. Without merges as in earlier versions."""
    merges = {"merges": additions.merges} if additions.merges else {}
    return {
        "decisions": {id: {"grade": d.grade, "reason": d.reason} for id, d in additions.decisions.items()},
        "adjustments": {
            id: [{"points": format_shortest(a.points), "reason": a.reason} for a in adjustments]
            for id, adjustments in additions.adjustments.items()
        },
        "flags": {id: list(flags) for id, flags in additions.flags.items()},
        "entered": {id: {"score": format_shortest(score)} for id, score in additions.entered.items()},
        **merges,
    }


def from_json(additions: Mapping[str, Any]) -> Additions:
    """The inverse of `to_json`. Trusts its input: for our own stored data only."""
    return Additions(
        decisions={id: Decision(**decision) for id, decision in additions["decisions"].items()},
        adjustments={
            id: tuple(Adjustment(Fraction(a["points"]), a["reason"]) for a in adjustments)
            for id, adjustments in additions["adjustments"].items()
        },
        flags={id: tuple(flags) for id, flags in additions["flags"].items()},
        entered={id: Fraction(entered["score"]) for id, entered in additions["entered"].items()},
        merges=additions.get("merges", {}),
    )
