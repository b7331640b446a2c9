"""Shares, bases and deciding rules in words (DECIDE §3), for the papers about parts that are decided by votes.

Computes no number.
"""

from collections.abc import Iterator

from ...core.models import Part
from ...core.record import Record
from ...core.vote_reasons import format_bound
from ...core.vote_rules import Base, Decide, DecideRule
from ...core.votes import VoteShare
from ..model.labels import clauses, joined, labels_of

MOTION = "motion"
"""The form of a part whose subjects are motions (DECIDE §3)."""


def is_motion(part: Part) -> bool:
    return part.decide is not None and part.form.id == MOTION


def subject_title(record: Record, part: Part) -> str:
    """What is voted on."""
    labels, decide = labels_of(record), part.decide
    if decide is not None and decide.seats is not None:
        return labels["candidate"]
    return labels["motion" if is_motion(part) else "subject"]


def base_text(record: Record, base: Base) -> str:
    """What a share is taken of: 应到."""
    labels = labels_of(record)
    return labels[f"base_{base}"] if isinstance(base, str) else labels["base_words"].format(words=joined(record, *base))


def share_title(record: Record, words: tuple[str, ...], base: Base) -> str:
    """The heading of a column of shares: 赞成/应到."""
    return labels_of(record)["share_title"].format(words=joined(record, *words), base=base_text(record, base))


def share_text(record: Record, share: VoteShare) -> str:
    """With both numbers: 17/38，44.74%. Without a percentage where the base is unknown, 0 or too small."""
    labels = labels_of(record)
    if share.base is None:
        return labels["share_without_base"].format(count=share.count, base=base_text(record, share.basis))
    key = "share_of_none" if share.percent is None else "share_text"
    return labels[key].format(count=share.count, base=share.base, percent=share.percent)


def rules_text(record: Record, decide: Decide) -> str:
    """赞成超过应到的 1/2：通过；其余：未通过."""
    labels = labels_of(record)
    sentences = [_rule_text(record, decide, rule) for rule in decide.rules[:-1]]
    key = "decide_else" if sentences else "decide_always"
    return clauses(record, *sentences, labels[key].format(grade=decide.rules[-1].grade))


def _rule_text(record: Record, decide: Decide, rule: DecideRule) -> str:
    labels, conditions = labels_of(record), list[str]()
    words = joined(record, *rule.of)
    if bound := format_bound(rule):
        text = labels["decide_over" if rule.over is not None else "decide_at_least"]
        conditions.append(text.format(words=words, base=base_text(record, decide.base), bound=bound))
    if rule.seats is not None:
        order = joined(record, *(rank_key_text(record, key, decide) for key in decide.rank))
        conditions.append(labels["decide_seats"].format(order=order, seats=rule.seats))
    return labels["decide_rule"].format(conditions=labels["decide_and"].join(conditions), grade=rule.grade)


def rank_key_text(record: Record, key: str, decide: Decide) -> str:
    """What the persons of a decided part are ranked by: 赞成票数."""
    labels = labels_of(record)
    if key == "votes":
        return labels["rank_votes"].format(words=joined(record, *decide.ranking.of))
    return labels["rank_item"].format(name=_item_title(record, decide, key.removeprefix("item:")))


def _item_title(record: Record, decide: Decide, key: str) -> str:
    forms = (part.form for part in record.meeting.parts if part.decide is decide)
    return next(item.title for form in forms for item in form.items if item.key == key)


def decide_rows(record: Record) -> Iterator[tuple[str, str]]:
    """The rules of every part that is decided by votes, as the count report states them: field and value."""
    labels = labels_of(record)
    for part in record.meeting.parts:
        if part.decide is not None:
            yield labels["decide_of"].format(part=part.name), rules_text(record, part.decide)
            if part.decide.rank and part.decide.seats is None:
                keys = joined(record, *(rank_key_text(record, key, part.decide) for key in part.decide.rank))
                yield labels["rank_of"].format(part=part.name), keys
        yield from _other_rows(record, part)


def _other_rows(record: Record, part: Part) -> Iterator[tuple[str, str]]:
    """Run-off, names written in, and figures."""
    labels = labels_of(record)
    if part.again is not None:
        yield labels["again_of"].format(part=part.name), labels["again_text"].format(part=part.again)
    if write_in := part.form.write_in:
        text = labels["write_in_text"].format(choice=write_in.choice, n=write_in.at_most)
        yield labels["write_in_of"].format(part=part.name), text
    for figure in part.figures:
        words, base = joined(record, *figure.of), base_text(record, figure.base)
        text = labels["figure_text"].format(words=words, base=base)
        yield labels["figure_of"].format(name=figure.name, part=part.name), text
