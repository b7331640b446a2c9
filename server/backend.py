"""Chooses the database: the embedded one in the data folder, or a PostgreSQL that nodes share."""

import secrets
from dataclasses import dataclass

from .clock import AgreedClock, Clock
from .config import Config
from .core.errors import BadSetting
from .meetings.load_check import LoadCheck
from .store.ballot_box import BallotBoxes
from .store.database import Database
from .store.sqlite import Sqlite
from .store.sqlite_boxes import SqliteBoxes
from .store.store import Store

try:
    from .store.notifications import Notifications
    from .store.postgres import Postgres
    from .store.postgres_box import PostgresBoxes
except ModuleNotFoundError:  # asyncpg is in the extra `cluster`
    Postgres = PostgresBoxes = Notifications = None  # type: ignore[assignment, misc]


@dataclass(frozen=True, slots=True)
class Backend:
    """`notifications` and `clock` are None unless several nodes share the database."""

    store: Store
    boxes: BallotBoxes
    notifications: "Notifications | None" = None
    clock: Clock | None = None


async def open_backend(config: Config) -> Backend:
    """Raises Damaged, NotRecorded and BadSetting."""
    db, node = await database(config), secrets.token_hex(4)
    boxes = _boxes(config, db, node)
    store = await Store.open(db, LoadCheck(boxes, config.void_lost))
    if isinstance(db, Sqlite):
        return Backend(store, boxes)
    notifications = Notifications(db, node)  # type: ignore[arg-type]
    return Backend(store, boxes, notifications, AgreedClock(await notifications.now(), notifications))


def _boxes(config: Config, db: Database, node: str) -> BallotBoxes:
    if isinstance(db, Sqlite):
        return SqliteBoxes(config.data)
    assert isinstance(db, Postgres) and config.secret is not None
    return PostgresBoxes(db, config.secret, node)


async def database(config: Config) -> Database:
    """The database, not migrated yet. Raises NotRecorded, Damaged and BadSetting."""
    if config.database_url is None:
        return await Sqlite.open(config.data / "pingyi.db")
    if Postgres is None:
        raise BadSetting("needs_asyncpg", "PINGYI_DATABASE_URL")
    return await Postgres.open(config.database_url)
