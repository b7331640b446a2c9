"""Both recounts of parts that are decided by votes agree with the record of any meeting."""

import pytest
from hypothesis import given, settings

from server.archive.ballot_rows import ballots
from server.archive.builder import contents, json_file
from server.archive.inputs import ArchiveSource, inputs
from server.archive.recount.archive_files import FORMAT, Archive
from server.archive.recount.tally import check_tally
from server.archive.snapshot_reader import read_snapshot
from server.archive.verification import ArchiveCount
from server.core.composition import compose
from server.core.record import Record
from server.core.record_json import record_json
from server.exports.writers.csv_writer import read_rows
from tests.archive.decided_sources import decided_sources
from tests.archive.sources import KEY
from tests.archive.test_recount_hidden import as_json
from tests.archive.test_verify import check_both
from tests.proof_scale import scaled


def archive_of(source: ArchiveSource, record: Record) -> Archive:
    """Without papers and tables."""
    stated = as_json(inputs(source, record))
    files = {"inputs.json": json_file(stated), "ballots.csv": ballots(source.snapshot, record)}
    document, tally = as_json(source.snapshot.document), as_json(record_json(record))
    return Archive(files, document, stated, tally, list(source.log))


@pytest.mark.scaled
@settings(max_examples=scaled(5, 20), deadline=None)
@given(decided_sources())
def test_both_recounts_agree_with_a_whole_archive(source: ArchiveSource) -> None:
    assert check_both(contents(source)) == []


@pytest.mark.scaled
@settings(max_examples=scaled(50, 200), deadline=None)
@given(decided_sources())
def test_the_product_counts_the_same_from_an_archive(source: ArchiveSource) -> None:
    archive = archive_of(source, compose(source.snapshot))
    stated = {"meeting": archive.document, "inputs": archive.inputs, "tally": archive.tally, "log": archive.log}
    snapshot = read_snapshot(stated, read_rows(archive.files["ballots.csv"])[1:], KEY.digest, FORMAT)
    counting = ArchiveCount(archive.tally, archive.inputs["hidden"])
    assert as_json(record_json(compose(snapshot, counting.count))) == archive.tally


@pytest.mark.scaled
@settings(max_examples=scaled(50, 200), deadline=None)
@given(decided_sources())
def test_the_independent_recount_finds_the_same_votes_outcomes_people_and_results(source: ArchiveSource) -> None:
    assert list(check_tally(archive_of(source, compose(source.snapshot)))) == []
