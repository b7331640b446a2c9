"""The product's sentences in Chinese and English, read from `messages/zh.toml` and `messages/en.toml`.

Each file is a set of tables of the same names with the same keys: one table for each page and for each group of
sentences that several share. A sentence may contain `{placeholders}`, and words that depend on one of them:
`{n} {n:ballot|ballots}` has the first word where n is 1. Knows nothing of who shows a sentence.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("zh", "en")
_PLURAL = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")

Section = Mapping[str, str]


def section(language: str, name: str) -> Section:
    """The table `name` in a language, read-only. Raises KeyError for a language or a table that does not exist."""
    return sections(language)[name]


def merged(language: str, names: tuple[str, ...]) -> Section:
    """Several tables as one; where two have the same key, the later table's sentence counts."""
    return MappingProxyType({key: text for name in names for key, text in section(language, name).items()})


class Sentence(str):
    """Fills in plurals, too."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """KeyError for a placeholder without a value."""
        filled = _PLURAL.sub(lambda match: match[2 if str(values[match[1]]) == "1" else 3], self)
        return str.format(filled, *args, **values)


@cache
def sections(language: str) -> Mapping[str, Section]:
    """All tables of a language by name, in the file's order."""
    if language not in LANGUAGES:
        raise KeyError(language)
    source = files(__package__).joinpath("messages", f"{language}.toml").read_text("utf-8")
    return MappingProxyType({name: _section(name, table) for name, table in tomllib.loads(source).items()})


def _section(name: str, table: object) -> Section:
    assert isinstance(table, dict), f"{name} is outside a table"
    nested = [key for key, text in table.items() if not isinstance(text, str)]
    assert not nested, f"{name}: not text (is the key quoted?): {nested}"
    return MappingProxyType({key: Sentence(text) for key, text in table.items()})
