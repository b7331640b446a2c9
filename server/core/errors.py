"""What can be refused, and what can break. Knows nothing of HTTP, sockets or words.

PingyiError
├── Refused            other people's input or a state already left; `code` is stable
│   ├── InvalidDocument    a meeting document, form or roster; names every bad field
│   └── NotBalanced        a meeting that cannot be certified; names all that is off
├── NotRecorded        the disk did not take it: nothing happened, try again
├── Damaged            stored bytes do not match their digest: never counted silently
└── BadSetting         a setting that stops the start
"""

from collections.abc import Sequence
from dataclasses import dataclass


class PingyiError(Exception):
    """The root of every error this product raises on purpose."""


class Refused(PingyiError):
    """Input that cannot be taken. `code` is from the contract; `field` names the place, as
    `scores[2][0]` or `parts[0].weight`; `detail` goes into the sentence of that code."""

    def __init__(self, code: str, field: str | None = None, **detail: object) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self.detail = detail


@dataclass(frozen=True, slots=True)
class FieldError:
    """One bad field of a document: where, and what is wrong in both languages."""

    field: str
    zh: str
    en: str


class InvalidDocument(Refused):
    """A document with one or more bad fields; `faults` is in reading order, never empty."""

    def __init__(self, field_errors: list[FieldError]) -> None:
        assert field_errors
        super().__init__("invalid_document", field_errors[0].field)
        self.field_errors = field_errors


class NotBalanced(Refused):
    """The reconciliation does not hold; `faults` says what is off and by how much, never empty."""

    def __init__(self, field_errors: Sequence[FieldError]) -> None:
        assert field_errors
        super().__init__("not_balanced")
        self.field_errors = field_errors


class NotRecorded(PingyiError):
    """The database could not write, or a step is under way that may yet fail. Nothing was changed: try again."""


class Damaged(PingyiError):
    """Stored data does not match its digest, or a round's key is missing. Names the place."""


class BadSetting(PingyiError):
    """A setting that cannot be used. Names the setting."""
