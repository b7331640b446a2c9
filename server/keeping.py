"""The data folder's own secrets: made at the first start, kept in files that only their owner reads."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from server.config import Config
from server.core import tokens
from server.core.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Kept:
    """`first` is whether the admin key was made just now, and must be shown."""

    admin_key: str
    secret: bytes
    first: bool


def keep(config: Config) -> Kept:
    """Raises BadSetting where the folder cannot be used."""
    try:
        config.data.mkdir(parents=True, exist_ok=True)
        secret = config.secret or _kept(config.data / "secret", lambda: os.urandom(32).hex()).encode()
        before = config.admin_key is not None or (config.data / "admin-key").exists()
        make = lambda: tokens.key(os.urandom(tokens.KEY_BYTES))  # noqa: E731
        admin = config.admin_key or _kept(config.data / "admin-key", make)
    except OSError as error:
        raise BadSetting(f"PINGYI_DATA: '{config.data}' cannot be used: {error.strerror}") from None
    if not tokens.is_key(admin) or len(secret) < 32:
        raise BadSetting(f"PINGYI_DATA: 'admin-key' or 'secret' in '{config.data}' is damaged")
    return Kept(admin, secret, not before)


def _kept(path: Path, make) -> str:  # type: ignore[no-untyped-def]
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
    return path.read_text().strip()
