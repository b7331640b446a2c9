"""Which database: the embedded one in the data folder, or one that nodes share. The rest does not know."""

import secrets
from dataclasses import dataclass

from .clock import AgreedClock, Clock
from .config import Config
from .core.errors import BadSetting
from .store.ballot_box import BallotBoxes
from .store.database import Database
from .store.sqlite import Sqlite
from .store.sqlite_boxes import SqliteBoxes
from .store.store import Store

try:
    from .store.notifications import Notifications
    from .store.postgres import Postgres
    from .store.postgres_box import PostgresBoxes
except ModuleNotFoundError:  # asyncpg comes with the extra `cluster`
    Postgres = PostgresBoxes = Notifications = None  # type: ignore[assignment, misc]


@dataclass(frozen=True, slots=True)
class Backend:
    """`signals` and `clock` where several nodes share the database."""

    store: Store
    boxes: BallotBoxes
    notifications: "Notifications | None" = None
    clock: Clock | None = None


async def open_backend(config: Config) -> Backend:
    """Raises Damaged, NotRecorded and BadSetting."""
    one = await database(config)
    store = await Store.open(one)
    if isinstance(one, Sqlite):
        return Backend(store, SqliteBoxes(config.data))
    assert isinstance(one, Postgres) and config.secret is not None
    node = secrets.token_hex(4)
    notifications = Notifications(one, node)
    return Backend(
        store, PostgresBoxes(one, config.secret, node), notifications, AgreedClock(await notifications.now())
    )


async def database(config: Config) -> Database:
    """Not yet brought up to date. Raises NotRecorded, Damaged and BadSetting."""
    if config.database_url is None:
        return await Sqlite.open(config.data / "pingyi.db")
    if Postgres is None:
        raise BadSetting("PINGYI_DATABASE_URL: needs asyncpg; install it with: pip install 'pingyi[cluster]'")
    return await Postgres.open(config.database_url)
