"""Archives of earlier builds: their programs are known, and what this build writes can be read later."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from server.archive import releases
from server.archive.builder import contents, rendered
from server.archive.inputs import ArchiveSource
from server.archive.paper_comparison import constants_of, read_differences
from server.archive.recount.archive_files import FORMAT, parse_json, read_archive
from server.archive.recount.sentences import speaker
from server.archive.releases import Release, builds_of, digests, known_releases, program_files
from server.archive.verification import verify_archive
from server.core import record as records
from server.core.composition import compose
from server.core.version import VERSION
from tests.archive.forger import signed
from tests.archive.sources import KEY, sources
from tests.exports.rich import source
from tests.harness import ROOT
from tests.proof_scale import scaled
from tests.test_golden import FOLDERS

SAY = speaker("zh")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_golden_archive_is_of_a_known_release(folder: Path) -> None:
    """If this fails for a new folder: scripts/known_release.py."""
    files = read_archive(folder / "bundle.zip")
    version = parse_json(files["inputs.json"]).get("version")
    assert digests(program_files(files)) in [each.program for each in known_releases()]
    assert builds_of({**files, "README.txt": b"other"}, version) == [None]
    assert builds_of(files, "9.9") == [None]


@pytest.mark.scaled
@settings(max_examples=scaled(3, 40))
@given(sources())
def test_the_papers_of_any_meeting_can_be_read(made: ArchiveSource) -> None:
    """By the reader that a later build will read them with; a change of what the writers write needs its grammar."""
    files = contents(made)
    own = Release.of(VERSION, files, constants_of(files))
    assert list(read_differences(compose(made.snapshot), files, own, SAY)) == []


def test_a_release_may_have_other_words_but_no_other_figures() -> None:
    """And its words only where they are due."""
    made = source()
    files, record = contents(made), compose(made.snapshot)
    own = Release.of(VERSION, files, constants_of(files))
    renamed = files["results.html"].replace("计票规则".encode(), "计票办法".encode())
    reworded = {**files, "results.html": renamed}
    assert list(read_differences(record, reworded, own, SAY))
    renaming = replace(own, labels={"zh": {"rules": "计票办法"}})
    in_its_words = renaming.in_its_words(record)
    assert not [
        line for line in read_differences(in_its_words, reworded, renaming, SAY) if line.startswith("results.html")
    ]
    assert [line for line in read_differences(in_its_words, files, renaming, SAY) if line.startswith("results.html")]
    score = json.loads(files["tally.json"])["results"][0]["score"]
    changed = {**reworded, "results.html": reworded["results.html"].replace(score.encode(), b"9.999", 1)}
    assert [line for line in read_differences(in_its_words, changed, renaming, SAY) if line.startswith("results.html")]


def test_papers_in_the_words_of_a_build_with_the_same_program_are_accepted_and_no_mixture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence of the papers may be reworded without a change of the recount program."""
    made = source()
    files = contents(made)
    words = {
        "zh": {"hidden_pair": "少于{least}票，不单列", "quota_of_one": "实际占 {share}%，{met}；最接近分界：{nearest}"}
    }
    earlier = replace(Release.of(VERSION, files, constants_of(files)), labels=words)
    older = signed({**files, **rendered(made.snapshot, earlier.in_its_words(compose(made.snapshot)))}, KEY)
    changed = [
        name for name in files if name.startswith(("results.", "summary.", "counts.")) and older[name] != files[name]
    ]
    assert {"results.html", "results.docx", "results.xlsx", "summary.csv"} <= set(changed)
    assert list(verify_archive(older))
    monkeypatch.setattr(releases, "RELEASES_FILE", tmp_path / "releases.json")
    (tmp_path / "releases.json").write_text(json.dumps([earlier.to_json()]))
    assert list(verify_archive(older)) == list(verify_archive(files)) == []
    for name in changed:
        assert list(verify_archive(signed({**older, name: files[name]}, KEY))), name


def test_an_earlier_version_is_stated_on_its_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by a version whose recount program was the same as this one's."""
    made, version = source(), "0.0.9"
    files = contents(replace(made, snapshot=replace(made.snapshot, version=version)))
    release = Release.of(version, files, constants_of(files))
    monkeypatch.setattr(releases, "RELEASES_FILE", tmp_path / "releases.json")
    (tmp_path / "releases.json").write_text(json.dumps([release.to_json()]))
    assert f"评议 Pingyi {version}" in files["report.csv"].decode()
    assert list(verify_archive(files)) == []
    (tmp_path / "releases.json").write_text("[]")
    assert any(line.startswith("inputs.json (pingyi): version") for line in verify_archive(files))


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.name in ("v1", "v2")], ids=("v1", "v2"))
def test_a_table_has_the_words_of_its_build_where_these_are_due_and_no_others(folder: Path) -> None:
    files = read_archive(folder / "bundle.zip")
    assert list(verify_archive(files)) == []
    table = files["report.csv"].decode()
    assert "比例控制" in table and "一票否决线" in table
    for words in ("一票否决线", "比例"):
        forged = {**files, "report.csv": table.replace("比例控制", words).encode()}
        assert any(line.startswith("report.csv [") for line in verify_archive(forged))


def test_the_stated_format_and_version_are_those_of_the_program() -> None:
    assert records.FORMAT == FORMAT
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    source = project["tool"]["hatch"]["version"]
    stated = re.search(source["pattern"], (ROOT / source["path"]).read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"] and stated is not None and stated["version"] == VERSION
    assert all(set(each.program) == set(program_files(dict.fromkeys(each.program, b""))) for each in known_releases())
