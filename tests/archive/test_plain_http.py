"""The archive's README states that a meeting used plain http, and `pingyi verify` knows both of its texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.archive.builder import contents
from server.archive.inputs import ArchiveSource
from server.archive.paper_comparison import constants_of
from server.archive.readme import readme
from server.archive.recount.archive_files import README, read_archive
from server.archive.recount.sentences import speaker
from server.archive.releases import Release, builds_of, digests, program_differences, program_files
from server.archive.verification import verify_archive
from server.clock import Clock
from server.core.message_catalogue import LANGUAGES
from server.core.version import VERSION
from tests.exports.rich import source
from tests.harness import hosted
from tests.web.test_api import hold_round

pytestmark = pytest.mark.anyio
SAYS_SO = ("这次会议用普通 http 传送，没有加密", "This meeting used plain http, which is not encrypted")


def sent_by(plain_http: bool) -> ArchiveSource:
    made = source()
    return replace(made, snapshot=replace(made.snapshot, plain_http=plain_http))


@pytest.mark.parametrize("plain_http", [False, True])
def test_the_readme_states_plain_http_where_it_was_used_and_nowhere_else(plain_http: bool) -> None:
    files = contents(sent_by(plain_http))
    text = files[README].decode("utf-8-sig")
    assert [sentence in text for sentence in SAYS_SO] == [plain_http] * 2
    assert list(verify_archive(files)) == []


def test_the_readme_is_in_the_meetings_language_and_in_english() -> None:
    """An English meeting's is in Chinese too; a language without a text of its own has its fallback's."""
    texts = {language: readme(True, language) for language in LANGUAGES}
    assert all(SAYS_SO[1] in text for text in texts.values())
    assert (
        SAYS_SO[0] in texts["zh"] == texts["en"] and "沒有加密" in texts["zh-Hant"] and "没有" not in texts["zh-Hant"]
    )


@pytest.mark.parametrize("plain_http", [False, True])
def test_a_readme_that_says_otherwise_is_reported(plain_http: bool) -> None:
    files, other = contents(sent_by(plain_http)), contents(sent_by(not plain_http))
    (line,) = program_differences({**files, README: other[README]}, plain_http, "zh", speaker("zh"))
    assert line.startswith("README.txt (pingyi): ")


@pytest.mark.parametrize("plain_http", [False, True])
def test_a_later_build_knows_both_readmes_of_this_one_from_either_archive(plain_http: bool) -> None:
    files, other = contents(sent_by(plain_http)), contents(sent_by(not plain_http))
    release = Release.of(VERSION, files, constants_of(files))
    assert all(release.has_program(digests(program_files(each))) for each in (files, other))
    assert not release.has_program(digests(program_files({**files, README: b"other"})))
    assert not release.has_program(digests(program_files({**other, "verify.py": b"other"})))
    assert builds_of(files, VERSION)[0] is None and builds_of(other, VERSION)[0] is None


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_it_is_the_address_of_the_phones_that_decides(tmp_path: Path, scheme: str) -> None:
    async with hosted(tmp_path, Clock(), public_url=f"{scheme}://vote.example") as host:
        made = await host.make()
        await hold_round(made)
        answer = await made.http("GET", "/bundle.zip?draft=1")
        assert answer.status_code == 200, answer.text
        path = tmp_path / "bundle.zip"
        path.write_bytes(answer.content)
        files = read_archive(path)
        assert (SAYS_SO[0] in files[README].decode("utf-8-sig")) == (scheme == "http")
        assert list(verify_archive(files)) == []
