"""The papers that can be downloaded one by one, by the name in their address.

Each shows what the same record's papers in the archive show, and nothing more. Knows no file format.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...core.errors import Refused
from ...core.record import Record
from ..model.blocks import Page
from .circular import circular_page
from .documents import digest_page, report_page, summary_page
from .feedback_sheets import feedback_pages
from .person_texts import brief_pages, notice_pages, opinion_pages
from .vote_pages import vote_pages


@dataclass(frozen=True, slots=True)
class Paper:
    """`title`: the key of its title in the catalogue's table `papers`. `pages` returns none if the meeting has nothing
    for this paper, and raises Refused where the paper may not be written yet."""

    title: str
    pages: Callable[[Record], Sequence[Page]]


PAPERS: dict[str, Paper] = {
    "summary": Paper("summary", lambda record: (summary_page(record),)),
    "votes": Paper("vote_results", vote_pages),
    "report": Paper("report", lambda record: (report_page(record),)),
    "digest": Paper("digest", lambda record: (digest_page(record),)),
    "circular": Paper("circular", lambda record: (circular_page(record),)),
    "feedback": Paper("feedback", feedback_pages),
    "briefs": Paper("briefs", brief_pages),
    "notice": Paper("brief_notice", notice_pages),
    "opinions": Paper("opinion", opinion_pages),
}


def paper_pages(record: Record, name: str) -> Sequence[Page]:
    """Raises Refused `no_paper` where the meeting has nothing for this paper, and what the paper itself refuses."""
    pages = PAPERS[name].pages(record)
    if not pages:
        raise Refused("no_paper")
    return pages


def refusal(record: Record, name: str) -> Refused | None:
    """Why there is no such paper now; None if there is."""
    try:
        paper_pages(record, name)
    except Refused as error:
        return error
    return None
