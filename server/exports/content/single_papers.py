"""The papers that can be downloaded one by one, by the name in their address.

The first four and the feedback sheets are also in the archive; the others arrange what is in its data: decided grades,
texts about people, notes. Knows no file format.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ...core.errors import Refused
from ...core.record import Record
from ..model.blocks import Page
from .agenda import agenda_page
from .circular import circular_page
from .documents import digest_page, report_page, summary_page
from .feedback_sheets import feedback_pages
from .person_texts import brief_pages, notice_pages, opinion_pages
from .rectification import rectification_pages
from .vote_pages import vote_pages


@dataclass(frozen=True, slots=True)
class Paper:
    """`title`: the key of its title in the catalogue's table `papers`. `pages` returns none if the meeting has nothing
    for this paper, and raises Refused where the paper may not be written yet. `with_notes`: the pages with some of the
    record's notes, by their places in it, for a paper that may have them. `is_handout`: it is printed before the
    meeting and has no figures."""

    title: str
    pages: Callable[[Record], Sequence[Page]]
    with_notes: Callable[[Record, Iterable[int]], Sequence[Page]] | None = None
    is_handout: bool = False


PAPERS: dict[str, Paper] = {
    "agenda": Paper("agenda", lambda record: (agenda_page(record),), is_handout=True),
    "summary": Paper("summary", lambda record: (summary_page(record),)),
    "votes": Paper("vote_results", vote_pages),
    "report": Paper("report", lambda record: (report_page(record),)),
    "digest": Paper("digest", lambda record: (digest_page(record),)),
    "circular": Paper("circular", lambda record: (circular_page(record),)),
    "feedback": Paper("feedback", feedback_pages),
    "briefs": Paper("briefs", brief_pages, is_handout=True),
    "notice": Paper("brief_notice", notice_pages, is_handout=True),
    "opinions": Paper("opinion", opinion_pages),
    "rectification": Paper("rectification", lambda record: rectification_pages(record, ()), rectification_pages),
}


def marked_record(record: Record, name: str) -> Record:
    """The record with the marks that the paper carries. A handout of a meeting in preparation carries none: 测试 and
    未截止 qualify figures."""
    return replace(record, marks=()) if PAPERS[name].is_handout else record


def paper_pages(record: Record, name: str, notes: Collection[int] = ()) -> Sequence[Page]:
    """Raises Refused `no_paper` where the meeting has nothing for this paper, and what the paper itself refuses.
    `notes`: the places of those that the desk has ticked for this paper."""
    paper, record = PAPERS[name], marked_record(record, name)
    pages = paper.with_notes(record, notes) if paper.with_notes and notes else paper.pages(record)
    if not pages:
        raise Refused("no_paper")
    return pages


def refusal(record: Record, name: str) -> Refused | None:
    """Why there is no such paper now, whatever notes are ticked; None if there is."""
    try:
        paper_pages(record, name, range(len(record.notes)))
    except Refused as error:
        return error
    return None
