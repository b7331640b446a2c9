"""Requests of chairs and desks: a command, the check of a card, a paper ballot. Each yields the reply to send."""

import logging

from ..core.codec import Map
from ..core.errors import Damaged, NotRecorded, Refused
from ..meetings.audience import PeerConnection
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .commands import CHAIR_COMMANDS, check_card, enter_paper_ballot
from .error_replies import command_refusal, echoable

log = logging.getLogger("pingyi")


async def answer_command(operations: Operations, live: LiveMeeting, message: Map) -> Map:
    command, n = str(message["t"]), message.get("n")
    try:
        await operations.registry.refresh(live)
        result = await CHAIR_COMMANDS[command](operations, live, message)
        log.info("meeting %s: chair: %s", live.state.id, command)
        return {**echoable({"t": "done", "n": n}), **(result or {})}
    except (Refused, NotRecorded, Damaged) as error:
        return {**echoable({"t": "refused", "n": n}), **command_refusal(live, error)}


async def answer_card_check(operations: Operations, live: LiveMeeting, connection: PeerConnection, message: Map) -> Map:
    echo = {name: message.get(name) for name in ("n", "round")}
    try:
        await operations.registry.refresh(live)
        answer = await check_card(operations, live, connection, message)
        return {**echoable({"n": echo["n"]}), **answer}
    except (Refused, NotRecorded, Damaged) as error:
        return echoable({"t": "refused", **echo, **command_refusal(live, error)})


async def answer_paper_ballot(
    operations: Operations, live: LiveMeeting, connection: PeerConnection, message: Map
) -> Map | None:
    """None where nothing is answered: to differing tries with a card that has voted."""
    echo = {name: message.get(name) for name in ("n", "round", "nonce")}
    try:
        await operations.registry.refresh(live)
        receipt = await enter_paper_ballot(operations, live, connection, message)
        return None if receipt is None else echoable({**receipt, "n": echo["n"]})
    except (Refused, NotRecorded, Damaged) as error:
        return echoable({"t": "refused", **echo, **command_refusal(live, error)})
