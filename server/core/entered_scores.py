"""The scale of scores that are typed in for a part without ballots (DOMAIN §5.4). Pure."""

from collections.abc import Iterable
from fractions import Fraction

from .bands import score_range
from .models import Meeting, Part, Subject
from .result_rosters import rosters_of


def greatest_entered_score(meeting: Meeting, part: Part, subject: Subject) -> Fraction | None:
    """The greatest score that ballots can give the person; where none are about this person, those about anybody of the
    same roster. None where nobody is voted on by scores."""
    voted = [other for other in meeting.parts if not other.entered and other.decide is None]
    own = [other for other in voted if any(each.person == subject.person for each in other.subjects)]
    ranked = next((roster.parts for roster in rosters_of(meeting) if part in roster.parts), ())
    return _greatest(own or [other for other in voted if other in ranked])


def _greatest(parts: Iterable[Part]) -> Fraction | None:
    return max((score_range(part)[1] for part in parts), default=None)
