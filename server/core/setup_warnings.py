"""What a secretary is told about a document's rules while setting the meeting up (DECIDE §2, §3). Pure."""

from collections.abc import Iterator

from .bands import judging_bands, person_bands
from .message_catalogue import section
from .models import Meeting, Part
from .result_rosters import rosters_of
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
