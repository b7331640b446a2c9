"""The ballot forms that ship (DOMAIN §4), one TOML file each. Knows files and languages, not what makes one valid."""

import tomllib
from copy import deepcopy
from functools import cache
from importlib.resources import files

NAMING = ("scale", "limits", "explain")
"""Where a form names its choices."""


def forms(language: str = "zh") -> dict[str, dict[str, object]]:
    """Every shipped form by id, in the shape of the contract. Copies: change them freely."""
    return deepcopy(_all(language))


def load(id: str, language: str = "zh") -> dict[str, object]:
    """One shipped form. Raises KeyError for an id that does not ship."""
    return deepcopy(_all(language)[id])


@cache
def _all(language: str) -> dict[str, dict[str, object]]:
    found = sorted(path.name for path in files(__package__).joinpath("forms").iterdir() if path.name.endswith(".toml"))
    read = (_spoken(_toml(name), language) for name in found)
    return {str(form["id"]): form for form in read}


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath("forms", name).read_text("utf-8"))


def _spoken(form: dict[str, object], language: str) -> dict[str, object]:
    words = form.pop("en")
    assert isinstance(words, dict)
    return _in_english(form, words) if language == "en" else form


def _in_english(form: dict[str, object], words: dict[str, object]) -> dict[str, object]:
    """The form with `words` in place: its title, titles by key, and choices wherever one is named."""
    titled = {
        "title": words["title"],
        "items": _titled(form["items"], words["items"]),
        "notes": _titled(form["notes"], words.get("notes")),
    }
    choices = words.get("choices", {})
    named = {key: _renamed(value, choices) if key in NAMING else value for key, value in form.items()}
    return {**named, **titled}


def _titled(lines: object, titles: object) -> list[object]:
    assert isinstance(lines, list)
    return [{**line, "title": titles[line["key"]]} for line in lines] if isinstance(titles, dict) else lines


def _renamed(value: object, names: object) -> object:
    assert isinstance(names, dict)
    if isinstance(value, dict):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    return names.get(value, value)
