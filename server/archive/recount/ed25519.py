"""Verification of Ed25519 signatures (RFC 8032, section 5.1.7) with whole numbers only. It signs nothing, so that it
need not run in constant time.

Stricter than the RFC where verifiers disagree: S must be below the group's order, both points must be written in their
one canonical form, and a public key of small order, under which signatures prove nothing, is refused.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

P = 2**255 - 19
"""Coordinates are numbers modulo P."""
ORDER = 2**252 + 27742317777372353535851937790883648493
"""The number of points in the group that BASE generates."""
D = -121665 * pow(121666, P - 2, P) % P
"""The curve: y² - x² = 1 + D·x²·y²."""
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """The point (x/z, y/z), with t = x·y/z (RFC 8032, section 5.1.4)."""

    x: int
    y: int
    z: int
    t: int

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x * other.z - other.x * self.z) % P == 0 == (self.y * other.z - other.y * self.z) % P

    def plus(self, other: Point) -> Point:
        a = (self.y - self.x) * (other.y - other.x)
        b = (self.y + self.x) * (other.y + other.x)
        c, d = 2 * self.t * other.t * D, 2 * self.z * other.z
        e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
        return Point(e * f % P, g * h % P, f * g % P, e * h % P)

    def times(self, factor: int) -> Point:
        total, doubled = NEUTRAL, self
        while factor:
            if factor & 1:
                total = total.plus(doubled)
            doubled, factor = doubled.plus(doubled), factor >> 1
        return total


def point_at(x: int, y: int) -> Point:
    return Point(x, y, 1, x * y % P)


def decode_point(encoded: bytes) -> Point:
    """From 32 bytes: y, and the lowest bit of x in the highest bit. ValueError if no point is written like this."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if len(encoded) != 32 or y >= P:
        raise ValueError("not a point in its canonical form")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_1 % P
    if x * x % P != square or (x == 0 and odd):
        raise ValueError("not a point of the curve")
    return point_at(x if x & 1 == odd else P - x, y)


NEUTRAL = point_at(0, 1)
BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether `signature`, 64 bytes, was made with the key of `public`, 32 bytes, over exactly this content."""
    try:
        key, commitment = decode_point(public), decode_point(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER or key.times(8) == NEUTRAL:
        return False
    challenge = hashlib.sha512(signature[:32] + public + content).digest()
    k = int.from_bytes(challenge, "little") % ORDER
    return BASE.times(s) == commitment.plus(key.times(k))
