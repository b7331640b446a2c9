"""What the recount says: in the meeting's language and in English, so that whoever holds the archive can read it.

An archive has the sentences of every language in `sentences.json`. The product, from which that file is written, has
them in its catalogues, in the table `recount`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Say = Callable[..., str]

SENTENCES = "sentences.json"
DEFAULT, INTERNATIONAL = "zh", "en"
FOLDER = Path(__file__).parent
CATALOGUES = FOLDER.parent.parent / "core" / "messages"


def speaker(language: object) -> Say:
    """A function that gives the sentence of a key, in Chinese where the language has none, and in English."""
    texts = sentences()
    own = texts.get(language, {}) if isinstance(language, str) and language != INTERNATIONAL else {}
    tables = ({**texts.get(DEFAULT, {}), **own}, texts.get(INTERNATIONAL, {}))

    def say(key: str, between: str = " / ", **values: object) -> str:
        """A copy of the program without its sentences still reports every difference: with the keys."""
        return between.join(dict.fromkeys(table.get(key, key).format(**values) for table in tables))

    return say


@lru_cache(maxsize=None)  # noqa: UP033 (functools.cache is not in Python 3.8)
def sentences() -> Mapping[str, Mapping[str, str]]:
    """By language and key."""
    packed = FOLDER / SENTENCES
    if packed.is_file():
        stored: Mapping[str, Mapping[str, str]] = json.loads(packed.read_text("utf-8"))
        return stored
    return {path.stem: _in_catalogue(path) for path in sorted(CATALOGUES.glob("*.toml"))}


def _in_catalogue(path: Path) -> Mapping[str, str]:
    import tomllib  # not in Python 3.8, which the product does not run on

    table: Mapping[str, str] = tomllib.loads(path.read_text("utf-8")).get("recount", {})
    return table
