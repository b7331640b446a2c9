"""Reads a meeting document, or a part to be added to one, with the shipped forms of its language."""

from ..core import languages, meeting_document, part_amendments
from ..core.form_document import ShippedForms
from ..core.meeting_state import MeetingState
from ..core.models import Meeting
from .cards_package import forms


def parse_document(document: object, today: str, replaces: MeetingState | None = None) -> Meeting:
    """The checked document; subjects that it shares with `replaces` keep their ids. `today`: the date of a document
    without one. Raises InvalidDocument."""
    language = document.get("language") if isinstance(document, dict) else None
    keep, above = (replaces.meeting, replaces.ids) if replaces is not None else (None, 0)
    shipped = shipped_forms(languages.known(language))
    return meeting_document.parse(document, shipped, today=today, keep=keep, above=above)


def parse_added_part(changes: object, state: MeetingState) -> Meeting:
    """The meeting's document with the part that `changes` add. Raises InvalidDocument."""
    return part_amendments.add_part(state.meeting, changes, shipped_forms(state.meeting.language), state.ids)


def shipped_forms(language: str) -> ShippedForms:
    return forms(*languages.chain(language))
