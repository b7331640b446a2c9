"""The ballot forms that ship (DOMAIN §4), one TOML file each, written in Chinese; `form_words/` has their words in
other languages, a file each. Knows files and languages, but not what makes a form valid.
"""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files

NATIVE = "zh"
"""The language that the forms are written in."""
NAMING_FIELDS = ("scale", "limits", "explain", "guidance")
"""The fields of a form that name its choices, or the bands of the meeting."""

Words = Mapping[str, dict[str, object]]
"""By form: its title, the texts of its items and notes by key, and its choices and bands by their Chinese names."""


def forms(*languages: str) -> dict[str, dict[str, object]]:
    """Every form by id, as the `form` of a meeting document (CONTRACT), in the first of the languages that there are
    words for. Copies: the caller may change them."""
    spoken = (tag for tag in languages if tag == NATIVE or tag in _languages())
    return deepcopy(_all_forms(next(spoken, NATIVE)))


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.name.removesuffix(".toml") for path in files(__package__).joinpath("form_words").iterdir())


@cache
def _all_forms(language: str) -> dict[str, dict[str, object]]:
    names = sorted(path.name for path in files(__package__).joinpath("forms").iterdir() if path.name.endswith(".toml"))
    words: Words = {} if language == NATIVE else _toml("form_words", f"{language}.toml")  # type: ignore[assignment]
    read = (_toml("forms", name) for name in names)
    return {str(form["id"]): _in_words(form, words[str(form["id"])]) if words else form for form in read}


def _toml(folder: str, name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath(folder, name).read_text("utf-8"))


def _in_words(form: dict[str, object], words: dict[str, object]) -> dict[str, object]:
    """The form with the title, the texts by key, and the names of choices and bands from `words`."""
    items = _with_texts(form["items"], "title", words["items"])
    titles = {
        "title": words["title"],
        "items": _with_texts(items, "about", words.get("about")),
        "notes": _with_texts(form.get("notes", []), "title", words.get("notes")),
    }
    names = {name: word for key in ("choices", "bands") for name, word in _table(words, key).items()}
    renamed = {key: _renamed(value, names) if key in NAMING_FIELDS else value for key, value in form.items()}
    return {**renamed, **titles}


def _table(words: dict[str, object], key: str) -> dict[str, object]:
    table = words.get(key, {})
    assert isinstance(table, dict)
    return table


def _with_texts(entries: object, field: str, texts: object) -> list[object]:
    """Items or notes with the texts of a field replaced, if there are `texts`."""
    assert isinstance(entries, list)
    return [{**entry, field: texts[entry["key"]]} for entry in entries] if isinstance(texts, dict) else entries


def _renamed(value: object, names: object) -> object:
    """A JSON value in which every string that is a key of `names` is replaced."""
    assert isinstance(names, dict)
    if isinstance(value, dict):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    return names.get(value, value)
