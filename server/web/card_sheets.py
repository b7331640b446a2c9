"""Print sheets of newly issued cards, or of paper ballots with a card on each.

Translates a meeting into the values that the package `cards` prints. A sheet contains tokens, so it is never stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..core.errors import Refused
from ..core.message_catalogue import section
from ..core.models import Meeting, Part, Phase
from ..core.wifi import Networks
from ..meetings.live_meeting import LiveMeeting
from .cards_package import CardNetwork, CardSheet, ballot_sheets, card_sheet
from .paper_ballots import paper_ballot


@dataclass(frozen=True, slots=True)
class CardBatch:
    """Cards of one batch as (token, address). `group` is an index, `recuse` a subject's id, `wifi` the number of the
    network that is printed on them, from 1, `paper` the size of the sheets of paper ballots."""

    group: int
    batch: str
    recuse: str | None
    cards: Sequence[tuple[str, str]]
    wifi: int = 1
    paper: str = "A4"


def print_sheet(
    live: LiveMeeting, batch: CardBatch, part: Part | None, css: str, key: str
) -> tuple[Callable[..., str], *tuple[object, ...]]:
    """The function of `cards` that draws the page, and its arguments: a page of cards or, if `part` is given, of paper
    ballots of it, one for each card. `key`: the digest of the signing key. A code takes milliseconds to draw, so call
    the function in the worker."""
    meeting, test = live.state.meeting, live.state.phase is Phase.REHEARSAL
    if part is not None:
        ballot = paper_ballot(meeting, part, batch.group, batch.recuse, batch=batch.batch, test=test, key=key)
        return ballot_sheets, ballot, batch.cards, css, batch.paper
    group = meeting.groups[batch.group].name
    recused = next((subject.name for _, subject in meeting.subjects() if subject.id == batch.recuse), "")
    sheet = CardSheet(
        title=meeting.title,
        organisation=meeting.organisation,
        group=group,
        colour=batch.group,
        batch=batch.batch,
        words=dict(section(meeting.language, "cards")),
        test=test,
        recused=recused,
        key=key,
        wifi=_printed_network(live.join_codes.networks(meeting), batch.wifi, meeting.language),
    )
    return card_sheet, sheet, batch.cards, css


def _printed_network(networks: Networks, number: int, language: str) -> CardNetwork | None:
    """Numbered where the hall has several."""
    if not networks:
        return None
    words, network = section(language, "cards"), networks[min(number, len(networks)) - 1]
    label = words["wifi_numbered"].format(n=number) if len(networks) > 1 else ""
    return CardNetwork(label, network.ssid, network.password, network.qr_text)


def voting_part(meeting: Meeting, group: int, name: str | None) -> Part:
    """The part named `name` in which a group votes; None means its only one. Raises Refused `invalid_field`."""
    voting = [part for part in meeting.parts if not part.entered and group in meeting.voting_groups(part)]
    matching = voting if name is None else [part for part in voting if part.name == name]
    if len(matching) != 1:
        raise Refused("invalid_field", "part")
    return matching[0]
