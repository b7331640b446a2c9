"""The answer to one cast, as a frame. Knows no rule: the answer comes from the meeting."""

from ..core.codec import Map, encode
from ..core.sealing import NONCE_BYTES
from ..meetings.casting import Answer
from .error_replies import cast_refusal, echoable
from .protocol import WebSocketProtocol


class CastReply:
    """Sends the answer to one cast, and lets delivery go on."""

    __slots__ = ("nonce", "protocol", "round_id")

    def __init__(self, protocol: WebSocketProtocol, round_id: object, nonce: object) -> None:
        self.protocol, self.round_id, self.nonce = protocol, round_id, nonce

    def __call__(self, answer: Answer, counted: bool) -> None:
        if isinstance(answer, dict):
            self.protocol.offer(self._topic(), encode(answer))
        elif answer is not None:
            refused: Map = {"t": "refused", "round": self.round_id, "nonce": self.nonce, **cast_refusal(answer)}
            self.protocol.offer(self._topic(), encode(echoable(refused)))
        self.protocol.resume_delivery()

    def _topic(self) -> object:
        """The nonce is part of it, so that no reply replaces the unsent reply to another cast."""
        return "cast", self.nonce if type(self.nonce) is bytes and len(self.nonce) == NONCE_BYTES else b""
