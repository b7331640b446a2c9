"""`serve --demo`: creates the sample meetings, prints the main one's links, and admits simulated voters on request."""

import asyncio
import sys
import threading
from collections.abc import Iterable, Iterator

from ..core.admin_keys import BY_SERVER
from ..core.message_catalogue import section
from ..core.models import Meeting, Phase
from ..host import is_terminal
from ..meetings.audience import ROLES
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from ..web.cards_package import samples
from ..web.meeting_documents import parse_document
from ..web.serializers import role_link
from .bilingual import bilingual, terminal_pair

MAIN_SAMPLE = "demo.toml"
"""The sample that simulated voters join; the others are only for viewing."""
VOTER_COUNT = 40


async def prepare(operations: Operations) -> None:
    """Create the sample meetings; print the links of the main one, which are new at each start."""
    meetings = dict(_sample_meetings(operations.registry.clock.today()))
    live, keys = await _main_meeting(operations, meetings.pop(MAIN_SAMPLE))
    await _create_missing(operations, meetings.values())
    print(bilingual("sample"))
    for role in ROLES:
        own, english = (section(language, "cli")[f"role_{role}"] for language in terminal_pair())
        print(f"  {own} {english:7} {role_link(operations, role, keys[role])}")
    print(f"  {bilingual('more_samples')}")
    operations.simulated_voters.let_in = lambda: _admit_voters(operations, live)
    if is_terminal(sys.stdin):
        print(f"\n{bilingual('press_enter', n=VOTER_COUNT)}\n")
        loop = asyncio.get_running_loop()
        # A thread, because on Windows no event loop can watch the console.
        threading.Thread(target=_wait_for_enter, args=(loop, operations), daemon=True).start()
    else:
        print(f"\n{bilingual('admit_on_page', n=VOTER_COUNT)}\n")


def _wait_for_enter(loop: asyncio.AbstractEventLoop, operations: Operations) -> None:
    if sys.stdin.readline():
        loop.call_soon_threadsafe(_start_demo, operations)


def _start_demo(operations: Operations) -> None:
    if operations.simulated_voters.let_in is not None:
        operations.simulated_voters.let_in()


# Sample meetings


def _sample_meetings(today: str) -> Iterator[tuple[str, Meeting]]:
    """Every shipped sample by its file name, in that order."""
    for name, document in samples():
        yield name, parse_document(document, today)


async def _main_meeting(operations: Operations, meeting: Meeting) -> tuple[LiveMeeting, dict[str, str]]:
    """The previous start's meeting with new keys if it is still in rehearsal, else a new one."""
    for live in await _own_meetings(operations):
        if live.state.meeting.title == meeting.title and live.state.phase is Phase.REHEARSAL:
            return live, {role: await operations.meeting_commands.replace_key(live, role, BY_SERVER) for role in ROLES}
    return await operations.registry.create(meeting, BY_SERVER)


async def _create_missing(operations: Operations, meetings: Iterable[Meeting]) -> None:
    """Their keys are dropped: the admin page makes new ones."""
    titles = {live.state.meeting.title for live in await _own_meetings(operations)}
    for meeting in meetings:
        if meeting.title not in titles:
            await operations.registry.create(meeting, BY_SERVER)


async def _own_meetings(operations: Operations) -> list[LiveMeeting]:
    """Those of the main admin key: others may have made meetings of the same titles."""
    others = {listed.state.id for listed in await operations.store.listed_meetings() if listed.owner is not None}
    return [live for id, live in operations.registry.live_meetings.items() if id not in others]


# Simulated voters


def _admit_voters(operations: Operations, live: LiveMeeting) -> None:
    """Works once: `let_in` is None afterwards."""
    voters = operations.simulated_voters
    voters.let_in = None
    print(bilingual("joining", n=VOTER_COUNT))
    if voters.join is not None:
        operations.background_tasks.run(voters.join(live, VOTER_COUNT))
