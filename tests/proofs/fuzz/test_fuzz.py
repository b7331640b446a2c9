"""P31: bytes of any kind, and good ones that somebody has spoilt, at all that an outsider's bytes reach first."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proof_scale import scaled
from tests.proofs.fuzz.targets import TARGETS

ROUNDS = {
    "archive": scaled(15, 300),
    "forgery": scaled(20, 1000),
    "roster": scaled(100, 3000),
    "headers": scaled(100, 5000),
}
MOST = scaled(300, 20_000)
SPLICE = st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=12))
TOLD = [b"\x00", b"\xff", b"null", b"true", b"-1", b"1e999", b"{}", b"[[[[", b'"', b"\\ud800", b"%", b"\xc1", b"9" * 30]


@st.composite
def spoilt(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A good input with up to five places cut out or written over."""
    data = draw(st.sampled_from(seeds))
    for where, cut, put in draw(st.lists(SPLICE, max_size=5)):
        at = int(where * len(data))
        data = data[:at] + (put or draw(st.sampled_from(TOLD))) + data[at + cut :]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_break_what_reads_them(name: str, proof: Callable[[str], None]) -> None:
    """P31: invalid input is refused with a named fault, accepted input is complete, no other exception is raised."""
    target, rounds = TARGETS[name], ROUNDS.get(name, MOST)

    @settings(max_examples=rounds, database=None)
    @given(spoilt(target.seeds()) | st.binary(max_size=400))
    def feed(data: bytes) -> None:
        target.feed(data)

    feed()
    proof(f"{name}: {rounds:,} inputs from hypothesis")


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_are_taken(name: str) -> None:
    """The fuzzers start from them."""
    for seed in TARGETS[name].seeds():
        TARGETS[name].feed(seed)
