"""The ballot forms that ship (DOMAIN §4), one TOML file each. Knows files and languages, but not what makes a form
valid.
"""

import tomllib
from copy import deepcopy
from functools import cache
from importlib.resources import files

NAMING_FIELDS = ("scale", "limits", "explain", "guidance")
"""The fields of a form that name its choices, or the bands of the meeting."""


def forms(language: str = "zh") -> dict[str, dict[str, object]]:
    """Every shipped form by id, as in a meeting document (CONTRACT). Copies: the caller may change them."""
    return deepcopy(_all_forms(language))


@cache
def _all_forms(language: str) -> dict[str, dict[str, object]]:
    names = sorted(path.name for path in files(__package__).joinpath("forms").iterdir() if path.name.endswith(".toml"))
    in_language = (_in_language(_toml(name), language) for name in names)
    return {str(form["id"]): form for form in in_language}


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath("forms", name).read_text("utf-8"))


def _in_language(form: dict[str, object], language: str) -> dict[str, object]:
    words = form.pop("en")
    assert isinstance(words, dict)
    return _in_english(form, words) if language == "en" else form


def _in_english(form: dict[str, object], words: dict[str, object]) -> dict[str, object]:
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
