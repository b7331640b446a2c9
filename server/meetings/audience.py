"""The clients connected to one meeting, and how a message reaches many of them without waiting for any.

A connection takes an offered frame at once; a newer frame replaces one that a slow peer has not read yet. So an
idle phone costs no task and a stuck one delays nobody. Knows no rule and no database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..core.codec import encode
from .settled_count import SettledCount

ROLES = ("chair", "screen", "desk")
"""The staff roles. Each has a key of its own in every meeting."""
CLOSE_POLICY = 1008
"""WebSocket close code for a connection that is no longer allowed; a `refused` before it says why."""
CLOSE_RECONNECT = 1012
"""WebSocket close code after which a phone connects again: the server restarts, or its token has been deleted."""


class PeerConnection(Protocol):
    """One peer's connection. `offer` never waits; a newer frame of one topic replaces an unsent one."""

    def offer(self, topic: object, frame: bytes) -> None: ...

    def close(self, code: int) -> None: ...


@dataclass(slots=True, eq=False)
class Voter:
    """A connected phone: its token's hash and group, the subject it is recused from, whether its card is void, the
    round during which the card was issued, whether it has no card but was admitted by a join code, and whether the
    database already knows that it has connected."""

    connection: PeerConnection
    token: bytes
    group: int
    recuse: str | None = None
    void: bool = False
    during: str | None = None
    admitted: bool = False
    known: bool = False


@dataclass(slots=True, eq=False)
class StaffPeer:
    """A connected chair, screen or desk; `key` is the hash of its key."""

    connection: PeerConnection
    role: str
    key: bytes


@dataclass(slots=True)
class Audience:
    """Everybody connected to one meeting.

    `voters` are the connections of each token, oldest first. `seen` are the tokens that have connected here,
    `seen_anywhere` those of all meetings. `arrived` are those of `seen`, and `on_paper` the cards voted with at the
    desk, that the database does not know of yet. `connected_elsewhere` counts phones on other nodes, None where there
    are no other nodes; `arrivals` are then those of all nodes together. `checks` is what failed in the self-test of
    each token that has reported one to this node.
    """

    voters: dict[bytes, list[Voter]] = field(default_factory=dict)
    staff: set[StaffPeer] = field(default_factory=set)
    seen: set[bytes] = field(default_factory=set)
    seen_anywhere: set[bytes] = field(default_factory=set)
    arrived: dict[bytes, Voter] = field(default_factory=dict)
    on_paper: set[bytes] = field(default_factory=set)
    connected_elsewhere: int | None = None
    arrivals: SettledCount = field(default_factory=SettledCount)
    checks: dict[bytes, frozenset[str]] = field(default_factory=dict)

    @property
    def connected(self) -> int:
        """Valid tokens connected to this node."""
        return sum(not with_same_token[0].void for with_same_token in self.voters.values())

    def stale(self, joined: int) -> int:
        """How many of the phones that have come in are not connected now. Other nodes store that a phone has come in
        before they report its connection, so with several nodes the latest arrivals are left out."""
        if self.connected_elsewhere is None:
            return max(0, joined - self.connected)
        return max(0, min(joined, self.arrivals.settled) - self.connected - self.connected_elsewhere)

    def forget_arrivals(self) -> None:
        """Everybody connects again, or nobody does any more."""
        self.seen_anywhere.difference_update(self.seen)
        for tokens in (self.seen, self.arrived, self.on_paper, self.checks):
            tokens.clear()

    def add(self, peer: Voter | StaffPeer) -> None:
        if isinstance(peer, StaffPeer):
            self.staff.add(peer)
        else:
            self.voters.setdefault(peer.token, []).append(peer)
            if not peer.known and peer.token not in self.seen:
                self.arrived[peer.token] = peer
            self.seen.add(peer.token)
            self.seen_anywhere.add(peer.token)

    def remove(self, peer: Voter | StaffPeer) -> None:
        if isinstance(peer, StaffPeer):
            self.staff.discard(peer)
            return
        with_same_token = self.voters.get(peer.token, [])
        if peer in with_same_token:
            with_same_token.remove(peer)
        if not with_same_token:
            self.voters.pop(peer.token, None)

    def phones(self) -> list[Voter]:
        return [voter for with_same_token in self.voters.values() for voter in with_same_token]

    def mark_void(self, void_tokens: set[bytes]) -> None:
        """From now on their casts are refused. Phones without a card are disconnected, so that a program with many of
        them frees its connections too; whoever has a card may still ask for a receipt."""
        for voter in self.phones():
            newly_void = voter.token in void_tokens and not voter.void
            voter.void = voter.token in void_tokens
            if newly_void and voter.admitted:
                _dismiss(voter, "void_card")

    def has_staff(self, role: str) -> bool:
        return any(peer.role == role for peer in self.staff)

    def notify_staff(self, message: dict[str, object], role: str | None = None) -> None:
        """To every chair, screen and desk, or to those of one role."""
        listeners = [peer for peer in self.staff if role in (None, peer.role)]
        if listeners:
            frame, topic = encode(message), topic_of(message)
            for listener in listeners:
                listener.connection.offer(topic, frame)

    def notify_voters(self, compose: Callable[[Voter], tuple[object, dict[str, object]]]) -> None:
        """To every phone. `compose` returns a key and the message; equal keys share one encoded frame."""
        frames: dict[object, bytes] = {}
        for voter in self.phones():
            key, message = compose(voter)
            if key not in frames:
                frames[key] = encode(message)
            voter.connection.offer(topic_of(message), frames[key])

    def reconnect_phones(self) -> None:
        """Close every phone's connection; the phones connect again."""
        for voter in self.phones():
            voter.connection.close(CLOSE_RECONNECT)

    def dismiss_everybody(self) -> None:
        """The meeting has been deleted."""
        everybody: list[Voter | StaffPeer] = [*self.phones(), *self.staff]
        for peer in everybody:
            _dismiss(peer, "deleted")

    def dismiss_phones(self) -> None:
        """The meeting has been certified: a phone has nothing more to do in it, and is not missed."""
        for voter in self.phones():
            _dismiss(voter, "certified")
        self.forget_arrivals()

    def dismiss_replaced(self, keys: Mapping[str, bytes]) -> None:
        """Whoever came in with another key than the present one of its role; `keys`: the hashes by role."""
        for peer in list(self.staff):
            if peer.key != keys.get(peer.role, peer.key):
                _dismiss(peer, "key_replaced")


@dataclass(slots=True)
class PhoneQuota:
    """How many phones may be connected at the same time to all meetings of one admin key: `phones`. `audiences`: those
    of its meetings in this process; `elsewhere`: phones at other nodes; `refused`: how often a phone found no
    place."""

    key: str
    name: str
    phones: int
    audiences: list[Audience] = field(default_factory=list)
    elsewhere: int = 0
    refused: int = 0

    def has_room(self, audience: Audience, token: bytes) -> bool:
        """For this token: a phone that is connected already, or that takes one place more."""
        connected = self.elsewhere + sum(each.connected for each in self.audiences)
        return token in audience.voters or connected < self.phones


def _dismiss(peer: Voter | StaffPeer, code: str) -> None:
    """Tell a peer why its connection ends, and close it. It should not connect again by itself."""
    peer.connection.offer("refused", encode({"t": "refused", "code": code}))
    peer.connection.close(CLOSE_POLICY)


def topic_of(message: dict[str, object]) -> str:
    """Messages of one topic replace each other; rounds and tallies of different rounds do not."""
    return f"{message['t']} {message.get('id') or message.get('round') or ''}"
