"""Chooses the tests that prove a promise: pytest with `-p tests.promised [--promise P01 …]`; each report says which.

A test proves the promises that its docstring begins with ("P01: …", "P01, P05: …"). A plugin of its own, so that the
workers that run side by side choose the same.
"""

import re

import pytest

NAMED = re.compile(r"^((?:P\d\d(?:, )?)+):")


def named(doc: str | None) -> list[str]:
    """The promises that a docstring begins with."""
    found = NAMED.match((doc or "").strip())
    return found.group(1).split(", ") if found else []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--promise", action="append", default=[], metavar="P01", help="only what proves this; all if none")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    only: set[str] = {*config.getoption("promise")}
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        promises = named(getattr(getattr(item, "function", None), "__doc__", None))
        chosen = [one for one in promises if not only or one in only]
        item.user_properties += [("promise", one) for one in chosen]
        (kept if chosen else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
