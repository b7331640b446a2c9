"""The files of docs/schemas: each schema with the definitions that it needs, and the OpenAPI description."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from server.core.version import VERSION
from server.exports.content.single_papers import PAPERS
from server.exports.formats import FORMATS, PAPER_FORMATS

from . import archive, document, http_bodies, messages, record
from .codes import by_status
from .operations import OPERATIONS, VERSIONED, M, Operation
from .vocabulary import DIALECT, Schema, ref

BASE = "https://pingyi.invalid/schemas/v1/"
"""Only a name, which nobody looks up. `v1` is the version of the protocol: fields may be added within it."""
DEFINITIONS: dict[str, Schema] = {
    **document.DEFINITIONS,
    **record.DEFINITIONS,
    **archive.DEFINITIONS,
    **messages.DEFINITIONS,
    **http_bodies.DEFINITIONS,
}
SCHEMAS = {
    "document": ("document", "A meeting document, as a client posts it"),
    "tally": ("tally", "tally.json, the record of a meeting"),
    "archive-meeting": ("archived_document", "meeting.json of an archive"),
    "archive-inputs": ("inputs", "inputs.json of an archive"),
    "archive-log": ("log", "log.json of an archive"),
    "client-message": ("client_message", "A message from a client to /ws"),
    "server-message": ("server_message", "A message from the server on /ws"),
}
"""Definition and title of each file."""
EVERY_CALL = ("forbidden_host", "forbidden_origin", "internal")
"""Errors that any call may answer."""
KEY = "key"


def files() -> dict[str, str]:
    """The text of each file by name."""
    named = {f"{name}.json": schema_file(name) for name in SCHEMAS}
    return {name: written(content) for name, content in {**named, "openapi.json": openapi()}.items()}


def written(content: Schema) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def schema_file(name: str) -> Schema:
    root, title = SCHEMAS[name]
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}{name}.json",
        "title": title,
        **ref(root),
        "$defs": closure(ref(root)),
    }


def closure(schema: Schema) -> dict[str, Schema]:
    """The definitions that a schema refers to, directly or not, in their order."""
    needed, queue = set[str](), list(references(schema))
    while queue:
        name = queue.pop()
        if name not in needed:
            needed.add(name)
            queue += references(DEFINITIONS[name])
    return {name: each for name, each in DEFINITIONS.items() if name in needed}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "$ref":
                yield each.removeprefix("#/$defs/")
            else:
                yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


# OpenAPI


def openapi() -> Schema:
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    named = {name: DEFINITIONS[name] for name in closure({"used": [ref("error"), paths]})}
    described: Schema = {
        "openapi": "3.1.1",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "Pingyi 评议",
            "version": VERSION,
            "license": {"name": "MIT", "identifier": "MIT"},
            "description": "What the fields mean and when a call is refused: docs/protocol.md. "
            "Messages of /ws: /schemas/client-message.json and /schemas/server-message.json.",
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {
            "securitySchemes": {KEY: {"type": "http", "scheme": "bearer", "description": "The key of a role"}},
            "schemas": named,
        },
    }
    complete: Schema = _in_components(described)
    return complete


def _in_components(value: Any) -> Any:
    """With every reference to where OpenAPI keeps definitions."""
    if isinstance(value, dict):
        return {name: _in_components(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_components(each) for each in value]
    return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value


def _operation(operation: Operation) -> Schema:
    return {
        "operationId": _identifier(operation),
        "summary": operation.summary,
        "tags": ["meeting" if operation.path.startswith("/api/meetings") else operation.path.split("/")[1]],
        **({"description": f"For: {', '.join(operation.roles)}"} if operation.roles else {}),
        "security": [{KEY: list(operation.roles)}] if operation.roles else [],
        **({"parameters": parameters} if (parameters := list(_parameters(operation))) else {}),
        **({"requestBody": {"required": True, "content": _content(operation.bodies)}} if operation.bodies else {}),
        "responses": {str(status): answer for status, answer in _responses(operation)},
    }


def _identifier(operation: Operation) -> str:
    words = re.findall(r"[A-Za-z]+", operation.path.removeprefix("/api"))
    return "_".join([operation.method.lower(), *words])


def _parameters(operation: Operation) -> Iterator[Schema]:
    for name in re.findall(r"\{(\w+)\}", operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": _path_parameter(operation, name)}
    for name, schema in operation.query.items():
        yield {"name": name, "in": "query", "schema": schema}
    if (operation.method, operation.path) in VERSIONED:
        described = "The ETag of the answer that was read: what has changed since is not replaced, but 409 stale"
        yield {"name": "If-Match", "in": "header", "schema": {"type": "string"}, "description": described}


def _path_parameter(operation: Operation, name: str) -> Schema:
    choices: dict[tuple[str, str], list[str]] = {
        (f"{M}/tally.{{format}}", "format"): list(FORMATS),
        (f"{M}/papers/{{paper}}.{{format}}", "format"): list(PAPER_FORMATS),
        (f"{M}/papers/{{paper}}.{{format}}", "paper"): list(PAPERS),
        ("/schemas/{name}", "name"): [f"{each}.json" for each in SCHEMAS],
    }
    found = choices.get((operation.path, name))
    return {"type": "string"} if found is None else {"enum": found}


def _content(by_type: Any) -> Schema:
    return {media_type: {"schema": schema} if schema else {} for media_type, schema in by_type.items()}


def _responses(operation: Operation) -> Iterator[tuple[int, Schema]]:
    answers = operation.answers
    succeeded: Schema = {"description": HTTPStatus(operation.status).phrase}
    yield operation.status, {**succeeded, **({} if answers is None else {"content": _content(answers)})}
    if operation.path == "/healthz":
        yield 503, {"description": "Not yet", "content": _content(answers or {})}
    as_json = operation.path.startswith("/api") or operation.roles
    content = (
        {"application/json": {"schema": ref("error")}} if as_json else {"text/html": {"schema": {"type": "string"}}}
    )
    for status, codes in by_status((*operation.codes, *EVERY_CALL)).items():
        yield status, {"description": ", ".join(codes), "content": content}
