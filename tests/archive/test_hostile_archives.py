"""Archives made to harm whoever checks them: they are refused before they take memory."""

import os
import zipfile
from pathlib import Path

import pytest

from server.__main__ import main
from server.archive.builder import contents, zipped
from server.archive.recount.archive_files import MAX_BYTES, MAX_FILES, NotAnArchive, read_archive
from tests.archive.forger import Files
from tests.archive.test_verify import check_both, unpacked
from tests.exports.rich import source


@pytest.fixture(scope="module")
def files() -> Files:
    return contents(source())


def test_a_zip_bomb_is_refused_before_it_is_inflated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("tally.json", "w") as member:
        for _ in range(65):
            member.write(b"0" * (1 << 20))
    assert bomb.stat().st_size < 1 << 20
    assert main(["verify", str(bomb)]) == 2
    assert "64 MiB" in capsys.readouterr().err


def test_a_member_that_is_larger_than_its_stated_size_is_refused(files: Files, tmp_path: Path) -> None:
    """zipfile stops at the stated size, and the checksum of what it read does not fit."""
    packet, body = tmp_path / "lying.zip", zipped(files)
    size = len(files["tally.json"]).to_bytes(4, "little")
    assert body.count(size) >= 2, "in the member's own header and in the directory"
    packet.write_bytes(body.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(NotAnArchive, match="CRC"):
        read_archive(packet)


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    packet = tmp_path / "many.zip"
    packet.write_bytes(zipped({f"{n}.json": b"" for n in range(MAX_FILES + 1)}))
    with pytest.raises(NotAnArchive, match="too many files"):
        read_archive(packet)


def test_a_zip_with_two_files_of_one_name_is_refused(files: Files, tmp_path: Path) -> None:
    """Programs differ in which of the two they show."""
    packet = tmp_path / "twice.zip"
    packet.write_bytes(zipped(files))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packet, "a") as archive:
        archive.writestr("tally.json", b"{}")
    with pytest.raises(NotAnArchive, match="two of one name"):
        read_archive(packet)


def test_a_zip_in_an_unusual_compression_is_refused(files: Files, tmp_path: Path) -> None:
    packet = tmp_path / "bzip2.zip"
    with zipfile.ZipFile(packet, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("tally.json", files["tally.json"])
    with pytest.raises(NotAnArchive, match="unusual compression"):
        read_archive(packet)


def test_a_zip_with_folder_entries_reads_like_one_without(files: Files, tmp_path: Path) -> None:
    """As a person gets it who packs an unpacked archive again."""
    packet = tmp_path / "folders.zip"
    with zipfile.ZipFile(packet, "w") as archive:
        archive.writestr("recount/", b"")
        for name, body in files.items():
            archive.writestr(name, body)
    assert read_archive(packet) == files


def test_a_folder_of_more_bytes_than_an_archive_is_refused(files: Files, tmp_path: Path) -> None:
    folder = unpacked(files, tmp_path / "archive")
    with (folder / "tally.json").open("r+b") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    with pytest.raises(NotAnArchive, match="256 MiB"):
        read_archive(folder)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_symbolic_links_in_a_folder_are_not_followed(files: Files, tmp_path: Path) -> None:
    folder = unpacked(files, tmp_path / "archive")
    (folder / "recount").rename(tmp_path / "elsewhere")
    (folder / "recount").symlink_to(tmp_path / "elsewhere")
    (folder / "log.json").unlink()
    (folder / "log.json").symlink_to("/dev/zero")
    lines = check_both(read_archive(folder))
    assert all("缺少 / missing" in line or line.startswith("SHA256SUMS") for line in lines)
    assert {"log.json: 缺少 / missing", "recount/verify.py: 缺少 / missing"} <= set(lines)
