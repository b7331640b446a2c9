"""Both recounts of an archive: an untouched one agrees, and every figure that somebody changes is found."""

import ast
import json
import random
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from server.__main__ import main
from server.archive import verification
from server.archive.builder import contents, packed
from server.archive.inputs import ArchiveSource
from server.archive.recount import verify
from tests.archive.forger import Files, forged, forgeries, rewritten
from tests.archive.sources import sources
from tests.exports.rich import source

MOST = 25
"""Figures of one paper that are changed in a run, chosen anew in each; the other files have all of theirs changed."""


@pytest.fixture(scope="module")
def files() -> Files:
    return contents(source())


def alone(archive: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The recount that travels, with nothing of the product within reach."""
    command = [sys.executable, "-S", "verify.py", *([str(archive)] if archive != cwd else [])]
    env = {"PYTHONPATH": "", "PATH": "", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")


def unpacked(files: Files, folder: Path) -> Path:
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return folder


def both(files: Files, words: bool = False) -> list[str]:
    """What the product says, which repeats first what the recount that travels says. They agree on whether
    something is wrong, unless it is in `words` alone."""
    said = list(verification.complaints(files))
    alone = list(verify.complaints(files))
    assert said[: len(alone)] == alone and (words or bool(said) == bool(alone))
    return said


@settings(max_examples=25)
@given(sources())
def test_any_meetings_archive_is_found_right_by_both(made: ArchiveSource) -> None:
    assert both(contents(made)) == []


def test_the_recount_that_travels_needs_nothing_but_python(files: Files, tmp_path: Path) -> None:
    folder = unpacked(files, tmp_path / "archive")
    packet = tmp_path / "bundle.zip"
    packet.write_bytes(packed(files))
    for archive in (folder, packet):
        done = alone(archive, folder)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert json.loads(files["tally.json"])["fingerprint"] in done.stdout
    assert {one.name for one in folder.iterdir()} == set(files)


def test_the_recount_is_written_without_the_product_and_for_an_old_python() -> None:
    for name in verify.SCRIPTS:
        text = Path(verify.__file__).with_name(name).read_text("utf-8")
        tree = ast.parse(text, feature_version=(3, 8))
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                node.body = [ast.Pass()]
        named = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        roots = {(getattr(node, "module", None) or node.names[0].name).split(".")[0] for node in named}
        assert roots <= sys.stdlib_module_names, name


def test_the_command_says_that_every_figure_agrees(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet = tmp_path / "bundle.zip"
    packet.write_bytes(packed(files))
    assert main(["verify", str(packet)]) == 0
    assert main(["verify", str(unpacked(files, tmp_path / "folder"))]) == 0
    packet.write_bytes(packed(forged(files, "ballots.csv", files["ballots.csv"].replace(b"3,2", b"3,1", 1))))
    capsys.readouterr()
    assert main(["verify", str(packet)]) == 1
    said = capsys.readouterr().out
    assert "tally.json: parts[0].subjects[0].items[1].counts[0]: 应为 / should be 4, 却是 / but is 3" in said


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"text", None])
def test_what_is_no_archive_is_called_so_with_another_exit_code(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.zip"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    told = capsys.readouterr()
    assert str(path) in told.err and "不是会议归档" in told.err and not told.out


EVERY = ["tally.json", "meeting.json", "inputs.json", "log.json", "ballots.csv", *verify.TABLES]


NONSENSE = [b"", b"null", b"[]", b"{}", b"[[[", b"\xff\xfe", b"1e999999999", b'"' + b"\0" * 9, b"PK\x03\x04"]


def found(files: Files) -> bool:
    """By the recount that travels; the product repeats whatever it says."""
    return next(verify.complaints(files), None) is not None


@pytest.mark.parametrize("name", EVERY)
def test_every_single_figure_that_is_changed_is_found(files: Files, name: str) -> None:
    """The forger makes the sums fit again."""
    changed = list(forgeries(files, name))
    assert changed
    missed = [about for about, one in changed if not found(one)]
    assert missed == []


@pytest.mark.parametrize("name", verify.PAPERS)
def test_a_figure_that_is_changed_in_a_paper_is_found_and_the_paper_named(files: Files, name: str) -> None:
    changed = list(forgeries(files, name))
    assert len(changed) > 200
    for about, one in random.sample(changed, MOST):
        assert any(name in line for line in verify.complaints(one)), about


@pytest.mark.parametrize(
    ("name", "member"), [("results.docx", "word/document.xml"), ("results.xlsx", "xl/sharedStrings.xml")]
)
def test_a_word_that_is_changed_in_a_paper_is_found_by_the_product(files: Files, name: str, member: str) -> None:
    """The recount that travels has no words of its own: it reads figures and names."""
    changed = rewritten(files[name], member, "相符", "不符")
    said = both(forged(files, name, changed), words=True)
    assert any(line.startswith(f"{name} (pingyi)") and "不符" in line for line in said)


def test_a_word_that_is_changed_on_the_page_is_found_by_the_product(files: Files) -> None:
    page = files["results.html"].decode().replace("达到", "未达", 1).encode()
    said = both(forged(files, "results.html", page), words=True)
    assert any(line.startswith("results.html (pingyi)") for line in said)


def test_a_file_that_does_not_match_its_sum_is_named(files: Files) -> None:
    for about, one in forgeries(files, "SHA256SUMS"):
        assert str(next(verify.complaints(one))).startswith("SHA256SUMS"), about


@pytest.mark.parametrize("name", verify.FILES)
def test_a_missing_file_is_named(files: Files, name: str) -> None:
    assert any(line.startswith(f"{name}: 缺少") for line in both({k: v for k, v in files.items() if k != name}))


def test_a_file_that_does_not_belong_is_named(files: Files) -> None:
    assert both({**files, "../evil.py": b""}) == ["../evil.py: 多余的文件 / not part of an archive"]


def test_a_file_in_another_shape_is_a_difference_and_never_a_crash(files: Files) -> None:
    """Whole files of nonsense, with sums that fit."""
    for name in (*EVERY, *verify.PAPERS):
        for body in random.sample(NONSENSE, 3):
            assert both(forged(files, name, body)), (name, body)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("inputs.json", b'"mean": "241/100"', b'"mean": "1e999999999"'),
        ("inputs.json", b'"points": "-0.25"', b'"points": "1/0"'),
        ("meeting.json", b'"decimals": 3', b'"decimals": 300000000'),
        ("meeting.json", b'"max": 4', b'"max": 4000000000'),
        ("tally.json", b'"rank": 1', b'"rank": true'),
        ("tally.json", b'"suppressed": true', b'"suppressed": false'),
        ("ballots.csv", b"A\xe7\xa5\xa8,scored,4,4", b",scored,4,4"),
        ("ballots.csv", b"recused", b"abstained"),
        ("ballots.csv", b"r2,", b"r1,"),
    ],
)
def test_a_trick_is_a_difference_and_costs_no_time(files: Files, name: str, before: bytes, after: bytes) -> None:
    assert before in files[name]
    assert both(forged(files, name, files[name].replace(before, after, 1)))


def test_a_ballot_more_or_less_is_found(files: Files) -> None:
    lines = files["ballots.csv"].splitlines(keepends=True)
    for place in range(1, len(lines)):
        assert found(forged(files, "ballots.csv", b"".join(lines[:place] + lines[place + 1 :])))
        assert found(forged(files, "ballots.csv", b"".join([*lines, lines[place]])))


def test_a_line_of_the_log_that_is_left_out_is_found(files: Files) -> None:
    log = json.loads(files["log.json"])
    for place in range(len(log)):
        body = json.dumps(log[:place] + log[place + 1 :]).encode()
        assert found(forged(files, "log.json", body)), log[place]


def test_a_bomb_in_a_zip_is_refused_before_it_unfolds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped, zipped.open("tally.json", "w") as member:
        for _ in range(65):
            member.write(b"0" * (1 << 20))
    assert bomb.stat().st_size < 1 << 20
    assert main(["verify", str(bomb)]) == 2
    assert "64 MiB" in capsys.readouterr().err


def test_a_bomb_in_a_papers_zip_is_a_difference(files: Files) -> None:
    entity = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    inner = packed({"word/document.xml": entity.encode(), "xl/sharedStrings.xml": entity.encode()})
    for name in ("results.docx", "results.xlsx"):
        said = both(forged(files, name, inner))
        assert any(line.startswith(f"{name}: ValueError: an XML file with declarations") for line in said)


def test_who_makes_everything_anew_is_found_by_the_fingerprint_alone(files: Files) -> None:
    """README.txt says so: an archive made of other counts is right in itself, and another."""
    made = source()
    forgery = contents(replace(made, snapshot=replace(made.snapshot, voided=2)))
    assert both(forgery) == []
    before, after = (json.loads(one["tally.json"])["fingerprint"] for one in (files, forgery))
    assert before != after
    for paper in ("report.csv", "results.html"):
        assert before.encode() in files[paper] and before.encode() not in forgery[paper]
