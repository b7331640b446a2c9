"""Why votes give a grade, or none yet, in the meeting's language (DECIDE §3). Computes nothing."""

from collections.abc import Iterator
from fractions import Fraction

from .bands import FIRST_WORDING
from .grade_reasons import Reason, sentences
from .message_catalogue import Section, section
from .models import Meeting
from .outcome import Step, Trial, Verdict
from .rounding import format_shortest
from .vote_rules import DecideRule
from .votes import SubjectVotes


def vote_reasons(meeting: Meeting, verdict: Verdict) -> Iterator[Reason]:
    """One for each rule that was applied: 赞成 17/30，56.67%，超过 1/2."""
    words, separator = sentences(meeting), section(meeting.language, "punctuation")["list"]
    has_singular = meeting.wording > FIRST_WORDING
    for step in verdict.steps:
        share = step.share
        yield Reason("votes", words[_sentence_key(step)].format(
            words=separator.join(step.rule.of),
            share=f"{share.count}/{share.base}",
            percent=share.percent,
            bound=format_bound(step.rule),
            seats=step.rule.seats,
            counted=step.rule.seats if has_singular else None,
        ))  # fmt: skip


def _sentence_key(step: Step) -> str:
    """Where there is a threshold, a seat is its consequence and is not stated."""
    rule, trial = step.rule, step.trial
    if trial in (Trial.NO_SEAT, Trial.TIED) or (rule.at_least is None and rule.over is None):
        return {Trial.SEATED: "votes_seated", Trial.TIED: "votes_tied"}.get(trial, "votes_no_seat")
    threshold = "at_least" if rule.at_least is not None else "over"
    return f"votes_{threshold}" if trial in (Trial.MET, Trial.SEATED) else f"votes_not_{threshold}"


def format_bound(rule: DecideRule) -> str:
    """The threshold as plans write it: 1/2, 2/3, 85%; "" without one."""
    bound = rule.over if rule.at_least is None else rule.at_least
    if bound is None:
        return ""
    percent = format_shortest(bound * 100)
    is_plain = 1 < bound.denominator <= 10 or "/" in percent
    return str(Fraction(bound)) if is_plain else f"{percent}%"


def missing_number_remarks(meeting: Meeting, awaits: tuple[str, ...]) -> Iterator[Reason]:
    """Which numbers have to be entered before there is a share."""
    words = sentences(meeting)
    for name in awaits:
        if name in ("expected", "present"):
            yield Reason("awaits", words[f"awaits_{name}"])
        elif name.startswith("groups["):
            index = int(name[len("groups[") : name.index("]")])
            yield Reason("awaits", words["awaits_size"].format(group=meeting.groups[index].name))


def vote_remarks(meeting: Meeting, votes: SubjectVotes, verdict: Verdict, run_off: str | None) -> Iterator[Reason]:
    """Why counted votes give no grade. `run_off`: the part in which the subject is voted on again, if there is one."""
    words, share = sentences(meeting), votes.share
    if share.contradicted:
        text = words[f"contradicted_{share.basis}"].format(returned=votes.bases.returned, base=share.base)
        yield Reason("contradicted", text)
    elif share.base == 0:
        yield Reason("no_base", words["no_base"])
    if verdict.is_tied:
        yield Reason("again", words["again_in"].format(part=run_off) if run_off else words["again"])


def waiting_remark(words: Section, part: str, state: str) -> Reason:
    """`state` of the part's round: "open", "closed", or "" before the first."""
    return Reason("waiting", words["waiting_votes"].format(parts=words[f"waiting_{state or 'none'}"].format(part=part)))
