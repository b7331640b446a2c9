"""The voter groups of a subject that are too small to be shown (DOMAIN §5.9), and what is kept of them once pooled."""

from collections.abc import Sequence
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


def hidden_groups(sizes: Sequence[int], least: int) -> frozenset[int]:
    """Indexes of the groups of which nothing is shown: no count, mean, word or band (DOMAIN §5.9, DECIDE §4). `sizes`:
    scored ballots per group.

    Groups of 1 to `least` - 1 ballots; a single one would follow from the total, so the next smallest is hidden with
    it. An empty group is never hidden. A small group that votes alone in its part is hidden too, although the subject's
    own line shows its numbers: the rule has no exceptions.
    """
    small = {index for index, size in enumerate(sizes) if 0 < size < least}
    if len(small) == 1:
        others = [index for index, size in enumerate(sizes) if size and index not in small]
        small |= set(sorted(others, key=lambda index: (sizes[index], -index))[:1])
    return frozenset(small)
