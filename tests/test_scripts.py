"""The pages' scripts parse as ES2017 modules, and those that are built or vendored are what their locks say."""

import base64
import hashlib
import json
import shutil
from pathlib import Path

import esprima
import pytest

from server.core.message_catalogue import LANGUAGES
from server.web import page_messages
from server.web.assets import JOINED, PAGES, Assets, script_of
from tests.static_files import IMPORT, REBUILD, build_lock, changed_since_the_build, imported, locked_digests

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
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


BUILT = sorted(set(PAGES.values()))


def test_the_built_scripts_belong_to_the_sources() -> None:
    changed = changed_since_the_build(ROOT)
    assert not changed, f"{', '.join(changed)} changed after the build: {REBUILD}"


def test_a_change_of_any_source_is_noticed(tmp_path: Path) -> None:
    for path in locked_digests():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    assert not changed_since_the_build(tmp_path)
    for path in locked_digests():
        (tmp_path / path).write_bytes((ROOT / path).read_bytes() + b"\n")
    assert changed_since_the_build(tmp_path) == list(locked_digests())


def test_the_build_lists_every_module_of_every_page_and_what_decides_the_rest() -> None:
    assert set(build_lock()["sha256"]) == {f"{page}.js" for page in BUILT}
    modules = {path.relative_to(ROOT).as_posix() for page in BUILT for path in imported(STATIC / page / "main.js")}
    vendored = {path for path in build_lock()["inputs"] if path.startswith("static/vendor/")}
    assert set(build_lock()["inputs"]) - vendored == modules | {"scripts/javascript/build.js"}
    wanted = json.loads((ROOT / "scripts/javascript/package.json").read_text("utf-8"))["devDependencies"]["esbuild"]
    assert build_lock()["builder"] == {"name": "esbuild", "version": wanted}, REBUILD


@pytest.mark.parametrize("page", BUILT)
def test_a_built_script_keeps_the_notices_of_vendored_ones(page: str) -> None:
    built = (STATIC / f"built/{page}.js").read_text("utf-8")
    for module in imported(STATIC / page / "main.js"):
        for step in IMPORT.findall(module.read_text("utf-8")):
            if "vendor/" in step:
                assert (module.parent / step).read_text("utf-8").splitlines()[0] in built


@pytest.mark.parametrize("page", sorted({*BUILT} - {*JOINED}))
def test_a_page_for_staff_gets_one_script_and_its_sentences(page: str) -> None:
    """A desk would otherwise send 170 requests before it can be used."""
    assets = Assets(STATIC)
    script, sentences = (assets.find(assets.url(f"{page}/{name}.js")) for name in ("main", "messages"))
    assert script is not None and sentences is not None
    body = esprima.parseModule(script.plain[1]["body"].decode()).body
    sources = [node.source.value for node in body if node.type == "ImportDeclaration"]
    assert set(sources) == {"./messages.js"}


@pytest.mark.parametrize("page", JOINED)
def test_a_phone_gets_one_script_with_its_sentences_in_front_and_no_build_holds_one(page: str) -> None:
    pages, built = Assets(STATIC), (STATIC / f"built/{page}.js").read_text("utf-8")
    for language in LANGUAGES:
        served = pages.find(pages.url(script_of(page, language)))
        assert served is not None
        first, rest = served.plain[1]["body"].decode().split("\n", 1)
        assert rest == built
        words = {language: page_messages.messages(page)[language]}
        assert json.loads(first.removeprefix("const WORDS = ").removesuffix(";")) == words
        other = pages.find(pages.url(f"{page}/words.{language}.json"))
        assert other is not None and json.loads(other.plain[1]["body"]) == words[language]
        body = esprima.parseModule(served.plain[1]["body"].decode()).body
        assert not [node.type for node in body if node.type.startswith(("Import", "Export"))]
    sentences = {text for words in page_messages.messages(page).values() for text in words.values() if len(text) > 8}
    assert not [text for text in sentences if text in built]
