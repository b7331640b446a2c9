"""Compares what the server sends with the published schemas: every test does so, whenever it receives something.

The schemas are read more strictly than they are published: a field that none of them names is an error here.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import httpx2
import jsonschema_rs

from scripts.schemas.codes import by_status
from scripts.schemas.files import DEFINITIONS, EVERY_CALL
from scripts.schemas.operations import JSON, OPERATIONS, Operation
from scripts.schemas.vocabulary import DIALECT, Schema, any_of, ref

Map = dict[str, Any]
RECORDS: list[list[Map]] = []


def strict(schema: Any) -> Any:
    """The schema without any field that it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {**closed, **{name: strict(each) for name, each in schema.items()}}


STRICT = {name: strict(schema) for name, schema in DEFINITIONS.items()}


def compiled(schema: Schema, definitions: Mapping[str, Schema]) -> jsonschema_rs.Validator:
    whole = {"$schema": DIALECT, **schema, "$defs": definitions}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


@cache
def validator(*names: str) -> jsonschema_rs.Validator:
    """Of values that one of these definitions describes to the last field."""
    return compiled(any_of(*map(ref, names)) if len(names) > 1 else ref(*names), STRICT)


@cache
def published(name: str) -> jsonschema_rs.Validator:
    return compiled(ref(name), DEFINITIONS)


def problems(value: object, *names: str) -> list[str]:
    """What is wrong with the value if it is meant to be `names[0]`, and so on; empty if it is one of them."""
    if validator(*names).is_valid(value):
        return []
    return [f"{name}: {_first_problem(value, name)}" for name in names]


def _first_problem(value: object, name: str) -> str:
    errors = sorted(validator(name).iter_errors(value), key=lambda error: len(error.instance_path), reverse=True)
    return f"{list(errors[0].instance_path)}: {errors[0].message[:300]}"


# Messages


@cache
def kinds_of(group: str) -> dict[str, list[str]]:
    """The definitions of the messages of each `t`; `group` is `client_message` or `server_message`."""
    found: dict[str, list[str]] = {}
    for each in DEFINITIONS[group]["anyOf"]:
        name = each["$ref"].removeprefix("#/$defs/")
        forms = DEFINITIONS[name].get("anyOf", [DEFINITIONS[name]])
        found.setdefault(forms[0]["properties"]["t"]["const"], []).append(name)
    return found


def as_json(message: Map) -> Map:
    """Bytes as base64. Only the outermost map of a message has any."""
    return {name: b64encode(each).decode() if isinstance(each, bytes) else each for name, each in message.items()}


@contextmanager
def recorded() -> Iterator[list[Map]]:
    """Every message that a peer receives meanwhile."""
    messages: list[Map] = []
    RECORDS.append(messages)
    yield messages
    RECORDS.remove(messages)


def check_server_message(message: Map) -> None:
    for record in RECORDS:
        record.append(message)
    kinds = kinds_of("server_message").get(message["t"])
    assert kinds, f"no schema knows the message {message['t']}; it belongs into scripts/schemas/messages.py"
    found = problems(as_json(message), *kinds)
    assert not found, f"the message differs from its schema (scripts/schemas/messages.py): {found}"


def check_client_message(message: Map) -> None:
    """Of a message that the server has carried out. It ignores fields that it does not know."""
    schema = published("client_message")
    assert schema.is_valid(as_json(message)), f"the server takes what the schema refuses: {message}"


# HTTP


@cache
def _patterns() -> list[tuple[re.Pattern[str], Operation]]:
    """A path with a parameter comes after those that name what is there."""
    ordered = sorted(OPERATIONS, key=lambda operation: operation.path.count("{"))
    return [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each.path))), each) for each in ordered]


def operation_of(method: str, path: str) -> Operation | None:
    plain = path.partition("?")[0]
    return next((each for pattern, each in _patterns() if each.method == method and pattern.fullmatch(plain)), None)


def check_answer(method: str, path: str, answer: httpx2.Response) -> None:
    """Parameters, status, media type, body and error code are what OpenAPI says of the call."""
    operation = operation_of(method, path)
    if operation is None:
        return
    where = f"{method} {operation.path}: {answer.status_code}"
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code == operation.status:
        # Tests of early results ask every route for its draft; those without one ignore the question.
        unknown = parse_qs(path.partition("?")[2]).keys() - operation.query.keys() - {"draft"}
        assert not unknown, f"{where} takes {unknown}, which are not in scripts/schemas/operations.py"
    if answer.status_code == operation.status or (operation.path == "/healthz" and media_type == JSON):
        schema = (operation.answers or {}).get(media_type)
        assert schema is not None or not answer.content, f"{where} {media_type} is not in scripts/schemas/operations.py"
        found = _body_problems(answer.json(), schema) if media_type == JSON and schema else []
    elif media_type == JSON:
        codes, code = by_status((*operation.codes, *EVERY_CALL)), answer.json()["error"]["code"]
        assert code in codes.get(answer.status_code, ()), f"{where} {code} is not in scripts/schemas/operations.py"
        found = problems(answer.json(), "error")
    else:  # a page for people, a redirection, or the answer of a proxy
        found = []
    assert not found, f"{where}: {found}"


def _body_problems(body: object, schema: Schema) -> list[str]:
    names = [each.get("$ref", "").removeprefix("#/$defs/") for each in schema.get("anyOf", [schema])]
    return problems(body, *names) if all(names) else []
