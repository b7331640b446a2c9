"""What the edges (HTTP, WebSocket, command line) call: the objects that `app.assemble` has built and connected."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from ..core.signing import SigningKey
from ..store.ballot_box import CommitCounters
from ..store.store import Store
from .addition_commands import AdditionCommands
from .admin_keys import AdminKeys
from .admission import Admission
from .background_tasks import BackgroundTasks
from .casting import Casting
from .cluster_sync import ClusterSync
from .floor_commands import FloorCommands
from .housekeeping import Housekeeping
from .join_codes import JoinCodes
from .live_meeting import LiveMeeting
from .meeting_commands import MeetingCommands
from .phone_quotas import PhoneQuotas
from .registry import MeetingRegistry
from .round_commands import RoundCommands
from .scheduler import Scheduler
from .screen_commands import ScreenCommands
from .text_commands import BriefReader, TextCommands


@dataclass(slots=True)
class SimulatedVoters:
    """`join` lets so many come in to a meeting; None where no server runs that they could call. `let_in` starts those
    of the demo; None without a demo and once they are in."""

    join: Callable[[LiveMeeting, int], Coroutine[object, object, None]] | None = None
    let_in: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Operations:
    """`store` is for reading the papers and the log, `signing_key` for signing archives, `commits` for the metrics.
    `cluster_sync` is None where no other node shares the database."""

    store: Store
    signing_key: SigningKey
    commits: CommitCounters
    registry: MeetingRegistry
    admin_keys: AdminKeys
    phone_quotas: PhoneQuotas
    admission: Admission
    casting: Casting
    round_commands: RoundCommands
    meeting_commands: MeetingCommands
    addition_commands: AdditionCommands
    screen_commands: ScreenCommands
    floor_commands: FloorCommands
    text_commands: TextCommands
    brief_reader: BriefReader
    join_codes: JoinCodes
    scheduler: Scheduler
    housekeeping: Housekeeping
    background_tasks: BackgroundTasks
    cluster_sync: ClusterSync | None = None
    simulated_voters: SimulatedVoters = field(default_factory=SimulatedVoters)

    @property
    def url(self) -> str:
        """The address that phones can reach."""
        return self.join_codes.url

    @property
    def recovering(self) -> bool:
        """The database that nodes share is away: nothing is confirmed."""
        return self.cluster_sync is not None and self.cluster_sync.recovering

    async def start(self) -> None:
        """Load every meeting, or, where nodes share them, each when it is first asked for. Raises Damaged,
        NotRecorded."""
        try:
            if not self.registry.clustered:
                await self.registry.load_all()
            await self.refresh_quotas()
            await self.housekeeping.start()
        except BaseException:
            await self.registry.close_boxes()
            await self.store.close()
            raise

    async def refresh_quotas(self) -> None:
        """After a change of keys or owners here, at once."""
        await self.phone_quotas.refresh(self.registry.live_meetings.values())

    async def stop(self) -> None:
        await self.background_tasks.cancel()
        await self.registry.suspend()
        await self.store.close()
