"""Why a result is as it is, in the meeting's language (DOMAIN §5.2–5.6, §5.9). Reckons no score, grade or rank.

Knows no rounds and no votes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .counting import SubjectTally
from .models import Band, Meeting, Part, Subject, Veto
from .rounding import figure, shortest

WORDS = {
    "zh": {
        "band": "得分 {score}，达到“{grade}”的起点 {floor} 分",
        "below": "得分 {score}，低于所有档次，按最低档“{grade}”",
        "veto": "“{part}”中 {share}（{percent}%）的有效评分票为{bands}，超过 {over}%，建议等次“{grade}”",
        "flag": "有“{flag}”情形，建议等次“{grade}”",
        "flag_only": "有“{flag}”情形",
        "one_part": "只有“{parts}”有得分，按其排名",
        "empty_group": "“{part}”中“{group}”没有计分的票，其权重已分摊到其他票种",
        "blocked": "“{part}”中“{group}”没有计分的票，按规则不出结果",
        "not_trimmed": "“{part}”中“{group}”票数较少，未去掉最高分和最低分",
        "not_trimmed_some": "“{part}”中部分票种票数较少，未去掉最高分和最低分",
        "not_trimmed_all": "“{part}”票数较少，未去掉最高分和最低分",
        "no_score": "没有计分的票，不出得分、等次和名次",
        "waiting": "{parts}，尚未计入得分、等次和名次",
        "waiting_open": "“{part}”未截止",
        "waiting_closed": "“{part}”未公布",
        "and": "、",
        "or": "或",
        "both": "{name}（{unit}）",
    },
    "en": {
        "band": "Score {score} reaches “{grade}”, which starts at {floor}",
        "below": "Score {score} is below all bands, so the lowest, “{grade}”",
        "veto": "In “{part}” {share} ({percent}%) of the scored ballots are {bands}, over {over}%: proposed “{grade}”",
        "flag": "Flagged “{flag}”: proposed “{grade}”",
        "flag_only": "Flagged “{flag}”",
        "one_part": "Only “{parts}” has a score; ranked on it",
        "empty_group": "In “{part}” the group “{group}” has no scored ballot; its weight went to the others",
        "blocked": "In “{part}” the group “{group}” has no scored ballot; by the rules there is no result",
        "not_trimmed": "In “{part}” the group “{group}” is too small to be trimmed",
        "not_trimmed_some": "In “{part}” some groups are too small to be trimmed",
        "not_trimmed_all": "In “{part}” there are too few ballots to be trimmed",
        "no_score": "No scored ballots: no score, grade or rank",
        "waiting": "{parts}: not yet in score, grade or rank",
        "waiting_open": "“{part}” is not closed",
        "waiting_closed": "“{part}” is not published",
        "and": ", ",
        "or": " or ",
        "both": "{name} ({unit})",
    },
}


GROUNDS = ("band", "veto", "flag")
"""Codes of what a grade follows from: `reasons` in tally.json; the others are its `remarks`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`code`: one of GROUNDS, or waiting, one_part, no_score, empty_group, blocked, not_trimmed. The last three speak
    of groups."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A person's place in one part. While its figures are held back, `waiting` is the state of their round, "open" or
    "closed", and `tally` has nothing in it."""

    part: Part
    subject: Subject
    tally: SubjectTally
    waiting: str = ""


def reached(words: Mapping[str, str], score: Fraction, band: Band, decimals: int) -> Reason:
    text = words["band" if score >= band.floor else "below"]
    return Reason("band", text.format(score=figure(score, decimals), grade=band.name, floor=shortest(band.floor)))


def flagged(words: Mapping[str, str], flag: str, grade: str = "") -> Reason:
    """`grade`: what it proposes; nothing where there is no score."""
    return Reason("flag", words["flag" if grade else "flag_only"].format(flag=flag, grade=grade))


def vetoed(words: Mapping[str, str], veto: Veto, stands: Sequence[PartStanding], grade: str) -> Iterator[Reason]:
    """One reason for each part whose share is over the limit; exactly the limit is not (DOMAIN §5.6)."""
    for stand in stands:
        low = sum(n for name, n in stand.tally.bands if name in veto.bands)
        if low > veto.over * stand.tally.ballots:
            yield Reason("veto", words["veto"].format(
                part=stand.part.name,
                share=f"{low}/{stand.tally.ballots}",
                percent=figure(Fraction(100 * low, stand.tally.ballots), 2),
                bands=words["or"].join(f"“{name}”" for name in veto.bands),
                over=shortest(veto.over * 100),
                grade=grade,
            ))  # fmt: skip


def remarks(meeting: Meeting, stands: Sequence[PartStanding], score: Fraction | None) -> Iterator[Reason]:
    """What the record has to say about how the score came about (DOMAIN §5.2–5.4). Held-back figures wait: nobody
    may read them as "nobody voted" (DOMAIN §7)."""
    words = WORDS[meeting.language]
    names = [stand.part.name for stand in stands if stand.tally.exact is not None]
    waiting = [words[f"waiting_{one.waiting}"].format(part=one.part.name) for one in stands if one.waiting]
    if waiting:
        yield Reason("waiting", words["waiting"].format(parts=words["and"].join(waiting)))
    elif score is not None and len(names) < len(meeting.parts):
        yield Reason("one_part", words["one_part"].format(parts=words["and"].join(names)))
    elif score is None and not any(stand.tally.blocked for stand in stands):
        yield Reason("no_score", words["no_score"])
    for stand in stands:
        yield from _empty(words, stand)
        yield from _untrimmed(words, stand)


def _empty(words: Mapping[str, str], stand: PartStanding) -> Iterator[Reason]:
    code = "blocked" if stand.tally.blocked else "empty_group"
    for group in stand.tally.empty if stand.tally.blocked or stand.tally.ballots else ():
        yield Reason(code, words[code].format(part=stand.part.name, group=group))


def _untrimmed(words: Mapping[str, str], stand: PartStanding) -> Iterator[Reason]:
    """Hidden groups are not named: that would bound their counts (DOMAIN §5.9)."""
    part, names = stand.part.name, stand.tally.untrimmed
    hidden = {group.name for group in stand.tally.groups if group.suppressed}
    for group in names:
        if group not in hidden:
            key = "not_trimmed" if group else "not_trimmed_all"
            yield Reason("not_trimmed", words[key].format(part=part, group=group))
    if hidden.intersection(names):
        yield Reason("not_trimmed", words["not_trimmed_some"].format(part=part))
