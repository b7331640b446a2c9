"""Ballot box files of format 1 (`PRAGMA user_version` 0), served by the queries of today's format.

A box made by an earlier version keeps its tables until it closes, because an upgrade can happen during an open round.
Temporary views, private to a connection, give these tables the names and columns of `schema.BOX_FILE`. Delete this
module, and HMAC ballot ids in `core.sealing`, when no upgrade from a version with format 1 is supported any more.
"""

VIEWS = """
    CREATE TEMP VIEW box_spent AS SELECT '' AS meeting, '' AS round, tag, tries FROM spent;
    CREATE TEMP VIEW box_ballot AS SELECT '' AS meeting, '' AS round, bid, sealed FROM ballot;
    CREATE TEMP VIEW box_released AS SELECT '' AS meeting, '' AS round, name, sealed FROM released;
    CREATE TEMP TRIGGER insert_spent INSTEAD OF INSERT ON box_spent
        BEGIN INSERT INTO spent(tag) VALUES (NEW.tag); END;
    CREATE TEMP TRIGGER update_spent INSTEAD OF UPDATE ON box_spent
        BEGIN UPDATE spent SET tries = NEW.tries WHERE tag = OLD.tag; END;
    CREATE TEMP TRIGGER delete_spent INSTEAD OF DELETE ON box_spent
        BEGIN DELETE FROM spent WHERE tag = OLD.tag; END;
    CREATE TEMP TRIGGER insert_ballot INSTEAD OF INSERT ON box_ballot
        BEGIN INSERT INTO ballot VALUES (NEW.bid, NEW.sealed); END;
    CREATE TEMP TRIGGER insert_released INSTEAD OF INSERT ON box_released
        BEGIN INSERT INTO released VALUES (NEW.name, NEW.sealed); END;
"""
"""A constraint of the table behind a view refuses a row as it would without the view."""
