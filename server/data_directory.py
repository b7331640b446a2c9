"""The data folder: whose it is, its modes, its lock, and its secrets, which are created at the first start.

Without the lock two servers on one folder would each take ballots for the same round.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import fault_injection
from .config import Config
from .core import tokens
from .core.errors import BadSetting
from .core.signing import SEED_BYTES, SigningKey, new_seed
from .host import FILE_MODE, FOLDER_MODE, is_owned, is_too_long, open_private, set_mode, sync_file, try_lock

MIN_SECRET_BYTES = 32
LONGEST_NAME = "boxes/0123456789abcdef.db-journal"
"""The longest name in the folder: the log of a round's box."""
FOLDERS = ("boxes", "keys")
OURS = {
    "": re.compile(
        r"pingyi\.db(-wal|-shm|-journal)?|pingyi\.db\.before-\d+(\.part)?(-journal)?|lock"
        r"|(secret|admin-key|signing-key)(\.\d+)?|boxes|keys"
    ),
    "boxes": re.compile(r"[0-9a-f]+\.db(-wal|-shm|-journal)?"),
    "keys": re.compile(r"[0-9a-f]+"),
}
"""The names that the server gives to files in the folder and in each of its folders."""
UNUSABLE = {
    errno.EACCES: "path_unwritable",
    errno.EPERM: "path_unwritable",
    errno.EROFS: "path_unwritable",
    errno.ENOSPC: "path_full",
    errno.ENAMETOOLONG: "path_too_long",
}
"""What to say of an error of the system; of any other, `path_unusable`."""
OF_THE_SYSTEM = ("lost+found", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems put into folders; left as it is."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """`first`: the admin key was created just now."""

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


def admin_key(config: Config) -> str:
    """The admin key, for a server that runs or that will be started. A stored one is read without changing anything in
    the folder, whoever its owner is. Raises BadSetting as `load_secrets` does."""
    path = config.data / "admin-key"
    if config.admin_key is not None or config.database_url is not None or not path.exists():
        return load_secrets(config).admin_key
    with _usable(config):
        key = path.read_text("ascii", "replace").strip()
    if not tokens.is_key(key):
        raise _damaged(path)
    return key


def load_secret(config: Config) -> bytes:
    """The secret that join codes are derived from. Creates the data folder."""
    path = config.data / "secret"
    if config.database_url is not None and config.secret is not None:
        return config.secret
    with _usable(config):
        _secure_folder(config.data)
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


def _secure_folder(folder: Path) -> None:
    """Create the folder, or give it and its files their modes, whatever they were before. Raises BadSetting, before
    anything is changed, if it holds what is not ours."""
    if is_too_long(folder / LONGEST_NAME):
        raise BadSetting("path_too_long", "PINGYI_DATA", path=folder)
    entries = list(_entries(folder))
    _refuse_foreign(folder, entries)
    for path in (folder, *(folder / name for name in FOLDERS)):
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    for path in (folder, *(path for path, _ in entries)):
        with contextlib.suppress(FileNotFoundError):  # a running server has deleted it
            set_mode(path, FOLDER_MODE if path.is_dir() else FILE_MODE)


def _entries(folder: Path) -> Iterator[tuple[Path, re.Pattern[str]]]:
    """Everything in the folder and in its own folders, each with the pattern of the names that belong there."""
    for inside, pattern in OURS.items():
        parent = folder / inside
        if parent.is_dir() and not (inside and parent.is_symlink()):
            yield from ((path, pattern) for path in sorted(parent.iterdir()) if path.name not in OF_THE_SYSTEM)


def _refuse_foreign(folder: Path, entries: Sequence[tuple[Path, re.Pattern[str]]]) -> None:
    for path, pattern in entries:
        if not pattern.fullmatch(path.name) or path.is_symlink():
            raise BadSetting("foreign_files", "PINGYI_DATA", path=folder, name=path.relative_to(folder))
    for path in (folder, *(path for path, _ in entries)):
        with contextlib.suppress(FileNotFoundError):
            if not is_owned(path):
                raise BadSetting("foreign_owner", "PINGYI_DATA", path=path)


def lock(config: Config) -> contextlib.AbstractContextManager[object]:
    """Lock the folder until the file is closed or the process ends in any way. Nodes on a shared database need no lock.
    Raises BadSetting if another server holds it."""
    if config.database_url is not None:
        return contextlib.nullcontext()
    with _usable(config):
        file = open(config.data / "lock", "ab", opener=open_private)  # noqa: SIM115 held while the process runs
    if not try_lock(file.fileno()):
        file.close()
        raise BadSetting("folder_in_use", "PINGYI_DATA", path=config.data)
    return file


def is_in_use(config: Config) -> bool:
    """Whether a server runs on this data folder. Changes nothing."""
    try:
        with open(config.data / "lock", "r+b") as file:
            return not try_lock(file.fileno())
    except OSError:  # no server has ever run here
        return False


def _read_or_create(config: Config, path: Path, make: Callable[[], str]) -> str:
    with _usable(config):
        if not path.exists():
            _create(path, make() + "\n")
        try:
            return path.read_text("ascii").strip()
        except UnicodeDecodeError:
            raise _damaged(path) from None


def _create(path: Path, text: str) -> None:
    """Atomic and durable. Leaves a file that another process has created meanwhile."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = open_private(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
            fault_injection.point("secret-made")
            file.write(text)
            file.flush()
            sync_file(file.fileno())
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
        with contextlib.suppress(FileExistsError):  # on Windows; elsewhere the later of two files stays
            temporary.rename(path)


@contextlib.contextmanager
def _usable(config: Config) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        inside = f": {error.filename}" if error.filename and Path(str(error.filename)) != config.data else ""
        problem = UNUSABLE.get(error.errno or 0, "path_unusable")
        raise BadSetting(problem, "PINGYI_DATA", f"{error.strerror}{inside}", path=config.data) from None


def _damaged(path: Path) -> BadSetting:
    return BadSetting("key_file_damaged", "PINGYI_DATA", path=path)
