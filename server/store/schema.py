"""The tables, described once for both databases, as numbered migrations: append only, never edit one.

No table holds a token, key or code, only digests; no row of a ballot has an owner, time or order:
`vote` counts how often each row of marks came, `written` is filled in a random order. Whatever belongs
to a meeting names it first, so that a shared database can be partitioned by meeting.
"""

from dataclasses import dataclass

BOX = """
    CREATE TABLE {box}spent({of}tag BLOB, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY({by}tag)) WITHOUT ROWID;
    CREATE TABLE {box}ballot({of}bid BLOB, sealed BLOB NOT NULL{since}, PRIMARY KEY({by}bid));
    CREATE TABLE {box}released({of}name BLOB, sealed BLOB NOT NULL{since}, PRIMARY KEY({by}name)) WITHOUT ROWID;
"""
"""A round's box: a file of its own, or, among the shared tables, the rows of `meeting` and `round`. Ballots stand
in the order of commits, which the write-ahead log shows whatever the table; they are sealed, so it says nothing,
and a commit then touches few pages: cost stays flat."""

FILE_BOX = (
    BOX.format(box="", of="", by="", since="")
    + """
    CREATE TABLE paper(cast INTEGER NOT NULL, invalid BLOB NOT NULL);
"""
)
"""How many paper ballots are invalid is sealed: whoever sees it rise beside a tag knows whose was."""

_SHARED_BOX = BOX.format(
    box="box_",
    of="meeting TEXT, round TEXT, ",
    by="meeting, round, ",
    since=", since xid8 NOT NULL DEFAULT pg_current_xact_id()",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """`both` is for either database, `shared` for PostgreSQL alone."""

    both: str
    shared: str = ""


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
        shared=_SHARED_BOX
        + """
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
)

OF_A_ROUND = ("vote", "written", "spent", "retry")
OF_A_MEETING = ("key", "code", "token", "round", "standing", *OF_A_ROUND, "log")
"""Tables whose rows name their meeting."""


def statements(script: str, postgres: bool = False) -> list[str]:
    """One by one, in the words of that database."""
    if postgres:
        script = script.replace(" BLOB", " BYTEA").replace(" WITHOUT ROWID", "")
    return [one.strip() for one in script.split(";") if one.strip()]
