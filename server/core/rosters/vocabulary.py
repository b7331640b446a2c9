"""The words of `vocabulary.toml`: headings, names, endings and lines of rosters."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


def word_list(table: str, name: str) -> list[str]:
    return _tables()[table][name].split()


def table(name: str) -> dict[str, list[str]]:
    return {key: text.split() for key, text in _tables()[name].items()}


def either(table: str, *names: str) -> str:
    """A regular expression for any of the words of some lists."""
    return "|".join(word for name in names for word in word_list(table, name))
