"""The signing key in a database that nodes share: one for all, readable with their secret only."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from server.backend import open_backend
from server.config import Config
from server.core.errors import BadSetting, Damaged
from tests.store.places import SECRET

pytestmark = pytest.mark.anyio


async def test_nodes_that_start_at_once_agree_on_one_key(tmp_path: Path, database: str) -> None:
    config = Config(data=tmp_path / "none", database_url=database, secret=SECRET)
    backends = await asyncio.gather(*(open_backend(config) for _ in range(6)))
    later = await open_backend(config)
    keys = {backend.signing_key.seed for backend in (*backends, later)}
    async with later.store._database.read() as db:
        ((wrapped,),) = await db.fetch("SELECT wrapped FROM signing_key")
    for backend in (*backends, later):
        await backend.store.close()
    (seed,) = keys
    assert seed not in wrapped and not config.data.exists()


async def test_another_secret_is_refused_in_one_line_and_changes_nothing(tmp_path: Path, database: str) -> None:
    config = Config(data=tmp_path, database_url=database, secret=SECRET)
    first = await open_backend(config)
    await first.store.close()
    with pytest.raises(Damaged, match="another PINGYI_SECRET"):
        await open_backend(replace(config, secret=b"another secret, as long as the first one"))
    again = await open_backend(config)
    await again.store.close()
    assert again.signing_key == first.signing_key


async def test_a_key_in_a_file_that_is_damaged_is_refused(tmp_path: Path) -> None:
    for text in ("", "zz" * 32, "ab" * 31):
        (tmp_path / "signing-key").write_text(text)
        with pytest.raises(BadSetting, match="key_file_damaged"):
            await open_backend(Config(data=tmp_path))
