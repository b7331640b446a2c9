"""Warnings about a meeting before its results are certified: its rules (DECIDE §2, §3), people who may be one person,
and scores that were probably mistyped. Pure."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from .bands import judging_bands, person_bands
from .entered_scores import greatest_entered_score
from .message_catalogue import section
from .models import Meeting, Part, Subject
from .people import fold, near_twins
from .result_rosters import rosters_of
from .rounding import format_shortest
from .vote_bases import all_groups_vote


def grade_warnings(meeting: Meeting) -> list[str]:
    """Which parts give scores without grades, in the meeting's language. A part that is said to have no bands
    (`"bands": []`) is not worth a warning."""
    words = section(meeting.language, "warnings")
    separator = section(meeting.language, "punctuation")["list"]
    warnings = []
    for parts in dict.fromkeys(_ungraded(meeting)):
        key = "no_bands" if len(judging_bands(meeting, parts)) == 1 else "differing_bands"
        warnings.append(words[key].format(parts=separator.join(part.name for part in parts)))
    return warnings


def number_warnings(meeting: Meeting) -> list[str]:
    """Which parts can never have a result because the sizes of their groups are not given (DECIDE §3): unlike the
    number of people expected, these cannot be entered later."""
    words = section(meeting.language, "warnings")
    separator = section(meeting.language, "punctuation")["list"]
    warnings = []
    for part in meeting.parts:
        unsized = [
            meeting.groups[index].name for index in meeting.voting_groups(part) if meeting.groups[index].size is None
        ]
        is_based = part.decide is not None and part.decide.base == "expected"
        if is_based and unsized and not all_groups_vote(meeting, part):
            warnings.append(words["size_for_expected"].format(part=part.name, groups=separator.join(unsized)))
    return warnings


def group_warnings(meeting: Meeting) -> list[str]:
    """Which groups have nothing to vote on, and whether the groups' sizes differ from the number of people expected, as
    long as the document can be corrected."""
    words = section(meeting.language, "warnings")
    separator = section(meeting.language, "punctuation")["list"]
    voting = {index for part in meeting.parts if not part.entered for index in meeting.voting_groups(part)}
    idle = [group.name for index, group in enumerate(meeting.groups) if index not in voting]
    warnings = [words["idle_groups"].format(groups=separator.join(idle))] if idle and voting else []
    sizes = [group.size for group in meeting.groups if group.size is not None]
    if len(sizes) == len(meeting.groups) and meeting.expected not in (None, sum(sizes)):
        warnings.append(words["sizes_differ"].format(sum=sum(sizes), expected=meeting.expected))
    return warnings


def score_warnings(meeting: Meeting, entered: Mapping[str, Fraction]) -> list[str]:
    """Whose typed score is higher than any ballot can give, in the meeting's language: 95 for 9.5 would make somebody
    the first. Not refused, because an institution may want it. entered: scores by subject."""
    words = section(meeting.language, "warnings")
    separator = section(meeting.language, "punctuation")["list"]
    too_high: dict[tuple[str, Fraction], list[str]] = {}
    for part, subject in meeting.subjects():
        greatest = greatest_entered_score(meeting, part, subject) if subject.id in entered else None
        if greatest is not None and entered[subject.id] > greatest:
            too_high.setdefault((part.name, greatest), []).append(subject.name)
    return [
        words["high_score"].format(part=part, names=separator.join(names), most=format_shortest(greatest))
        for (part, greatest), names in too_high.items()
    ]


def _ungraded(meeting: Meeting) -> Iterator[tuple[Part, ...]]:
    """The parts of each person whom no bands judge."""
    for roster in rosters_of(meeting):
        persons: dict[tuple[str, str], tuple[Part, ...]] = {}
        for part in () if roster.is_decided else roster.parts:
            for subject in part.subjects:
                persons[subject.person] = (*persons.get(subject.person, ()), part)
        for parts in persons.values():
            if not person_bands(meeting, parts) and any(part.bands is None for part in parts):
                yield parts


def people_warnings(meeting: Meeting) -> list[str]:
    """Who is counted as two people and may be one, in the meeting's language: two spellings, in meetings of older
    versions, and one name with different units in parts that list only one of them."""
    words = section(meeting.language, "warnings")
    warnings = [
        words["twins"].format(
            name=_called(twin.subject, words),
            part=twin.part.name,
            first=_called(twin.first, words),
            other=twin.first_part.name,
        )
        for twin in near_twins(meeting.parts)
    ]
    for first_part, first, part, other in _namesakes(meeting):
        values = {"part": first_part.name, "first": _called(first, words), "other": part.name}
        warnings.append(words["namesakes"].format(name=_called(other, words), **values))
    return warnings


def _called(subject: Subject, words: Mapping[str, str]) -> str:
    return words["name_and_unit"].format(name=subject.name, unit=subject.unit) if subject.unit else subject.name


def _namesakes(meeting: Meeting) -> Iterator[tuple[Part, Subject, Part, Subject]]:
    """The first two subjects of one name with units that do not look alike; none whom one part lists together."""
    by_name: dict[str, list[tuple[Part, Subject]]] = {}
    for part, subject in meeting.subjects():
        by_name.setdefault(fold(subject.name), []).append((part, subject))
    for listed in by_name.values():
        first_part, first = listed[0]
        others = [(part, s) for part, s in listed if fold(s.unit) != fold(first.unit)]
        if others and len({part.name for part, _ in listed}) == len(listed):
            yield first_part, first, *others[0]
