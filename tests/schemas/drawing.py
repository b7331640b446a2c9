"""Values that a schema describes, as Hypothesis strategies: for the keywords that our schemas use.

(hypothesis-jsonschema knows neither 2020-12 nor present versions of Hypothesis.)
"""

import datetime
import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from scripts.schemas.vocabulary import PRINTABLE, Schema

Values = st.SearchStrategy[Any]
FEW = 2
"""Elements of a list beyond those that it must have."""
MARKS_APART = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn", "Mc", "Me"), exclude_characters="\ufffe\uffff"
)
"""Characters of which every string is printable and in NFC, or nearly always."""


def drawn(schema: Schema, definitions: dict[str, Schema]) -> Values:
    """Mostly small values: long lists would make every example an hour's work for the validator."""
    if "$ref" in schema:
        return drawn(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    if "anyOf" in schema:
        return st.one_of(*(drawn(each, definitions) for each in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(KINDS[kind](schema, definitions) for kind in kinds))


def _integer(schema: Schema, definitions: dict[str, Schema]) -> Values:
    low, high = schema.get("minimum"), schema.get("maximum")
    edges = [bound for bound in (low, high) if bound is not None]
    return st.one_of(st.integers(low, high), *([st.sampled_from(edges)] if edges else []))


def _string(schema: Schema, definitions: dict[str, Schema]) -> Values:
    least, most = schema.get("minLength", 0), schema.get("maxLength", 200)
    if schema.get("format") == "date":
        return st.dates(datetime.date(1900, 1, 1)).map(str)
    if schema.get("pattern", PRINTABLE) == PRINTABLE:
        return st.text(MARKS_APART, min_size=least, max_size=min(most, least + 5)) | st.just("字" * most)
    pattern = re.compile(schema["pattern"].replace("$", r"\Z"))
    texts = st.from_regex(pattern, alphabet=MARKS_APART).map(str.strip)
    return texts.filter(lambda text: least <= len(text) <= most and pattern.search(text) is not None)


def _array(schema: Schema, definitions: dict[str, Schema]) -> Values:
    if "prefixItems" in schema:
        return st.tuples(*(drawn(each, definitions) for each in schema["prefixItems"])).map(list)
    least = schema.get("minItems", 0)
    most = min(schema.get("maxItems", least + FEW), least + FEW)
    unique = str if schema.get("uniqueItems") else None
    return st.lists(drawn(schema["items"], definitions), min_size=least, max_size=most, unique_by=unique)


def _object(schema: Schema, definitions: dict[str, Schema]) -> Values:
    fields = {name: drawn(each, definitions) for name, each in schema.get("properties", {}).items()}
    required = {name: fields.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=fields)


KINDS: dict[str, Callable[[Schema, dict[str, Schema]], Values]] = {
    "integer": _integer,
    "string": _string,
    "array": _array,
    "object": _object,
    "boolean": lambda schema, definitions: st.booleans(),
    "null": lambda schema, definitions: st.none(),
}
