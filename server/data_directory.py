"""The secrets in the data folder, created at the first start and readable by their owner only, and the folder's lock.

Without the lock two servers on one folder would each take ballots for the same round.
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
from .core.signing import SEED_BYTES, SigningKey, new_seed

MIN_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """`first`: the admin key was created just now, and must be shown."""

    admin_key: str
    secret: bytes
    first: bool


def load_secrets(config: Config) -> Secrets:
    """Raises BadSetting if the folder cannot be used. Nodes that share a database store no secrets: unless set, their
    admin key is derived from the secret they share."""
    secret = load_secret(config)
    if config.database_url is not None:
        return Secrets(config.admin_key or tokens.admin_key(secret), secret, False)
    path = config.data / "admin-key"
    first = config.admin_key is None and not path.exists()
    admin = config.admin_key or _read_or_create(config, path, lambda: tokens.key(os.urandom(tokens.KEY_BYTES)))
    if not tokens.is_key(admin):
        raise _damaged(path)
    return Secrets(admin, secret, first)


def load_secret(config: Config) -> bytes:
    """The secret that join codes are derived from. Creates the data folder."""
    path = config.data / "secret"
    if config.database_url is not None and config.secret is not None:
        return config.secret
    with _usable(config):
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("boxes", "keys"):
            (config.data / name).mkdir(mode=0o700, exist_ok=True)
    secret = config.secret or _read_or_create(config, path, lambda: os.urandom(32).hex()).encode()
    if len(secret) < MIN_SECRET_BYTES:
        raise _damaged(path)
    return secret


def load_signing_key(config: Config) -> SigningKey:
    """The key that signs archives, from the data folder. Nodes that share a database keep theirs in it instead."""
    path = config.data / "signing-key"
    try:
        seed = bytes.fromhex(_read_or_create(config, path, lambda: new_seed().hex()))
    except ValueError:
        raise _damaged(path) from None
    if len(seed) != SEED_BYTES:
        raise _damaged(path)
    return SigningKey(seed)


def leave_no_core() -> None:
    """Disable core dumps: they would contain the keys of open rounds (PROMISES P22). The limit is 1 byte, not 0, so
    that Linux does not pipe the dump to a collector either (fs/coredump.c)."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != 0:
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def lock(config: Config) -> contextlib.AbstractContextManager[object]:
    """Lock the folder until the file is closed or the process ends in any way. Nodes on a shared database need no lock.
    Raises BadSetting if another server holds it."""
    if config.database_url is not None:
        return contextlib.nullcontext()
    with _usable(config):
        file = (config.data / "lock").open("a")
    if not _try_lock(file.fileno()):
        file.close()
        raise BadSetting(f"PINGYI_DATA: another running server uses '{config.data}'")
    return file


def _try_lock(descriptor: int) -> bool:
    """True also on a file system without locks."""
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


def _read_or_create(config: Config, path: Path, make: Callable[[], str]) -> str:
    with _usable(config):
        if not path.exists():
            _create(path, make() + "\n")
        path.chmod(0o600)
        try:
            return path.read_text("ascii").strip()
        except UnicodeDecodeError:
            raise _damaged(path) from None


def _create(path: Path, text: str) -> None:
    """Atomic and durable. Leaves a file that another process has created meanwhile."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            fault_injection.point("secret-made")
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            fault_injection.point("secret-written")
        _link(temporary, path)
        fault_injection.point("secret-named")
    finally:
        temporary.unlink(missing_ok=True)


def _link(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links, such as FAT
        temporary.rename(path)


@contextlib.contextmanager
def _usable(config: Config) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        inside = f": {error.filename}" if error.filename and Path(str(error.filename)) != config.data else ""
        raise BadSetting(f"PINGYI_DATA: '{config.data}' cannot be used: {error.strerror}{inside}") from None


def _damaged(path: Path) -> BadSetting:
    return BadSetting(f"PINGYI_DATA: '{path}' is damaged; restore it, or remove it to create a new one")
