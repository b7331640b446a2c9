"""The sample meetings that ship, one TOML or JSON meeting document each (CONTRACT); `sample_words/` has their words in
other languages, a file each.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

WRITTEN_IN = "zh"
"""The language of the samples that there are words for; the others stay as they are."""
OF_ITS_OWN = ("title", "organisation", "subjects")
"""What belongs to the people of a sample."""


def samples() -> Iterator[tuple[str, dict[str, Any]]]:
    """File name and document of each, sorted by name."""
    for path in sorted(files(__package__).joinpath("samples").iterdir(), key=lambda file: file.name):
        text = path.read_text("utf-8")
        yield path.name, tomllib.loads(text) if path.name.endswith(".toml") else json.loads(text)


def samples_in(*languages: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same in the first of the languages that there are words for. Names of people and titles stay as they are."""
    spoken = next((tag for tag in languages if tag == WRITTEN_IN or _words(tag)), WRITTEN_IN)
    for name, document in samples():
        has_words = spoken != WRITTEN_IN and document.get("language", WRITTEN_IN) == WRITTEN_IN
        yield name, _translated(document, spoken) if has_words else document


def _translated(document: dict[str, Any], language: str) -> dict[str, Any]:
    words = _words(language)
    own = {key: value for key, value in document.items() if key in OF_ITS_OWN}
    return {**_in_words(document, words), **own, "language": language}


@cache
def _words(language: str) -> Mapping[str, str]:
    path = files(__package__).joinpath("sample_words", f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _in_words(value: Any, words: Mapping[str, str]) -> Any:
    """A JSON value with its texts in other words; of `count:优秀`, a key of ranks, what follows the colon."""
    if isinstance(value, dict):
        return {key: inner if key == "subjects" else _in_words(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_words(inner, words) for inner in value]
    if not isinstance(value, str):
        return value
    begin, colon, name = value.partition(":")
    return words.get(value) or begin + colon + words.get(name, name)
