"""Papers as the worker process writes them."""

from ..core.composition import compose
from ..core.errors import Refused
from ..core.record import Snapshot
from ..exports.content.charts import chart
from ..exports.content.single_papers import PAPERS, marked_record, paper_pages, refusal
from ..exports.formats import FORMATS, PAPER_FORMATS
from ..exports.writers.pdf_writer import require_installed
from ..exports.writers.svg_writer import write_chart
from ..exports.zip_archives import chart_archive, feedback_archive


def paper(snapshot: Snapshot, extension: str) -> bytes:
    """All papers, or the data, in one format."""
    write, _ = FORMATS[extension]
    return write(compose(snapshot))


def single_paper(snapshot: Snapshot, name: str, extension: str, notes: tuple[int, ...], digest: str) -> bytes:
    """One of `single_papers.PAPERS`. `digest`: of the record in which `notes` are places. Raises Refused where the
    meeting does not have the paper, or not yet, and `stale` where the record is another one now."""
    record, (write, _) = marked_record(compose(snapshot), name), PAPER_FORMATS[extension]
    if notes and digest != record.digest:
        raise Refused("stale", "record", notes=True)
    pages = paper_pages(record, name, notes)
    return write(record, pages, pages[0].title)


def papers_refused(snapshot: Snapshot) -> dict[str, Refused | None]:
    """For each single paper why there is none now, or None; and for "pdf" why there are no papers of that format."""
    record = compose(snapshot)
    return {**{name: refusal(record, name) for name in PAPERS}, "pdf": _pdf_refusal()}


def _pdf_refusal() -> Refused | None:
    try:
        require_installed()
    except Refused as error:
        return error
    return None


def feedback_files(snapshot: Snapshot, extension: str) -> bytes:
    """A zip with a file for each person."""
    return feedback_archive(compose(snapshot), extension)


def chart_file(snapshot: Snapshot, subject: str) -> bytes:
    """SVG. Raises Refused where there is no such chart, or not yet."""
    return write_chart(chart(compose(snapshot), subject))


def chart_files(snapshot: Snapshot) -> bytes:
    """A zip with a chart for each subject."""
    return chart_archive(compose(snapshot))
