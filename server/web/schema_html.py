"""JSON Schemas as HTML that a person reads: each field with its type in a few words. Knows no call and no message."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Schema = Mapping[str, Any]

ORDINARY = "^[^\\u0000"
"""How the pattern of printable text begins, which every text has and nobody needs to read."""


def anchor(name: str) -> str:
    return f"schema-{name}"


def reference(name: str) -> str:
    return f'<a href="#{escape(anchor(name))}">{escape(name)}</a>'


def fields_html(schema: Schema, words: Mapping[str, str]) -> str:
    """The fields of an object as a list; of anything else its type. `words`: the catalogue's table."""
    if "properties" not in schema:
        return f"<p>{type_html(schema, words)}{_about(schema)}</p>"
    return _field_list(schema, words)


def _field_list(schema: Schema, words: Mapping[str, str]) -> str:
    required, optional = schema.get("required", ()), f" <small>{escape(words['optional'])}</small>"
    rows = (
        f"<dt><code>{escape(name)}</code>{'' if name in required else optional}</dt>"
        f"<dd>{type_html(each, words)}{_about(each)}</dd>"
        for name, each in schema["properties"].items()
    )
    return f'<dl class="fields">{"".join(rows)}</dl>'


def _about(schema: Schema) -> str:
    """What is between backticks is code."""
    if "description" not in schema:
        return ""
    parts = escape(schema["description"]).split("`")
    return " – " + "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


def type_html(schema: Schema, words: Mapping[str, str]) -> str:
    """As `text 1–100`, `list of part, 1–64`, or the names of several kinds."""
    if "$ref" in schema:
        return reference(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        kinds = [type_html(each, words) + _about(each) for each in schema["anyOf"]]
        return f" {escape(words['or'])} ".join(dict.fromkeys(kinds))
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " · ".join(f"<code>{escape(_literal(value))}</code>" for value in values)
    kinds = schema.get("type", [])
    names = [_kind_html(kind, schema, words) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return f" {escape(words['or'])} ".join(names) or escape(words["anything"])


def _literal(value: object) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _kind_html(kind: str, schema: Schema, words: Mapping[str, str]) -> str:
    if kind == "array":
        return _list_html(schema, words)
    if kind == "object":
        return _object_html(schema, words)
    if kind == "string":
        return _text_html(schema, words)
    if kind == "null":
        return "<code>null</code>"
    name = words["integer"] if kind == "integer" else words["boolean"]
    return escape(name) + _span(schema.get("minimum"), schema.get("maximum"))


def _text_html(schema: Schema, words: Mapping[str, str]) -> str:
    if schema.get("contentEncoding"):
        return escape(words["bytes"])
    if "title" in schema:
        return escape(schema["title"])
    pattern = schema.get("pattern", ORDINARY)
    shown = "" if pattern.startswith(ORDINARY) else f" <code>{escape(pattern)}</code>"
    return escape(_text_name(schema, words)) + _span(schema.get("minLength"), schema.get("maxLength")) + shown


def _text_name(schema: Schema, words: Mapping[str, str]) -> str:
    if "format" not in schema:
        return words["string"]
    return words["date"] if schema["format"] == "date" else words["time"]


def _list_html(schema: Schema, words: Mapping[str, str]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_html(each, words) for each in schema['prefixItems'])}]"
    size = _span(schema.get("minItems"), schema.get("maxItems"))
    return f"{escape(words['array'])} {type_html(schema['items'], words)}{size and f',{size}'}"


def _object_html(schema: Schema, words: Mapping[str, str]) -> str:
    if "properties" in schema:
        return _field_list(schema, words)
    values = schema.get("additionalProperties")
    return f"{escape(words['mapping'])} {type_html(values, words)}" if values else escape(words["object"])


def _span(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    return f" {low or 0}–{'' if high is None else high}"


def definitions_html(definitions: Mapping[str, Schema], words: Mapping[str, str]) -> Iterator[str]:
    for name, schema in definitions.items():
        yield f'<section><h3 id="{escape(anchor(name))}">{escape(name)}</h3>{fields_html(schema, words)}</section>'
