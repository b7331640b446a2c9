"""How phones join: the hall's networks, and join codes, shown on the screen as text and as QR codes (DOMAIN §3).

Join codes are derived from the server's secret. A fixed code lasts as long as its meeting; a rotating one changes every
`tokens.CODE_PERIOD_SECONDS` seconds and is never stored.
"""

from collections.abc import Callable
from functools import lru_cache

from ..clock import Clock
from ..core import tokens
from ..core.codec import Map
from ..core.meeting_state import MeetingState
from ..core.models import Meeting
from ..core.wifi import Networks
from .code_index import CodeIndex

DrawQR = Callable[[str], tuple[int, str]]
"""Draws a text as (size, SVG path)."""
MAX_DRAWN = 256
"""QR codes of join codes remembered: each takes several milliseconds to draw and is sent to every screen that
connects. Those of keys are drawn once and never remembered."""


class JoinCodes:
    """`url` is the address that phones can reach. `wifi`: the networks of meetings that name none."""

    def __init__(self, clock: Clock, secret: bytes, url: str, draw_qr: DrawQR, wifi: Networks = ()) -> None:
        self.clock, self.secret, self.url, self.draw_qr, self.wifi = clock, secret, url, draw_qr, wifi
        self._started = clock.now() - clock.steady()
        self._join_qr_code = lru_cache(MAX_DRAWN)(self.qr_code)
        self.index = CodeIndex(self._derive, self.period)

    def period(self) -> int:
        """The number of the current rotation period."""
        return int(self._seconds() // tokens.CODE_PERIOD_SECONDS)

    def _seconds(self) -> float:
        """The time of day at the start, advanced by the monotonic clock: a time of day that is set back must not make
        old codes valid again."""
        return self._started + self.clock.steady()

    def code(self, state: MeetingState, group: int, period: int) -> str:
        return self._derive(state.id, group, period if state.meeting.rotating else 0)

    def _derive(self, meeting: str, group: int, period: int) -> str:
        return tokens.join_code(self.secret, meeting, group, period)

    def follow(self, state: MeetingState) -> None:
        """Take the meeting's codes into the index: it is new, or its document has changed."""
        if state.meeting.cards:
            self.index.forget(state.id)
        elif state.meeting.rotating:
            self.index.set_rotating(state.id, len(state.meeting.groups))
        else:
            self.index.set_fixed(state.id, len(state.meeting.groups))

    def fixed_digests(self, state: MeetingState) -> list[tuple[bytes, int]]:
        """The digests to store, each with its group; none where codes rotate or cards admit."""
        meeting = state.meeting
        if meeting.cards or meeting.rotating:
            return []
        return [(tokens.digest(self.code(state, group, 0)), group) for group in range(len(meeting.groups))]

    def message(self, state: MeetingState) -> Map | None:
        """The `join` message: the codes that admit now and their QR codes; None where cards admit."""
        if state.meeting.cards:
            return None
        groups = enumerate(state.meeting.groups)
        codes = {group.name: self.code(state, index, self.period()) for index, group in groups}
        left = None
        if state.meeting.rotating:
            left = int(1000 * (tokens.CODE_PERIOD_SECONDS - self._seconds() % tokens.CODE_PERIOD_SECONDS))
        qr = {name: self._join_qr_code(f"{self.url}/m#{code}") for name, code in codes.items()}
        return {"t": "join", "codes": codes, "left": left, "url": f"{self.url}/m", "qr": qr}

    def networks(self, meeting: Meeting) -> Networks:
        """Those that phones in the hall can use, numbered from 1."""
        return meeting.wifi or self.wifi

    def networks_message(self, meeting: Meeting) -> list[Map]:
        """The networks for screen, chair and desk, each with the QR code that joins it."""
        return [
            {"ssid": network.ssid, "password": network.password, "qr": self._join_qr_code(network.qr_text)}
            for network in self.networks(meeting)
        ]

    def qr_code(self, text: str) -> Map:
        size, path = self.draw_qr(text)
        return {"size": size, "path": path}
