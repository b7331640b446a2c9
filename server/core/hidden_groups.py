"""The voter groups of a subject that are too small to be shown (DOMAIN §5.9), once their votes are pooled."""

from dataclasses import dataclass
from fractions import Fraction

POOLED = -1
"""The group of a vote whose group is not kept."""


@dataclass(frozen=True, slots=True)
class HiddenGroups:
    """Indexes of the groups in the meeting, and what a weighted score needs and their mixed votes do not tell.

    `mean`: the weighted mean of their means, exact; None without weights or where there is no score. `untrimmed`: at
    least one of them was too small to be trimmed.
    """

    groups: tuple[int, ...] = ()
    mean: Fraction | None = None
    untrimmed: bool = False


NONE_HIDDEN = HiddenGroups()
