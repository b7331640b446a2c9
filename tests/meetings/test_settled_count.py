"""How many phones have come in at all nodes, as far as each has had the time to report them."""

from server.meetings.settled_count import SETTLE_SECONDS, SettledCount


def test_it_rises_once_a_number_has_held_for_its_time_and_falls_at_once() -> None:
    count = SettledCount()
    count.update(100, 5)
    assert count.settled == 0 and not count.is_due(100 + SETTLE_SECONDS / 2)
    count.update(101, 8)
    assert count.is_due(100 + SETTLE_SECONDS)
    count.update(100 + SETTLE_SECONDS, 8)
    assert count.settled == 5 and not count.is_due(100 + SETTLE_SECONDS)
    count.update(101 + SETTLE_SECONDS, 8)
    assert count.settled == 8
    count.update(101 + SETTLE_SECONDS, 3)
    assert count.settled == 3, "voided, or the rehearsal is over"


def test_a_number_that_never_rests_is_as_high_as_it_was_that_long_ago() -> None:
    count = SettledCount()
    for tenth in range(100):
        count.update(tenth / 10, tenth)
    assert count.settled == 99 - 10 * SETTLE_SECONDS
