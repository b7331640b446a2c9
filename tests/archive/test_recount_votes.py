"""Both recounts of parts that are decided by votes agree with the record of any meeting."""

import json

from hypothesis import given, settings

from server.archive.ballot_rows import ballots
from server.archive.builder import json_file
from server.archive.inputs import ArchiveSource, inputs
from server.archive.recount.archive_files import FORMAT, Archive
from server.archive.recount.ballots import read_ballots
from server.archive.recount.decided_parts import PartVotes
from server.archive.recount.differences import differences
from server.archive.recount.tally import check_tally
from server.archive.snapshot_reader import read_snapshot
from server.archive.verification import ArchiveCount
from server.core.composition import compose
from server.core.decided_results import decided_result_json, decided_results
from server.core.record import Record
from server.core.record_json import record_json
from server.exports.writers.csv_writer import read_rows
from tests.archive.decided_sources import decided_sources
from tests.archive.sources import KEY, Map
from tests.archive.test_recount_hidden import as_json


def archive_of(source: ArchiveSource, record: Record) -> Archive:
    """Without papers and tables."""
    stated = as_json(inputs(source, record))
    files = {"inputs.json": json_file(stated), "ballots.csv": ballots(source.snapshot, record)}
    document, tally = as_json(source.snapshot.document), as_json(record_json(record))
    return Archive(files, document, stated, tally, list(source.log))


@settings(max_examples=200, deadline=None)
@given(decided_sources())
def test_the_product_counts_the_same_from_an_archive(source: ArchiveSource) -> None:
    archive = archive_of(source, compose(source.snapshot))
    stated = {"meeting": archive.document, "inputs": archive.inputs, "tally": archive.tally, "log": archive.log}
    snapshot = read_snapshot(stated, read_rows(archive.files["ballots.csv"])[1:], KEY.digest, FORMAT)
    counting = ArchiveCount(archive.tally, archive.inputs["hidden"])
    assert as_json(record_json(compose(snapshot, counting.count))) == archive.tally


@settings(max_examples=200, deadline=None)
@given(decided_sources())
def test_the_independent_recount_finds_the_same_votes_outcomes_and_people(source: ArchiveSource) -> None:
    assert list(check_tally(archive_of(source, compose(source.snapshot)))) == []


@settings(max_examples=200, deadline=None)
@given(decided_sources())
def test_the_independent_recount_gives_the_same_results(source: ArchiveSource) -> None:
    snapshot, record = source.snapshot, compose(source.snapshot)
    archive = archive_of(source, record)
    cast = read_ballots(archive)
    for place, part in enumerate(record.parts):
        if part.votes is None:
            continue
        waiting = {s.subject.id: s.round.public_state for s in part.subjects if s.tally is None and s.round}
        results = decided_results(snapshot.meeting, part.votes, snapshot.additions, waiting)
        shown: list[Map] = json.loads(json.dumps([decided_result_json(result, 1) for result in results]))
        expected = [row for _, row in PartVotes(archive.document, archive.inputs, place, cast).results()]
        without_names = [{k: v for k, v in row.items() if k not in ("subject", "roster")} for row in shown]
        assert list(differences(expected, without_names, "results")) == []
