"""The index of join codes: fixed and rotating codes, over periods and changes of the meetings."""

import pytest

from server.core.tokens import join_code
from server.meetings.code_index import PAST_PERIODS, SLICE_CODES, CodeIndex, CodeMatch

pytestmark = pytest.mark.anyio


class Codes:
    """An index whose time a test sets, and a count of the codes that were derived."""

    def __init__(self) -> None:
        self.now, self.derived = 1000, 0
        self.index = CodeIndex(self.code, lambda: self.now)

    def code(self, meeting: str, group: int, period: int) -> str:
        self.derived += 1
        return join_code(b"secret", meeting, group, period)


async def test_a_rotating_code_is_found_with_its_age_until_it_is_forgotten() -> None:
    codes = Codes()
    codes.index.set_rotating("m", 2)
    code = codes.code("m", 1, 1000)
    for age in range(PAST_PERIODS):
        codes.now = 1000 + age
        assert await codes.index.find(code) == CodeMatch("m", 1, age)
    assert not CodeMatch("m", 1, 1).expired and CodeMatch("m", 1, 2).expired
    codes.now = 1000 + PAST_PERIODS
    assert await codes.index.find(code) is None
    codes.now = 999
    assert await codes.index.find(code) is None, "a code of the future"


async def test_a_changed_or_deleted_meeting_is_not_found_under_its_old_codes() -> None:
    codes = Codes()
    codes.index.set_rotating("m", 2)
    codes.index.set_fixed("f", 1)
    second, fixed = codes.code("m", 1, 1000), codes.code("f", 0, 0)
    assert await codes.index.find(second) and await codes.index.find(fixed) == CodeMatch("f", 0)
    codes.index.set_rotating("m", 1)
    codes.index.set_rotating("f", 1)
    assert await codes.index.find(second) is None and await codes.index.find(fixed) is None
    assert await codes.index.find(codes.code("f", 0, 1000)) == CodeMatch("f", 0, 0)
    codes.index.forget("m")
    assert await codes.index.find(codes.code("m", 0, 1000)) is None
    assert "m" not in codes.index and "f" in codes.index


async def test_wrong_codes_derive_no_code_once_a_period_is_known() -> None:
    """P50: every code of a period is derived once, whatever is guessed; then a wrong one is only looked up."""
    codes, meetings = Codes(), 3 * SLICE_CODES
    for number in range(meetings):
        codes.index.set_rotating(str(number), 1)
    assert await codes.index.find("00000000") is None
    assert codes.derived == meetings * PAST_PERIODS
    for _ in range(1000):
        assert await codes.index.find("00000000") is None
    assert codes.derived == meetings * PAST_PERIODS
    codes.now += 1
    assert await codes.index.find("00000000") is None
    assert codes.derived == meetings * (PAST_PERIODS + 1)
    codes.index.set_rotating("new", 1)
    assert await codes.index.find(codes.code("new", 0, codes.now)) == CodeMatch("new", 0, 0)
