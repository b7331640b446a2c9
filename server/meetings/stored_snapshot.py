"""What the database holds of a meeting, in the shape that results and papers are made from."""

from collections.abc import Iterable, Sequence

from ..core.changes import listed_changes
from ..core.codec import Map
from ..core.meeting_document import dump
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.reconciliation import Cards
from ..core.record import Snapshot
from ..core.texts import Texts
from ..store.queries import Stored
from ..store.rows import Batch


def stored_snapshot(stored: Stored, draft: bool, log: Iterable[Map] = (), texts: Texts | None = None) -> Snapshot:
    """The snapshot of `stored`, with the changes that `log` lists and the texts; without a log it has none."""
    state, counted, batches, head = stored
    return Snapshot(
        id=state.id,
        meeting=state.meeting,
        phase=state.phase,
        attendance=state.attendance,
        additions=state.additions,
        cards=card_counts(state, batches),
        rounds=tuple(counted),
        log=head,
        document=dump(state.meeting),
        draft=draft,
        plain_http=state.plain_http,
        changes=tuple(listed_changes(log)),
        texts=texts or Texts(),
        last_year=state.last_year,
    )


def card_counts(state: MeetingState, batches: Sequence[Batch]) -> Cards:
    """Which cards have come in is forgotten at the certification."""
    unused = [0] * len(state.meeting.groups)
    for batch in batches:
        unused[batch.group] += batch.unused
    is_known = state.phase is not Phase.CERTIFIED
    return Cards(
        printed=sum(batch.count for batch in batches),
        voided=sum(batch.void for batch in batches),
        unused=tuple(unused) if is_known else None,
    )
