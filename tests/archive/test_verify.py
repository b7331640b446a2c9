"""Both recounts of an archive: an untouched one agrees, and every number that somebody changes is found."""

import ast
import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from server.__main__ import main
from server.archive.builder import contents, zipped
from server.archive.inputs import ArchiveSource
from server.archive.recount import archive_files
from server.archive.recount.archive_files import FILES, MODULES, PAPERS, SCRIPTS, TABLES
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from server.core.reconciliation import Cards
from server.core.signing import SigningKey
from tests.archive.forger import Files, forge, forged, numbers, rezipped
from tests.archive.sources import KEY, sources
from tests.exports.rich import source
from tests.proof_scale import scaled, spread

COUNTED = ["tally.json", "meeting.json", "inputs.json", "log.json", "ballots.csv", *TABLES]
"""The files whose numbers both recounts check."""
FORGERIES = 60
"""Numbers of a file that are forged in an everyday run; `scripts/prove` forges every one."""
PAPER_FORGERIES = scaled(2, 40)
"""Forgeries of a paper in one run, chosen at random."""
VERSION = re.compile(rb'"version": "[0-9.]*$')
NONSENSE = [b"", b"null", b"[]", b"{}", b"[[[", b"\xff\xfe", b"1e999999999", b'"' + b"\0" * 9, b"PK\x03\x04"]


@pytest.fixture(scope="module")
def files() -> Files:
    return contents(source())


def unpacked(files: Files, folder: Path) -> Path:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return folder


def run_verify_py(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """verify.py of the archive in `folder`, with nothing of the product within reach."""
    env = {"PYTHONPATH": "", "PATH": "", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-S", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


def check_both(files: Files) -> list[str]:
    """The product's differences, which contain those of the recount. Both agree whether there is one, except in the
    papers and in the program, which the recount does not read."""
    by_product, by_recount = list(verify_archive(files)), list(check_archive(files))
    assert by_product[: len(by_recount)] == by_recount
    read = [line for line in by_product if not line.startswith("results.") and "(pingyi)" not in line]
    assert bool(read) == bool(by_recount)
    return by_product


def recount_finds(files: Files) -> bool:
    return next(check_archive(files), None) is not None


@pytest.mark.scaled
@settings(max_examples=scaled(6, 100))
@given(sources())
def test_both_recounts_agree_with_the_archive_of_any_meeting(made: ArchiveSource) -> None:
    assert check_both(contents(made)) == []


def test_verify_py_needs_nothing_but_python_and_leaves_no_file(files: Files, tmp_path: Path) -> None:
    folder, packet = unpacked(files, tmp_path / "archive"), tmp_path / "bundle.zip"
    packet.write_bytes(zipped(files))
    for arguments in ([], [str(folder)], [str(packet)]):
        ended = run_verify_py(folder, *arguments)
        assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
        assert json.loads(files["tally.json"])["fingerprint"] in ended.stdout
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(files)


def test_verify_py_exits_with_1_for_a_forgery_and_with_2_for_no_archive(files: Files, tmp_path: Path) -> None:
    forgery = forged(files, "ballots.csv", files["ballots.csv"].replace(b"3,2", b"3,1", 1))
    folder = unpacked(forgery, tmp_path / "archive")
    ended = run_verify_py(folder)
    assert (ended.returncode, ended.stderr) == (1, "") and "should be 4" in ended.stdout
    ended = run_verify_py(folder, str(tmp_path / "none.zip"))
    assert (ended.returncode, ended.stdout) == (2, "") and "不是会议归档" in ended.stderr


def test_the_recount_imports_only_itself_and_the_standard_library_in_the_syntax_of_python_3_8(files: Files) -> None:
    for name in SCRIPTS:
        tree = ast.parse(files[name], feature_version=(3, 8))
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                node.body = [ast.Pass()]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level == 1 and (node.module or node.names[0].name) in MODULES, name
            elif isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert module.split(".")[0] in sys.stdlib_module_names, name


def test_every_module_of_the_recount_is_in_the_archive() -> None:
    assert {path.stem for path in Path(archive_files.__file__).parent.glob("*.py")} == set(MODULES)


def test_pingyi_verify_exits_with_0_for_a_zip_or_folder_and_with_1_for_a_forgery(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet = tmp_path / "bundle.zip"
    packet.write_bytes(zipped(files))
    assert main(["verify", str(packet)]) == 0
    assert main(["verify", str(unpacked(files, tmp_path / "folder"))]) == 0
    packet.write_bytes(zipped(forged(files, "ballots.csv", files["ballots.csv"].replace(b"3,2", b"3,1", 1))))
    capsys.readouterr()
    assert main(["verify", str(packet)]) == 1
    printed = capsys.readouterr().out
    assert "tally.json: parts[0].subjects[0].items[1].counts[0]: 应为 / should be 4, 却是 / but is 3" in printed


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"text", None])
def test_pingyi_verify_exits_with_2_for_anything_but_an_archive(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.zip"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    printed = capsys.readouterr()
    assert str(path) in printed.err and "不是会议归档" in printed.err and not printed.out


@pytest.mark.scaled(4)
@pytest.mark.parametrize("name", COUNTED)
def test_every_single_forged_number_is_found_by_the_recount(files: Files, name: str) -> None:
    """The forger makes the checksums fit again. Only the product knows which version it is."""
    every = [number for number in numbers(files, name) if not VERSION.search(files[name][: number.start])]
    assert every
    tried = spread(every, FORGERIES)
    assert [number.around for number in tried if not recount_finds(forge(files, name, number))] == []


@pytest.mark.scaled
@pytest.mark.parametrize("name", PAPERS)
def test_a_forged_number_in_a_paper_is_found_by_the_product_which_names_the_paper(files: Files, name: str) -> None:
    every = numbers(files, name)
    assert len(every) > 200
    for number in random.sample(every, PAPER_FORGERIES):
        (line,) = check_both(forge(files, name, number))
        assert line.startswith(f"{name} (pingyi): ") and "differs from the file written again" in line, number


def test_a_forged_version_is_found_by_the_product(files: Files) -> None:
    """It would have the papers read instead of compared."""
    for version in (b'"0.0.9"', b"null"):
        body = files["inputs.json"].replace(b'"0.1.0"', version)
        assert [line for line in check_both(forged(files, "inputs.json", body)) if line.startswith("inputs.json")]


def test_a_forged_paper_differs_in_the_forged_number_alone(files: Files) -> None:
    """Else the tests above would find the forger's zip instead of the number."""
    for name in ("results.xlsx", "results.docx"):
        assert rezipped(files[name], {}) == files[name]


def test_a_forged_word_in_a_paper_is_found_by_the_product(files: Files) -> None:
    page = files["results.html"].decode()
    assert "达到" in page
    (line,) = check_both(forged(files, "results.html", page.replace("达到", "未达", 1).encode()))
    assert line.startswith("results.html (pingyi): ")


def test_papers_of_other_numbers_are_named_with_those_numbers(files: Files) -> None:
    """A forged tally.json does not fit the papers' record either."""
    made = source()
    other = contents(replace(made, snapshot=replace(made.snapshot, cards=Cards(43, 2))))
    mixed = files
    for name in PAPERS:
        mixed = forged(mixed, name, other[name])
    assert list(dict.fromkeys(line.split()[0] for line in check_both(mixed))) == PAPERS


def test_a_file_that_does_not_match_its_checksum_is_named(files: Files) -> None:
    for number in numbers(files, "SHA256SUMS"):
        assert next(check_archive(forge(files, "SHA256SUMS", number))).startswith("SHA256SUMS"), number


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(files: Files, name: str) -> None:
    others = {other: body for other, body in files.items() if other != name}
    assert any(line.startswith(f"{name}: 缺少") for line in check_both(others))


@pytest.mark.parametrize("name", ["../evil.py", "recount/json.py", "check_counts.py"])
def test_a_file_that_is_not_part_of_an_archive_is_named(files: Files, name: str) -> None:
    first, *others = check_both({**files, name: b""})
    assert first == f"{name}: 多余的文件 / not part of an archive" and all(line.startswith(name) for line in others)


def test_a_file_in_another_shape_is_a_difference_and_never_a_crash(files: Files) -> None:
    """Whole files of nonsense, with checksums that fit."""
    for name in (*COUNTED, *PAPERS):
        for body in random.sample(NONSENSE, 3):
            assert check_both(forged(files, name, body)), (name, body)


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
def test_a_malicious_value_is_a_difference_and_takes_no_time(
    files: Files, name: str, before: bytes, after: bytes
) -> None:
    assert before in files[name]
    assert check_both(forged(files, name, files[name].replace(before, after, 1)))


def test_an_added_or_removed_ballot_is_found(files: Files) -> None:
    lines = files["ballots.csv"].splitlines(keepends=True)
    for place in range(1, len(lines)):
        assert recount_finds(forged(files, "ballots.csv", b"".join(lines[:place] + lines[place + 1 :])))
        assert recount_finds(forged(files, "ballots.csv", b"".join([*lines, lines[place]])))


def test_a_removed_line_of_the_log_is_found(files: Files) -> None:
    log = json.loads(files["log.json"])
    for place in range(len(log)):
        body = json.dumps(log[:place] + log[place + 1 :]).encode()
        assert recount_finds(forged(files, "log.json", body)), log[place]


def test_an_archive_forged_as_a_whole_has_another_key_and_another_record(files: Files) -> None:
    """README.txt says so: an archive built from other counts and signed with another key agrees with itself."""
    made = source()
    other = SigningKey(b"f" * 32)
    snapshot = replace(made.snapshot, cards=Cards(43, 2), signer=other.digest)
    forgery = contents(replace(made, snapshot=snapshot, key=other))
    assert check_both(forgery) == []
    for verify in (verify_archive, check_archive):
        assert list(verify(forgery, KEY.digest)) and not list(verify(files, KEY.digest))
    for name in ("fingerprint", "record"):
        before, after = (json.loads(archive["tally.json"])[name] for archive in (files, forgery))
        assert before != after
        for paper in ("report.csv", "results.html"):
            assert before.encode() in files[paper] and before.encode() not in forgery[paper]
