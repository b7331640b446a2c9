"""The tables of the main database, as numbered migrations: append only, never edit one.

No table holds a token, key or code, only digests; no row of a ballot has an owner, time or order:
`vote` counts how often each row of marks came, `written` is filled in a random order.
"""

MIGRATIONS = (
    """
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
    """,
)

OF_A_ROUND = ("vote", "written", "spent", "retry")

BOX = """
    CREATE TABLE spent(tag BLOB PRIMARY KEY, tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE ballot(bid BLOB PRIMARY KEY, sealed BLOB NOT NULL);
    CREATE TABLE released(name BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE paper(cast INTEGER NOT NULL, invalid INTEGER NOT NULL);
    INSERT INTO paper VALUES (0, 0);
"""
"""A round's box. Ballots stand in the order of commits, which the write-ahead log shows whatever the
table; they are sealed, so it says nothing, and a commit then touches few pages: cost stays flat."""
