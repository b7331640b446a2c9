"""Joins a page's ES modules into one file as it is read, so that a phone fetches one script and not fifteen.

Each module becomes a function; an import becomes the taking apart of what another returned. Takes
named imports and exports only (`import { a, b as c } from './x.js';`, which may go over several lines), each from
the beginning of a line; any other form is a ValueError.
"""

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath

IMPORT = re.compile(r"^import (\{[^}]*\}|\* as \w+) from '([^']+)';$", re.M)
EXPORT = re.compile(r"^export (async function|function|const|let|class) ([\w$]+)", re.M)
EXPORTS = re.compile(r"^export \{([^}]*)\}(?: from '([^']+)')?;$", re.M)
OTHER = re.compile(r"^(?:import|export)\b.*", re.M)
DROPPED = re.compile(r"^\s*//.*\n|^[ \t]+", re.M)
"""Comments and indentation, which a phone need not load. No script has a string that spans lines."""


def bundle(files: Mapping[str, str], entry: str) -> str:
    """One script for `entry` and all it imports. `files` holds every script by its path."""
    names: dict[str, str] = {}
    parts: list[str] = []

    def visit(path: str) -> str:
        if path in names:
            return names[path]
        text = DROPPED.sub("", files[path])
        near = dirname(path)
        sources = [*IMPORT.findall(text), *((kept, source) for kept, source in EXPORTS.findall(text) if source)]
        for _, source in sources:
            visit(normpath(join(near, source)))
        names[path] = f"module{len(names)}"
        parts.append(_module(names[path], text, lambda source: names[normpath(join(near, source))]))
        if other := OTHER.search(parts[-1]):
            raise ValueError(f"{path}: {other[0]}")
        return names[path]

    visit(entry)
    return "".join(parts)


def _module(name: str, text: str, of: Callable[[str], str]) -> str:
    given = [match[2] for match in EXPORT.finditer(text)]
    for kept, source in EXPORTS.findall(text):
        listed = [one.strip() for one in kept.split(",") if one.strip()]
        given += [f"{one}: {of(source)}.{one}" for one in listed] if source else listed
    body = IMPORT.sub(lambda match: f"const {_taken(match[1])} = {of(match[2])};", text)
    body = EXPORTS.sub("", EXPORT.sub(r"\1 \2", body))
    return f"const {name} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }};\n}})();\n"


def _taken(names: str) -> str:
    """`{ a as b }` of an import as the `{ a: b }` of a destructuring; `* as whole` as `whole`."""
    return names.removeprefix("* as ").replace(" as ", ": ")
