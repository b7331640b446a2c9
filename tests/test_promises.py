"""Every promise has a test that names it, and the page lists them all."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.promise_plugin import promises_of
from tests.prove import PAGE, criteria

TESTS = Path(__file__).resolve().parent
NUMBERS = [*range(1, 13), *range(20, 28), *range(30, 59)]


def promises_in(path: Path) -> Iterator[str]:
    """The promises that the tests of a module prove."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield from promises_of(ast.get_docstring(node))


def test_the_page_lists_every_promise() -> None:
    assert list(criteria(PAGE.read_text("utf-8"))) == [f"P{number:02}" for number in NUMBERS]


def test_every_promise_has_a_test_that_names_it() -> None:
    proven = {promise for path in TESTS.rglob("test_*.py") for promise in promises_in(path)}
    assert proven == set(criteria(PAGE.read_text("utf-8")))
