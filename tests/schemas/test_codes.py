"""Every error code that the server can answer is enumerated, where it is answered."""

import ast
from collections.abc import Iterator

from scripts.schemas.codes import CAST_REFUSALS, COMMAND_REFUSALS, CONFLICTS, CONNECTION_REFUSALS, HTTP_CODES
from scripts.schemas.operations import OPERATIONS
from server.core.errors import FINAL_CAST_REFUSALS
from server.core.message_catalogue import section
from server.web.responses import HTTP_STATUS
from tests.harness import ROOT

ENUMERATED = {*HTTP_CODES, *CAST_REFUSALS, *COMMAND_REFUSALS, *CONNECTION_REFUSALS}
WITHOUT_REFUSAL = {
    *("invalid_document", "not_balanced", "internal", "not_recorded", "damaged"),
    *("elsewhere", "deleted", "certified", "key_replaced"),
    *("forbidden_host", "forbidden_origin", "method_not_allowed"),
}
"""Codes of other exceptions, of connections that end, and of requests that no endpoint sees."""


def raised() -> Iterator[str]:
    """The codes that are written in the source as the first argument of `Refused`."""
    for path in (ROOT / "server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args:
                texts = (each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant))
                yield from (text for text in texts if isinstance(text, str) and text)


def test_every_code_that_is_raised_is_enumerated_and_the_reverse() -> None:
    """For other programs: error codes are enumerated, and none that does not exist."""
    assert set(raised()) == ENUMERATED - WITHOUT_REFUSAL


def test_every_enumerated_code_has_its_sentence() -> None:
    sentences = {key.partition(".")[0] for key in section("en", "errors")}
    assert {*HTTP_CODES, *COMMAND_REFUSALS} - {"internal"} <= sentences


def test_what_is_in_no_table_of_status_is_a_conflict() -> None:
    assert not set(CONFLICTS) & set(HTTP_STATUS)
    assert {code for operation in OPERATIONS for code in operation.codes} <= set(HTTP_CODES)
    assert set(HTTP_CODES) - {"forbidden_host", "forbidden_origin", "internal", "method_not_allowed"} == {
        code for operation in OPERATIONS for code in operation.codes
    }


def test_final_refusals_are_refusals_of_casts() -> None:
    assert set(CAST_REFUSALS) >= FINAL_CAST_REFUSALS
