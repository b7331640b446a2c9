"""Admission: join codes, rotating codes, cards, and keys that were replaced."""

import secrets
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime

import pytest

from cards import qr
from tests.harness import MEETING, Hosted, Peer, TestClock, code, crowd, receipt

pytestmark = pytest.mark.anyio

DEVICE = b"d" * 16
CARDS = {**MEETING, "admission": "cards"}


async def refused(peer: Peer) -> str:
    """The refusal code of a hello; its connection must be closed with 1008."""
    async with peer:
        assert await peer.closed() == 1008
        return code(peer.welcome)


async def test_each_device_gets_its_own_token_and_always_the_same_one(host: Hosted) -> None:
    made = await host.make()
    async with made.guest(device=DEVICE) as phone, made.guest(device=DEVICE) as again, made.guest() as other:
        token = phone.welcome["token"]
        assert len(token) == 16 and not set(token) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        assert again.welcome["token"] == token != other.welcome["token"]
        assert phone.welcome["role"] == "voter"
    async with made.phone(token) as back:
        assert back.welcome["meeting"]["id"] == made.id


async def test_open_admission_is_capped_at_the_expected_number_but_known_devices_return(host: Hosted) -> None:
    made = await host.make(expected=2)
    async with made.guest(device=DEVICE) as phone, made.guest():
        assert await refused(made.guest()) == "full"
        async with made.guest(device=DEVICE) as again, made.phone(phone.welcome["token"]):
            assert again.welcome["t"] == "welcome"
        assert len(await made.cards(3)) == 3, "printed cards are not capped"
        assert (await made.http("PATCH", "", {"expected": 3})).status_code == 200
        async with made.guest() as third:
            assert third.welcome["t"] == "welcome"
        assert await refused(made.guest()) == "full"


async def test_a_groups_size_caps_its_own_code(host: Hosted) -> None:
    groups = [{"name": "A", "weight": "0.6", "size": 1}, {"name": "B", "weight": "0.4", "size": 2}]
    made = await host.make(groups=groups)
    assert set(made.join) == {"A", "B"} and made.join["A"] != made.join["B"]
    async with made.guest(made.join["A"], DEVICE) as first:
        assert first.welcome["meeting"]["group"] == "A"
        assert await refused(made.guest(made.join["A"])) == "full"
        async with made.guest(made.join["B"]) as second, made.guest(made.join["B"], DEVICE) as same:
            assert second.welcome["meeting"]["group"] == "B"
            assert same.welcome["token"] == first.welcome["token"], "one phone, one token, whatever it scans next"


async def test_the_chair_can_stop_admission_and_start_it_again(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, made.guest(device=DEVICE):
        await chair.do("admit", open=False)
        assert await refused(made.guest()) == "admission_closed"
        async with made.guest(device=DEVICE) as known:
            assert known.welcome["t"] == "welcome"
        await chair.do("admit", open=True)
        async with made.guest() as late:
            assert late.welcome["t"] == "welcome"


async def test_unknown_codes_and_tokens_are_refused(host: Hosted) -> None:
    made = await host.make()
    for wrong in ("00000000", "x", "", "文" * 8, "ı" * 16, "0" * 3000, made.join["全体"][:7]):
        assert await refused(host.peer({"role": "voter", "join": wrong, "device": DEVICE})) == "unknown_code"
        assert await refused(made.phone(wrong)) == "unknown_token"
    for typed in (5, True, None, b"0" * 16, ["0"], {"0": 1}):
        assert await refused(host.peer({"role": "voter", "token": typed})) == "unknown_token"
        assert await refused(host.peer({"role": "voter", "join": typed, "device": DEVICE})) == "unknown_code"


async def test_codes_and_tokens_are_read_as_people_type_them(host: Hosted) -> None:
    made = await host.make()
    cards = await made.cards(30)
    misread = str.maketrans({"1": "l", "0": "o"})
    tokens = [next(token for token in cards if sign in token) for sign in "01"]
    for token in tokens:
        quads = [token[i : i + 4] for i in range(0, 16, 4)]
        confused = (token.translate(misread), token.replace("1", "I").replace("0", "O"))
        for typed in (token.lower(), "-".join(quads), " ".join(quads), *confused):
            async with made.phone(typed) as phone:
                assert phone.welcome["t"] == "welcome", typed
    join = made.join["全体"]
    async with made.guest(f" {join[:4].lower()}-{join[4:].translate(misread)} ") as phone:
        assert phone.welcome["t"] == "welcome"
    assert await refused(made.phone(tokens[0][:-1] + "U")) == "unknown_token", "U is not in the alphabet"


async def test_the_last_two_rotating_codes_are_accepted(host: Hosted, clock: TestClock) -> None:
    made = await host.make(join="rotating")
    async with made.screen() as screen:
        first = screen.welcome["join"]["codes"]["全体"]
        assert 0 < screen.welcome["join"]["left"] <= 30_000
        clock.run(30)
        await host.scheduler.tick()
        second = (await screen.until(lambda m: m["t"] == "join" and m["codes"]["全体"] != first))["codes"]["全体"]
        for accepted in (first, second):
            async with made.guest(accepted, DEVICE) as phone:
                assert phone.welcome["t"] == "welcome"
        clock.run(30)
        assert await refused(made.guest(first)) == "expired_code"
        async with made.guest(second), made.phone(phone.welcome["token"]) as back:
            assert back.welcome["t"] == "welcome", "an admitted phone stays admitted"


async def test_the_qr_code_of_the_join_message_holds_the_address_that_phones_open(host: Hosted) -> None:
    groups = [{"name": "A"}, {"name": "B"}]
    made = await host.make(groups=groups)
    async with made.screen() as screen, made.chair() as chair:
        join = screen.welcome["join"]
        assert join == chair.welcome["join"] and join["codes"] == made.join and join["left"] is None
        for group in ("A", "B"):
            size, path = qr.svg_path(f"{join['url']}#{made.join[group]}")
            assert join["qr"][group] == {"size": size, "path": path}
    cards = await host.make(CARDS)
    assert cards.join is None
    async with cards.screen() as screen:
        assert screen.welcome["join"] is None


async def test_a_phone_admitted_just_before_the_close_counts_as_eligible(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, AsyncExitStack() as stack:
        for subject in made.ids():
            phone = await stack.enter_async_context(made.guest())
            round_id = await chair.open([subject])
            assert receipt(await phone.cast(round_id, 8))
            await chair.do("close", round=round_id, confirm=True)
    rounds = (await made.tally())["reconciliation"]["rounds"]
    assert [(one["eligible"], one["unreturned"]) for one in rounds] == [(1, 0), (2, 1), (3, 2)]


async def test_cards_are_issued_in_batches_and_shown_once(host: Hosted) -> None:
    made = await host.make(CARDS, expected=2)
    answer = await made.http("POST", "/cards", {"group": "全体", "count": 3})
    batch, cards = answer.json()["batch"], answer.json()["cards"]
    assert answer.status_code == 201 and len({card["token"] for card in cards}) == 3
    assert all(card["url"] == f"{host.operations.url}/v#{card['token']}" for card in cards)
    shown = (await made.http("GET", "")).text + (await made.http("GET", "/log")).text
    assert batch in shown and not any(card["token"] in shown for card in cards)
    for body, field in (
        ({"group": "C", "count": 1}, "group"),
        ({"group": "全体", "count": 0}, "count"),
        ({"group": "全体", "count": True}, "count"),
        ({"group": "全体", "count": 1, "recuse": "s99"}, "recuse"),
        ({"group": "全体"}, "count"),
        ({"group": "全体", "count": 1, "color": "red"}, "color"),
    ):
        answer = await made.http("POST", "/cards", body)
        assert answer.json()["error"]["field"] == field and answer.status_code in (404, 422)
    printed = await made.http("POST", "/cards", {"group": "全体", "count": 2}, Accept="text/html")
    assert printed.status_code == 201 and printed.headers["content-type"].startswith("text/html")
    assert printed.headers["cache-control"] == "no-store"


async def test_void_cards_cannot_vote_in_later_rounds_but_their_earlier_ballots_count(host: Hosted) -> None:
    made = await host.make(CARDS)
    first = (await made.http("POST", "/cards", {"group": "全体", "count": 2})).json()
    lost, valid = (card["token"] for card in first["cards"])
    other = (await made.http("POST", "/cards", {"group": "全体", "count": 3})).json()
    async with made.chair() as chair, made.phone(lost) as phone, made.phone(valid) as other_phone:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8))
        wrong = await made.http("POST", "/void-cards", {"tokens": [lost, "0" * 16]})
        assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "tokens[1]")
        assert (await made.http("POST", "/void-cards", {"batch": "none"})).status_code == 404
        for body in ({}, {"tokens": [lost], "batch": first["batch"]}, {"tokens": lost}, {"tokens": [5]}):
            assert (await made.http("POST", "/void-cards", body)).status_code == 422
        assert (await made.http("POST", "/void-cards", {"tokens": [lost.lower()]})).json() == {"voided": 1}
        assert (await made.http("POST", "/void-cards", {"batch": other["batch"]})).json() == {"voided": 3}
        assert await refused(made.phone(lost)) == await refused(made.phone(other["cards"][0]["token"])) == "void_card"
        await chair.until(lambda m: m["t"] == "turnout" and m["issued"] == 1)
        await chair.do("close", round=round_id, confirm=True)
        later = await chair.open(made.ids()[1:2])
        assert code(await phone.cast(later, 9)) == "void_card"
        assert receipt(await other_phone.cast(later, 9))
        await chair.do("close", round=later, confirm=True)
    tally = await made.tally()
    assert [one["ballots"] for one in tally["parts"][0]["subjects"]] == [1, 1, 0]
    assert (tally["reconciliation"]["issued"], tally["reconciliation"]["voided"]) == (5, 4)


def stamp(clock: TestClock) -> str:
    return datetime.fromtimestamp(clock.day, UTC).isoformat()


async def test_phones_that_joined_after_a_time_are_voided_and_their_places_are_free(
    host: Hosted, clock: TestClock
) -> None:
    """Also for a program that took every place: earlier phones and all cards stay, ballots already cast too."""
    made = await host.make(expected=6)
    [card] = await made.cards(1)
    async with AsyncExitStack() as stack:
        first = [await stack.enter_async_context(made.guest()) for _ in range(2)]
        clock.run(60)
        after = stamp(clock)
        program = [await stack.enter_async_context(made.guest()) for _ in range(4)]
        assert await refused(made.guest()) == "full"
        chair = await stack.enter_async_context(made.chair())
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await program[0].cast(round_id, 1))
        answer = await made.http("POST", "/void-open", {"after": after})
        assert (answer.status_code, answer.json()) == (200, {"voided": 4})
        for phone in program:
            assert (await phone.hear("refused"))["code"] == "void_card", "the phone shows it at once"
            assert await phone.closed() == 1008, "and takes no connection any more"
            assert await refused(made.phone(phone.welcome["token"])) == "void_card"
        for phone in [*first, *[await stack.enter_async_context(made.guest()) for _ in range(4)]]:
            assert receipt(await phone.cast(round_id, 8))
        async with made.phone(card) as phone:
            assert receipt(await phone.cast(round_id, 8))
        assert await refused(made.guest()) == "full"
        await chair.until(lambda m: m["t"] == "turnout" and m["issued"] == 7)
        await chair.do("close", round=round_id)
        assert (await made.http("POST", "/void-open", {"after": after})).json() == {"voided": 4}, "the new ones too"
    tally = await made.tally()
    assert tally["parts"][0]["subjects"][0]["ballots"] == 8
    assert (tally["reconciliation"]["issued"], tally["reconciliation"]["voided"]) == (11, 8)
    log = (await made.http("GET", "/log")).json()["log"]
    voided = [(line["role"], line["detail"]) for line in log if line["act"] == "void-open"]
    assert voided == [("desk", {"after": after, "count": 4})] * 2


async def test_a_voided_phone_frees_its_place_in_its_group(host: Hosted, clock: TestClock) -> None:
    groups = [{"name": "A", "weight": "0.6", "size": 1}, {"name": "B", "weight": "0.4", "size": 1}]
    made = await host.make(groups=groups)
    async with made.guest(made.join["A"]):
        clock.run(120)
        async with made.guest(made.join["B"]):
            assert await refused(made.guest(made.join["B"])) == "full"
            assert (await made.http("POST", "/void-open", {"after": stamp(clock)})).json() == {"voided": 1}
            async with made.guest(made.join["B"]) as phone:
                assert phone.welcome["t"] == "welcome"
            assert await refused(made.guest(made.join["A"])) == "full"


@pytest.mark.parametrize(
    "after",
    ["", "2022-12-20", "2022-12-20T09:00:00", "2022-12-20 09:00:00+08:00", "2022-13-20T09:00:00Z", 5, None]
    + ["2022-12-20T25:00:00Z", "2022-12-20T09:00:00+99:00", "20221220T090000Z", "2022-W51-2T09:00:00Z"],
)
async def test_a_time_must_be_as_in_rfc_3339(host: Hosted, after: object) -> None:
    made = await host.make()
    async with made.guest() as phone:
        answer = await made.http("POST", "/void-open", {"after": after})
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, "after")
        for time in ("9999-12-31T23:59:59.999Z", "2522-12-20T09:00:00-12:00"):
            assert (await made.http("POST", "/void-open", {"after": time})).json() == {"voided": 0}
        assert (await made.http("POST", "/void-open", {})).status_code == 422
        for time in ("0001-01-01T00:00:00z", "1970-01-01t00:00:00.5+08:00"):
            voided = (await made.http("POST", "/void-open", {"after": time})).json()["voided"]
            assert voided == (1 if time.startswith("0001") else 0)
        assert (await phone.hear("refused"))["code"] == "void_card"


async def test_admission_times_are_stored_to_the_minute_and_dropped_at_the_certification(
    host: Hosted, clock: TestClock
) -> None:
    made = await host.make(expected=2)
    await made.go_live()
    clock.run(75)
    async with made.guest(), made.guest():
        query = "SELECT minute FROM token WHERE batch IS NULL"
        with closing(sqlite3.connect(host.data / "pingyi.db")) as db:
            assert db.execute(query).fetchall() == [(int(clock.day // 60),)] * 2
        assert (await made.http("PUT", "/attendance", {"present": 2, "absent": 0})).status_code == 200
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        with closing(sqlite3.connect(host.data / "pingyi.db")) as db:
            assert db.execute(query).fetchall() == [(None,)] * 2
        late = await made.http("POST", "/void-open", {"after": stamp(clock)})
        assert (late.status_code, late.json()["error"]["code"]) == (409, "wrong_phase")


async def test_the_secretary_is_warned_of_known_ballots_where_anybody_may_join_and_the_tally_runs(host: Hosted) -> None:
    """Until the certification, after which no tally runs."""
    said = "现场实时公布时，一人持多部手机可推算他人选票；正式测评请用票卡，或截止后公布"
    for admission, show in (("open", "live"), ("open", "closed"), ("open", "held"), ("cards", "live")):
        made = await host.make(admission=admission, show=show)
        warned = said in (await made.http("GET", "")).json()["warnings"]
        assert warned == (admission == "open" and show == "live"), (admission, show)
        await made.go_live()
        assert (await made.http("PUT", "/attendance", {"present": 0, "absent": 0})).status_code == 200
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        assert (await made.http("GET", "")).json()["warnings"] == []


@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
async def test_a_new_key_replaces_the_old_one_at_once_and_closes_its_connections(host: Hosted, role: str) -> None:
    """P30: whether admin or desk asks for it; phones and other roles stay connected."""
    made = await host.make()
    old = made.keys[role]
    for by in ("desk", "admin"):
        asking = host.admin if by == "admin" else made.keys["desk"]
        async with made.host.peer({"role": role, "key": made.keys[role]}) as peer, crowd(made, 1) as (phone,):
            answer = await host.http("POST", f"{made.path}/keys", asking, {"role": role})
            assert answer.status_code == 201 and await peer.closed(2) == 1008
            made.keys[role] = answer.json()["key"]
            assert 26 <= len(made.keys[role]) <= 64
            async with made.host.peer({"role": role, "key": made.keys[role]}) as fresh, made.chair() as chair:
                assert fresh.welcome["role"] == role
                await chair.do("view", view="agenda")
                assert phone.socket.close_code is None
    assert (await host.http("GET", made.path, old)).status_code == 401
    async with host.peer({"role": role, "key": old}) as late:
        assert late.welcome["t"] == "refused" and await late.closed() == 1008


async def test_no_token_key_or_code_is_stored_in_clear(host: Hosted) -> None:
    """P22: only hashes are stored."""
    made = await host.make()
    [card] = await made.cards(1)
    async with made.guest(device=secrets.token_bytes(16)) as phone:
        secret_words = [card, phone.welcome["token"], *made.keys.values(), *made.join.values()]
    folder = host.data
    disk = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert made.id.encode() in disk and not any(word.encode() in disk for word in secret_words)
