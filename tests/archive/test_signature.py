"""The recount's own Ed25519: the vectors of RFC 8032, agreement with `cryptography`, and what both must refuse."""

import json
import os
import random
from pathlib import Path

import pytest

from server.__main__ import main
from server.archive.builder import contents
from server.archive.recount import ed25519
from server.archive.recount.archive_files import FILES_2, PUBLIC_KEY, SIGNATURE, parse_json
from server.archive.recount.ed25519 import NEUTRAL, ORDER, P, decode_point, is_signed
from server.archive.recount.signature import read_digest
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from server.core import signing
from server.core.signing import SigningKey
from tests.archive.forger import Files, signed
from tests.archive.sources import KEY
from tests.archive.test_verify import run_verify_py, unpacked
from tests.exports.rich import source

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
"""RFC 8032, section 7.1, tests 1 to 3: public key, message, signature."""


@pytest.fixture(scope="module")
def files() -> Files:
    return contents(source())


@pytest.mark.parametrize(("public", "content", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(public: str, content: str, signature: str) -> None:
    key, message, whole = (bytes.fromhex(text) for text in (public, content, signature))
    assert is_signed(key, whole, message) and not is_signed(key, whole, message + b"!")


def test_it_agrees_with_cryptography_on_good_and_on_damaged_signatures() -> None:
    chance = random.Random(14)
    for _ in range(30):
        key, message = SigningKey(chance.randbytes(32)), chance.randbytes(chance.randrange(200))
        signature = key.sign(message)
        assert is_signed(key.public, signature, message)
        parts = [bytearray(key.public), bytearray(signature), bytearray(message + b".")]
        chosen = chance.choice(parts)
        chosen[chance.randrange(len(chosen))] ^= 1 << chance.randrange(8)
        public, damaged, content = (bytes(part) for part in parts)
        assert is_signed(public, damaged, content) == signing.is_signed(public, damaged, content) is False


def test_a_signature_has_one_form_only() -> None:
    """S + ORDER satisfies the same equation; y + P names the same point."""
    signature = KEY.sign(b"sums")
    malleable = int.from_bytes(signature[32:], "little") + ORDER
    assert is_signed(KEY.public, signature, b"sums")
    assert not is_signed(KEY.public, signature[:32] + malleable.to_bytes(32, "little"), b"sums")
    for length in (0, 31, 63, 65, 128):
        assert not is_signed(KEY.public, (signature * 2)[:length], b"sums")
    for y in (P, P + 1, 2**255 - 1):
        with pytest.raises(ValueError):
            decode_point(y.to_bytes(32, "little"))


def test_points_off_the_curve_and_keys_of_small_order_are_refused() -> None:
    """Under a key of small order one signature fits every content, or one in eight."""
    off_the_curve = next(y for y in range(2, 99) if not _is_point(y))
    assert not is_signed(off_the_curve.to_bytes(32, "little"), KEY.sign(b""), b"")
    small = [y for y in (0, 1, P - 1) if _is_point(y)]
    assert len(small) == 3
    for y in small:
        public = y.to_bytes(32, "little")
        assert decode_point(public).times(8) == NEUTRAL
        assert not is_signed(public, public + bytes(32), b"anything")
    with pytest.raises(ValueError):
        decode_point((1 | 1 << 255).to_bytes(32, "little"))  # x = 0 has no negative


def _is_point(y: int) -> bool:
    try:
        decode_point(y.to_bytes(32, "little"))
    except ValueError:
        return False
    return True


def test_the_neutral_point_and_the_order_of_the_base() -> None:
    assert ed25519.BASE.times(ORDER) == NEUTRAL and ed25519.BASE.times(1) == ed25519.BASE != NEUTRAL


def test_a_digest_may_be_typed_with_dashes_spaces_and_small_letters() -> None:
    assert read_digest(KEY.digest.lower().replace(" ", "-")) == read_digest(KEY.digest.replace(" ", "")) == KEY.digest
    for text in ("", "ABCD", KEY.digest + "A", KEY.digest[:-1] + "1"):
        with pytest.raises(ValueError):
            read_digest(text)


def test_both_commands_print_the_digest_first_and_exit_with_1_for_another_key(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = unpacked(files, tmp_path / "archive"), SigningKey(os.urandom(32)).digest
    tally = json.loads(files["tally.json"])
    for key, code in (([], 0), (["--key", KEY.digest], 0), (["--key", other], 1), (["--key", "ABC"], 2)):
        recounted = run_verify_py(folder, *key)
        assert main(["verify", str(folder), *key]) == recounted.returncode == code, recounted.stdout
        for printed in (capsys.readouterr().out, recounted.stdout) if code != 2 else ():
            first = printed.splitlines()[0]
            assert KEY.digest in first and ("compare with the paper" in first) == (not key)
            assert all((tally[name] in printed) == (code == 0) for name in ("fingerprint", "record"))
    assert "pingyi verify" in run_verify_py(folder).stdout, "it does not read the papers, and says so"


@pytest.mark.parametrize("name", [SIGNATURE, PUBLIC_KEY])
def test_without_its_signature_a_new_archive_is_refused(files: Files, name: str) -> None:
    without = {other: body for other, body in files.items() if other != name}
    for body in (None, b"", files[name].upper(), files[name].strip(), files[name] * 2, b"00" * 32 + b"\n"):
        damaged = without if body is None else {**without, name: body}
        for verify in (check_archive, verify_archive):
            assert list(verify(damaged)), body


def test_an_archive_of_an_early_format_is_called_unsigned_and_fits_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    for version in ("v1", "v2"):
        archive = Path(__file__).parent.parent / "data" / version / "bundle.zip"
        for key, code in (([], 0), (["--key", KEY.digest], 1)):
            assert main(["verify", str(archive), *key]) == code
            assert "NOT SIGNED" in capsys.readouterr().out.splitlines()[0]


def test_a_new_archive_cannot_silently_become_an_early_one(files: Files) -> None:
    """With its own program it has files that no early one has; with an early program it is said to be unsigned."""
    inputs = {**parse_json(files["inputs.json"]), "format": 2}
    early = {**files, "inputs.json": json.dumps(inputs, ensure_ascii=False, indent=1).encode()}
    for damaged in (early, {name: body for name, body in early.items() if name in FILES_2}):
        for verify in (check_archive, verify_archive):
            assert list(verify(signed(damaged, None))) and list(verify(signed(damaged, None), KEY.digest))
