"""The tables, described once for both databases, as numbered migrations: append only, never edit one.

No table holds a token, key or code, only digests. No row of a ballot has an owner, time or order: `vote` counts how
often each row of marks was cast, `written` and `write_in` are filled in random order. Tables of a meeting have its id
in the first column, so that a shared database can be partitioned by meeting.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .arrival_migration import mark_voters
from .checksum_migration import compute_checksums
from .database import Connection
from .pool_migration import pool_closed_rounds

BOX_FILE = """
    CREATE TABLE box_spent(meeting TEXT AS (''), round TEXT AS (''), tag BLOB PRIMARY KEY,
        tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE box_ballot(meeting TEXT AS (''), round TEXT AS (''), bid BLOB PRIMARY KEY, sealed BLOB NOT NULL);
    CREATE TABLE box_released(meeting TEXT, round TEXT, name BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE paper(cast INTEGER NOT NULL, invalid BLOB NOT NULL);
"""
"""A box in a file of its own, with the tables of the shared database. It holds one round, so `meeting` and `round` are
empty, and generated where there are many rows: these take no bytes, while ids in every row would make a commit of 100
ballots write 45 % more. `box_ballot` has a rowid, so its rows are in the order of commits. The write-ahead log shows
that order anyway, the rows are sealed, and a commit then touches few pages, so cost per ballot stays constant. `paper`
counts paper ballots; the other rows of `box_spent` are phone ballots, so committing those writes no further page."""


@dataclass(frozen=True, slots=True)
class Migration:
    """`both` is for either database, `shared` for PostgreSQL only. `convert` then rewrites rows in the same
    transaction; it raises Damaged if their digests do not match."""

    both: str
    shared: str = ""
    convert: Callable[[Connection], Awaitable[None]] | None = None


MIGRATIONS = (
    Migration("""
    CREATE TABLE meeting(
        id TEXT PRIMARY KEY, phase TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, digest BLOB NOT NULL);
    CREATE TABLE key(digest BLOB PRIMARY KEY, meeting TEXT NOT NULL, role TEXT NOT NULL,
        UNIQUE(meeting, role)) WITHOUT ROWID;
    CREATE TABLE code(digest BLOB PRIMARY KEY, meeting TEXT NOT NULL, voters INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE token(digest BLOB PRIMARY KEY, meeting TEXT NOT NULL, voters INTEGER NOT NULL,
        batch TEXT, recuse TEXT, void INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE INDEX token_of_meeting ON token(meeting, voters, batch, void);
    CREATE TABLE round(id TEXT PRIMARY KEY, meeting TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
        body TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE(meeting, number));
    CREATE UNIQUE INDEX one_running_round ON round(meeting) WHERE state IN ('open', 'paper', 'closing');
    CREATE TABLE standing(meeting TEXT, subject TEXT, round TEXT NOT NULL,
        PRIMARY KEY(meeting, subject)) WITHOUT ROWID;
    CREATE TABLE vote(round TEXT, subject INTEGER, voters INTEGER, marks BLOB, times INTEGER NOT NULL,
        PRIMARY KEY(round, subject, voters, marks)) WITHOUT ROWID;
    CREATE TABLE written(round TEXT NOT NULL, subject INTEGER NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL);
    CREATE INDEX written_of_round ON written(round);
    CREATE TABLE spent(round TEXT, tag BLOB, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(round, tag)) WITHOUT ROWID;
    CREATE TABLE retry(round TEXT, digest BLOB, PRIMARY KEY(round, digest)) WITHOUT ROWID;
    CREATE TABLE log(meeting TEXT, number INTEGER, at TEXT NOT NULL, role TEXT NOT NULL, act TEXT NOT NULL,
        detail TEXT NOT NULL, chain TEXT NOT NULL, PRIMARY KEY(meeting, number)) WITHOUT ROWID;
    """),
    Migration(
        """
    ALTER TABLE meeting ADD COLUMN rotating INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE round RENAME TO old_round;
    DROP INDEX one_running_round;
    CREATE TABLE round(id TEXT, meeting TEXT, number INTEGER NOT NULL, state TEXT NOT NULL,
        body TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY(meeting, id), UNIQUE(meeting, number));
    CREATE UNIQUE INDEX one_running_round ON round(meeting) WHERE state IN ('open', 'paper', 'closing');
    INSERT INTO round SELECT * FROM old_round;
    ALTER TABLE vote RENAME TO old_vote;
    CREATE TABLE vote(meeting TEXT, round TEXT, subject INTEGER, voters INTEGER, marks BLOB, times INTEGER NOT NULL,
        PRIMARY KEY(meeting, round, subject, voters, marks)) WITHOUT ROWID;
    INSERT INTO vote SELECT meeting, old_vote.* FROM old_vote JOIN old_round ON id = round;
    ALTER TABLE written RENAME TO old_written;
    DROP INDEX written_of_round;
    CREATE TABLE written(meeting TEXT NOT NULL, round TEXT NOT NULL, subject INTEGER NOT NULL, key TEXT NOT NULL,
        text TEXT NOT NULL);
    CREATE INDEX written_of_round ON written(meeting, round);
    INSERT INTO written SELECT meeting, old_written.* FROM old_written JOIN old_round ON id = round;
    ALTER TABLE spent RENAME TO old_spent;
    CREATE TABLE spent(meeting TEXT, round TEXT, tag BLOB, tries INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY(meeting, round, tag)) WITHOUT ROWID;
    INSERT INTO spent SELECT meeting, old_spent.* FROM old_spent JOIN old_round ON id = round;
    ALTER TABLE retry RENAME TO old_retry;
    CREATE TABLE retry(meeting TEXT, round TEXT, digest BLOB, PRIMARY KEY(meeting, round, digest)) WITHOUT ROWID;
    INSERT INTO retry SELECT meeting, old_retry.* FROM old_retry JOIN old_round ON id = round;
    DROP TABLE old_vote;
    DROP TABLE old_written;
    DROP TABLE old_spent;
    DROP TABLE old_retry;
    DROP TABLE old_round;
    """,
        shared="""
    CREATE TABLE box_spent(meeting TEXT, round TEXT, tag BLOB, tries INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY(meeting, round, tag));
    CREATE TABLE box_ballot(meeting TEXT, round TEXT, bid BLOB, sealed BLOB NOT NULL,
        since xid8 NOT NULL DEFAULT pg_current_xact_id(), PRIMARY KEY(meeting, round, bid));
    CREATE TABLE box_released(meeting TEXT, round TEXT, name BLOB, sealed BLOB NOT NULL,
        since xid8 NOT NULL DEFAULT pg_current_xact_id(), PRIMARY KEY(meeting, round, name));
    CREATE INDEX box_ballot_since ON box_ballot(meeting, round, since);
    CREATE TABLE box_key(meeting TEXT, round TEXT, wrapped BLOB NOT NULL, made TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY(meeting, round));
    CREATE TABLE box_turnout(meeting TEXT, round TEXT, node TEXT, phone INTEGER NOT NULL, paper INTEGER NOT NULL,
        invalid BLOB NOT NULL, PRIMARY KEY(meeting, round, node));
    ALTER TABLE box_key ALTER COLUMN wrapped SET STATISTICS 0;
    ALTER TABLE box_ballot ALTER COLUMN sealed SET STATISTICS 0;
    ALTER TABLE written ALTER COLUMN text SET STATISTICS 0;
    CREATE TABLE revision(meeting TEXT PRIMARY KEY, number BIGINT NOT NULL);
    CREATE UNLOGGED TABLE presence(meeting TEXT, node TEXT, joined INTEGER NOT NULL,
        seen TIMESTAMPTZ NOT NULL, PRIMARY KEY(meeting, node));
    """,
    ),
    Migration("", shared="ALTER TABLE box_key ADD COLUMN format INTEGER NOT NULL DEFAULT 1"),
    Migration("""
    CREATE TABLE countdown(meeting TEXT, round TEXT, id TEXT NOT NULL, ran DOUBLE PRECISION NOT NULL,
        PRIMARY KEY(meeting, round)) WITHOUT ROWID;
    """),
    Migration(
        """
    ALTER TABLE token ADD COLUMN during TEXT;
    ALTER TABLE token ADD COLUMN minute INTEGER;
    CREATE TABLE pooled(meeting TEXT, round TEXT, subject INTEGER, voters TEXT NOT NULL, mean TEXT,
        untrimmed INTEGER NOT NULL, PRIMARY KEY(meeting, round, subject)) WITHOUT ROWID;
    DELETE FROM spent WHERE meeting IN (SELECT id FROM meeting WHERE phase = 'certified');
    """,
        convert=pool_closed_rounds,
    ),
    Migration("", shared="CREATE TABLE signing_key(one INTEGER PRIMARY KEY CHECK (one = 1), wrapped BLOB NOT NULL)"),
    Migration(
        """
    CREATE TABLE checksum(meeting TEXT PRIMARY KEY, cards BIGINT NOT NULL, rounds BIGINT NOT NULL,
        spent BIGINT NOT NULL, chain TEXT NOT NULL);
    """,
        convert=compute_checksums,
    ),
    Migration(
        """
    CREATE TABLE write_in(meeting TEXT NOT NULL, round TEXT NOT NULL, names TEXT NOT NULL);
    CREATE INDEX write_in_of_round ON write_in(meeting, round);
    """,
        shared="ALTER TABLE write_in ALTER COLUMN names SET STATISTICS 0",
    ),
    Migration(
        """
    ALTER TABLE token ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE token ADD COLUMN paper INTEGER NOT NULL DEFAULT 0;
    UPDATE token SET joined = 1 WHERE batch IS NULL;
    """,
        convert=mark_voters,
    ),
    Migration("""
    CREATE TABLE admin_key(id TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL,
        meetings INTEGER, phones INTEGER, expires TEXT, created TEXT NOT NULL, used TEXT, revoked TEXT) WITHOUT ROWID;
    CREATE UNIQUE INDEX one_key_of_a_name ON admin_key(folded) WHERE revoked IS NULL;
    ALTER TABLE meeting ADD COLUMN number INTEGER;
    ALTER TABLE meeting ADD COLUMN owner TEXT;
    UPDATE meeting SET number = (SELECT count(*) FROM meeting other WHERE other.id <= meeting.id);
    CREATE UNIQUE INDEX meeting_number ON meeting(number);
    CREATE INDEX meeting_of_owner ON meeting(owner);
    CREATE TABLE instance(one INTEGER PRIMARY KEY CHECK (one = 1), meetings INTEGER NOT NULL, chain TEXT NOT NULL);
    INSERT INTO instance SELECT 1, count(*), '' FROM meeting;
    CREATE TABLE instance_log(number INTEGER PRIMARY KEY, at TEXT NOT NULL, role TEXT NOT NULL, admin TEXT NOT NULL,
        act TEXT NOT NULL, meeting INTEGER, detail TEXT NOT NULL, chain TEXT NOT NULL);
    """),
    Migration(
        """
    CREATE TABLE subject_text(meeting TEXT, subject TEXT, kind TEXT, body TEXT NOT NULL,
        PRIMARY KEY(meeting, subject, kind)) WITHOUT ROWID;
    """,
        shared="ALTER TABLE subject_text ALTER COLUMN body SET STATISTICS 0",
    ),
)
"""Of `token`, `during` is the round that was open when a card was issued, and `minute` when a phone was admitted, in
minutes since the epoch; `joined` is 1 once its phone has connected, `paper` once the card was voted with at the desk:
until the certification. `pooled` has the groups of a subject whose votes are pooled in `vote`, under group -1. A row of
`write_in` has the names that one ballot has written in, as a JSON list. Of `meeting`, `owner` is the named admin key
that it belongs to, and `number` what the instance's log calls it: nothing by which a deleted meeting could be found
again may stay there. `instance` counts the meetings that there ever were, and has the last hash of the log.
`subject_text` has the texts of `core/texts.py` as JSON."""

OF_A_ROUND = ("vote", "pooled", "written", "write_in", "spent", "retry", "countdown")
OF_A_MEETING = ("key", "code", "token", "round", "standing", *OF_A_ROUND, "log", "checksum", "subject_text")
"""Tables with a column `meeting`."""


def statements(script: str, postgres: bool = False) -> list[str]:
    """The statements of a script, in SQLite's dialect or PostgreSQL's."""
    if postgres:
        script = script.replace(" BLOB", " BYTEA").replace(" WITHOUT ROWID", "")
    return [statement.strip() for statement in script.split(";") if statement.strip()]
