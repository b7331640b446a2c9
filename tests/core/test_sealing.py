"""The seal on a ballot: what comes back out of it, what it weighs, and what it says without the key."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import Damaged
from server.core.models import Ballot, WrittenNote
from server.core.sealing import KEY_BYTES, SIZES, RoundKey, content, retry_digest, spent_tag

keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
nonces = st.binary(min_size=16, max_size=16)
round_ids = st.text("0123456789abcdef", min_size=16, max_size=16)
digests = st.binary(min_size=32, max_size=32)
rows = st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=6).map(tuple))
written = st.builds(WrittenNote, st.integers(0, 17), st.sampled_from(["problems", "suggestions"]), st.text(max_size=40))
ballots = st.builds(
    Ballot,
    st.integers(0, 5),
    st.lists(rows, max_size=6).map(tuple),
    st.lists(written, max_size=3).map(tuple),
    st.booleans(),
)


def sealed_by(key: bytes, nonce: bytes, ballot: Ballot) -> tuple[bytes, bytes]:
    """The ballot's place in the box and its sealed bytes, as a cast makes them."""
    ballot_id = RoundKey(key).ballot_id(nonce)
    return ballot_id, RoundKey(key).seal(ballot_id, retry_digest(nonce, content(ballot)), content(ballot))


@given(keys, nonces, ballots)
def test_what_was_sealed_comes_out_whole(key: bytes, nonce: bytes, ballot: Ballot) -> None:
    """P20: a key made anew from its bytes opens what the old one sealed, as after a restart."""
    ballot_id, sealed = sealed_by(key, nonce, ballot)
    opened = RoundKey(key).open(ballot_id, sealed)
    assert opened.ballot == ballot
    assert opened.retry == hashlib.sha256(nonce + content(ballot)).digest()


@given(keys, st.integers(0, 65_000))
def test_a_sealed_ballot_weighs_one_of_five_sizes(key: bytes, length: int) -> None:
    """P20: 256 B, 1, 4, 16 or 64 KiB, the smallest that holds it."""
    sealed = RoundKey(key).wrap(b"bid", bytes(length))
    assert SIZES[:5] == (256, 1024, 4096, 16384, 65536)
    assert len(sealed) == next(size for size in SIZES[:5] if size >= length + 32)


def test_the_longest_notes_still_fit_the_largest_of_the_five() -> None:
    """P20: 48 kB of notes over 60 subjects of six items."""
    rows = tuple((None, 10, 10, 10, 10, 10) for _ in range(60))
    notes = tuple(WrittenNote(i, "suggestions", "x" * 800) for i in range(60))
    _, sealed = sealed_by(bytes(32), bytes(16), Ballot(0, rows, notes))
    assert len(sealed) == 65536


@given(keys, keys, nonces, ballots)
def test_another_key_opens_nothing(key: bytes, other: bytes, nonce: bytes, ballot: Ballot) -> None:
    """P23: a box without its round's key is Damaged, never a wrong ballot."""
    ballot_id, sealed = sealed_by(key, nonce, ballot)
    if other != key:
        with pytest.raises(Damaged):
            RoundKey(other).open(ballot_id, sealed)


@given(keys, nonces, ballots, st.data())
def test_a_ballot_with_a_changed_byte_is_damaged(key: bytes, nonce: bytes, ballot: Ballot, data: st.DataObject) -> None:
    """P11: nor does one that was moved to another place in the box, or cut short."""
    ballot_id, sealed = sealed_by(key, nonce, ballot)
    at = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytes([*sealed[:at], sealed[at] ^ data.draw(st.integers(1, 255)), *sealed[at + 1 :]])
    elsewhere = bytes(16) if ballot_id != bytes(16) else bytes([1] * 16)
    for place, octets in (
        (ballot_id, flipped),
        (elsewhere, sealed),
        (ballot_id, sealed[:-1]),
        (ballot_id, sealed[:at]),
    ):
        with pytest.raises(Damaged):
            RoundKey(key).open(place, octets)


@given(keys, nonces, ballots)
def test_the_same_ballot_sealed_twice_looks_like_two(key: bytes, nonce: bytes, ballot: Ballot) -> None:
    """P20"""
    assert sealed_by(key, nonce, ballot)[1] != sealed_by(key, nonce, ballot)[1]


@given(keys, keys, nonces, nonces)
def test_a_place_in_the_box_depends_on_key_and_nonce(key: bytes, other: bytes, nonce: bytes, second: bytes) -> None:
    """P20: keyed BLAKE2b of the nonce. Who knows the nonce but not the key cannot find the ballot."""
    ballot_id = RoundKey(key).ballot_id(nonce)
    assert ballot_id == hashlib.blake2b(nonce, key=key, digest_size=16).digest()
    assert (ballot_id == RoundKey(other).ballot_id(nonce)) == (key == other)
    assert (ballot_id == RoundKey(key).ballot_id(second)) == (nonce == second)


@given(keys, nonces)
def test_a_box_of_format_1_keeps_its_ballot_ids(key: bytes, nonce: bytes) -> None:
    """HMAC(key, nonce)[:16], so that an upgrade during an open round still recognises a retry."""
    assert RoundKey(key, box_format=1).ballot_id(nonce) == hmac.new(key, nonce, "sha256").digest()[:16]


@given(round_ids, round_ids, digests)
def test_a_token_leaves_another_tag_in_every_round(first: str, second: str, digest: bytes) -> None:
    """P20: tag = SHA-256(round ‖ SHA-256(token)), so that rounds cannot be joined by it."""
    assert spent_tag(first, digest) == hashlib.sha256(first.encode() + digest).digest()
    assert (spent_tag(first, digest) == spent_tag(second, digest)) == (first == second)


@given(ballots, ballots, nonces)
def test_equal_content_is_equal_ballots(one: Ballot, other: Ballot, nonce: bytes) -> None:
    """P02: an exact retry is told from everything else by its content alone."""
    assert (content(one) == content(other)) == (one == other)
    assert (retry_digest(nonce, content(one)) == retry_digest(nonce, content(other))) == (one == other)
