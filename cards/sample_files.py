"""The sample meetings that ship, one TOML or JSON document each in the contract's shape."""

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def samples() -> Iterator[tuple[str, dict[str, Any]]]:
    """(file name, document), in the order of the names."""
    for path in sorted(files(__package__).joinpath("samples").iterdir(), key=lambda file: file.name):
        text = path.read_text("utf-8")
        yield path.name, tomllib.loads(text) if path.name.endswith(".toml") else json.loads(text)
