"""Pytest plugin that selects the tests proving a promise: `-p tests.promise_plugin [--promise P01 …]`.

A test proves the promises that its docstring begins with ("P01: …", "P01, P05: …"). Without `--promise` the tests with
the marker `scaled` run too: they prove no promise, but everyday runs try only part of what they try. A plugin, so that
all parallel workers select the same tests.
"""

import re

import pytest

PREFIX = re.compile(r"^((?:P\d\d(?:, )?)+):")


def promises_of(docstring: str | None) -> list[str]:
    """The promises that a docstring begins with."""
    match = PREFIX.match((docstring or "").strip())
    return match.group(1).split(", ") if match else []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--promise", action="append", default=[], metavar="P01", help="select its tests; default: all")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    requested: set[str] = {*config.getoption("promise")}
    selected: list[pytest.Item] = []
    deselected: list[pytest.Item] = []
    for item in items:
        promises = promises_of(getattr(getattr(item, "function", None), "__doc__", None))
        proven = [promise for promise in promises if not requested or promise in requested]
        item.user_properties += [("promise", promise) for promise in proven]
        is_scaled = not requested and item.get_closest_marker("scaled") is not None
        (selected if proven or is_scaled else deselected).append(item)
    config.hook.pytest_deselected(items=deselected)
    items[:] = selected
