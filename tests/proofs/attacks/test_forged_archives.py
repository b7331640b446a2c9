"""Archives forged from the archive alone, without the server: all sums, hashes and chains fit again."""

import hashlib
import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from server.archive.builder import contents, json_file
from server.archive.recount.archive_files import PAPERS, SIGNATURE, SUMS, TABLES, read_archive
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from server.core.canonical_json import canonical_json
from server.core.composition import compose
from server.core.models import Additions, Adjustment, Decision, Phase
from server.core.record import LogHead
from server.core.rounds import CountedRound
from server.core.signing import SigningKey
from tests.archive.forger import Files, forge, numbers, signed
from tests.archive.paper_attacks import Change, attacked, attacks
from tests.archive.sources import KEY
from tests.exports.rich import source
from tests.proof_scale import sampled, scaled

GOLDEN = Path(__file__).parents[2] / "data"
FORGED = ["tally.json", "meeting.json", "inputs.json", "log.json", "ballots.csv", *TABLES]
BOTH = (verify_archive, check_archive)
ATTACKS = {name: (file, change) for name, file, change in attacks()}


@cache
def built() -> Files:
    return contents(source())


@cache
def golden(version: str) -> Files:
    return read_archive(GOLDEN / version / "bundle.zip")


def record_of(files: Files) -> str:
    return str(json.loads(files["tally.json"])["record"])


def test_p41_any_changed_byte_breaks_the_signature_or_has_another_key(proof: Callable[[str], None]) -> None:
    """P41: recomputed sums break the signature; another signature has another key than the paper."""
    files, attacker, tried = built(), SigningKey(os.urandom(32)), 0
    for name in files.keys() - {SUMS, SIGNATURE}:
        for _ in range(scaled(2, 40)):
            body = bytearray(files[name])
            body[random.randrange(len(body))] ^= 1 << random.randrange(8)
            forgery = {**files, name: bytes(body)}
            for verify in BOTH if tried % scaled(9, 2) == 0 else (check_archive,):
                assert any(line.startswith((SIGNATURE, "signing-key.pub")) for line in verify(signed(forgery, None)))
                if name != "signing-key.pub":
                    own = {**forgery, "signing-key.pub": attacker.public.hex().encode() + b"\n"}
                    assert list(verify(signed(own, attacker), KEY.digest)), name
            tried += 1
    proof(f"{tried} changed bytes in {len(files)} files: found by the signature, or by the key")


def consistent_forgeries() -> dict[str, Files]:
    """Built by the product itself from other data, so that everything fits, and signed by the attacker."""
    made, attacker = source(), SigningKey(b"a" * 32)
    snapshot = replace(made.snapshot, signer=attacker.digest)
    added = snapshot.additions
    sid = next(iter(added.adjustments))
    rounds = [replace(one, notes=one.notes[:-1]) for one in snapshot.rounds]
    changed = {
        "adjustments": {"additions": replace(added, adjustments={sid: (Adjustment(Fraction(1), "奖"),)})},
        "flags": {"additions": replace(added, flags={})},
        "decisions": {"additions": replace(added, decisions={sid: Decision("好", "综合")})},
        "notes": {"rounds": tuple(CountedRound(one.round, one.votes, one.notes, one.spent) for one in rounds)},
        "phase": {"phase": Phase.LIVE},
        "attendance": {"cards": replace(snapshot.cards, voided=2)},
        "log": {"log": LogHead(snapshot.log.at, "0" * 64)},
    }  # fmt: skip
    return {
        name: contents(replace(made, snapshot=replace(snapshot, **change), key=attacker))  # type: ignore[arg-type]
        for name, change in changed.items()
    }


def test_p41_whatever_is_forged_consistently_has_another_record(proof: Callable[[str], None]) -> None:
    """P41: `fingerprint` alone would not show it: adjustments, flags, decisions and notes are no votes."""
    files, forgeries = built(), consistent_forgeries()
    for name, forgery in forgeries.items():
        assert record_of(forgery) != record_of(files), name
        for verify in BOTH:
            assert list(verify(forgery, KEY.digest)), name
        for paper in ("results.html", "report.csv"):
            assert record_of(files).encode() in files[paper] and record_of(files).encode() not in forgery[paper]
    proof(f"{len(forgeries)} archives forged consistently: another record, refused with the key on paper")


def test_p41_numbers_changed_by_hand_with_hashes_made_to_fit_are_refused(proof: Callable[[str], None]) -> None:
    """P41: the attack of the review: one number, then every hash that depends on it."""
    files, tried = built(), 0
    for name in FORGED:
        found = numbers(files, name)
        for number in random.sample(found, min(len(found), scaled(3, 30))):
            forgery = signed(rehashed(forge(files, name, number)), None)
            for verify in BOTH:
                assert list(verify(forgery, KEY.digest)), (name, number)
            tried += 1
    proof(f"{tried} numbers in {len(FORGED)} files, chain, fingerprint and record recomputed: refused")


def rehashed(files: Files) -> Files:
    """With a log chain, fingerprint and record that fit, as far as the files can still be read."""
    try:
        log, tally, inputs, document = (json.loads(files[f"{n}.json"]) for n in ("log", "tally", "inputs", "meeting"))
        chain = ""
        for line in log:
            content = [inputs["meeting"], line["n"], line["at"], line["role"], line["act"], line["detail"]]
            line["chain"] = chain = hashlib.sha256((chain + canonical_json(content)).encode()).hexdigest()
        votes = {"document": document, **{key: tally[key] for key in ("parts", "rounds", "reconciliation")}}
        tally["fingerprint"] = hashlib.sha256(canonical_json(votes).encode()).hexdigest()
        counted = {key: value for key, value in tally.items() if key not in ("generated", "record")}
        added = {kind: inputs[kind] for kind in ("decisions", "adjustments", "flags")}
        added["entered"] = {sid: {"score": score} for sid, score in inputs["entered"].items()}
        whole = canonical_json({"tally": counted, "added": added, "log": chain})
        tally["record"] = hashlib.sha256(whole.encode()).hexdigest()
    except (LookupError, TypeError, ValueError, AttributeError):
        return files
    return {**files, "log.json": json_file(log), "tally.json": json_file(tally)}


@pytest.mark.parametrize("name", sampled(ATTACKS, 6))
def test_p42_a_paper_that_shows_other_figures_is_refused(name: str, proof: Callable[[str], None]) -> None:
    """P42: even if the forger had the key; in an archive of this version and in those of earlier builds."""
    file, change = ATTACKS[name]
    for files in (built(), golden("v1"), golden("v2")):
        lines = list(verify_archive(signed(attacked(files, file, change), KEY)))
        assert lines and all(line.startswith(file) for line in lines), lines
    proof("refused")


DUPLICATES: dict[str, tuple[str, Change]] = {
    "rank": ("tally.json", lambda body: body.replace(b'"rank": 1,', b'"rank": 9, "rank": 1,', 1)),
    "score": ("tally.json", lambda body: body.replace(b'"phase": ', b'"phase": "x", "phase": ', 1)),
    "inputs": ("inputs.json", lambda body: body.replace(b'"voided": ', b'"voided": 77, "voided": ', 1)),
    "format": ("inputs.json", lambda body: body.replace(b'"format": ', b'"format": 1, "format": ', 1)),
    "document": ("meeting.json", lambda body: body.replace(b'"title": ', b'"title": "x", "title": ', 1)),
    "log": ("log.json", lambda body: body.replace(b'"act": ', b'"act": "x", "act": ', 1)),
    "escaped": ("tally.json", lambda body: body.replace(b'"rank": 1,', b'"ran\\u006b": 9, "rank": 1,', 1)),
}


@pytest.mark.parametrize("name", DUPLICATES)
def test_p42_duplicate_keys_are_refused_by_both(name: str, proof: Callable[[str], None]) -> None:
    """P42: programs differ in which of two values they show."""
    file, change = DUPLICATES[name]
    for files in (built(), golden("v2")):
        for verify in BOTH:
            lines = list(verify(signed(attacked(files, file, change), KEY)))
            assert any(line.startswith(file) and "twice" in line for line in lines), lines
    proof("refused by both")


def test_p42_a_replaced_program_or_description_is_refused(proof: Callable[[str], None]) -> None:
    """P42: a verify.py that always agrees, one changed byte in any of its modules, another README."""
    tried = 0
    for files in (built(), golden("v1"), golden("v2")):
        program = [name for name in files if name.endswith(".py") or name == "README.txt"]
        for name in program:
            for body in (b"print('Every figure agrees')\n", files[name] + b"#"):
                lines = verify_archive(signed({**files, name: body}, KEY))
                assert any(line.startswith(name) for line in lines), name
                tried += 1
    proof(f"{tried} programs: each named")


def test_p42_the_program_of_another_build_does_not_fit(proof: Callable[[str], None]) -> None:
    """P42: known programs of early builds are accepted in their own archives only."""
    early = {name: body for name, body in golden("v2").items() if name.endswith(".py")}
    assert list(verify_archive(signed({**built(), **early}, KEY)))
    proof("refused")


def test_p42_a_table_that_a_spreadsheet_computes_is_refused(proof: Callable[[str], None]) -> None:
    """P42: a text without the mark that keeps it from being a formula."""
    files = built()
    assert b"'=" in files["notes.csv"]
    forgery = signed({**files, "notes.csv": files["notes.csv"].replace(b"'=", b"=", 1)}, KEY)
    for verify in BOTH:
        assert any(line.startswith("notes.csv") for line in verify(forgery))
    proof("refused by both")


def test_p42_papers_of_other_meetings_are_not_these(proof: Callable[[str], None]) -> None:
    """P42: well-formed papers with other figures, in an archive of an earlier build."""
    other = {name: golden("v1")[name] for name in PAPERS}
    for name in PAPERS:
        lines = list(verify_archive(signed({**golden("v2"), name: other[name]}, KEY)))
        assert lines and all(line.startswith(name) for line in lines)
    proof("refused")


def test_the_record_covers_what_the_review_changed() -> None:
    """Equal snapshots give equal records; nothing that is added, written or logged leaves it as it was."""
    snapshot = source().snapshot
    assert compose(snapshot).digest == compose(snapshot).digest
    assert compose(replace(snapshot, additions=Additions())).digest != compose(snapshot).digest
    assert compose(replace(snapshot, signer="other")).digest == compose(snapshot).digest
