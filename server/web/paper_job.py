"""A paper as the worker process writes it."""

from ..core.record import Snapshot, compose
from ..exports.formats import FORMATS


def paper(snapshot: Snapshot, extension: str) -> bytes:
    write, _ = FORMATS[extension]
    return write(compose(snapshot))
