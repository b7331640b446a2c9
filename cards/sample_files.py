"""The sample meetings that ship, one TOML or JSON meeting document each (CONTRACT)."""

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def samples() -> Iterator[tuple[str, dict[str, Any]]]:
    """File name and document of each, sorted by name."""
    for path in sorted(files(__package__).joinpath("samples").iterdir(), key=lambda file: file.name):
        text = path.read_text("utf-8")
        yield path.name, tomllib.loads(text) if path.name.endswith(".toml") else json.loads(text)
