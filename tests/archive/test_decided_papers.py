"""The tables of parts that are decided by votes say what both recounts expect of them."""

import pytest
from hypothesis import given, settings

from server.archive.builder import contents
from server.archive.inputs import ArchiveSource
from server.archive.recount.archive_files import Archive, parse_json
from server.archive.recount.verify import CHECKS
from server.archive.verification import verify_archive
from tests.archive.decided_sources import decided_sources
from tests.proof_scale import scaled


@pytest.mark.scaled
@settings(max_examples=scaled(8, 40), deadline=None)
@given(decided_sources())
def test_the_tables_say_what_the_recount_expects(source: ArchiveSource) -> None:
    files = contents(source)
    names = {"document": "meeting.json", **{name: f"{name}.json" for name in ("inputs", "tally", "log")}}
    archive = Archive(files, **{name: parse_json(files[file]) for name, file in names.items()})
    for table in ("summary.csv", "counts.csv", "notes.csv", "report.csv"):
        assert list(CHECKS[table](archive)) == []


@pytest.mark.scaled
@settings(max_examples=scaled(2, 5), deadline=None)
@given(decided_sources())
def test_the_product_verifies_the_papers(source: ArchiveSource) -> None:
    assert [line for line in verify_archive(contents(source)) if not line.startswith("inputs.json")] == []
