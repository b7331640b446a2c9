"""The data folder's own secrets: made at the first start, kept in files that only their owner reads.

And the folder's lock: two servers on one folder would each take ballots for the same round.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import fault_injection
from .config import Config
from .core import tokens
from .core.errors import BadSetting

LEAST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """`first` is whether the admin key was made just now, and must be shown."""

    admin_key: str
    secret: bytes
    first: bool


def load_secrets(config: Config) -> Secrets:
    """Raises BadSetting where the folder cannot be used. Nodes that share a database keep nothing of their own:
    their admin key, where none is set, follows from the secret they share."""
    secret = load_secret(config)
    if config.database_url is not None:
        return Secrets(config.admin_key or tokens.admin_key(secret), secret, False)
    path = config.data / "admin-key"
    first = config.admin_key is None and not path.exists()
    admin = config.admin_key or _kept(config, path, lambda: tokens.key(os.urandom(tokens.KEY_BYTES)))
    if not tokens.is_key(admin):
        raise _damaged(path)
    return Secrets(admin, secret, first)


def load_secret(config: Config) -> bytes:
    """What join codes are derived from; the folder is made where there is none."""
    path = config.data / "secret"
    if config.database_url is not None and config.secret is not None:
        return config.secret
    with _usable(config):
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("boxes", "keys"):
            (config.data / name).mkdir(mode=0o700, exist_ok=True)
    secret = config.secret or _kept(config, path, lambda: os.urandom(32).hex()).encode()
    if len(secret) < LEAST_SECRET:
        raise _damaged(path)
    return secret


def leave_no_core() -> None:
    """A crash writes no picture of the memory to disk: the keys of open rounds are in it (PROMISES P22).
    One byte and not none: Linux then hands no core to a program that collects them either (fs/coredump.c)."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != 0:
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def lock(config: Config) -> contextlib.AbstractContextManager[object]:
    """Held while the file is open; the system lets go of it however the process ends. Nodes need none."""
    if config.database_url is not None:
        return contextlib.nullcontext()
    with _usable(config):
        file = (config.data / "lock").open("a")
    if not _locked(file.fileno()):
        file.close()
        raise BadSetting(f"PINGYI_DATA: another running server uses '{config.data}'")
    return file


def _locked(descriptor: int) -> bool:
    """True also where the file system knows no locks."""
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _kept(config: Config, path: Path, make: Callable[[], str]) -> str:
    with _usable(config):
        if not path.exists():
            _appear(path, make() + "\n")
        path.chmod(0o600)
        try:
            return path.read_text("ascii").strip()
        except UnicodeDecodeError:
            raise _damaged(path) from None


def _appear(path: Path, text: str) -> None:
    """Whole and durable or not at all, and never in the place of one that another start has made meanwhile."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            fault_injection.point("secret-made")
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            fault_injection.point("secret-written")
        _name(made, path)
        fault_injection.point("secret-named")
    finally:
        made.unlink(missing_ok=True)


def _name(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links, as on a memory stick
        made.rename(path)


@contextlib.contextmanager
def _usable(config: Config) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f": {error.filename}" if error.filename and Path(str(error.filename)) != config.data else ""
        raise BadSetting(f"PINGYI_DATA: '{config.data}' cannot be used: {error.strerror}{what}") from None


def _damaged(path: Path) -> BadSetting:
    return BadSetting(f"PINGYI_DATA: '{path}' is damaged; restore it, or remove it to have a new one made")
