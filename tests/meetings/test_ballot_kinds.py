"""Ballots of every kind over real sockets, on both databases: cast, on paper, tried again, counted, destroyed."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.core.models import Vote
from tests.harness import Hosted, Map, MeetingClient, Peer, Start, code, receipt
from tests.voters import moved

pytestmark = pytest.mark.anyio

ELECTION: Map = {
    "title": "选举票",
    "scale": {"choices": ["赞成", "反对"]},
    "items": [{"key": "vote", "title": "表决", "abstain": True}],
    "notes": [{"key": "problems", "title": "意见"}],
    "limits": [{"choices": ["赞成"], "at_most": 3}],
    "write_in": {"as": "赞成", "at_most": 2},
}
DECIDE: Map = {
    "base": "present",
    "rank": ["votes"],
    "rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 2}, {"grade": "未当选"}],
}
PASS: Map = {"rules": [{"grade": "通过", "of": ["同意"], "at_least": "2/3"}, {"grade": "不通过"}]}
PANEL: Map = {
    "title": "评审票",
    "items": [
        {"key": "vote", "title": "票", "scale": {"choices": ["同意", "不同意"]}},
        {"key": "mark", "title": "分", "weight": "0", "scale": {"min": "0", "max": "100", "step": "0.5"}},
    ],
    "agree": [{"item": "vote", "choice": "同意", "needs": {"item": "mark", "at_least": "60"}}],
}
DOCUMENT: Map = {
    "title": "党员大会",
    "admission": "cards",
    "groups": [{"name": "A票"}, {"name": "B票"}],
    "parts": [
        {
            "name": "选举",
            "form": ELECTION,
            "decide": DECIDE,
            "subjects": [{"name": name} for name in ("甲", "乙", "丙")],
        },
        {
            "name": "评审",
            "form": PANEL,
            "decide": {**PASS, "item": "vote"},
            "subjects": [{"name": "丁"}],
        },
    ],
}
NAMES = ["王五", "王 伍", "赵\u3000六"]


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def paper(desk: Peer, round_id: str, token: str, scores: object, **more: object) -> Map:
    nonce = secrets.token_bytes(16)
    fields = {"round": round_id, "token": token, "nonce": nonce, "scores": scores, "notes": [], **more}
    desk.n += 1
    await desk.send({"t": "paper", "n": desk.n, **fields})
    return await desk.until(lambda m: m.get("nonce") == nonce)


async def elect(made: MeetingClient, chair: Peer, desk: Peer, tokens: list[str]) -> str:
    """Six ballots of which three name others, then one on paper with a line that cannot be read. Returns the round."""
    round_id = await chair.open(made.ids("选举"), "选举")
    for index, token in enumerate(tokens[:-1]):
        async with made.phone(token) as phone:
            rows = [[index % 2], [None], [1]]
            names = [NAMES[index]] if index < len(NAMES) else []
            assert receipt(await phone.cast(round_id, rows, write_ins=names))
    answer = await paper(desk, round_id, tokens[-1], [[0], "invalid", [1]], write_ins=["王伍", "孙七"])
    assert receipt(answer), answer
    return round_id


async def test_names_written_in_are_stored_apart_and_survive_a_restart(start: Start) -> None:
    async with start() as host:
        made = await host.make(DOCUMENT)
        tokens = await made.cards(7, "A票")
        async with made.chair() as chair, made.desk() as desk:
            round_id = await elect(made, chair, desk, tokens)
            running = host.registry.live_meetings[made.id].running_round
            assert running is not None and running.turnout.cast == 7
    async with start() as host:
        made = moved(made, host)
        async with made.chair() as chair:
            await chair.do("close", round=round_id)
        await made.http("GET", "")
        kept = host.registry.live_meetings[made.id].counted[0]
        counted = await host.operations.store.counted_round(made.id, round_id)
    assert counted is not None and kept.votes == counted.votes
    expected = [("孙七", "王伍"), ("王五",), ("王伍",), ("赵六",)]
    assert sorted(counted.write_ins) == sorted(kept.write_ins) == expected
    assert counted.votes[1][Vote(-1, "invalid")] == 1 and sum(counted.votes[1].values()) == 7
    async with start() as host:
        await moved(made, host).http("GET", "")
        assert sorted(host.registry.live_meetings[made.id].counted[0].write_ins) == expected


async def test_a_running_tally_tells_no_name(host: Hosted) -> None:
    """It moves although it was read after every ballot and one has an invalid line."""
    made = await host.make(DOCUMENT)
    first, *tokens = await made.cards(13, "A票")
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids("选举"), "选举")
        assert receipt(await paper(desk, round_id, first, [[0], "invalid", [1]], write_ins=["赵六"]))
        for token in tokens:
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, [[0], [None], [1]], write_ins=["王五"]))
            await host.scheduler.tick()
        tally = await chair.hear("tally")
        assert tally["counted"] >= 5 and not {"王五", "赵六"} & set(str(tally).split("'"))


async def test_a_retry_with_the_same_names_in_another_spelling_and_order_is_the_same_ballot(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    [token] = await made.cards(1, "A票")
    nonce, rows = secrets.token_bytes(16), [[1], [1], [1]]
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids("选举"), "选举")
        for names in (["欧阳•修", "王五"], ["王 五", " 欧阳·修 "], ["王五", "欧阳‧修"]):
            assert receipt(await phone.cast(round_id, rows, nonce, write_ins=names))
        assert code(await phone.cast(round_id, rows, nonce, write_ins=["王五"])) == "already_voted"
        assert code(await phone.cast(round_id, rows, nonce)) == "already_voted"
        await chair.do("close", round=round_id, confirm=True)
        assert receipt(await phone.cast(round_id, rows, nonce, write_ins=["王五", "欧阳·修"]))
        assert code(await phone.cast(round_id, rows, nonce, write_ins=["王五", "欧阳修"])) == "already_voted"


@pytest.mark.scaled(6)
@pytest.mark.parametrize(
    ("scores", "names", "field"),
    [
        ([[0], [0], [0]], ["王五"], "write_ins[0]"),
        ([[0], [0], [1]], ["王五", "赵六"], "write_ins[1]"),
        ([[0], [1], [1]], ["王五", "甲"], "write_ins[1]"),
        ([[0], [1], [1]], ["王五", "王 五"], "write_ins[1]"),
        ([[1], [1], [1]], ["王五", "赵六", "孙七"], "write_ins[2]"),
        ([[1], [1], [1]], "王五", "write_ins"),
        ([[1], "invalid", [1]], [], "scores[1]"),
        ([[2], [1], [1]], [], "scores[0][0]"),
    ],
)
async def test_a_bad_ballot_of_an_election_names_its_field_and_spends_nothing(
    host: Hosted, scores: list[object], names: object, field: str
) -> None:
    made = await host.make(DOCUMENT)
    [token] = await made.cards(1, "A票")
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids("选举"), "选举")
        answer = await phone.cast(round_id, scores, write_ins=names)
        assert (code(answer), answer["field"]) == ("bad_ballot", field)
        assert receipt(await phone.cast(round_id, [[0], [1], [1]], write_ins=["王五"]))


async def test_a_line_that_cannot_be_read_is_for_paper_only(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    tokens = await made.cards(2, "A票")
    [recused] = await made.cards(1, "A票", recuse=made.ids("选举")[0])
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids("选举"), "选举")
        for token, scores, field in (
            (tokens[0], ["invalid"] * 3, "scores"),
            (recused, ["invalid", [1], [1]], "scores[0]"),
            (tokens[0], ["spoiled", [1], [1]], "scores[0]"),
        ):
            answer = await paper(desk, round_id, token, scores)
            assert (code(answer), answer["field"]) == ("bad_ballot", field)
        assert receipt(await paper(desk, round_id, recused, [None, "invalid", [0]]))
        assert receipt(await paper(desk, round_id, tokens[0], ["invalid", "invalid", [0]]))
        assert receipt(await paper(desk, round_id, tokens[1], [], spoiled=True))
        await chair.do("close", round=round_id, confirm=True)
    counts = host.registry.live_meetings[made.id].counted[0].round.counts
    assert (counts.returned, counts.valid, counts.invalid, counts.abstained) == (3, 2, 1, 0)
    assert not (await made.tally(draft=True))["reconciliation"]["problems"]


async def test_a_violated_condition_is_named_by_its_index(host: Hosted) -> None:
    """To the phone and to the desk; a reply is equally long whatever is wrong."""
    made = await host.make(DOCUMENT)
    tokens = await made.cards(2, "B票")
    async with made.chair() as chair, made.desk() as desk, made.phone(tokens[0]) as phone:
        round_id = await chair.open(made.ids("评审"), "评审")
        lengths = set()
        for row, expected in (([0, 119], {"field": "scores[0][1]", "agree": 0}), ([0, 201], {"field": "scores[0][1]"})):
            answer = await phone.cast(round_id, [row])
            assert {key: answer.get(key) for key in ("field", "agree")} == {"agree": None, **expected}
            lengths.add(len(answer["pad"]) + 7 * ("agree" in answer))
        assert len(lengths) == 1
        answer = await paper(desk, round_id, tokens[1], [[0, 119]])
        assert (answer["code"], answer["agree"]) == ("bad_ballot", 0)
        assert receipt(await phone.cast(round_id, [[0, 120]]))
        assert receipt(await paper(desk, round_id, tokens[1], [[1, 0]]))


async def test_a_part_with_seats_or_write_ins_is_opened_as_a_whole(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    async with made.chair() as chair:
        answer = await chair.ask("open", part="选举", subjects=made.ids("选举")[:2], seconds=None)
        assert code(answer) == "whole_part" and answer["text"]
        round_id = await chair.open([*reversed(made.ids("选举"))], "选举")
        await chair.do("void", round=round_id, reason="重投")


async def test_a_ballot_is_never_asked_for_more_choices_than_it_has_subjects(host: Hosted) -> None:
    """Neither by a round on some subjects nor by a withdrawal."""
    form = {"title": "推荐票", "scale": {"choices": [["推荐", "1"], ["不推荐", "0"]]}, "items": ELECTION["items"]}
    limited = {**form, "limits": [{"choices": ["推荐"], "exactly": 3}]}
    part = {"name": "推荐", "form": limited, "subjects": [{"name": name} for name in "甲乙丙丁"]}
    made = await host.make({"title": "推荐会", "admission": "cards", "parts": [part]})
    ids = made.ids("推荐")
    answer = await made.http("PATCH", "", {"withdraw": ids[:2]})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "withdraw")
    assert (await made.http("PATCH", "", {"withdraw": ids[:1]})).status_code == 200
    async with made.chair() as chair:
        assert code(await chair.ask("open", part="推荐", subjects=ids[2:], seconds=None)) == "whole_part"
        await chair.open(ids[1:], "推荐")


async def test_void_and_delete_destroy_the_names(start: Start, tmp_path: Path) -> None:
    async with start() as host:
        made, other = await host.make(DOCUMENT), await host.make(DOCUMENT)
        for each in (made, other):
            async with each.chair() as chair, each.desk() as desk:
                round_id = await elect(each, chair, desk, await each.cards(7, "A票"))
                await chair.do("close", round=round_id)
                if each is other:
                    await chair.do("void", round=round_id, reason="重投")
        assert await stored_names(host) == 4
        assert (await made.http("DELETE", "", {"title": DOCUMENT["title"]})).status_code == 204
        assert await stored_names(host) == 0
    assert not [path for path in files(tmp_path) if "赵六".encode() in path.read_bytes()]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def stored_names(host: Hosted) -> int:
    async with host.operations.store._database.read() as db:
        return int((await db.fetch("SELECT count(*) FROM write_in"))[0][0])


async def test_names_that_were_changed_on_disk_are_damaged_data(start: Start, tmp_path: Path) -> None:
    """P11"""
    async with start() as host:
        made = await host.make(DOCUMENT)
        async with made.chair() as chair, made.desk() as desk:
            round_id = await elect(made, chair, desk, await made.cards(7, "A票"))
            await chair.do("close", round=round_id)
        async with host.operations.store._database.write(made.id) as db:
            await db.execute("UPDATE write_in SET names = ? WHERE names = ?", '["王午"]', '["王五"]')
        assert (await made.http("GET", "/tally.json?draft=1")).status_code == 500


async def test_names_are_stored_in_no_order_of_casting(host: Hosted) -> None:
    """P21"""
    made = await host.make(DOCUMENT)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids("选举"), "选举")
        names = ["甲乙丙丁戊己庚辛壬癸"[i // 10] + "子丑寅卯辰巳午未申酉"[i % 10] for i in range(40)]
        for name, token in zip(names, await made.cards(40, "A票"), strict=True):
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, [[1], [1], [1]], write_ins=[name]))
        await chair.do("close", round=round_id)
    counted = await host.operations.store.counted_round(made.id, round_id)
    assert counted is not None
    stored = [names.index(name) for (name,) in counted.write_ins]
    assert sorted(stored) == list(range(40)) and stored != sorted(stored)
    kept = host.registry.live_meetings[made.id].counted[0].write_ins
    assert [names.index(name) for (name,) in kept] != sorted(stored)
