"""Places and turns that organisations share fairly, however many keys each of them has."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from ..core.errors import Refused


class Places:
    """At most `most`, of which one organisation and one key may take fewer."""

    def __init__(self, most: int, of_an_organisation: int, of_a_key: int) -> None:
        self._most, self._of_an_organisation, self._of_a_key = most, of_an_organisation, of_a_key
        self._by_organisation, self._by_key = Counter[str](), Counter[str]()

    @property
    def taken(self) -> int:
        return self._by_key.total()

    @contextmanager
    def take(self, organisation: str, key: str) -> Iterator[None]:
        """Raises Refused `busy` where none is free."""
        of_organisation, of_key = self._by_organisation[organisation], self._by_key[key]
        if self.taken >= self._most or of_organisation >= self._of_an_organisation or of_key >= self._of_a_key:
            raise Refused("busy", work=True)
        counted = ((self._by_organisation, organisation), (self._by_key, key))
        for counter, name in counted:
            counter[name] += 1
        try:
            yield
        finally:
            for counter, name in counted:
                counter[name] -= 1
                if not counter[name]:
                    del counter[name]


class Turns:
    """A lock. Next is whoever has waited longest of the organisation whose last turn is longest ago."""

    def __init__(self) -> None:
        self._is_taken = False
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._served: dict[str, int] = {}
        self._turns = 0

    def locked(self) -> bool:
        return self._is_taken

    @asynccontextmanager
    async def take(self, organisation: str) -> AsyncIterator[None]:
        if self._is_taken:
            await self._wait(organisation)
        self._is_taken = True
        self._turns += 1
        self._served[organisation] = self._turns
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, organisation: str) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(organisation, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was passed on at the same moment
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """To nobody whose request has ended meanwhile."""
        while self._waiting:
            organisation = min(self._waiting, key=lambda waiting: self._served.get(waiting, 0))
            turns = self._waiting[organisation]
            turn = turns.popleft()
            if not turns:
                del self._waiting[organisation]
            if not turn.done():
                turn.set_result(None)
                return
        self._is_taken = False
        self._served.clear()
