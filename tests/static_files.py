"""The pages' files as the tests of words and looks read them: styles, scripts, pages, and who imports whom."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "static"
PAGES = ("admin", "voter", "screen", "chair", "desk", "check", "brief")
"""Each has a folder of scripts; the sheet of briefs has no document, because the voter's page shows it."""
COMMENT = re.compile(r"/\*.*?\*/", re.S)
IMPORT = re.compile(r"""(?:import|export)\s[^'"]*?from\s+['"](\.[^'"]+)['"]""")

REBUILD = "run scripts/build, which needs npm, and commit static/built"


def name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def scripts() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*.js") if not {"vendor", "built"} & set(path.parts))


def styles() -> list[Path]:
    return sorted(STATIC.rglob("*.css"))


def bare_css(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def imported(path: Path) -> set[Path]:
    """This script and every one it imports, without the vendored ones and the messages that the server generates."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        script = waiting.pop().resolve()
        if script in found or "vendor" in script.parts or script.name == "messages.js":
            continue
        found.add(script)
        waiting += [script.parent / step for step in IMPORT.findall(script.read_text("utf-8"))]
    return found


def build_lock() -> Any:
    return json.loads((STATIC / "built/lock.json").read_text("utf-8"))


def locked_digests() -> dict[str, str]:
    """The digests of the sources and of what was built from them, by path."""
    return {
        **build_lock()["inputs"],
        **{f"static/built/{name}": digest for name, digest in build_lock()["sha256"].items()},
    }


def changed_since_the_build(root: Path) -> list[str]:
    """What the lock of the built scripts lists and is no longer what it was, below `root`."""
    return [path for path, digest in locked_digests().items() if not is_file_of(root / path, digest)]


def is_file_of(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
