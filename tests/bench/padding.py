"""What the size of casts costs: processor time of the server for a ballot, in bursts of 2,000 phones."""

import os
import statistics
from pathlib import Path

from server.core.codec import Map, encode, encode_padded
from tests.bench.phones import Crowd, Phone, frame_of
from tests.bench.served import Bench, Row

PHONES, BURSTS = 2000, 7
SIZES = (0, 4096, 16384)
"""Bytes; 0: not padded. 4,096 is the size of a round without notes, 16,384 the largest."""


def sized_casts(crowd: Crowd, round_id: str, size: int) -> dict[Phone, bytes]:
    frames = {}
    for i, phone in enumerate(crowd.order):
        cast: Map = {"t": "cast", "round": round_id, "nonce": os.urandom(16), "scores": [[1 + i % 10]], "notes": []}
        frames[phone] = frame_of(encode_padded(cast, size) if size else encode(cast), os.urandom(4))
    return frames


async def padding(folder: Path) -> list[Row]:
    """Sizes in turn, all masked as browsers mask; the median of the bursts."""
    bench = Bench(folder, long_notes=True)
    await bench.start()
    spent: dict[int, list[float]] = {size: [] for size in SIZES}
    waited: dict[int, list[float]] = {size: [] for size in SIZES}
    try:
        crowd = await bench.crowd(PHONES)
        for _ in range(BURSTS):
            for size in SIZES:
                round_id = await bench.open(crowd)
                frames = sized_casts(crowd, round_id, size)
                cpu = bench.cpu()
                answers = crowd.answers(frames, {"receipt"})
                spent[size].append(1e6 * (bench.cpu() - cpu) / PHONES)
                waited[size].append(max(took for took, _ in answers))
                await bench.close(crowd, round_id)
        crowd.close()
    finally:
        bench.stop()
    return [row for size in SIZES for row in _rows(size, spent[size], waited[size])]


def _rows(size: int, spent: list[float], waited: list[float]) -> list[Row]:
    what = f"casts of {size:,} bytes" if size else "casts without padding"
    return [
        (f"{what}: CPU a ballot, bursts of 2,000", f"{statistics.median(spent):.0f} µs", ""),
        (f"{what}: the last receipt of a burst", f"{1000 * statistics.median(waited):.0f} ms", ""),
    ]
