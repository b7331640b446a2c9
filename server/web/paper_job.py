"""A paper as the worker process writes it."""

from ..core.composition import compose
from ..core.record import Snapshot
from ..exports.formats import FORMATS


def paper(snapshot: Snapshot, extension: str) -> bytes:
    write, _ = FORMATS[extension]
    return write(compose(snapshot))
