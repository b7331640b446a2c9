"""Which spellings of written-in names count as one name (DECIDE §3): parsed from the desk's request. Pure."""

from collections.abc import Collection, Mapping

from .models import Part
from .unicode_text import TooManyMarks
from .validation import Field, printable, validate
from .write_ins import fold, folded_names


def read_merge(part: Part, written: Collection[str], merge: object) -> dict[str, str]:
    """From spellings to names, both folded. `written`: the folded names on the ballots.

    Raises InvalidDocument for a spelling or name that nobody wrote, the name of a candidate, and a name that is itself
    merged into another.
    """
    return validate({"merge": merge}, lambda field: _merge(field.child("merge", merge), part, written))


def _merge(field: Field, part: Part, written: Collection[str]) -> dict[str, str]:
    if not isinstance(field.value, Mapping):
        field.error("not_an_object")
        return {}
    candidates = folded_names(subject.name for subject in part.subjects)
    merged: dict[str, str] = {}
    for spelling, name in field.value.items():
        member = field.child(printable(spelling), name)
        folded = _folded(member, spelling), _folded(member, name)
        if folded[1] in candidates:
            member.error("merged_into_candidate")
        elif not set(folded) <= set(written):
            member.error("not_written_in")
        elif folded[0] == folded[1] or folded[0] in merged:
            member.error("duplicate")
        merged[folded[0]] = folded[1]
    for spelling, name in merged.items():
        if name in merged and name != spelling:
            field.child(printable(spelling)).error("merged_twice")
    return merged


def _folded(field: Field, text: object) -> str:
    if not isinstance(text, str):
        field.error("not_text")
        return ""
    try:
        return fold(text)
    except TooManyMarks:
        field.error("unprintable")
        return ""
