"""The product's sentences in every language, read from the files in `messages/`.

Each file is a set of tables of the same names with the same keys: one table for each page and for each group of
sentences that several share. A sentence may contain `{placeholders}`, and words that depend on one of them:
`{n} {n:ballot|ballots}` has the first word where n is 1. A sentence that a language lacks is that of its fallback.
Knows nothing of who shows a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from .languages import HEADER, catalogues, chain, languages

LANGUAGES = tuple(languages())
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
    return MappingProxyType({name: _section(name, tables) for name, tables in _tables(language)})


def _tables(language: str) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """Each table by name with those of the fallbacks, the language's own one last."""
    sources = [catalogues()[tag] for tag in reversed(chain(language))]
    for name in dict.fromkeys(name for source in reversed(sources) for name in source if name != HEADER):
        yield name, [source[name] for source in sources if name in source]


def _section(name: str, tables: list[Mapping[str, object]]) -> Section:
    own = tables[-1]
    assert all(isinstance(table, dict) for table in tables), f"{name} is outside a table"
    texts = {key: text for table in tables for key, text in table.items()}
    nested = [key for key, text in texts.items() if not isinstance(text, str)]
    assert not nested, f"{name}: not text (is the key quoted?): {nested}"
    order = [*own, *(key for key in texts if key not in own)]
    return MappingProxyType({key: Sentence(texts[key]) for key in order})
