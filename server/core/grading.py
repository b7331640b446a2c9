"""The grade of a person by score, veto and flags, and which grades may be decided instead (DOMAIN §5.5, §5.6; DECIDE
§2). Computes no score."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .bands import band_of, meeting_bands, part_bands
from .grade_reasons import PartStanding, Reason, band_reason, flag_reason, sentences, veto_reasons
from .models import Band, Meeting


def grade_of(
    meeting: Meeting,
    standings: Sequence[PartStanding],
    score: Fraction | None,
    bands: Sequence[Band],
    flags: Sequence[str],
) -> tuple[str | None, list[Reason]]:
    """The proposed grade with its reasons. A veto or flag never raises a grade; without a score, or without bands that
    judge the person, there is none."""
    words = sentences(meeting)
    if score is None or not bands:
        return None, [flag_reason(words, flag) for flag in flags]
    veto, band = meeting.rules.veto, band_of(bands, score)
    lowered = _lower_grade(bands, band.name, veto.grade if veto else bands[-1].name)
    reasons = [band_reason(words, score, band, meeting.rules.decimals)]
    if veto:
        reasons += veto_reasons(words, veto, standings, lowered)
    reasons += [flag_reason(words, flag, lowered) for flag in flags]
    return (lowered if len(reasons) > 1 else band.name), reasons


def _lower_grade(bands: Sequence[Band], band: str, proposed: str) -> str:
    """The lower of a band and a proposed grade; a grade that is none of these bands counts as below them."""
    names = [band.name for band in bands]
    return proposed if proposed not in names or names.index(proposed) > names.index(band) else band


def all_grades(meeting: Meeting) -> tuple[str, ...]:
    """The names of all bands: the meeting's, then those of its parts."""
    scales = (meeting_bands(meeting), *(part_bands(meeting, part) for part in meeting.parts))
    return tuple(dict.fromkeys(band.name for scale in scales for band in scale))


def decidable_grades(meeting: Meeting, bands: Iterable[Band]) -> tuple[str, ...]:
    """The grades that may be decided for a person whom `bands` judge: theirs and the veto's. () without bands: any text
    may be. In a meeting of edition 1, those of all bands."""
    if meeting.edition == 1:
        return all_grades(meeting)
    names, veto = [band.name for band in bands], meeting.rules.veto
    return tuple(dict.fromkeys([*names, veto.grade] if names and veto else names))
