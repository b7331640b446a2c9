"""Every promise has a test that names it, and the page lists them all."""

import ast
from collections import Counter
from pathlib import Path

from tests.promised import named
from tests.prove import PAGE, wanted

TESTS = Path(__file__).resolve().parent
NUMBERS = [*range(1, 13), *range(20, 28), *range(30, 41)]


def proven() -> Counter[str]:
    found: Counter[str] = Counter()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                found.update(named(ast.get_docstring(node)))
    return found


def test_the_page_lists_every_promise() -> None:
    assert list(wanted(PAGE.read_text("utf-8"))) == [f"P{number:02}" for number in NUMBERS]


def test_every_promise_has_a_test_that_names_it() -> None:
    assert set(wanted(PAGE.read_text("utf-8"))) == set(proven())
