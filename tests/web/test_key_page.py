"""The signing key: one for the server, printed on everything that people keep, and public at `/key`."""

import os
from pathlib import Path

import pytest

from server.config import Config
from server.core.signing import SigningKey
from server.data_directory import load_signing_key
from tests.harness import Hosted, TestClock, hosted

pytestmark = pytest.mark.anyio


async def test_the_key_page_needs_no_key_and_speaks_the_browsers_language(host: Hosted) -> None:
    digest = host.app.operations.signing_key.digest
    for language, word in (("zh-CN", "归档签名密钥"), ("en", "Signing key"), ("fr", "归档签名密钥")):
        answer = await host.http("GET", "/key", None, accept_language=language)
        assert answer.status_code == 200 and digest in answer.text and word in answer.text
        assert answer.headers["content-type"].startswith("text/html") and answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "<script" not in answer.text and "style=" not in answer.text
    assert (await host.http("POST", "/key", None)).status_code == 405


async def test_the_digest_is_on_cards_paper_ballots_report_and_desk_and_survives_a_restart(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made, digest = await host.make(), host.app.operations.signing_key.digest
        for body in ({"group": "全体", "count": 2}, {"group": "全体", "count": 2, "print": "forms"}):
            sheet = await made.http("POST", "/cards", body, accept="text/html")
            assert sheet.text.count(digest) == 2
        report = (await made.http("GET", "/tally.html")).text
        assert digest in report and (await made.http("GET", "")).json()["signing_key"] == digest
    key = tmp_path / "signing-key"
    assert os.name != "posix" or key.stat().st_mode & 0o777 == 0o600
    seed = key.read_text()
    async with hosted(tmp_path, TestClock()) as host:
        assert host.app.operations.signing_key == SigningKey(bytes.fromhex(seed)) and key.read_text() == seed
        assert host.app.operations.signing_key.digest == digest


def test_the_digest_is_twenty_base32_characters_in_fours(tmp_path: Path) -> None:
    """RFC 8032, section 7.1, test 1: the seed and its public key."""
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    (tmp_path / "signing-key").write_text(seed + "\n")
    key = load_signing_key(Config(data=tmp_path))
    assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.digest == "EH7D DX5B KSRG CYTL 7BKA"
    assert "9d61" not in repr(key)
