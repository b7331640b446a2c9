"""Reads a meeting document with the shipped forms of its language and today's date as defaults."""

from datetime import date

from ..core import meeting_document
from ..core.meeting_state import MeetingState
from ..core.models import Meeting
from .cards_package import forms


def parse_document(document: object, replaces: MeetingState | None = None) -> Meeting:
    """The checked document; subjects that it shares with `replaces` keep their ids. Raises InvalidDocument."""
    language = document.get("language") if isinstance(document, dict) else None
    shipped = forms("en" if language == "en" else "zh")
    keep, above = (replaces.meeting, replaces.ids) if replaces is not None else (None, 0)
    return meeting_document.parse(document, shipped, today=date.today().isoformat(), keep=keep, above=above)
