"""Short names for the keywords of JSON Schema 2020-12 that our schemas use."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PRINTABLE = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufffe\\uffff]*$"
"""Without control characters, line separators and controls of the writing direction."""
PROSE = PRINTABLE.replace("[^\\u0000-\\u001f", "[^\\u0000-\\u0008\\u000e-\\u001f")
"""The same with tabs and line ends, which become line feeds."""
DECIMAL = "-?[0-9]+(\\.[0-9]+)?"
FRACTION = "[0-9]{1,6}/0*[1-9][0-9]{0,5}"

STRING: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NULL: Schema = {"type": "null"}
TRUE: Schema = {"const": True}
NOTHING: Schema = {"type": "object", "maxProperties": 0}


def described(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def text(most: int, least: int = 1) -> Schema:
    """Length in code points after NFC, without blanks at either end."""
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": PRINTABLE}


def matching(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def integer(low: int | None = None, high: int | None = None) -> Schema:
    bounds = {"minimum": low, "maximum": high}
    return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}


COUNT = integer(0)


def words(*values: object) -> Schema:
    return {"enum": list(values)}


def constant(value: object) -> Schema:
    return {"const": value}


def any_of(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def nullable(schema: Schema) -> Schema:
    """The schema or null."""
    if set(schema) == {"enum"}:
        return {"enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return any_of(schema, NULL)


def listed(items: Schema, least: int = 0, most: int | None = None, *, unique: bool = False) -> Schema:
    bounds: Schema = {"minItems": least} if least else {}
    bounds |= {} if most is None else {"maxItems": most}
    return {"type": "array", "items": items, **bounds, **({"uniqueItems": True} if unique else {})}


def row(*cells: Schema) -> Schema:
    """A list of exactly these elements."""
    size = len(cells)
    return {"type": "array", "prefixItems": list(cells), "items": False, "minItems": size, "maxItems": size}


def mapping(values: Schema) -> Schema:
    """An object whose names are data."""
    return {"type": "object", "additionalProperties": values}


def record(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """What the server sends: fields may be added to it."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required)}


def closed(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """What the server reads, where any other field is an error."""
    return {**record(required, optional), "additionalProperties": False}


def binary(size: int | None = None) -> Schema:
    """Bytes: `bin` in msgpack, base64 where the message is written as JSON."""
    schema: Schema = {"type": "string", "contentEncoding": "base64"}
    if size is None:
        return schema
    length = 4 * -(-size // 3)
    return {**schema, "minLength": length, "maxLength": length, "description": f"{size} bytes"}
