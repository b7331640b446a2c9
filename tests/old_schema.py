"""Takes a database of this version back to an earlier schema, for tests of migrations."""

import sqlite3
from contextlib import closing
from pathlib import Path

from server.store.schema import MIGRATIONS


def objects(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Kinds and names of the indexes and tables, the indexes first."""
    return set(db.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL"))


def columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def take_back(path: Path, version: int) -> None:
    """Drop all that was added to a database after that version."""
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(":memory:")) as old:
        for migration in MIGRATIONS[:version]:
            old.executescript(migration.both)
        for kind, name in sorted(objects(db) - objects(old)):
            db.execute(f"DROP {kind} {name}")
        for _, table in objects(old) & {("table", name) for _, name in objects(db)}:
            for column in columns(db, table) - columns(old, table):
                db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()
