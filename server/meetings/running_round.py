"""The round that is running: its ballot box, running tally, deadline and intake, from opening until its box is gone.

Holds them together and answers small questions about them; decides nothing and knows no client.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..clock import Clock
from ..core.rounds import Round, State
from ..core.running_tally import RunningTally
from ..store.ballot_box import BallotBox, Turnout


@dataclass(slots=True)
class RunningRound:
    """`deadline` is in seconds of the steady clock; None without a timer. `phones_may_cast` turns false before the
    stored state leaves OPEN. `close_retry_ticks` counts down to the next try of a close that failed on disk.
    `not_awaited` counts the ballots of tokens for whose phones nobody waits: as of cards used on paper only.
    `card_checks`: how often the desk has asked about each card, by its token's digest; in memory only."""

    box: BallotBox
    tally: RunningTally
    clock: Clock
    deadline: float | None = None
    phones_may_cast: bool = False
    close_retry_ticks: int = 0
    not_awaited: int = 0
    card_checks: Counter[bytes] = field(default_factory=Counter)

    @property
    def turnout(self) -> Turnout:
        """Ballots on disk."""
        return self.box.turnout

    def follow(self, round: Round, time_left: int | None) -> None:
        """Take intake and timer from the stored round; `time_left` in ms."""
        self.phones_may_cast = round.state is State.OPEN
        self.set_time_left(time_left)

    def accepts(self, round: Round, paper: bool) -> bool:
        """Whether a ballot may come in now: from phones until intake stops, on paper until the close begins."""
        return round.state in (State.OPEN, State.PAPER) if paper else self.phones_may_cast

    def set_time_left(self, time_left: int | None) -> None:
        self.deadline = None if time_left is None else self.clock.steady() + max(0, time_left) / 1000

    def time_left(self) -> int | None:
        """In ms, never negative; None without a timer."""
        return None if self.deadline is None else max(0, round(1000 * (self.deadline - self.clock.steady())))

    def is_overdue(self, grace: float) -> bool:
        """Whether the deadline passed at least `grace` seconds ago."""
        return self.deadline is not None and self.clock.steady() >= self.deadline + grace

    @contextmanager
    def intake_stopped(self) -> Iterator[None]:
        """Stop phones while the round's next state is stored; if that fails, they may cast as before."""
        before, self.phones_may_cast = self.phones_may_cast, False
        try:
            yield
        except BaseException:
            self.phones_may_cast = before
            raise
        self.deadline = None

    async def spent_tags(self) -> set[bytes]:
        return {spent_tag for spent_tag, _ in await self.box.spent_tags()}
