"""Which bands judge a part or a person: only those that were made for its scale (DECIDE §2). Pure."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .forms import Form, Scale
from .models import Band, Meeting, Part

DEFAULT_BANDS = (
    Band("好", Fraction(9)),
    Band("较好", Fraction(7)),
    Band("一般", Fraction(4)),
    Band("差", Fraction(0)),
)
"""For numbers from 1 to 10 (DOMAIN §5.4)."""
NO_BANDS: tuple[Band, ...] = ()


def band_of(bands: Sequence[Band], value: Fraction) -> Band:
    """The band of a value, the lowest where it is below all floors (DOMAIN §5.4). `bands` from the highest floor."""
    return next((band for band in bands if value >= band.floor), bands[-1])


def meeting_bands(meeting: Meeting) -> tuple[Band, ...]:
    """The meeting's own bands, given or default."""
    return DEFAULT_BANDS if meeting.rules.bands is None else meeting.rules.bands


def part_bands(meeting: Meeting, part: Part) -> tuple[Band, ...]:
    """The bands that judge the scores of a part, from the highest; () where it has no grades."""
    if meeting.edition == 1:
        return _part_bands_edition_1(meeting, part.form.scale)
    if part.decide is not None:
        return NO_BANDS
    if part.bands is not None:
        return part.bands
    if _is_one_to_ten(part.form):
        return meeting_bands(meeting)
    scales = set(part.form.scored_scales)
    if len(scales) == 1 and not part.form.is_sum and (scale := scales.pop()).choices:
        return _bands_of_words(meeting, scale) if scale.has_values else NO_BANDS
    return meeting.rules.bands or NO_BANDS


def _is_one_to_ten(form: Form) -> bool:
    """Whether the default bands were made for its scores: means of numbers from 1 to 10."""
    scales = form.scored_scales
    return not form.is_sum and all(not s.choices and s.least == 1 and s.greatest == 10 for s in scales)


def _bands_of_words(meeting: Meeting, scale: Scale) -> tuple[Band, ...]:
    """The meeting's bands if the words have their names in their order and lie in the bands of their own names.
    Otherwise the words are bands themselves."""
    own = meeting_bands(meeting)
    ranked = sorted(scale.marks, key=lambda mark: -scale.value(mark))
    named = [scale.label(mark) for mark in ranked] == [band.name for band in own]
    if named and all(band_of(own, scale.value(mark)).name == scale.label(mark) for mark in ranked):
        return own
    return _words_as_bands(scale)


def _words_as_bands(scale: Scale) -> tuple[Band, ...]:
    """Each word reaches halfway to the next lower one, so that one 合格 among sixty 优秀 does not lower the grade.
    Words of equal value are no bands."""
    ranked = sorted(((scale.value(mark), scale.label(mark)) for mark in scale.marks), key=lambda pair: -pair[0])
    values = [value for value, _ in ranked]
    if len(set(values)) < len(values):
        return NO_BANDS
    floors = [*((high + low) / 2 for high, low in zip(values, values[1:], strict=False)), values[-1]]
    return tuple(Band(name, floor) for (_, name), floor in zip(ranked, floors, strict=True))


def _part_bands_edition_1(meeting: Meeting, scale: Scale) -> tuple[Band, ...]:
    """As meetings of edition 1 were signed: their bands judged every scale of numbers, and words with their names."""
    own = meeting_bands(meeting)
    ranked = sorted(scale.marks, key=lambda mark: -scale.value(mark)) if scale.choices else ()
    if not ranked or [scale.label(mark) for mark in ranked] == [band.name for band in own]:
        return own
    return _words_as_bands(scale)


def judging_bands(meeting: Meeting, parts: Iterable[Part]) -> set[tuple[Band, ...]]:
    """The different bands of these parts of a person. Entered parts do not matter where there are others."""
    parts = list(parts)
    voted = [part for part in parts if not part.entered]
    return {part_bands(meeting, part) for part in (parts if meeting.edition == 1 else voted or parts)}


def person_bands(meeting: Meeting, parts: Iterable[Part]) -> tuple[Band, ...]:
    """The bands that judge a person who has a score in `parts`: theirs if they agree, otherwise the meeting's if those
    were given."""
    judging = judging_bands(meeting, parts)
    if len(judging) == 1:
        return judging.pop()
    return meeting_bands(meeting) if meeting.edition == 1 else meeting.rules.bands or NO_BANDS


def score_range(part: Part) -> tuple[Fraction, Fraction]:
    """The least and the greatest score that a ballot can give in a part without `decide`."""
    form = part.form
    scales = form.scored_scales
    lows, highs = [scale.least for scale in scales], [scale.greatest for scale in scales]
    least, greatest = (sum(lows, Fraction()), sum(highs, Fraction())) if form.is_sum else (min(lows), max(highs))
    may_abstain = any(item.abstain and item.weight for item in form.items)
    return (min(least, Fraction()) if may_abstain and part.zeroes_abstentions else least), greatest


def mark_names(meeting: Meeting, part: Part, scale: Scale) -> tuple[str, ...]:
    """The band of each mark, in the order of the scale; a choice has its own name. "" where bands do not judge single
    marks: where there are none, and where they judge sums."""
    judged = scale in part.form.scored_scales and not part.form.is_sum
    bands = part_bands(meeting, part) if judged else NO_BANDS
    if scale.choices or not bands:
        return scale.words or ("",) * len(scale.marks)
    return tuple(band_of(bands, scale.value(mark)).name for mark in scale.marks)
