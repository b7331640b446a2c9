"""A sentence of the catalogue and its values, rendered only where the reader's language is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from .message_catalogue import section


@dataclass(frozen=True, slots=True)
class Message:
    """The sentence `key` of the table `table`.

    A value may be a message itself, or a tuple of names, which is joined as a list in the reader's language.
    """

    table: str
    key: str
    values: Mapping[str, object]

    def text(self, language: str) -> str:
        """The sentence in a language. Raises KeyError for a sentence that the catalogue does not have."""
        sentence = section(language, self.table)[self.key]
        return sentence.format(**{name: _rendered(value, language) for name, value in self.values.items()})


def _rendered(value: object, language: str) -> object:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, tuple):
        return section(language, "punctuation")["list"].join(value)
    return value
