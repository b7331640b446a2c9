"""Hatchling's build hook: a wheel holds one package, `pingyi`, whose name cannot collide with another project's.

In it `server`, `cards`, `static` and `docs` lie next to each other as in the checkout, and the one module that imports
`cards` finds it there. An editable install runs the checkout, with the same command `pingyi`.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "pingyi"
IMPORTS_CARDS = "server/web/cards_package.py"
START = "scripts/wheel_start.py"
FOLDERS = ("server", "cards", "static")
DOCUMENTS = ("guide*.md", "kinds*.md")


class WheelLayout(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version == "editable":
            build_data["force_include_editable"] = {str(root / START): f"{PACKAGE}/__init__.py"}
            return
        self._folder = tempfile.TemporaryDirectory()
        files = {str(root / START): f"{PACKAGE}/__init__.py", **dict(program_files(root))}
        relative = Path(self._folder.name) / "cards_package.py"
        text = (root / IMPORTS_CARDS).read_text("utf-8")
        relative.write_text(re.sub(r"^from cards\.", "from ...cards.", text, flags=re.M), "utf-8")
        del files[str(root / IMPORTS_CARDS)]
        build_data["force_include"] = {**files, str(relative): f"{PACKAGE}/{IMPORTS_CARDS}"}


def program_files(root: Path) -> Iterator[tuple[str, str]]:
    """Each file that the program runs with, and its place in a wheel."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield str(path), f"{PACKAGE}/{path.relative_to(root).as_posix()}"
    docs = root / "docs"
    documents = [path for name in DOCUMENTS for path in sorted(docs.glob(name))]
    shown = sorted([*(docs / "pictures").rglob("*.png"), *(docs / "schemas").glob("*.json")])
    for path in (*documents, *shown):
        yield str(path), f"{PACKAGE}/{path.relative_to(root).as_posix()}"
