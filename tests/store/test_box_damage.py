"""What a ballot box counts is as it was committed, or the box is refused: ballots, spent tags, paper ballots, and which
ballots were shown."""

import os

import pytest

from server.core.errors import Damaged
from server.core.models import Ballot
from server.store.ballot_box import BallotBox, CastOutcome
from server.store.sqlite_box import SqliteBox
from tests.running_tallies import running_tally
from tests.store.places import Place, ballot, cast, open_round

pytestmark = pytest.mark.anyio


async def filled(place: Place) -> tuple[str, BallotBox]:
    """A meeting's box with 11 phone ballots and a spoiled paper ballot, some of them shown."""
    meeting, _, box = await open_round(place)
    box.feeds_tally = True
    for _ in range(11):
        assert await cast(box, os.urandom(32), os.urandom(16), ballot()) is CastOutcome.COUNTED
    spoiled = Ballot(0, (), (), spoiled=True)
    assert await cast(box, os.urandom(32), os.urandom(16), spoiled, paper=True) is CastOutcome.COUNTED
    assert await box.release(running_tally(1)) and await box.released()
    return meeting.id, box


async def reopened(place: Place, meeting: str, box: BallotBox) -> BallotBox:
    again = await place.backend.boxes.open(meeting, box.round_id)
    place.boxes.append(again)
    return again


async def change(box: BallotBox, statement: str, *values: object) -> None:
    async with box.database.write() as db:
        assert await db.execute(statement, *values)


async def test_a_box_that_is_whole_is_opened_again(place: Place) -> None:
    meeting, box = await filled(place)
    again = await reopened(place, meeting, box)
    assert again.turnout == box.turnout and len(await again.ballots()) == 12
    assert await again.spent_tags() == await box.spent_tags()
    assert {len(tag) for tag, _ in await again.spent_tags()} == {32}


async def test_a_changed_spent_tag_is_refused(place: Place) -> None:
    """Its token could vote again, and a card voided after voting would not be eligible."""
    meeting, box = await filled(place)
    async with box.database.read() as db:
        tags = [row[0] for row in await db.fetch("SELECT tag FROM box_spent")]
    for at in (0, 31, 39):
        changed = tags[at % 12][:at] + bytes([tags[at % 12][at] ^ 1]) + tags[at % 12][at + 1 :]
        await change(box, "UPDATE box_spent SET tag = ? WHERE tag = ?", changed, tags[at % 12])
        with pytest.raises(Damaged, match="spent tag"):
            await reopened(place, meeting, box)
        with pytest.raises(Damaged, match="spent tag"):
            await box.ballots()
        await change(box, "UPDATE box_spent SET tag = ? WHERE tag = ?", tags[at % 12], changed)


async def test_a_missing_spent_tag_is_refused(place: Place) -> None:
    _, box = await filled(place)
    await change(box, "DELETE FROM box_spent WHERE tag = (SELECT tag FROM box_spent ORDER BY tag LIMIT 1)")
    await box.settle()
    with pytest.raises(Damaged, match="11 ballots"):
        await box.ballots()


async def test_a_changed_number_of_paper_ballots_is_refused(place: Place) -> None:
    meeting, box = await filled(place)
    statement = "UPDATE paper SET [cast] = 2"
    if not isinstance(box, SqliteBox):
        statement = "UPDATE box_turnout SET paper = 2, phone = 10"
    await change(box, statement)
    with pytest.raises(Damaged, match="paper"):
        await reopened(place, meeting, box)


async def test_shown_ballots_stay_shown_in_a_file_whose_row_names_another_round(place: Place) -> None:
    """P24: otherwise the running tally would show fewer ballots after a restart."""
    meeting, box = await filled(place)
    if isinstance(box, SqliteBox):
        shown = await box.released()
        await change(box, "UPDATE box_released SET meeting = 'other', round = X'00'")
        assert await (await reopened(place, meeting, box)).released() == shown
