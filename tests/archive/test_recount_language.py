"""The recount speaks the meeting's language, whichever it is, and runs on the Python that its README promises."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.__main__ import main
from server.archive.builder import contents, zipped
from server.archive.recount import sentences
from server.archive.recount.archive_files import MESSAGES, README, SCRIPTS
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from server.core.message_catalogue import LANGUAGES, section
from tests.archive.forger import Files, forged
from tests.archive.test_verify import run_verify_py, unpacked
from tests.exports.rich import source

PLACE = "tally.json: parts[0].subjects[0].items[1].counts[0]: "
DIFFERENCE = {"zh": "应为 / should be 4, 却是 / but is 3", "zh-Hant": "應為 / should be 4, 卻是 / but is 3"}
NEWER_MODULES = {"tomllib", "zoneinfo", "graphlib"}
NEWER_NAMES = {
    "removeprefix", "removesuffix", "lcm", "nextafter", "pairwise", "bit_count", "file_digest", "cache", "batched",
    "is_relative_to", "with_stem", "hardlink_to", "randbytes", "aclosing", "UTC", "StrEnum", "Self", "TypeAlias",
    "ParamSpec", "override", "to_thread", "TaskGroup", "walk",
}  # fmt: skip
"""Of the standard library, after Python 3.8."""
NEWER_ARGUMENTS = {"strict", "slots", "kw_only", "usedforsecurity", "missing_ok", "root_dir", "counts"}
"""Names of arguments of the standard library's functions that Python 3.8 does not accept."""


def in_language(language: str) -> Files:
    made = source()
    document = {**made.snapshot.document, "language": language}
    meeting = replace(made.snapshot.meeting, language=language)
    return contents(replace(made, snapshot=replace(made.snapshot, meeting=meeting, document=document)))


def miscounted(files: Files) -> Files:
    return forged(files, "ballots.csv", files["ballots.csv"].replace(b"3,2", b"3,1", 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_verifiers_name_a_difference_in_the_meetings_language_and_in_english(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = miscounted(in_language(language))
    line = "✗ " + PLACE + DIFFERENCE.get(language, DIFFERENCE["zh"])
    ended = run_verify_py(unpacked(files, tmp_path / "archive"))
    assert ended.returncode == 1 and line in ended.stdout.splitlines()
    assert main(["verify", str(tmp_path / "archive")]) == 1
    printed = capsys.readouterr().out
    assert line in printed.splitlines()
    own = section("zh" if language == "en" else language, "recount")
    for text in (ended.stdout, printed):
        assert text.startswith(own["compare_key"].partition("{")[0])
        assert own["differences"].format(count=text.count("✗")) in text.splitlines()[-1]


def test_an_archive_in_order_and_none_at_all_are_answered_in_traditional_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = in_language("zh-Hant")
    folder = unpacked(files, tmp_path / "archive")
    assert "的有效評分票為「差」" in files["results.html"].decode()
    ended = run_verify_py(folder)
    assert ended.returncode == 0, ended.stdout
    assert "未發現不符。請與簽字的計票報告逐字核對： / No difference found." in ended.stdout
    assert "本程式不讀報告（.docx .xlsx .html）：它們只由簽名擔保" in ended.stdout and "签" not in ended.stdout
    assert "不是會議歸檔 / not the archive of a meeting: " in run_verify_py(folder, "none.zip").stderr
    (tmp_path / "bundle.zip").write_bytes(zipped(files))
    assert main(["verify", str(tmp_path / "bundle.zip")]) == 0
    assert section("zh-Hant", "cli")["papers_compared"] in capsys.readouterr().out


def test_a_new_language_is_spoken_from_its_catalogue_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its table lacks a sentence, that is in Chinese."""
    shutil.copytree(sentences.CATALOGUES, tmp_path / "messages")
    (tmp_path / "messages" / "fr.toml").write_text('[recount]\nshould_be = "devrait être"\n', "utf-8")
    monkeypatch.setattr(sentences, "CATALOGUES", tmp_path / "messages")
    sentences.sentences.cache_clear()
    try:
        files = contents(source())
        say = sentences.speaker("fr")
    finally:
        sentences.sentences.cache_clear()
    assert (say("should_be"), say("but_is")) == ("devrait être / should be", "却是 / but is")
    assert json.loads(files[MESSAGES])["fr"] == {"should_be": "devrait être"}
    folder = unpacked({**miscounted(files), "meeting.json": b'{"language": "fr"}'}, tmp_path / "archive")
    assert "meeting.json" in run_verify_py(folder).stdout
    document = {**json.loads(files["meeting.json"]), "language": "fr"}
    folder = unpacked({**files, "meeting.json": json.dumps(document).encode()}, tmp_path / "french")
    assert "devrait être / should be" in run_verify_py(folder).stdout


def test_other_sentences_than_this_versions_are_reported() -> None:
    """They could hide a difference as another program could."""
    files = contents(source())
    other = forged(files, MESSAGES, files[MESSAGES].replace("应为".encode(), "正是".encode()))
    assert list(check_archive(other)) == []
    assert [line.partition(":")[0] for line in verify_archive(other)] == [f"{MESSAGES} (pingyi)"]
    missing = {name: body for name, body in files.items() if name != MESSAGES}
    assert f"{MESSAGES}: 缺少 / missing" in list(check_archive(missing))


def test_a_copy_of_the_program_without_its_sentences_still_finds_a_difference(tmp_path: Path) -> None:
    files = contents(source())
    folder = unpacked(files, tmp_path / "archive")
    (folder / MESSAGES).unlink()
    (tmp_path / "bundle.zip").write_bytes(zipped(miscounted(files)))
    ended = run_verify_py(folder, str(tmp_path / "bundle.zip"))
    assert ended.returncode == 1 and PLACE + "should_be 4, but_is 3" in ended.stdout


def newer(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NEWER_NAMES:
            yield node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | (
                {node.module} if isinstance(node, ast.ImportFrom) else set()
            )
            yield from (name for name in names if name in NEWER_NAMES | NEWER_MODULES)
        elif isinstance(node, ast.Call):
            yield from (keyword.arg for keyword in node.keywords if keyword.arg in NEWER_ARGUMENTS)
        elif is_newer_operator(node):
            yield ast.unparse(node)


def is_newer_operator(node: ast.AST) -> bool:
    """dict[str, int] as a value, and `|`, which Python 3.8 has for sets and numbers only."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in {"dict", "list", "tuple", "set", "frozenset"}
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.BitOr)


def evaluated(tree: ast.AST) -> ast.AST:
    """Without annotations, which `from __future__ import annotations` leaves alone, and imports for type checkers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return tree


def test_the_recount_uses_nothing_that_python_3_8_lacks() -> None:
    """Its README promises that version. tomllib reads the catalogues, which no archive has."""
    files = contents(source())
    assert "Python 3.8" in files[README].decode("utf-8-sig")
    for name in SCRIPTS:
        tree = evaluated(ast.parse(files[name], feature_version=(3, 8)))
        assert set(newer(tree)) <= ({"tomllib"} if name == "recount/sentences.py" else set()), name


OLDEST = next(
    (path for path in sorted(Path.home().glob(".pyenv/versions/3.8.*/bin/python3.8")) if path.exists()),
    Path(shutil.which("python3.8") or sys.executable),
)


@pytest.mark.skipif(Path(sys.executable) == OLDEST, reason="Python 3.8 is not installed")
def test_verify_py_runs_on_python_3_8(tmp_path: Path) -> None:
    files = in_language("zh-Hant")
    folder = unpacked(files, tmp_path / "archive")
    command = [str(OLDEST), "-S", "verify.py"]
    env = {"PYTHONPATH": "", "PATH": "", "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    assert "未發現不符" in ended.stdout
