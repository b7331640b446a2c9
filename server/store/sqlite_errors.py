"""What SQLite's errors mean: a full or failing disk is NotRecorded, a malformed file Damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import Damaged, NotRecorded
from .database import ConstraintViolation


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as ours."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ConstraintViolation(str(error)) from error
    except sqlite3.OperationalError as error:
        raise NotRecorded(f"{path.name}: {error}") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter from a corrupt name in an error message
        raise Damaged(f"{path.name}: {error}") from error
