"""The pages' scripts parse as ES2017 modules, and the vendored one is what its lock says."""

import base64
import hashlib
import json
import re
from pathlib import Path

import esprima
import pytest

from server.web import page_messages
from server.web.assets import JOINED
from server.web.script_bundler import bundle

STATIC = Path(__file__).resolve().parent.parent / "static"
SCRIPTS = sorted(path for path in STATIC.rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_every_script_parses_at_es2017(path: Path) -> None:
    esprima.parseModule(path.read_text("utf-8"))


@pytest.mark.parametrize("path", page_messages.modules())
def test_the_generated_messages_parse_at_es2017(path: str) -> None:
    (export,) = esprima.parseModule(page_messages.modules()[path].decode()).body
    assert [one.id.name for one in export.declaration.declarations] == ["words"]


def test_the_vendored_script_is_the_one_in_the_lock() -> None:
    lock = json.loads((STATIC / "vendor/vendor.lock.json").read_text("utf-8"))
    for name, entry in lock.items():
        digest = hashlib.sha384((STATIC / "vendor" / name).read_bytes()).digest()
        assert entry["sha384"] == f"sha384-{base64.b64encode(digest).decode()}"
        assert (STATIC / "vendor" / entry["licence_file"]).is_file()


def test_a_phones_scripts_are_joined_into_one_that_parses() -> None:
    files = {path.relative_to(STATIC).as_posix(): path.read_text("utf-8") for path in SCRIPTS}
    files |= {name: body.decode() for name, body in page_messages.modules().items()}
    for name in JOINED:
        joined = bundle(files, f"{name}/main.js")
        esprima.parseScript(joined)
        assert not re.search(r"^(import|export)\b", joined, re.M)
