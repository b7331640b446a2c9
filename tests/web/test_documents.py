"""Request bodies: invalid fields of a document, size and depth limits, error messages in two languages."""

import json

import httpx2
import pytest

from tests.harness import MEETING, Hosted, Map, receipt

pytestmark = pytest.mark.anyio

PART: Map = MEETING["parts"][0]
MIB = 1024 * 1024


def error(answer: httpx2.Response) -> tuple[int, str, str | None]:
    """Status, code and field of an error, which must have a message."""
    body = answer.json()["error"]
    assert set(answer.json()) == {"error"} and body["message"]
    return answer.status_code, body["code"], body.get("field")


def part(**changes: object) -> Map:
    return {"parts": [{**PART, **changes}]}


FORM: Map = {"title": "表", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "甲"}]}
INVALID: list[tuple[Map, str]] = [
    ({"title": ""}, "title"),
    ({"title": 5}, "title"),
    ({"colour": "red"}, "colour"),
    ({"parts": []}, "parts"),
    (part(weight="0"), "parts[0].weight"),
    (part(weight="-1"), "parts[0].weight"),
    (part(weight=0.7), "parts[0].weight"),
    (part(weight="NaN"), "parts[0].weight"),
    (part(colour="red"), "parts[0].colour"),
    (part(subjects=[]), "parts[0].subjects"),
    (part(subjects=[{"name": "甲"}, {"name": "甲"}]), "parts[0].subjects[1].name"),
    (part(subjects=[{"name": "甲", "age": 5}]), "parts[0].subjects[0].age"),
    (part(subjects=[{"name": "甲", "mode": "video"}]), "parts[0].subjects[0].mode"),
    (part(form="none"), "parts[0].form"),
    (part(form={**FORM, "items": []}), "parts[0].form.items"),
    (part(form={**FORM, "items": [{"key": "a", "title": "甲", "weight": "0"}]}), "parts[0].form.items[0].weight"),
    (part(form={**FORM, "scale": {"min": 10, "max": 1}}), "parts[0].form.scale.max"),
    (part(groups=["B"]), "parts[0].groups[0]"),
    (part(source="paper"), "parts[0].source"),
    ({"language": "fr"}, "language"),
    ({"date": "2022-02-30"}, "date"),
    ({"expected": 0}, "expected"),
    ({"expected": True}, "expected"),
    ({"quorum": "3/2"}, "quorum"),
    ({"admission": "email"}, "admission"),
    ({"join": "secret"}, "join"),
    ({"show": "never"}, "show"),
    ({"voters_see_results": "yes"}, "voters_see_results"),
    ({"groups": [{"name": "A"}, {"name": "A"}]}, "groups[1].name"),
    ({"groups": [{"name": "A", "weight": "0", "size": 5}]}, "groups[0].weight"),
    ({"groups": [{"name": "A", "weight": "1"}, {"name": "B", "weight": "1", "size": 5}]}, "groups[0].size"),
    ({"rules": {"decimals": -1}}, "rules.decimals"),
    ({"rules": {"mercy": 1}}, "rules.mercy"),
    ({"rules": {"veto": {"bands": ["坏"], "over": "0.10", "grade": "差"}}}, "rules.veto.bands[0]"),
    ({"retention_days": -1}, "retention_days"),
]


async def test_an_invalid_document_is_refused_with_its_invalid_field(host: Hosted) -> None:
    meeting = await host.make()
    for changes, field in INVALID:
        document = {**MEETING, **changes}
        for method, path, key in (
            ("POST", "/api/meetings", host.admin),
            ("POST", "/api/preview", host.admin),
            ("PUT", meeting.path, meeting.keys["desk"]),
        ):
            assert error(await host.http(method, path, key, document)) == (422, "invalid_document", field), changes
    for missing in ("title", "parts"):
        document = {name: value for name, value in MEETING.items() if name != missing}
        assert error(await host.http("POST", "/api/meetings", host.admin, document))[::2] == (422, missing)
    assert len((await host.http("GET", "/api/meetings", host.admin)).json()) == 1


async def test_a_body_is_json_of_at_most_one_mib_and_sixteen_levels(host: Hosted) -> None:
    async def post(body: bytes, path: str = "/api/meetings") -> tuple[int, str, str | None]:
        return error(await host.http("POST", path, host.admin, body))

    for broken in (b"", b"{", b"\xff\xfe", b"nonsense", b'{"title": NaN}', b'{"title": Infinity}'):
        assert (await post(broken))[:2] == (400, "bad_json"), broken
    for other in (b"[]", b"5", b"null", b'"text"'):
        assert (await post(other))[0] in (400, 422)
    assert (await post(b'{"x":' + b"[" * 15 + b"]" * 15 + b"}"))[:2] == (422, "invalid_document")
    assert (await post(b'{"x":' + b"[" * 16 + b"]" * 16 + b"}"))[:2] == (400, "too_deep")
    for endless in (b"[" * MIB, b'{"x":' * (MIB // 5)):
        assert (await post(endless))[:2] == (400, "too_deep")
    assert (await post(b'{"x":"' + b"[" * (MIB - 8) + b'"}'))[:2] == (422, "invalid_document")
    assert (await post(b'{"x":"' + b"[" * (MIB - 7) + b'"}'))[:2] == (413, "body_too_large")
    text = json.dumps({"text": "张三" + " " * (4 * MIB)}).encode()
    pasted = await host.http("POST", "/api/rosters", host.admin, text, Content_Type="application/json")
    assert pasted.status_code == 200
    assert (await post(b"," * (5 * MIB + 1), "/api/rosters"))[:2] == (413, "body_too_large")


async def test_error_messages_are_in_the_requested_language(host: Hosted) -> None:
    meeting = await host.make()
    weighted = (("en;q=0.5, zh-CN;q=0.8", True), ("en-GB,zh;q=0.5", False))
    for accepted, is_chinese in (("", True), ("en", False), ("fr", True), *weighted):
        for answer in (
            await host.http("GET", "/api/meetings", None, Accept_Language=accepted),
            await meeting.http("POST", "/phase", {"phase": "nowhere"}, Accept_Language=accepted),
            await meeting.http("PUT", "", {**MEETING, "title": ""}, Accept_Language=accepted),
        ):
            assert answer.json()["error"]["message"].isascii() is not is_chinese, accepted


async def test_the_desk_is_warned_of_weighted_groups_hidden_for_few_ballots_once_published(host: Hosted) -> None:
    """P25: the weighted score can reveal the mean of each hidden group. 甲 is hidden as well, or the total would give
    乙 away, and the pooled rows no longer say which of them was small. Both had enough cards."""
    groups = [{"name": "甲", "weight": "0.6"}, {"name": "乙", "weight": "0.4"}]
    meeting = await host.make(groups=groups, admission="cards", show="closed")
    tokens = await meeting.cards(8, "甲") + (await meeting.cards(8, "乙"))[:3]
    assert (await meeting.http("GET", "")).json()["warnings"] == []
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        for token in tokens:
            async with meeting.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 9))
        await chair.do("close", round=round_id)
        assert (await meeting.http("GET", "")).json()["warnings"] == [], "nothing is published yet"
        await chair.do("publish", round=round_id)
    warnings = (await meeting.http("GET", "")).json()["warnings"]
    assert [warning[:3] for warning in warnings] == ["“甲”", "“乙”"]
    assert all("因票数少不单列" in warning for warning in warnings)


async def test_the_desk_is_warned_of_typed_scores_above_what_ballots_can_give_until_they_are_corrected(
    host: Hosted,
) -> None:
    """95 for 9.5, and 92 as if the scale were one of 100; also of somebody whom no ballot scores."""
    part = {"name": "上述", "form": "secretary", "subjects": [{"name": "张三"}]}
    entered = {**part, "name": "日常考核", "source": "entered", "subjects": [{"name": "张三"}, {"name": "外"}]}
    meeting = await host.make(parts=[part, entered])
    for name, subject in zip(("张三", "外"), meeting.ids("日常考核"), strict=True):
        for score, is_warned in (("95", True), ("10.5", True), ("9.5", False)):
            answer = await meeting.http("PUT", f"/subjects/{subject}/entered", {"score": score})
            assert answer.status_code == 200
            warnings = (await meeting.http("GET", "")).json()["warnings"]
            assert any(name in warning and "最高分 10 分" in warning for warning in warnings) == is_warned


async def test_the_desk_is_warned_of_an_idle_group_and_of_sizes_as_long_as_the_document_can_be_corrected(
    host: Hosted,
) -> None:
    part = {"name": "上述", "form": "secretary", "groups": ["A票"], "subjects": [{"name": "张三"}]}
    groups = [{"name": "A票", "size": 20}, {"name": "B票", "size": 10}]
    meeting = await host.make(parts=[part], groups=groups, expected=31, show="closed")
    warnings = (await meeting.http("GET", "")).json()["warnings"]
    assert [warning.split("，")[0] for warning in warnings] == ["“B票”没有可投票的环节", "各票种人数合计 30 人"]
    await meeting.go_live()
    async with meeting.chair() as chair:
        await chair.open(meeting.ids())
        assert (await meeting.http("GET", "")).json()["warnings"] == []


def opinion(strengths: str) -> Map:
    return {"strengths": strengths, "problems": [], "direction": ""}


async def test_a_change_of_what_was_changed_elsewhere_meanwhile_is_refused_as_stale(host: Hosted) -> None:
    """Two desks: the answer to GET names a version, and a change that names an older one replaces nothing."""
    made = await host.make()
    first = made.ids()[0]
    texts: tuple[tuple[str, object, object], ...] = (
        (f"/subjects/{first}/comments", [{"by": "", "text": "甲"}], [{"by": "", "text": "乙"}]),
        (f"/subjects/{first}/opinion", opinion("甲"), opinion("乙")),
        (f"/subjects/{first}/brief", {"text": "甲"}, {"text": "乙"}),
    )
    for path, one, other in texts:
        seen = (await made.http("GET", path)).headers["etag"]
        saved = await made.http("PUT", path, one, if_match=seen)
        assert saved.status_code == 200 and saved.headers["etag"] == (await made.http("GET", path)).headers["etag"]
        for old in (seen, f"W/{seen}", '"0123456789abcdef"'):
            assert error(await made.http("PUT", path, other, if_match=old)) == (409, "stale", None)
        assert (await made.http("GET", path)).json() == one
        assert (await made.http("PUT", path, one, if_match=seen)).status_code == 200, "it is as it was to be"
        assert (await made.http("PUT", path, other, if_match=f"W/{saved.headers['etag']}")).status_code == 200
        assert (await made.http("PUT", path, one)).status_code == 200, "without a version it replaces whatever there is"


async def test_a_change_of_the_agenda_by_whoever_has_not_seen_the_latest_is_refused_as_stale(host: Hosted) -> None:
    made = await host.make()
    seen = (await made.http("GET", "")).headers["etag"]
    first = {"agenda": {"items": [{"title": "领导讲话"}]}}
    answer = await made.http("PATCH", "", first, if_match=seen)
    assert answer.status_code == 200
    assert error(await made.http("PATCH", "", {"agenda": None}, if_match=seen)) == (409, "stale", None)
    replaced = answer.json()["document"]
    assert error(await made.http("PUT", "", replaced, if_match=seen)) == (409, "stale", None)
    assert (await made.http("GET", "")).json()["document"] == replaced
    assert (await made.http("POST", "/phase", {"phase": "live"})).status_code == 200
    assert (await made.http("GET", "")).headers["etag"] == answer.headers["etag"], "only the document counts"
    assert (await made.http("PATCH", "", {"agenda": None}, if_match=answer.headers["etag"])).status_code == 200
