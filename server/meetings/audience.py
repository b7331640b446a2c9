"""Who is connected, and how a message reaches many: the latest value wins, nobody waits for anybody.

A link takes what it is offered at once; what a slow peer has not read is replaced by what is newer.
So an idle phone costs no task, and a stuck one holds up nobody. Knows no rule and no database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from ..core.codec import encode


class PeerConnection(Protocol):
    """One peer's connection. `offer` never waits; a newer frame of one topic replaces an unsent one."""

    def offer(self, topic: str | bytes, frame: bytes) -> None: ...

    def close(self, code: int) -> None: ...


@dataclass(slots=True, eq=False)
class Voter:
    """A connected phone: the hash of its token, its group, whom it is recused from, whether it is void."""

    connection: PeerConnection
    token: bytes
    group: int
    recuse: str | None = None
    void: bool = False


@dataclass(slots=True, eq=False)
class StaffPeer:
    """A connected chair, screen or desk."""

    connection: PeerConnection
    role: str
    key: bytes


@dataclass(slots=True)
class Audience:
    """Everybody connected to one meeting. `seen` are tokens that were here since the start, `elsewhere` phones at
    other nodes (None: there are none), `peak` the most phones that there were everywhere."""

    voters: dict[bytes, set[Voter]] = field(default_factory=dict)
    staff: set[StaffPeer] = field(default_factory=set)
    seen: set[bytes] = field(default_factory=set)
    elsewhere: int | None = None
    peak: int = 0

    @property
    def joined(self) -> int:
        return len(self.voters)

    @property
    def everywhere(self) -> int:
        return self.joined + (self.elsewhere or 0)

    @property
    def stale(self) -> int:
        """Phones that were here and went. Among nodes nobody knows which: as many as there were at most, less these."""
        if self.elsewhere is None:
            return len(self.seen) - len(self.voters)
        self.peak = max(self.peak, self.everywhere)
        return self.peak - self.everywhere

    def forget(self) -> None:
        """Who was here before counts no more."""
        self.seen.clear()
        self.peak = 0

    def add(self, peer: Voter | StaffPeer) -> None:
        if isinstance(peer, StaffPeer):
            self.staff.add(peer)
        else:
            self.voters.setdefault(peer.token, set()).add(peer)
            self.seen.add(peer.token)

    def remove(self, peer: Voter | StaffPeer) -> None:
        if isinstance(peer, StaffPeer):
            self.staff.discard(peer)
            return
        here = self.voters.get(peer.token, set())
        here.discard(peer)
        if not here:
            self.voters.pop(peer.token, None)

    def phones(self) -> Iterable[Voter]:
        return [voter for here in self.voters.values() for voter in here]

    def notify_staff(self, message: dict[str, object], to: str | None = None) -> None:
        """To every chair, screen and desk, or to those of one role."""
        here = [listener for listener in self.staff if to in (None, listener.role)]
        if here:
            frame, topic = encode(message), topic_of(message)
            for listener in here:
                listener.connection.offer(topic, frame)

    def notify_voters(self, compose: Callable[[Voter], tuple[object, dict[str, object]]]) -> None:
        """To every phone. `compose` gives a key beside the message; equal keys share one frame."""
        frames: dict[object, bytes] = {}
        for voter in self.phones():
            key, message = compose(voter)
            if key not in frames:
                frames[key] = encode(message)
            voter.connection.offer(topic_of(message), frames[key])

    def disconnect(self, code: int, which: Callable[[Voter | StaffPeer], bool]) -> None:
        peers: list[Voter | StaffPeer] = [*self.phones(), *self.staff]
        for peer in peers:
            if which(peer):
                peer.connection.close(code)


def topic_of(message: dict[str, object]) -> str:
    """Messages of one topic replace each other: rounds and tallies of different rounds do not."""
    return f"{message['t']} {message.get('id') or message.get('round') or ''}"
