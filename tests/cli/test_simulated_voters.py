"""Simulated voters of a rehearsal: their ballots keep the rules of every sample, and the real meeting ends them."""

import random

import pytest

from server.cli.simulated_ballots import notes_for, random_scores
from server.cli.simulated_voters import Pace, offer
from server.core.ballot_message import ballot_message
from server.core.ballot_validation import ballot_rules, validate_ballot
from server.core.form_document import write_form
from server.web.cards_package import samples
from server.web.meeting_documents import parse_document
from tests.harness import Hosted

pytestmark = pytest.mark.anyio

MEETINGS = {name: parse_document(document, "2022-12-20") for name, document in samples()}
PARTS = [(name, part.name) for name, meeting in MEETINGS.items() for part in meeting.parts if not part.entered]
AT_ONCE = Pace((0, 0), (0, 0), (0, 0))


@pytest.mark.parametrize(("name", "part_name"), PARTS)
def test_a_random_ballot_keeps_the_rules_of_every_sample(name: str, part_name: str) -> None:
    meeting = MEETINGS[name]
    part = meeting.part(part_name)
    assert part is not None
    rules = ballot_rules(meeting, part, len(part.subjects))
    for seed in range(50):
        recused = [seed % len(part.subjects)] if len(part.subjects) > 1 and seed % 5 == 0 else []
        round = {
            "form": write_form(part.form),
            "subjects": [{}] * len(part.subjects),
            "recused": recused,
            **ballot_message(meeting, part, len(part.subjects)),
        }
        rows = random_scores(round, random.Random(seed))
        message = {"scores": rows, "notes": notes_for(round, rows, "模拟意见")}
        validate_ballot(rules, 0, message, frozenset(recused))


async def test_they_vote_in_a_rehearsal_and_are_gone_in_the_real_meeting(host: Hosted) -> None:
    made = await host.make(admission="cards", groups=[{"name": "A票"}, {"name": "B票"}])
    cards = await made.cards(2, "A票")
    offer(host.operations, host.port, "http", AT_ONCE)
    assert (await made.http("POST", "/simulated-voters", {"count": 6})).status_code == 201
    more = await made.http("POST", "/simulated-voters", {"count": 195})
    assert (more.status_code, more.json()["error"]["field"]) == (422, "count")
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        (live,) = host.registry.live_meetings.values()
        while (await chair.hear("turnout"))["cast"] < 6:
            await host.scheduler.tick()
        await chair.do("close", round=live.rounds[0].id, confirm=True)
        assert (await made.tally(draft=True))["parts"][0]["subjects"][0]["ballots"] == 6
        await made.go_live()
        assert [(batch.batch is None, batch.count) for batch in live.batches] == [(False, len(cards))]
        refused = await made.http("POST", "/simulated-voters", {"count": 1})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "wrong_phase")


async def test_without_a_server_to_call_nobody_comes(host: Hosted) -> None:
    made = await host.make()
    assert (await made.http("POST", "/simulated-voters", {"count": 1})).status_code == 404
    for count in (0, 201, "2"):
        answer = await made.http("POST", "/simulated-voters", {"count": count})
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, "count")
