"""Which bands judge a part or a person: only those that were made for its scale (DECIDE §2). Pure."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from . import languages
from .forms import Form, Item, Scale
from .models import Band, Meeting, Part

DEFAULT_BANDS = (
    Band("好", Fraction(9)),
    Band("较好", Fraction(7)),
    Band("一般", Fraction(4)),
    Band("差", Fraction(0)),
)
"""For numbers from 1 to 10 (DOMAIN §5.4)."""
UNSTATED_LANGUAGES = (languages.DEFAULT, languages.INTERNATIONAL)
"""Of these every recount knows the names of the default bands. Documents in others state theirs."""
NO_BANDS: tuple[Band, ...] = ()

FIRST_WORDING, CURRENT_WORDING = 1, 2
"""Of the product's own words in results. They are in fingerprints, so a meeting keeps those that it was created with,
and the header of each catalogue has the number of its current ones. In English 2: the default bands have English names,
and nouns are singular where there is one."""


def band_of(bands: Sequence[Band], value: Fraction) -> Band:
    """The band of a value, the lowest where it is below all floors (DOMAIN §5.4). `bands` from the highest floor."""
    return next((band for band in bands if value >= band.floor), bands[-1])


def meeting_bands(meeting: Meeting) -> tuple[Band, ...]:
    """The meeting's own bands, given or default."""
    return default_bands(meeting) if meeting.rules.bands is None else meeting.rules.bands


def default_bands(meeting: Meeting) -> tuple[Band, ...]:
    names = meeting.band_names or usual_band_names(meeting.language, meeting.wording)
    return tuple(Band(name, band.floor) for name, band in zip(names, DEFAULT_BANDS, strict=True))


def usual_band_names(language: str, wording: int) -> tuple[str, ...]:
    """Those of the default bands. English meetings of the first wording have them in Chinese."""
    own = languages.language(language)
    return own.bands if wording >= own.wording else tuple(band.name for band in DEFAULT_BANDS)


def part_bands(meeting: Meeting, part: Part) -> tuple[Band, ...]:
    """The bands that judge the scores of a part, from the highest; () where it has no grades."""
    if meeting.edition == 1:
        return _part_bands_edition_1(meeting, part.form.scale)
    if part.decide is not None:
        return NO_BANDS
    return form_bands(part.form, part.bands, meeting.rules.bands, default_bands(meeting))


def form_bands(
    form: Form, own: tuple[Band, ...] | None, given: tuple[Band, ...] | None, default: tuple[Band, ...]
) -> tuple[Band, ...]:
    """The bands that judge the scores of a form: `own` ones of its part, or what follows from its scale and those that
    are `given` for the meeting. None: not stated. `default`: the meeting's default ones."""
    if own is not None:
        return own
    if _is_one_to_ten(form):
        return default if given is None else given
    scales = set(form.scored_scales)
    if len(scales) == 1 and not form.is_sum and (scale := scales.pop()).choices:
        return _bands_of_words(default if given is None else given, scale) if scale.has_values else NO_BANDS
    return given or NO_BANDS


def _is_one_to_ten(form: Form) -> bool:
    """Whether the default bands were made for its scores: means of numbers from 1 to 10."""
    scales = form.scored_scales
    return not form.is_sum and all(not s.choices and s.least == 1 and s.greatest == 10 for s in scales)


def _bands_of_words(bands: tuple[Band, ...], scale: Scale) -> tuple[Band, ...]:
    """The meeting's bands if the words have their names in their order and lie in the bands of their own names.
    Otherwise the words are bands themselves."""
    ranked = sorted(scale.marks, key=lambda mark: -scale.value(mark))
    named = [scale.label(mark) for mark in ranked] == [band.name for band in bands]
    if named and all(band_of(bands, scale.value(mark)).name == scale.label(mark) for mark in ranked):
        return bands
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
    scored = [(item, scale) for item, scale in zip(form.items, form.scales, strict=True) if item.weight]
    greatest = [(item.weight, scale.greatest) for item, scale in scored]
    if not form.is_sum:
        least = [(item.weight, _least(part, item, scale)) for item, scale in scored]
        return _mean(least), max(value for _, value in greatest)
    may_abstain = part.zeroes_abstentions and all(item.abstain for item, _ in scored)
    least_sum = Fraction() if may_abstain else sum((scale.least for _, scale in scored), Fraction())
    return least_sum, sum((value for _, value in greatest), Fraction())


def _least(part: Part, item: Item, scale: Scale) -> Fraction:
    """What an item adds at least to the mean of a ballot."""
    return min(scale.least, Fraction()) if item.abstain and part.zeroes_abstentions else scale.least


def _mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    return sum((weight * value for weight, value in pairs), Fraction()) / sum(weight for weight, _ in pairs)


def mark_names(meeting: Meeting, part: Part, item: int) -> tuple[str, ...]:
    """The band of each mark on the item at this place, in the order of its scale; a choice has its own name. "" where
    bands do not judge single marks: where there are none, on an item without weight, and where they judge sums."""
    form, scale = part.form, part.form.scales[item]
    bands = part_bands(meeting, part) if form.items[item].weight and not form.is_sum else NO_BANDS
    if scale.choices or not bands:
        return scale.words or ("",) * len(scale.marks)
    return tuple(band_of(bands, scale.value(mark)).name for mark in scale.marks)
