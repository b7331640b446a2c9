"""Variants of valid values, each with one thing changed: every field with values of other types, at each limit that the
schema states and beyond it, left out, or with an unknown one beside it."""

import copy
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from scripts.schemas.files import DEFINITIONS
from scripts.schemas.vocabulary import ref

Path = tuple[str | int, ...]
Places = Mapping[Path, tuple[Any, Path]]

ODD_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1, 2, 7, 1.5, 10**6, 10**12, "", "x", "0.5", "-0.5", "1/2", "2", "1/0", "9" * 13),
    *("a\u0007", [], ["x"], ["x", "x"], [["x", "1"]], [["x", "1", "2"]], {}, {"a": 1}),
]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from paths(each, (*path, step))


def kind_of(path: Path) -> Path:
    """The path with every index as "#"."""
    return tuple("#" if isinstance(step, int) else step for step in path)


def places(values: Iterable[Any]) -> Places:
    """By kind of path, the smallest of the values that has it, with a path to it."""
    found: dict[Path, tuple[Any, Path]] = {}
    for value in sorted(values, key=lambda each: len(json.dumps(each))):
        for path in paths(value):
            found.setdefault(kind_of(path), (value, path))
    return found


def variants(definition: str, place: tuple[Any, Path], without: Collection[Any] = ()) -> Iterator[Any]:
    """`without`: values that are not tried here."""
    value, path = place
    for odd in (*ODD_VALUES, *edges(definition, kind_of(path))):
        if not any(type(odd) is type(each) and odd == each for each in without):
            yield changed(value, path, lambda holder, step, odd=odd: holder.__setitem__(step, odd))
    for count in lengths(definition, kind_of(path)):
        yield changed(value, path, lambda holder, step, count=count: _repeat(holder, step, count))
    yield changed(value, path, lambda holder, step: holder.__delitem__(step))
    yield changed(value, (*path, "unknown"), _set_if_object)


def changed(value: Any, path: Path, change: Any) -> Any:
    """A copy in which `change` has been done to what holds the value at the path. The value itself is in a list."""
    copied = [copy.deepcopy(value)]
    holder: Any = copied
    for step in (0, *path)[:-1]:
        holder = holder[step]
    change(holder, (0, *path)[-1])
    return copied[0] if copied else None


def _set_if_object(holder: Any, step: str) -> None:
    if isinstance(holder, dict):
        holder[step] = 1


def _repeat(holder: Any, step: Any, count: int) -> None:
    """A list of so many elements, as different as names can be."""
    if isinstance(holder[step], list) and holder[step]:
        holder[step] = [_renamed(holder[step][0], number) for number in range(count)]


def _renamed(element: Any, number: int) -> Any:
    if isinstance(element, dict):
        return {**element, **{name: f"名{number}" for name in ("name", "key") if name in element}}
    return [f"名{number}", *element[1:]] if isinstance(element, list) else element


# What the schema says of a place


def leaves(schema: Any, kind: Path) -> Iterator[Any]:
    """Every schema without choices that may describe the value at a path."""
    if "$ref" in schema:
        yield from leaves(DEFINITIONS[schema["$ref"].removeprefix("#/$defs/")], kind)
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from leaves(each, kind)
    elif not kind:
        yield schema
    elif kind[0] == "#":
        for each in schema.get("prefixItems", [schema["items"]] if schema.get("items") else []):
            yield from leaves(each, kind[1:])
    elif kind[0] in schema.get("properties", {}):
        yield from leaves(schema["properties"][kind[0]], kind[1:])
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from leaves(schema["additionalProperties"], kind[1:])


def edges(definition: str, kind: Path) -> Iterator[Any]:
    """The least and the greatest value, and those next to them that are outside."""
    for leaf in leaves(ref(definition), kind):
        for bound, beyond in (("minimum", -1), ("maximum", 1)):
            if bound in leaf:
                yield from (leaf[bound], leaf[bound] + beyond)
        if "pattern" in leaf and "maxLength" in leaf:
            yield from ("字" * leaf["maxLength"], "字" * (leaf["maxLength"] + 1))


def lengths(definition: str, kind: Path) -> Iterator[int]:
    for leaf in leaves(ref(definition), kind):
        least, most = leaf.get("minItems", 0), leaf.get("maxItems", 2)
        yield from (least - 1, least, most, most + 1)


def names_in(schema: Any) -> Iterator[str]:
    """The fields that a schema names, however deep."""
    if isinstance(schema, dict):
        fields = schema.get("properties")
        yield from fields if isinstance(fields, dict) else ()
        for each in schema.values():
            yield from names_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from names_in(each)
