"""The files that other programs read: up to date, valid by their own standards, complete, and served."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import validate as validate_openapi
from starlette.routing import Route

from scripts.schemas.__main__ import FOLDER
from scripts.schemas.files import BASE, SCHEMAS, files
from scripts.schemas.operations import OPERATIONS
from server.core.message_catalogue import LANGUAGES, section
from tests.harness import ROOT, Hosted
from tests.schemas.checks import problems

pytestmark = pytest.mark.anyio


def committed(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def test_the_files_are_those_that_the_present_code_makes() -> None:
    """`.venv/bin/python -m scripts.schemas` writes them."""
    assert {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()} == files()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_versioned_and_complete_by_itself(name: str) -> None:
    """JSON Schema 2020-12: a program needs no second file to use it."""
    schema = committed(f"{name}.json")
    jsonschema_rs.meta.validate(schema)
    assert schema["$id"] == f"{BASE}{name}.json" and "/v1/" in BASE and schema["$schema"].endswith("2020-12/schema")
    assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))) == set(schema["$defs"])


def test_the_description_of_the_calls_is_valid_openapi() -> None:
    description = committed("openapi.json")
    validate_openapi(description)
    assert description["openapi"].startswith("3.1")
    names = [each["operationId"] for methods in description["paths"].values() for each in methods.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)


def test_every_route_is_in_the_description_and_the_reverse(host: Hosted) -> None:
    routes = [route for route in host.app._http.routes if isinstance(route, Route)]
    described = {(each.method, each.path): re.sub(r"\{\w+\}", "x", each.path) for each in OPERATIONS}
    reached = {
        (method, route.path): {call for call, path in described.items() if _leads(route, method, call[0], path)}
        for route in routes
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert [route for route, calls in reached.items() if not calls] == []
    assert set().union(*reached.values()) == described.keys()


def _leads(route: Route, method: str, called: str, path: str) -> bool:
    return method == called and route.path_regex.fullmatch(path) is not None


def test_the_protocol_leads_to_every_file() -> None:
    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    assert set(re.findall(r"\(schemas/([\w.-]+)\)", text)) == {path.name for path in FOLDER.iterdir()}


# Served


@pytest.mark.parametrize("name", [*SCHEMAS, "openapi"])
async def test_the_server_gives_every_file_to_anyone(host: Hosted, name: str) -> None:
    answer = await host.http("GET", "/openapi.json" if name == "openapi" else f"/schemas/{name}.json", None)
    assert answer.status_code == 200 and answer.json() == committed(f"{name}.json")


@pytest.mark.parametrize("name", ["none.json", "openapi.json", "../guide.md", "%2e%2e%2fguide.md", "document"])
async def test_the_server_gives_nothing_else_as_a_schema(host: Hosted, name: str) -> None:
    assert (await host.http("GET", f"/schemas/{name}", None)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_reference_page_has_every_call_message_and_field(host: Hosted, language: str) -> None:
    """Readable without scripts and without the internet, in the browser's language."""
    page = (await host.http("GET", "/reference", None, Accept_Language=language)).text
    assert section(language, "reference")["title"] in page
    assert "<script" not in page and "style=" not in page and "http:" not in page and "https:" not in page
    for operation in OPERATIONS:
        assert f"<code>{operation.method} {operation.path}</code>" in page
    ids, links = re.findall(r' id="([^"]+)"', page), set(re.findall(r' href="#([^"]+)"', page))
    assert len(ids) == len(set(ids)) and links <= set(ids)
    fields = {
        name
        for path in FOLDER.iterdir()
        if not path.name.startswith("archive")
        for name in _fields(json.loads(path.read_text()))
    }
    assert {field for field in fields if f"<code>{field}</code>" not in page} == set()
    for link in set(re.findall(r' href="([^"#]+)"', page)) - {"data:,"}:
        assert (await host.http("GET", link, None)).status_code == 200, link


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        named = schema.get("properties")
        yield from named if isinstance(named, dict) else ()
        for each in schema.values():
            yield from _fields(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _fields(each)


# Archives


ARCHIVES = sorted((ROOT / "tests" / "data").glob("*/*.zip"))
CONTENTS = {
    "meeting.json": "archived_document",
    "inputs.json": "inputs",
    "log.json": "log",
    "tally.json": "tally",
}


@pytest.mark.parametrize("path", ARCHIVES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_files_of_archives_of_every_version_are_as_the_schemas_say(path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        found = {name: problems(json.loads(archive.read(name)), schema) for name, schema in CONTENTS.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
