"""Spare cards (备用未发) are not handed out: what may be entered and every number that follows, on both databases."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from tests.archive.test_archive import bundle, unzipped
from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, Start, receipt
from tests.voters import moved

pytestmark = pytest.mark.anyio

PARTS: list[Map] = [
    *MEETING["parts"],
    {"name": "下评", "form": "plain", "groups": ["A票"], "subjects": [{"name": "镇党委书记"}]},
]
TWO_GROUPS: Map = {**MEETING, "admission": "cards", "groups": [{"name": "A票"}, {"name": "B票"}], "parts": PARTS}
ONE_GROUP: Map = {**MEETING, "admission": "cards"}


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def live_meeting(host: Hosted, document: Map, **cards: int) -> tuple[MeetingClient, dict[str, list[str]]]:
    """A live meeting with so many cards for each group."""
    made = await host.make(document)
    tokens = {group: await made.cards(count, group) for group, count in cards.items()}
    await made.go_live()
    return made, tokens


async def vote(made: MeetingClient, round_id: str, tokens: list[str]) -> None:
    for token in tokens:
        async with made.phone(token) as phone:
            assert receipt(await phone.cast(round_id, 8))


async def vote_on_paper(desk: Peer, round_id: str, token: str) -> None:
    nonce = secrets.token_bytes(16)
    await desk.send({"t": "paper", "n": 1, "round": round_id, "token": token, "nonce": nonce, "scores": [[7]]})
    await desk.hear("receipt", nonce=nonce)


async def a_round(made: MeetingClient, tokens: list[str], subject: int = 0, part: str = "上述") -> None:
    async with made.chair() as chair:
        round_id = await chair.open(made.ids(part)[subject : subject + 1], part)
        await vote(made, round_id, tokens)
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)


async def put(made: MeetingClient, **body: object) -> None:
    answer = await made.http("PUT", "/attendance", body)
    assert (answer.status_code, answer.json()) == (200, body), answer.text


async def refused(made: MeetingClient, language: str = "zh", **body: object) -> Map:
    """The error of an attendance that is not accepted; nothing of it is stored."""
    before = (await made.http("GET", "")).json()["attendance"]
    answer = await made.http("PUT", "/attendance", body, accept_language=language)
    assert answer.status_code == 422, answer.text
    assert (await made.http("GET", "")).json()["attendance"] == before
    error: Map = answer.json()["error"]
    return error


async def balance(made: MeetingClient) -> Map:
    reconciliation: Map = (await made.tally(draft=True))["reconciliation"]
    return reconciliation


def cards(reconciliation: Map) -> list[object]:
    return [reconciliation[key] for key in ("printed", "issued", "spare", "voided")]


async def test_spare_cards_are_entered_alone_or_with_the_people_and_stay_over_a_restart(start: Start) -> None:
    """Printed = handed out + spare. Each of the two leaves the other as it was."""
    async with start() as host:
        made, tokens = await live_meeting(host, ONE_GROUP, 全体=9)
        await a_round(made, tokens["全体"][:6])
        assert "spare" not in (await made.http("GET", "")).json()["attendance"]
        await put(made, present=6, absent=2)
        await put(made, spare={"全体": 3})
        assert cards(await balance(made)) == [9, 6, 3, 0]
    async with start() as host:
        made = moved(made, host)
        stored = (await made.http("GET", "")).json()
        assert stored["attendance"] == {"present": 6, "absent": 2, "spare": {"全体": 3}}
        assert stored["card_groups"] == [{"group": "全体", "printed": 9, "void": 0, "unused": 3, "spare": 3}]
        await put(made, present=7, absent=1)
        assert (await made.http("GET", "")).json()["attendance"]["spare"] == {"全体": 3}
        await put(made, present=6, absent=2, spare={"全体": 1})
        reconciliation = await balance(made)
        assert cards(reconciliation) == [9, 8, 1, 0]
        (round,) = reconciliation["rounds"]
        assert (round["eligible"], round["returned"], round["unreturned"]) == (8, 6, 2)
        assert reconciliation["balanced"] and reconciliation["groups"][0]["spare"] == 1


async def test_more_spare_cards_than_never_came_in_are_refused_with_the_group_and_the_number(host: Hosted) -> None:
    """A card comes in when its phone connects or the desk votes with it; a void one is no spare one either."""
    made, tokens = await live_meeting(host, TWO_GROUPS, A票=8, B票=7)
    a, b = tokens["A票"], tokens["B票"]
    async with AsyncExitStack() as stack:
        chair, desk = await stack.enter_async_context(made.chair()), await stack.enter_async_context(made.desk())
        round_id = await chair.open(made.ids()[:1])
        await vote(made, round_id, [*a[:4], b[0]])
        async with made.phone(a[4]):  # comes in and never votes
            pass
        await vote_on_paper(desk, round_id, b[1])
        await chair.do("close", round=round_id)
    await made.http("POST", "/void-cards", {"tokens": [b[2]]})
    error = await refused(made, spare={"A票": 4, "B票": 0})
    assert (error["code"], error["field"]) == ("invalid_field", "spare.A票")
    assert error["message"] == "“A票”的票卡只有 3 张从未用过，备用未发不能填 4 张。"
    error = await refused(made, "en", present=7, absent=0, spare={"A票": 3, "B票": 5})
    assert error["field"] == "spare.B票"
    assert error["message"] == "“B票” has only 4 cards that were never used, so 5 cannot be spare."
    await put(made, spare={"A票": 3, "B票": 4})
    assert cards(await balance(made)) == [15, 8, 7, 1]
    await put(made, spare={"B票": 1})
    assert (await made.http("GET", "")).json()["attendance"]["spare"] == {"A票": 0, "B票": 1}


@pytest.mark.parametrize(
    ("spare", "field"),
    [
        ({"C票": 1}, "spare.C票"),
        ({"A票": -1}, "spare.A票"),
        ({"A票": True}, "spare.A票"),
        ({"A票": "2"}, "spare.A票"),
        ({"A票": 1.0}, "spare.A票"),
        ([2, 1], "spare"),
        (2, "spare"),
    ],
)
async def test_spare_cards_are_whole_numbers_by_the_name_of_a_group(host: Hosted, spare: object, field: str) -> None:
    made, _ = await live_meeting(host, TWO_GROUPS, A票=3, B票=3)
    assert (await refused(made, spare=spare))["field"] == field


async def test_phones_that_join_by_code_have_no_spare_cards(host: Hosted) -> None:
    made = await host.make()
    await made.go_live()
    async with made.guest():
        assert (await refused(made, spare={"全体": 1}))["field"] == "spare.全体"
        await put(made, spare={"全体": 0})


async def test_the_turnout_counts_cards_handed_out_of_the_groups_that_vote(host: Hosted) -> None:
    """`issued` leaves out spare and void cards and the groups without a vote in this round."""
    made, tokens = await live_meeting(host, TWO_GROUPS, A票=8, B票=7)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids("下评"), "下评")
        await chair.hear("turnout", round=round_id, issued=8)
        await put(made, spare={"A票": 3, "B票": 2})
        await chair.hear("turnout", round=round_id, issued=5)
        await made.http("POST", "/void-cards", {"tokens": [tokens["A票"][0]]})
        await chair.hear("turnout", round=round_id, issued=4)
        await vote(made, round_id, tokens["A票"][1:5])
        await chair.do("close", round=round_id, confirm=True)
        await chair.open(made.ids()[:1])
        await chair.hear("turnout", issued=15 - 1 - 5)
    (first, _) = (await balance(made))["rounds"]
    assert (first["eligible"], first["returned"], first["unreturned"]) == (4, 4, 0)


async def test_a_spare_card_that_comes_in_is_named_until_the_number_is_corrected(host: Hosted) -> None:
    """Nothing is certified before; the sentence says by how many it is off."""
    made, tokens = await live_meeting(host, ONE_GROUP, 全体=9)
    await a_round(made, tokens["全体"][:6])
    await put(made, spare={"全体": 3})
    await a_round(made, tokens["全体"][:7], subject=1)
    reconciliation = await balance(made)
    text = "“全体”的备用未发填了 3 张，从未用过的票卡只有 2 张，多 1"
    assert (reconciliation["balanced"], reconciliation["problems"]) == (False, [text])
    answer = await made.http("POST", "/phase", {"phase": "certified"})
    assert (answer.status_code, answer.json()["error"]["problems"]) == (409, [text])
    files = unzipped(await bundle(made, draft=True))
    assert list(check_archive(files)) == [] and list(verify_archive(files)) == []
    await put(made, spare={"全体": 2})
    reconciliation = await balance(made)
    assert [round["unreturned"] for round in reconciliation["rounds"]] == [1, 0]
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200


async def test_cards_printed_after_a_round_are_no_spare_cards_of_it(host: Hosted) -> None:
    """No round ever has fewer cards handed out than ballots returned."""
    made, tokens = await live_meeting(host, ONE_GROUP, 全体=8)
    await a_round(made, tokens["全体"][:6])
    late = await made.cards(6)
    await a_round(made, [*tokens["全体"][:6], *late[:2]], subject=1)
    await put(made, spare={"全体": 6})
    reconciliation = await balance(made)
    assert reconciliation["balanced"] and cards(reconciliation) == [14, 8, 6, 0]
    assert [round["eligible"] for round in reconciliation["rounds"]] == [6, 8]


async def test_the_spare_cards_of_one_round_are_corrected_alone(host: Hosted) -> None:
    made, tokens = await live_meeting(host, ONE_GROUP, 全体=9)
    await a_round(made, tokens["全体"][:6])
    await a_round(made, tokens["全体"][:6], subject=1)
    await put(made, spare={"全体": 3})
    first = (await balance(made))["rounds"][0]["round"]
    await put(made, present=6, absent=1, round=first)
    await put(made, spare={"全体": 1}, round=first)
    assert [round["eligible"] for round in (await balance(made))["rounds"]] == [8, 6]
    stored = await host.operations.store.counted_round(made.id, first)
    assert stored is not None and stored.round.attendance is not None and stored.round.attendance.present == 6
    assert (await refused(made, spare={"全体": 4}, round=first))["field"] == "spare.全体"
    assert list(check_archive(unzipped(await bundle(made, draft=True)))) == []


@pytest.mark.scaled(2)
@pytest.mark.parametrize("entered", [None, {"A票": 3, "B票": 2}, {"A票": 0, "B票": 0}])
async def test_both_verifiers_agree_on_an_archive_with_spare_cards(host: Hosted, entered: Map | None) -> None:
    """The recount subtracts them from its own text of the rule; a draft is checked as well as what is certified."""
    made, tokens = await live_meeting(host, TWO_GROUPS, A票=8, B票=7)
    await a_round(made, [*tokens["A票"][:5], *tokens["B票"][:5]])
    if entered is not None:
        await put(made, spare=entered)
    await a_round(made, tokens["A票"][:5], part="下评")
    drafted = unzipped(await bundle(made, draft=True))
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    for files in (drafted, unzipped(await bundle(made))):
        assert list(check_archive(files)) == [] and list(verify_archive(files)) == []
    reconciliation = (await made.tally())["reconciliation"]
    assert ("spare" in reconciliation) == ("printed" in reconciliation) == (entered is not None)
    assert [round["unreturned"] for round in reconciliation["rounds"]] == (
        [5, 3] if entered is None or not entered["A票"] else [0, 0]
    )
