"""Why a result is what it is, in the meeting's language (DOMAIN §5.2–5.6, §5.9). Computes no score, grade or rank.

Knows no rounds and no votes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .bands import judging_bands, person_bands
from .message_catalogue import Section, section
from .models import Band, Meeting, Part, Subject, Veto
from .rounding import format_decimal, format_percent, format_shortest
from .tallies import SubjectTally

GRADE_REASONS = ("band", "veto", "flag", "votes")
"""Codes of the reasons that determine the grade: `reasons` in tally.json. All others are its `remarks`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`code`: one of GRADE_REASONS, or waiting, one_part, no_score, no_bands, differing_bands; of votes awaits,
    contradicted, no_base, again; or empty_group, blocked, not_trimmed, which concern voter groups."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A person's tally in one part. Where it is withheld, `waiting` is the state of its round, "open" or "closed", and
    `tally` is empty."""

    part: Part
    subject: Subject
    tally: SubjectTally
    waiting: str = ""


def sentences(meeting: Meeting) -> Section:
    """The catalogue's sentences for reasons, in the meeting's language."""
    return section(meeting.language, "reasons")


def band_reason(words: Section, score: Fraction, band: Band, decimals: int) -> Reason:
    text = words["band" if score >= band.floor else "below_bands"]
    values = {"score": format_decimal(score, decimals), "grade": band.name, "floor": format_shortest(band.floor)}
    return Reason("band", text.format(**values))


def flag_reason(words: Section, flag: str, grade: str = "") -> Reason:
    """`grade`: the one that the flag proposes; "" without a score."""
    return Reason("flag", words["flag" if grade else "flag_without_score"].format(flag=flag, grade=grade))


def veto_reasons(words: Section, veto: Veto, standings: Sequence[PartStanding], grade: str) -> Iterator[Reason]:
    """One reason for each part whose share exceeds the limit; the exact limit does not (DOMAIN §5.6)."""
    for standing in standings:
        tally = standing.tally
        low = sum(n for name, n in tally.bands if name in veto.bands)
        if low > veto.over * tally.ballots:
            yield Reason("veto", words["veto"].format(
                part=standing.part.name,
                share=f"{low}/{tally.ballots}",
                percent=format_percent(low, tally.ballots, 2),
                bands=words["or"].join(words["quoted"].format(name=name) for name in veto.bands),
                over=format_shortest(veto.over * 100),
                grade=grade,
            ))  # fmt: skip


def remarks(meeting: Meeting, standings: Sequence[PartStanding], score: Fraction | None) -> Iterator[Reason]:
    """How the score was formed (DOMAIN §5.2–5.4), and why it has no grade. A withheld tally is said to be waiting: it
    must not read as "nobody voted" (DOMAIN §7). In edition 1, every person was expected in every part."""
    words, separator = sentences(meeting), section(meeting.language, "punctuation")["list"]
    scored = [standing.part.name for standing in standings if standing.tally.exact is not None]
    parts = len(meeting.parts if meeting.edition == 1 else standings)
    waiting = [words[f"waiting_{s.waiting}"].format(part=s.part.name) for s in standings if s.waiting]
    if waiting:
        yield Reason("waiting", words["waiting"].format(parts=separator.join(waiting)))
    elif score is not None and len(scored) < parts:
        yield Reason("one_part", words["one_part"].format(parts=separator.join(scored)))
    elif score is None and not any(standing.tally.blocked for standing in standings):
        yield Reason("no_score", words["no_score"])
    if score is not None:
        yield from _missing_bands(meeting, standings)
    for standing in standings:
        yield from _empty_groups(words, standing)
        yield from _untrimmed_groups(words, standing)


def _missing_bands(meeting: Meeting, standings: Sequence[PartStanding]) -> Iterator[Reason]:
    """Why no bands judge the score (DECIDE §2), if so."""
    scored = [standing.part for standing in standings if standing.tally.exact is not None]
    if not person_bands(meeting, scored):
        words, separator = sentences(meeting), section(meeting.language, "punctuation")["list"]
        code = "no_bands" if len(judging_bands(meeting, scored)) == 1 else "differing_bands"
        yield Reason(code, words[code].format(parts=separator.join(part.name for part in scored)))


def _empty_groups(words: Section, standing: PartStanding) -> Iterator[Reason]:
    tally = standing.tally
    code = "blocked" if tally.blocked else "empty_group"
    for group in tally.empty if tally.blocked or tally.ballots else ():
        yield Reason(code, words[code].format(part=standing.part.name, group=group))


def _untrimmed_groups(words: Section, standing: PartStanding) -> Iterator[Reason]:
    """Hidden groups are not named: that would bound their counts (DOMAIN §5.9)."""
    part, untrimmed = standing.part.name, standing.tally.untrimmed
    hidden = {group.name for group in standing.tally.groups if group.suppressed}
    for group in untrimmed:
        if group not in hidden:
            key = "not_trimmed" if group else "not_trimmed_all"
            yield Reason("not_trimmed", words[key].format(part=part, group=group))
    if hidden.intersection(untrimmed):
        yield Reason("not_trimmed", words["not_trimmed_some"].format(part=part))
