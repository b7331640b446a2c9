"""The exceptions of this product. Knows nothing of HTTP, sockets or sentences.

PingyiError
├── Refused            a client's input, or a step that the current state does not allow; `code` is stable
│   ├── InvalidDocument    a meeting document, form or roster; lists every bad field
│   └── NotBalanced        a meeting that cannot be certified; lists every discrepancy
├── NotRecorded        the database did not write: nothing happened, try again
├── Damaged            stored bytes do not match their digest: never counted silently
└── BadSetting         a setting that prevents the start
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .message import Message

FINAL_CAST_REFUSALS = frozenset({"already_voted", "round_closed", "unknown_round", "not_eligible", "void_card"})
"""Refusals of a cast after which no retry of it, and no other ballot of this token in the round, can succeed."""


class PingyiError(Exception):
    """The root of every error that this product raises on purpose."""


class Refused(PingyiError):
    """A request that cannot be carried out. `code` is from the contract; `field` is the path of the value at fault, as
    `scores[2][0]` or `parts[0].weight`; `detail` holds values for the sentence of that code."""

    def __init__(self, code: str, field: str | None = None, **detail: object) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self.detail = detail

    def __reduce__(self) -> tuple[object, ...]:
        """Pickles every subclass, whatever its constructor takes."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[Refused], arguments: tuple[object, ...], attributes: dict[str, object]) -> Refused:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(attributes)
    return error


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error in a document: the path of its field, and the message for its author."""

    field: str
    message: Message

    def text(self, language: str) -> str:
        return self.message.text(language)


class InvalidDocument(Refused):
    """A document with one or more bad fields; `field_errors` is in reading order and never empty."""

    def __init__(self, field_errors: list[FieldError]) -> None:
        assert field_errors
        super().__init__("invalid_document", field_errors[0].field)
        self.field_errors = field_errors


class NotBalanced(Refused):
    """The reconciliation does not balance; `field_errors` lists each discrepancy with its size and is never empty."""

    def __init__(self, field_errors: Sequence[FieldError]) -> None:
        assert field_errors
        super().__init__("not_balanced")
        self.field_errors = field_errors


class NotRecorded(PingyiError):
    """The database could not write, or a step in progress may still fail. Nothing was changed: try again."""


class Damaged(PingyiError):
    """Stored data does not match its digest, or a round's key is missing. Names what is affected."""


class BadSetting(PingyiError):
    """A setting, or a file named on the command line, that cannot be used. `message` is the sentence `key` of the
    catalogue's table `cli`; `cause` is what the system or a library reported, in its own language."""

    def __init__(self, key: str, setting: str, cause: object = None, **values: object) -> None:
        super().__init__(key, setting, cause)
        self.setting = setting
        self.message = Message("cli", key, values)
        self.cause = cause
