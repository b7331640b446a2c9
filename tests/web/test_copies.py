"""POST /api/copies: next year's meeting from an archive or its meeting.json, of any version and of anyone."""

import asyncio
import io
import itertools
import json
import stat
import zipfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.harness import MEETING, ROOT, Hosted, Map, TestClock, hosted
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

MIB = 1 << 20
ARCHIVES = sorted((ROOT / "tests/data").glob("v*/*.zip"))
assert len(ARCHIVES) > 5
V5 = ROOT / "tests/data/v5/bundle.zip"
PART: Map = MEETING["parts"][0]


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("copies"), TestClock()) as running:
        yield running


def bundle(path: Path = V5) -> bytes:
    return path.read_bytes()


def members(path: Path = V5) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return out.getvalue()


def as_json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def places(answer: Map) -> list[str]:
    return [remark["place"] for remark in answer["remarks"]]


async def copy(host: Hosted, body: bytes) -> Map:
    answer = await host.http("POST", "/api/copies", host.admin, body)
    assert answer.status_code == 200, answer.text
    copied: Map = answer.json()
    return copied


async def refused(host: Hosted, body: bytes, language: str = "zh") -> list[tuple[str, str]]:
    """The places and sentences of a refusal."""
    answer = await host.http("POST", "/api/copies", host.admin, body, Accept_Language=language)
    assert error(answer)[:2] == (422, "invalid_document"), answer.text
    return [(fault["field"], fault["message"]) for fault in answer.json()["error"]["fields"]]


# Archives


@pytest.mark.parametrize("path", ARCHIVES, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_an_archive_of_any_version_becomes_a_new_meeting_without_ids_date_and_votes(
    host: Hosted, path: Path
) -> None:
    stored = json.loads(members(path)["meeting.json"])
    copied = await copy(host, bundle(path))
    document = copied["document"]
    assert not {"ids", "date", "wifi"} & document.keys()
    kept = ("title", "organisation", "language", "expected", "groups", "quorum", "admission", "show")
    assert {name: document[name] for name in kept} == {name: stored[name] for name in kept}
    assert [part["name"] for part in document["parts"]] == [part["name"] for part in stored["parts"]]
    for before, after in zip(stored["parts"], document["parts"], strict=True):
        assert after["subjects"] == before["subjects"] and after["form"]["items"] == before["form"]["items"]
    assert document.keys() - {"edition"} <= stored.keys()
    answer = await host.http("POST", "/api/meetings", host.admin, document)
    assert answer.status_code == 201, answer.text


async def test_an_archive_of_this_server_comes_along_whole_and_without_remarks(host: Hosted) -> None:
    made = await host.make()
    bundle = await made.http("GET", "/bundle.zip?draft=1")
    assert bundle.status_code == 200, bundle.text
    copied = await copy(host, bundle.content)
    assert copied["remarks"] == []
    assert copied["document"] == (await made.http("GET", "/document")).json()
    assert (await copy(host, zipfile.ZipFile(io.BytesIO(bundle.content)).read("meeting.json"))) == copied


@pytest.mark.parametrize("version", ["v1", "v2", "v3", "v4", "v5"])
async def test_who_signed_an_archive_is_said(host: Hosted, version: str) -> None:
    """By another server, or as early versions by nobody."""
    copied = await copy(host, bundle(ROOT / f"tests/data/{version}/bundle.zip"))
    first = copied["remarks"][0]
    if version in ("v1", "v2"):
        assert first["place"] == "meeting.json" and "没有签名" in first["message"]
    else:
        assert first["place"] == "SHA256SUMS.sig" and "另一台服务器" in first["message"]
    assert {"place", "message", "en", "zh-Hant"} <= first.keys()
    assert (version in ("v1", "v2", "v3")) == ("rules" in places(copied))


@pytest.mark.parametrize("name", ["meeting.json", "SHA256SUMS", "SHA256SUMS.sig", "signing-key.pub"])
async def test_an_altered_archive_is_copied_with_a_remark(host: Hosted, name: str) -> None:
    files = members()
    if name == "meeting.json":
        files[name] = files[name].replace(b"2025", b"2024")
    else:
        files[name] = bytes([files[name][0] ^ 1]) + files[name][1:]
    copied = await copy(host, zipped(files.items()))
    assert "改动过" in copied["remarks"][0]["message"]


async def test_files_of_an_archive_that_no_version_writes_are_named(host: Hosted) -> None:
    files = {**members(), "../../etc/名单.xlsx": b"x", "inner.zip": bundle()}
    (remark,) = [one for one in (await copy(host, zipped(files.items())))["remarks"] if one["place"] == "ZIP"]
    assert "有 2 个文件" in remark["message"] and "../../etc/名单.xlsx" in remark["message"]


async def test_an_archive_that_was_unpacked_and_packed_again_in_a_folder_is_read(host: Hosted) -> None:
    again = zipped((f"述职/{name}", body) for name, body in members().items())
    assert await copy(host, again) == await copy(host, bundle())


# What is not recognised


async def test_what_is_not_recognised_is_left_out_and_named_with_its_place_and_value(host: Hosted) -> None:
    stored = json.loads(members()["meeting.json"])
    part, person = stored["parts"][0], stored["parts"][0]["subjects"][0]
    stored["colour"] = "red"
    stored["show"] = "sometimes"
    person["age.of[0]"] = 58
    part["form"]["items"][0]["x" * 50] = {"a": [1]}
    stored["groups"][0]["\u202e坏"] = "长" * 200
    copied = await copy(host, as_json(stored))
    item = part["form"]["items"][0]["title"]
    assert sorted(places(copied)) == sorted(
        [
            "colour",
            "show",
            f"{stored['groups'][0]['name']} › ?坏",
            f"{part['name']} › form › {item} › {'x' * 40}",
            f"{part['name']} › {person['name']} › age.of[0]",
        ]
    )
    by_place = {remark["place"]: remark for remark in copied["remarks"]}
    assert (
        '"red"' in by_place["colour"]["message"]
        and "58" in by_place[f"{part['name']} › {person['name']} › age.of[0]"]["en"]
    )
    assert '"sometimes"' in by_place["show"]["message"] and copied["document"]["show"] == "live"
    assert max(len(remark["message"]) for remark in copied["remarks"]) < 200
    clean = json.loads(members()["meeting.json"])
    assert {**copied["document"], "show": clean["show"]} == (await copy(host, as_json(clean)))["document"]


async def test_a_run_off_is_named_and_not_copied(host: Hosted) -> None:
    stored = json.loads(members(V5.with_name("elected.zip"))["meeting.json"])
    elected = next(part for part in stored["parts"] if part.get("decide"))
    stored["parts"].append({**elected, "name": "再次选举", "again": elected["name"]})
    stored["ids"].append([f"s{90 + n}" for n in range(len(elected["subjects"]))])
    copied = await copy(host, as_json(stored))
    assert [part["name"] for part in copied["document"]["parts"]] == [part["name"] for part in stored["parts"][:-1]]
    assert places(copied) == ["再次选举"]


async def test_a_rule_that_a_new_meeting_cannot_have_is_named_with_both_values(host: Hosted) -> None:
    stored = json.loads(members()["meeting.json"])
    stored["rules"]["min_group"], stored["rules"]["panel"] = 1, False
    copied = await copy(host, as_json(stored))
    (remark,) = copied["remarks"]
    assert remark["place"] == "rules › min_group" and copied["document"]["rules"]["min_group"] > 1
    assert f"原来的设置 1 不适用于新会议，现在是 {copied['document']['rules']['min_group']}" in remark["message"]


async def test_two_spellings_of_a_person_come_along_and_the_new_meeting_asks_about_them(host: Hosted) -> None:
    """Nobody is guessed to be somebody else, nor left out."""
    stored = json.loads(members()["meeting.json"])
    first = stored["parts"][0]["subjects"][0]
    stored["parts"][0]["subjects"].append({**first, "name": f"{first['name'][0]}　{first['name'][1:]}"})
    stored["ids"][0].append("s90")
    document = (await copy(host, as_json(stored)))["document"]
    assert len(document["parts"][0]["subjects"]) == len(stored["parts"][0]["subjects"])
    answer = await host.http("POST", "/api/preview", host.admin, document)
    assert error(answer)[:2] == (422, "invalid_document") and "subjects" in answer.text


async def test_a_document_that_somebody_wrote_keeps_its_date_and_its_open_ends(host: Hosted) -> None:
    """Its gaps are filled in the form."""
    document: Map = {"date": "2027-01-05", "parts": [{"name": "上述", "form": "plain", "subjects": []}]}
    assert await copy(host, as_json(document)) == {"document": document, "remarks": []}
    marked = await copy(host, b"\xef\xbb\xbf" + as_json(document))
    assert marked == await copy(host, as_json(document)) == await copy(host, json.dumps(document).encode("utf-16"))


# Refusals


@pytest.mark.parametrize(
    ("body", "place", "sentence"),
    [
        (b"", "meeting.json", "第 1 行不是正确的 JSON"),
        (b"%PDF-1.7", "meeting.json", "不是正确的 JSON"),
        (b'{\n"title": "a",\n!}', "meeting.json", "第 3 行不是正确的 JSON"),
        (b'{"title": NaN}', "meeting.json", "不是正确的 JSON"),
        (b'{"title": "a", "parts": [], "title": "b"}', "meeting.json", "“title”在同一处写了两次"),
        (b'{"tally": 1}', "meeting.json", "这不是会议文件"),
        (b"[1]", "meeting.json", "这不是会议文件"),
        (as_json({"title": "a", "parts": 5}), "meeting.json", "这不是会议文件"),
        (as_json({**MEETING, "edition": 3}), "edition", "更新版本的程序"),
        (as_json({**MEETING, "parts": [5]}), "parts[0]", ""),
        (as_json({**MEETING, "parts": [{**PART, "subjects": [{"name": 7}]}]}), "parts[0].subjects[0].name", ""),
        (as_json({**MEETING, "parts": [{**PART, "form": "none"}]}), "parts[0].form", "没有这种测评表"),
        (as_json({**MEETING, "groups": {}}), "groups", ""),
        (as_json({**MEETING, **{f"x{n}": n for n in range(1500)}}), "meeting.json", "不认识的内容太多"),
        (as_json({**MEETING, "x": {f"x{n}": n for n in range(1500)}}), "meeting.json", "不认识的内容太多"),
        (as_json({**MEETING, "parts": [{**PART, **{f"x{n}": 1 for n in range(990)}}] * 3}), "meeting.json", "太多"),
    ],
)
async def test_a_file_that_is_no_meeting_is_refused_with_file_and_place(
    host: Hosted, body: bytes, place: str, sentence: str
) -> None:
    (field, message), *_ = await refused(host, body)
    assert field == place and sentence in message, message


async def test_json_of_a_thousand_levels_is_too_deep(host: Hosted) -> None:
    for levels in (20, 1000, 200_000):
        answer = await host.http("POST", "/api/copies", host.admin, b"[" * levels + b"]" * levels)
        assert error(answer)[:2] == (400, "too_deep")


def linked() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo("meeting.json")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return link


def encrypted() -> bytes:
    """With the flag alone, in both headers."""
    body = bytearray(zipped([("meeting.json", b"{}")]))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        body[body.index(signature) + place] |= 1
    return bytes(body)


def with_false_size() -> bytes:
    """Says that it unpacks to few bytes."""
    body = bytearray(zipped([("meeting.json", b" " * (64 * MIB))]))
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = body.index(signature) + place
        body[start : start + 4] = (2).to_bytes(4, "little")
    return bytes(body)


HOSTILE: dict[str, tuple[Any, str]] = {
    "no zip": (lambda: b"PK\3\4" + b"x" * 1000, "损坏"),
    "cut off": (lambda: bundle()[:-500], "损坏"),
    "empty": (lambda: zipped([]), "没有 meeting.json"),
    "a Word file": (lambda: members()["results.docx"], "没有 meeting.json"),
    "an archive in a zip": (lambda: zipped([("bundle.zip", bundle())]), "没有 meeting.json"),
    "two meetings": (lambda: zipped([("a/meeting.json", b"{}"), ("b/meeting.json", b"{}")]), "有几个"),
    "a link": (lambda: zipped([(linked(), b"/etc/passwd")]), "损坏"),
    "encrypted": (encrypted, "密码"),
    "a bomb": (lambda: zipped([("meeting.json", b" " * (64 * MIB))]), "太大"),
    "a bomb with a false size": (with_false_size, "损坏"),
    "a bomb beside it": (lambda: zipped([("meeting.json", b"{"), ("SHA256SUMS", b"0" * (64 * MIB))]), "太大"),
    "a million entries": (lambda: b"PK\3\4" + b"PK\1\2" * 1_000_000, "太多"),
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_zip_is_refused_with_a_sentence(host: Hosted, kind: str) -> None:
    make, sentence = HOSTILE[kind]
    (_, message), *_ = await refused(host, make())
    assert sentence in message


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_two_documents_of_one_name_are_refused(host: Hosted) -> None:
    first = members()["meeting.json"]
    ((place, message),) = await refused(host, zipped([("meeting.json", first), ("meeting.json", b"{}")]))
    assert place == "meeting.json" and "同名" in message


async def test_a_file_over_twenty_mib_is_refused_with_the_limit(host: Hosted) -> None:
    answer = await host.http("POST", "/api/copies", host.admin, b"PK" + bytes(20 * MIB))
    assert error(answer)[:2] == (413, "body_too_large") and "20 MiB" in answer.text


async def test_nothing_is_stored(host: Hosted) -> None:
    before = sorted(host.data.rglob("*")), (await host.http("GET", "/api/meetings", host.admin)).json()
    await copy(host, bundle())
    after = sorted(host.data.rglob("*")), (await host.http("GET", "/api/meetings", host.admin)).json()
    assert after == before


async def test_five_thousand_people_are_copied(host: Hosted) -> None:
    """The most that parts of 500 and the size of a request allow."""
    form = {"title": "表", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "甲"}]}
    parts = [
        {"name": f"组{n}", "form": form, "subjects": [{"name": f"人{n}-{m}", "unit": f"第{m}支部"} for m in range(500)]}
        for n in range(10)
    ]
    copied = await copy(host, as_json({**MEETING, "parts": parts, "ids": ids(parts)}))
    assert names(copied["document"]) == names({"parts": parts}) and copied["remarks"] == []
    assert (await host.http("POST", "/api/meetings", host.admin, copied["document"])).status_code == 201


def names(document: Map) -> list[str]:
    return [person["name"] for part in document["parts"] for person in part["subjects"]]


def ids(parts: list[Map]) -> list[list[str]]:
    numbers = itertools.count(1)
    return [[f"s{next(numbers)}" for _ in part["subjects"]] for part in parts]


async def test_uploads_have_places_in_the_queue_of_heavy_work(host: Hosted) -> None:
    """More than eight of one key at a time are refused, so that few archives are in memory."""
    body = bundle()
    answers = await asyncio.gather(*(host.http("POST", "/api/copies", host.admin, body) for _ in range(20)))
    statuses = {answer.status_code for answer in answers}
    assert statuses == {200, 503}
