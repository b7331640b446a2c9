"""The ranking on the screens: shown by the chair alone, frozen as it was then, revealed at the chair's pace. Nothing
that the desk enters appears by itself."""

from collections.abc import Sequence
from pathlib import Path

import msgpack
import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, Start, code, crowd, heard
from tests.nodes import nodes
from tests.pages.actions import cast_all, close_and_publish
from tests.voters import moved

pytestmark = pytest.mark.anyio

NAMES = ("甲", "乙", "丙", "丁")
PART: Map = {"name": "上述", "form": "secretary", "subjects": [{"name": name} for name in NAMES]}
ENTERED: Map = {**PART, "name": "日常考核", "source": "entered", "form": "plain"}
MOTION: Map = {
    "name": "表决",
    "form": "motion",
    "subjects": [{"name": "决议"}],
    "decide": {"base": "valid", "rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]},
}
MARKS = (9, 7, 8, 7)


async def held(made: MeetingClient, marks: Sequence[int] = MARKS, chair: Peer | None = None) -> None:
    """Six ballots with these marks in one round, published."""
    async with crowd(made, 6) as phones, made.chair() as own:
        round_id = await (chair or own).open(made.ids()[: len(marks)])
        await cast_all(phones, round_id, [[mark] for mark in marks])
        await close_and_publish(chair or own, round_id)


async def put(made: MeetingClient, path: str, body: object) -> None:
    answer = await made.http("PUT", path, body)
    assert answer.status_code == 200, answer.text


async def decide_everything(made: MeetingClient) -> None:
    """All that a desk may enter about one person."""
    one = f"/subjects/{made.ids()[1]}"
    await put(made, one + "/decision", {"grade": "好", "reason": "实绩突出"})
    await put(made, one + "/adjustments", [{"points": "2.5", "reason": "加分"}])
    await put(made, f"/subjects/{made.ids()[0]}/flags", ["重大失误"])


async def view_of(made: MeetingClient, role: str = "screen") -> Map:
    """What a client of this role is shown that connects now."""
    async with getattr(made, role)() as peer:
        view: Map = peer.welcome["view"]
        return view


def listed(view: Map) -> list[tuple[int | None, str, str | None]]:
    return [(row["rank"], row["name"], row["score"]) for roster in view["board"]["rosters"] for row in roster["rows"]]


RANKED = [(1, "甲", "9.000"), (2, "丙", "8.000"), (3, "乙", "7.000"), (3, "丁", "7.000")]


# The desk's input never appears on the projector by itself


async def test_the_results_of_a_screen_carry_no_decision_and_nothing_that_the_desk_entered(host: Hosted) -> None:
    made = await host.make(parts=[PART, ENTERED])
    await held(made)
    async with made.screen() as screen, made.chair() as chair:
        before = screen.welcome["results"]
        await put(made, f"/subjects/{made.ids('日常考核')[2]}/entered", {"score": "10"})
        await decide_everything(made)
        sent = await heard(screen)
        async with made.screen() as late:
            sent.append(late.welcome)
        told = await chair.until(lambda m: m["t"] == "results" and any(row["adjustments"] for row in m["results"]))
    messages = [one for one in sent if one["t"] in ("results", "welcome")]
    assert len(messages) >= 4
    for message in messages:
        assert message["results"] == before and "ranking" not in message
    frames = msgpack.packb(sent)
    for secret in (b"decided", *(text.encode() for text in ("实绩突出", "加分", "重大失误"))):
        assert secret not in frames
    decided = [row["decided"] for row in told["results"] if row["ids"][0] == made.ids()[1]]
    assert decided == [{"grade": "好", "reason": "实绩突出"}], "the chair receives the decisions"


async def test_no_message_to_a_phone_carries_what_the_desk_entered(host: Hosted) -> None:
    made = await host.make(parts=[PART], voters_see_results=True)
    async with made.guest() as phone:
        await held(made)
        await decide_everything(made)
        async with made.chair() as chair:
            await chair.do("view", view="ranking", grades=True)
        frames = msgpack.packb([*await heard(phone), phone.welcome])
    async with made.guest() as late:
        frames += msgpack.packb(late.welcome)
    for secret in ("decided", "实绩突出", "加分", "重大失误", "board"):
        assert secret.encode() not in frames


async def test_a_board_has_names_scores_and_ranks_and_grades_only_if_the_chair_ticks_them(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    await put(made, f"/subjects/{made.ids()[1]}/decision", {"grade": "好", "reason": "复核"})
    async with made.chair() as chair, made.screen() as screen:
        assert screen.welcome["view"] == {"view": "result", "subject": None, "grades": False, "upto": None}
        await chair.do("view", view="ranking")
        plain = await screen.hear("view", view="ranking")
        await chair.do("view", view="ranking", grades=True)
        graded = await screen.hear("view", view="ranking", grades=True)
    assert (plain["grades"], plain["upto"], plain["next"], plain["people"], plain["revealed"]) == (
        False,
        None,
        None,
        4,
        4,
    )
    assert listed(plain) == listed(graded) == RANKED
    (roster,), (with_grades,) = plain["board"]["rosters"], graded["board"]["rosters"]
    assert (roster["columns"], roster["grades"], plain["board"]["grades_by"]) == (["rank"], [], None)
    assert not {"grade", "by_people", "lowered", "again"} & roster["rows"][0].keys()
    assert with_grades["columns"] == ["rank", "grade"] and with_grades["grades"] == ["好", "较好", "一般", "差"]
    grades = [(row["name"], row["grade"], row["by_people"]) for row in with_grades["rows"]]
    assert grades == [("甲", "好", False), ("丙", "较好", False), ("乙", "好", True), ("丁", "较好", False)]
    assert graded["board"]["grades_by"] == "both"


# Frozen as it was shown


async def test_a_board_stays_as_it_was_shown_whatever_is_entered_and_over_a_restart(start: Start) -> None:
    async with start() as host:
        made = await host.make(parts=[PART])
        await held(made)
        async with made.chair() as chair, made.screen() as screen:
            await chair.do("view", view="ranking", grades=True)
            shown = await screen.hear("view", view="ranking")
            await decide_everything(made)
            assert (await made.http("PATCH", "", {"title": "别的会"})).status_code == 200
            assert not [one for one in await heard(screen) if one["t"] == "view"]
        shown.pop("t")
        assert await view_of(made) == shown
    async with start() as host:
        made = moved(made, host)
        assert await view_of(made) == shown and shown["board"]["title"] == MEETING["title"]
        async with made.chair() as chair:
            await chair.do("view", view="ranking", grades=True)
        again = await view_of(made)
    assert listed(again)[:2] == [(1, "乙", "9.500"), (2, "甲", "9.000")], "shown again, it is what is true then"
    assert again["board"]["rosters"][0]["rows"][1]["grade"] == "差" and again["board"]["title"] == "别的会"


async def test_a_name_corrected_afterwards_is_on_the_board_once_it_is_shown_again(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair:
        await chair.do("view", view="ranking")
        answer = await made.http("PATCH", "", {"names": {made.ids()[0]: {"name": "甲乙"}}})
        assert answer.status_code == 200, answer.text
        assert listed(await view_of(made)) == RANKED
        await chair.do("view", view="agenda")
        assert "board" not in await view_of(made)
        await chair.do("view", view="ranking")
    assert listed(await view_of(made))[0] == (1, "甲乙", "9.000")


async def test_a_void_round_takes_its_board_off_the_screen(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair:
        await chair.do("view", view="ranking")
        await chair.do("void", round=chair.welcome["round"]["id"], reason="误开")
    shown = await view_of(made)
    assert shown == {"view": "agenda", "subject": None, "grades": False, "upto": None}


async def test_going_live_and_a_new_document_take_the_board_of_the_rehearsal_off_the_screen(host: Hosted) -> None:
    for change in ("document", "live"):
        made = await host.make(parts=[PART])
        await held(made)
        async with made.chair() as chair:
            await chair.do("view", view="ranking")
        if change == "live":
            await made.go_live()
        else:
            assert (await made.http("PUT", "", {**MEETING, "parts": [PART]})).status_code == 200
        assert "board" not in await view_of(made)


async def test_a_certified_board_keeps_the_fingerprints_that_it_was_shown_with(host: Hosted) -> None:
    """A decision changes `record`: the new one would vouch for grades that are not on the board."""
    made = await host.make(parts=[PART], quorum=None)
    await made.go_live()
    await held(made)
    await put(made, "/attendance", {"present": 6, "absent": 0})
    async with made.chair() as chair:
        await chair.do("view", view="ranking", grades=True)
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        assert (await view_of(made))["board"]["fingerprint"] is None
        await chair.do("view", view="ranking", grades=True)
        tally = await made.tally()
        await put(made, f"/subjects/{made.ids()[1]}/decision", {"grade": "好", "reason": "复核"})
    board = (await view_of(made))["board"]
    assert (board["fingerprint"], board["record"]) == (tally["fingerprint"], tally["record"])
    assert (await made.tally())["record"] != tally["record"] and board["phase"] == "certified"


# Grades that people have yet to decide

TEAM: Map = {
    "name": "领导班子",
    "form": {"title": "评议", "scale": {"choices": ["优秀", "良好"]}, "items": [{"key": "all", "title": "总体"}]},
    "subjects": [{"name": "局领导班子"}],
    "decide": {"base": "valid", "rules": [{"grade": "优秀", "of": ["优秀"], "over": "2/3"}, {"grade": "良好"}]},
}


async def test_desk_chair_and_circular_agree_whose_grade_is_undecided(host: Hosted) -> None:
    """Not of those whom votes have decided, so that nobody waits for a decision that is not due."""
    made = await host.make(parts=[PART, TEAM])
    await held(made)
    async with crowd(made, 6) as phones, made.chair() as chair:
        round_id = await chair.open(made.ids("领导班子"), part="领导班子")
        await cast_all(phones, round_id, [[0]])
        await close_and_publish(chair, round_id)
    for left in ([*NAMES], []):
        async with made.chair() as chair, made.desk() as desk:
            results, ranking = desk.welcome["results"], chair.welcome["ranking"]
        assert sorted(row["subject"]["name"] for row in results if row["undecided"]) == sorted(left)
        assert (ranking["graded"], ranking["proposed"]) == (5, len(left))
        circular = await made.http("GET", "/papers/circular.html")
        assert circular.status_code == (409 if left else 200) and "领导班子" not in circular.text
        for subject in made.ids()[:4]:
            assert left == [] or all(name in circular.json()["error"]["message"] for name in left)
            await put(made, f"/subjects/{subject}/decision", {"grade": "好", "reason": "研究"})


# Revealed from the last to the first


async def test_ranks_are_revealed_from_the_last_to_the_first_and_the_others_are_sent_to_nobody(host: Hosted) -> None:
    """Those who share a rank together; a screen that connects later sees the same."""
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair, made.screen() as screen:
        ranking = chair.welcome["ranking"]
        grades = {"graded": 4, "decided": 0, "proposed": 4}
        assert ranking == {"people": 4, "by_votes": False, "unscored": 0, "last": 3, **grades}
        upto, steps = ranking["last"], []
        while upto is not None:
            await chair.do("view", view="ranking", upto=upto)
            view = await screen.hear("view", view="ranking", upto=upto)
            told = await chair.hear("view", view="ranking", upto=upto)
            assert told == view and {**await view_of(made), "t": "view"} == view
            (roster,) = view["board"]["rosters"]
            assert roster["hidden"] == 4 - view["revealed"] == 4 - len(roster["rows"])
            steps.append(listed(view))
            upto = view["next"]
    assert steps == [RANKED[2:], RANKED[1:], RANKED]


async def test_what_is_not_revealed_is_in_no_later_message_to_a_screen(host: Hosted) -> None:
    """Not even where it follows from what the desk entered."""
    made = await host.make(parts=[PART])
    await held(made)
    await decide_everything(made)
    async with made.chair() as chair, made.screen() as screen:
        await chair.do("view", view="ranking", upto=4)
        sent = [screen.welcome, *await heard(screen)]
    async with made.screen() as late:
        sent.append(late.welcome)
    assert all(b"9.500" not in msgpack.packb(one) for one in sent)
    assert [row["name"] for row in sent[-1]["view"]["board"]["rosters"][0]["rows"]] == ["丁"]


async def test_a_reveal_under_way_keeps_its_board_and_is_finished_at_once_on_request(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair, made.chair() as other:
        await chair.do("view", view="ranking", upto=3)
        await decide_everything(made)
        await chair.do("view", view="ranking", upto=2)
        assert listed(await view_of(made)) == RANKED[1:]
        assert code(await other.ask("view", view="ranking", upto=3)) == "stale", "it would hide what was seen"
        await chair.do("view", view="ranking")
        assert listed(await view_of(made)) == RANKED
        await chair.do("view", view="ranking", upto=2)
    assert listed(await view_of(made))[0] == (2, "甲", "9.000"), "a new board"


async def test_a_reveal_that_starts_over_from_the_last_rank_is_a_new_board(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair:
        for before in (3, 2):
            await chair.do("view", view="agenda")
            await put(made, f"/subjects/{made.ids()[3]}/adjustments", [])
            await chair.do("view", view="ranking", upto=3)
            await chair.do("view", view="ranking", upto=before)
            await put(made, f"/subjects/{made.ids()[3]}/adjustments", [{"points": "-1", "reason": "迟到"}])
            async with made.chair() as late:
                last = late.welcome["ranking"]["last"]
            await chair.do("view", view="ranking", upto=last)
            assert listed(await view_of(made)) == [(4, "丁", "6.000")]


async def test_separate_rosters_are_revealed_rank_by_rank_and_what_has_no_rank_from_the_start(host: Hosted) -> None:
    parts = [{**PART, "subjects": PART["subjects"][:2]}, {**PART, "name": "下评", "subjects": [{"name": "戊"}]}, MOTION]
    made = await host.make(parts=parts)
    async with crowd(made, 6) as phones, made.chair() as chair:
        for name, rows in (("上述", [[9], [8]]), ("下评", [[7]]), ("表决", [[0]])):
            round_id = await chair.open(made.ids(name), name)
            await cast_all(phones, round_id, rows)
            await close_and_publish(chair, round_id)
        await chair.do("view", view="ranking", upto=2, grades=True)
        first = await view_of(made)
        await chair.do("view", view="ranking", upto=1, grades=True)
        last = await view_of(made)
    assert listed(first) == [(2, "乙", "8.000"), (None, "决议", None)] and first["next"] == 1
    assert listed(last) == [(1, "甲", "9.000"), (2, "乙", "8.000"), (1, "戊", "7.000"), (None, "决议", None)]
    votes = last["board"]["rosters"][2]
    assert votes["by_votes"] and votes["columns"] == ["grade"] and votes["rows"][0]["grade"] == "通过"
    assert (votes["rows"][0]["votes"]["count"], votes["rows"][0]["votes"]["base"]) == (6, 6)
    assert (last["people"], last["revealed"], first["revealed"]) == (4, 4, 2)


async def test_who_has_no_score_is_named_and_has_no_place(host: Hosted) -> None:
    made = await host.make(parts=[PART])
    await held(made, MARKS[:2])
    async with made.chair() as chair:
        assert (chair.welcome["ranking"]["people"], chair.welcome["ranking"]["unscored"]) == (2, 2)
        await chair.do("view", view="ranking", upto=2)
    view = await view_of(made)
    assert listed(view) == [(2, "乙", "7.000")] and view["board"]["unscored"] == ["丙", "丁"]


async def test_a_result_that_is_withheld_is_on_no_board(host: Hosted) -> None:
    """Few ballots without `panel`, and a round that is closed but not published."""
    made = await host.make(parts=[PART], show="closed")
    await made.go_live()
    async with crowd(made, 6) as phones, made.chair() as chair:
        for at, ballots in enumerate((6, 3, 6)):
            round_id = await chair.open(made.ids()[at : at + 1])
            await cast_all(phones[:ballots], round_id, MARKS[at])
            await chair.do("close", round=round_id, confirm=True)
            if at == 0:
                await chair.do("publish", round=round_id)
        await chair.do("view", view="ranking")
        view = await view_of(made)
        assert listed(view) == [(1, "甲", "9.000")] and view["board"]["unscored"] == ["乙", "丙", "丁"]
        assert (await made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
        assert await view_of(made) == view


# Refused


@pytest.mark.parametrize("upto", [0, -1, 4, 99, 10**9, True, 1.0, "x", "1", [1]])
async def test_a_rank_that_is_none_is_refused(host: Hosted, upto: object) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with made.chair() as chair:
        answer = await chair.ask("view", view="ranking", upto=upto)
    assert (code(answer), answer["field"]) == ("bad_command", "upto") and answer["text"]
    assert (await view_of(made))["view"] == "result"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        ({"view": "ranking", "grades": 1}, "grades"),
        ({"view": "ranking", "grades": "yes"}, "grades"),
        ({"view": "result", "grades": True}, "grades"),
        ({"view": "agenda", "grades": 1}, "grades"),
        ({"view": "agenda", "upto": 1}, "upto"),
    ],
)
async def test_what_belongs_to_the_ranking_is_refused_in_other_views_and_shapes(
    host: Hosted, command: Map, field: str
) -> None:
    made = await host.make(parts=[PART])
    async with made.chair() as chair:
        answer = await chair.ask("view", **command)
    assert (code(answer), answer["field"]) == ("bad_command", field)
    assert (await view_of(made))["view"] == "join"


async def test_held_results_have_no_ranking_before_they_are_published(host: Hosted) -> None:
    made = await host.make(parts=[PART], show="held")
    async with crowd(made, 6) as phones, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await cast_all(phones, round_id, [[mark] for mark in MARKS])
        await chair.do("close", round=round_id)
        answer = await chair.ask("view", view="ranking")
        assert code(answer) == "not_published" and "排名" in answer["text"]
        await chair.do("publish", all=True)
        await chair.do("view", view="ranking")
    assert listed(await view_of(made)) == RANKED


@pytest.mark.parametrize("role", ["screen", "desk"])
async def test_nobody_but_the_chair_shows_a_ranking(host: Hosted, role: str) -> None:
    made = await host.make(parts=[PART])
    await held(made)
    async with getattr(made, role)() as peer:
        await peer.send({"t": "view", "n": 1, "view": "ranking"})
        assert (await heard(peer)) == [] or (await view_of(made))["view"] == "result"
    assert (await view_of(made))["view"] == "result"


# Several nodes


async def test_every_node_shows_the_same_frozen_board(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(parts=[PART], admission="cards")
        there = moved(made, b)
        async with made.chair() as chair, there.screen() as screen:
            tokens = await made.cards(6)
            round_id = await chair.open(made.ids())
            for token in tokens:
                async with made.phone(token) as phone:
                    await phone.cast(round_id, [[mark] for mark in MARKS])
            await close_and_publish(chair, round_id)
            await chair.do("view", view="ranking", upto=3)
            seen = (await screen.until(lambda m: m["t"] == "welcome" and m["view"]["view"] == "ranking"))["view"]
            await decide_everything(there)
            async with there.chair() as other:
                assert other.welcome["view"] == seen
                await other.do("view", view="ranking", upto=2)
            after = await screen.hear("view", upto=2)
            await chair.until(lambda m: m["t"] == "welcome" and m["view"]["upto"] == 2)
            assert {**await view_of(made), "t": "view"} == after
    assert (listed(seen), listed(after)) == (RANKED[2:], RANKED[1:])
