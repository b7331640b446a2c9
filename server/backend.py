"""Chooses the database: the embedded one in the data folder, or a PostgreSQL that nodes share."""

import secrets
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .clock import AgreedClock, Clock
from .config import Config
from .core.errors import BadSetting
from .core.signing import SigningKey, new_seed, unwrap_seed, wrap_seed
from .data_directory import load_signing_key
from .meetings.load_check import LoadCheck
from .store.ballot_boxes import BallotBoxes
from .store.database import Database
from .store.sqlite import Sqlite
from .store.sqlite_boxes import SqliteBoxes
from .store.store import Store

if TYPE_CHECKING:  # asyncpg is imported only for a shared database: it is in the extra `cluster`
    from .store.notifications import Notifications


@dataclass(frozen=True, slots=True)
class Backend:
    """`notifications` and `clock` are None unless several nodes share the database."""

    store: Store
    boxes: BallotBoxes
    signing_key: SigningKey
    notifications: "Notifications | None" = None
    clock: Clock | None = None


async def open_backend(config: Config) -> Backend:
    """Raises Damaged, NotRecorded and BadSetting."""
    db, node = await database(config), secrets.token_hex(4)
    boxes = _boxes(config, db, node)
    store = await Store.open(db, LoadCheck(boxes, config.void_lost))
    if isinstance(db, Sqlite):
        return Backend(store, boxes, await _signing_key(config, store))
    from .store.notifications import Notifications

    notifications = Notifications(db, node)  # type: ignore[arg-type]
    key = await _signing_key(config, store)
    return Backend(store, boxes, key, notifications, AgreedClock(await notifications.now(), notifications, config.zone))


def _boxes(config: Config, db: Database, node: str) -> BallotBoxes:
    if isinstance(db, Sqlite):
        return SqliteBoxes(config.data)
    from .store.postgres import Postgres
    from .store.postgres_boxes import PostgresBoxes

    assert isinstance(db, Postgres) and config.secret is not None
    return PostgresBoxes(db, config.secret, node)


async def _signing_key(config: Config, store: Store) -> SigningKey:
    """The key in the data folder, or the one that all nodes read from their database. Closes the store if it has no
    usable key."""
    try:
        if config.database_url is None:
            return load_signing_key(config)
        assert config.secret is not None
        wrapped = await store.signing_key(wrap_seed(config.secret, new_seed()))
        return SigningKey(unwrap_seed(config.secret, wrapped))
    except BaseException:
        await store.close()
        raise


async def database(config: Config) -> Database:
    """The database, not migrated yet. Raises NotRecorded, Damaged and BadSetting."""
    if config.database_url is None:
        return await Sqlite.open(config.data / "pingyi.db")
    try:
        from .store.postgres import Postgres
    except ModuleNotFoundError:
        raise BadSetting("needs_asyncpg", "PINGYI_DATABASE_URL", python=sys.executable) from None
    return await Postgres.open(config.database_url)
