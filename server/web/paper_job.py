"""Papers as the worker process writes them."""

from ..core.composition import compose
from ..core.record import Snapshot
from ..exports.content.single_papers import paper_pages
from ..exports.feedback_archive import feedback_archive
from ..exports.formats import FORMATS, PAPER_FORMATS


def paper(snapshot: Snapshot, extension: str) -> bytes:
    """All papers, or the data, in one format."""
    write, _ = FORMATS[extension]
    return write(compose(snapshot))


def single_paper(snapshot: Snapshot, name: str, extension: str) -> bytes:
    """One of `single_papers.PAPERS`. Raises Refused where the meeting does not have it, or not yet."""
    record, (write, _) = compose(snapshot), PAPER_FORMATS[extension]
    pages = paper_pages(record, name)
    return write(record, pages, pages[0].title)


def feedback_files(snapshot: Snapshot, extension: str) -> bytes:
    """A zip with a file for each person."""
    return feedback_archive(compose(snapshot), extension)
