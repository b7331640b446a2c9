"""The document of an earlier meeting as that of a new one, with a remark for everything that does not come along.

It comes from an archive of any version, or from anyone. What this version does not recognise is left out and named. Of
an archive's document, ids and the date belong to the earlier meeting, and so do its run-offs. Pure.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from . import document_paths
from .errors import FieldError, InvalidDocument
from .form_document import ShippedForms
from .meeting_document import client_document, dump, load, parse, reusable_document
from .message import Message
from .models import CURRENT_EDITION, Meeting
from .validation import printable

MAX_PASSES = 5
"""How often the document is read again without what was left out: a pass names at most 200 fields."""
MAX_SHOWN = 80
"""Characters of a value that was left out."""
CORRECTABLE = frozenset(
    ("empty", "wrong_length", "duplicate", "twin", "weight_missing", "size_missing", "too_many_cells")
)
"""Errors that the form of a new meeting can show and people can correct there."""
KEPT = ("parts", "groups", "subjects", "name", "title")
"""Members that are never left out: without them it would be another meeting."""


@dataclass(frozen=True, slots=True)
class CopiedDocument:
    """`remarks`: the place of each in words, and what happened to it."""

    document: dict[str, Any]
    remarks: tuple[FieldError, ...]


def copied_document(stored: object, shipped: ShippedForms, today: str) -> CopiedDocument:
    """`stored`: a parsed meeting.json, which is left as it is. Raises InvalidDocument where no meeting can be made of
    it."""
    if not isinstance(stored, dict) or not isinstance(stored.get("parts"), list):
        raise InvalidDocument([FieldError("meeting.json", _message("not_a_meeting"))])
    edition = stored.get("edition")
    if type(edition) is int and edition > CURRENT_EDITION:
        raise InvalidDocument([FieldError("edition", _message("newer_edition"))])
    is_archived = "ids" in stored
    document = {name: deepcopy(value) for name, value in stored.items() if name != "ids"}
    remarks = list(_without_run_offs(document))
    meeting = _recognised(document, shipped, today, is_archived, remarks)
    if is_archived and meeting is not None:
        if meeting.rules.bands is None:  # those of edition 1 always state them
            meeting = replace(meeting, edition=CURRENT_EDITION)
        document = reusable_document(meeting)
        remarks += _changed_rules(meeting, document)
    return CopiedDocument(document, tuple(remarks))


def _message(key: str, **values: object) -> Message:
    """A message of the catalogue's table `copies`."""
    return Message("copies", key, values)


def _without_run_offs(document: dict[str, Any]) -> Iterator[FieldError]:
    """A run-off belongs to the ballots that made it necessary."""
    for part in document["parts"]:
        if _is_run_off(part):
            yield FieldError(printable(part.get("name", "")), _message("run_off"))
    document["parts"] = [part for part in document["parts"] if not _is_run_off(part)]


def _is_run_off(part: object) -> bool:
    return isinstance(part, dict) and bool(part.get("again"))


def _recognised(
    document: dict[str, Any], shipped: ShippedForms, today: str, is_archived: bool, remarks: list[FieldError]
) -> Meeting | None:
    """Leaves out of the document what cannot be read, with a remark for each. None if the rest has only errors that the
    form shows. Raises InvalidDocument for any other, and for all of them in an archive: what it has was valid once."""
    causes: dict[str, FieldError] = {}
    for _ in range(MAX_PASSES):
        try:
            return parse(document, shipped, today=today, signed=is_archived)
        except InvalidDocument as error:
            left_out = list(_left_out(document, error.field_errors))
            remarks += (remark for _, remark in left_out)
            if not left_out:
                faults = [causes.get(fault.field, fault) for fault in error.field_errors]
                refused = faults if is_archived else [fault for fault in faults if not _is_correctable(fault)]
                if refused:
                    raise InvalidDocument(refused) from None
                return None
            causes.update((fault.field, fault) for fault, _ in left_out)
    raise InvalidDocument([FieldError("meeting.json", _message("too_many"))])


def _left_out(document: dict[str, Any], faults: list[FieldError]) -> Iterator[tuple[FieldError, FieldError]]:
    """Removes fields with an error, each of which is returned with its remark; no elements of lists: nobody may
    disappear from a roster."""
    for fault in faults:
        place = document_paths.steps(document, fault.field)
        if place and isinstance(place[-1], str) and place[-1] not in KEPT and not _is_correctable(fault):
            words = document_paths.readable(document, place)
            yield fault, FieldError(words, _reason(fault.message, document_paths.remove(document, place)))


def _reason(problem: Message, value: object) -> Message:
    shown = _shown(value)
    if problem.key == "unknown_field":
        return _message("unknown", value=shown)
    return _message("left_out", value=shown, problem=problem)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    plain = "".join(char if char.isprintable() else "?" for char in text[:MAX_SHOWN])
    return plain if len(text) <= MAX_SHOWN else plain + "…"


def _is_correctable(fault: FieldError) -> bool:
    is_untitled = fault.field == "title" and fault.message.key == "required"
    return is_untitled or fault.message.key in CORRECTABLE


def _changed_rules(meeting: Meeting, document: Mapping[str, Any]) -> Iterator[FieldError]:
    """Of an earlier edition all in one remark; else each rule that named what a new meeting does not have."""
    if meeting.edition < CURRENT_EDITION:
        yield FieldError("rules", _message("earlier_edition"))
    before: Any = client_document(load(dump(meeting)))["rules"]
    for name, value in before.items():
        after = document["rules"].get(name)
        if after != value:
            yield FieldError(f"rules{document_paths.SEPARATOR}{name}", _changed(value, after))


def _changed(before: object, after: object) -> Message:
    return _message("changed", before=_shown(before), after=_shown(after))
