"""What the database holds of a meeting, in the shape that results and papers are made from."""

from collections.abc import Iterable

from ..core.changes import listed_changes
from ..core.codec import Map
from ..core.meeting_document import dump
from ..core.record import Snapshot
from ..store.queries import Stored


def stored_snapshot(stored: Stored, draft: bool, log: Iterable[Map] = ()) -> Snapshot:
    """The snapshot of `stored`, with the changes that `log` lists; without a log it has none."""
    state, counted, batches, head = stored
    return Snapshot(
        id=state.id,
        meeting=state.meeting,
        phase=state.phase,
        attendance=state.attendance,
        additions=state.additions,
        issued=sum(batch.count for batch in batches),
        voided=sum(batch.void for batch in batches),
        rounds=tuple(counted),
        log=head,
        document=dump(state.meeting),
        draft=draft,
        plain_http=state.plain_http,
        changes=tuple(listed_changes(log)),
    )
