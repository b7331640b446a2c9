"""An association's general meeting: two thirds of all who are entitled to vote, present or not.

All 45 members vote on two resolutions, of which 30 are exactly two thirds; 39 of them vote on the statutes, and 26 are
needed there. Three associates vote: too few to be shown, and with them the tenants, who could be computed otherwise.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map, Peer, code
from tests.meetings.worked.play import INVALID, Play, compare, played
from tests.meetings.worked.vote_rows import (
    Share,
    balance,
    ballots,
    group,
    hidden_group,
    item,
    result,
    roster,
    subject,
)

pytestmark = pytest.mark.anyio

FOR, AGAINST, ABSTAIN = "For", "Against", None
ATTENDANCE = {
    "Homeowners": {"present": 21, "absent": 3},
    "Tenants": {"present": 11, "absent": 4},
    "Associates": {"present": 3, "absent": 3},
}


async def vote(play: Play) -> None:
    """Three homeowners vote on paper: one line is invalid, and one ballot is spoiled."""
    homeowners, paper = await play.phones(18, "Homeowners"), await play.made.cards(3, "Homeowners")
    tenants, associates = await play.phones(9, "Tenants"), await play.phones(3, "Associates")
    await play.made.cards(2, "Tenants")
    await play.open("Resolutions")
    await play.cast(homeowners[:17], (FOR,), (FOR,))
    await play.cast(homeowners[17:], (ABSTAIN,), (AGAINST,))
    await play.cast(tenants[:8], (FOR,), (FOR,))
    await play.cast(tenants[8:], (FOR,), (AGAINST,))
    await play.cast(associates[:2], (FOR,), (FOR,))
    await play.cast(associates[2:], (AGAINST,), (FOR,))
    await play.paper(paper[0], (FOR,), (FOR,))
    await play.paper(paper[1], (FOR,), INVALID)
    await play.paper(paper[2])
    await play.close()
    await amend(play, homeowners, tenants, associates, paper)


async def amend(
    play: Play, homeowners: list[Peer], tenants: list[Peer], associates: list[Peer], paper: list[str]
) -> None:
    await play.open("Statutes")
    assert code(await play.refused(associates[0], FOR)) == "not_eligible"
    await play.cast(homeowners[:16], FOR)
    await play.cast(homeowners[16:], AGAINST)
    await play.cast(tenants[:8], FOR)
    await play.cast(tenants[8:], AGAINST)
    await play.paper(paper[0], FOR)
    await play.paper(paper[1], FOR)
    await play.paper(paper[2])
    await play.close()


def motion(
    label: str, counts: list[int], bases: Sequence[int], votes: Share, needed: int, groups: list[Map], **more: int
) -> Map:
    """`more`: abstained, invalid."""
    items = [item("vote", "Vote", counts, more.get("abstained", 0))]
    return subject(label, items, ballots=bases[-1], bases=bases, votes=votes, needed=needed, groups=groups, **more)


def judged(label: str, part: str, votes: Share, needed: int, grade: str, reason: str, roster: int = 1) -> Map:
    about: Map = {"needed": needed, "grade": grade, "grades": ["carried", "rejected"], "reasons": [reason]}
    return result(label, part, roster=roster, rank=None, votes=votes, **about)


ACCOUNTS = ("expected", 30, 45, "66.67")
FEE = ("expected", 29, 45, "64.44")
STATUTES = ("expected", 26, 39, "66.67")
FIRST = "s1 Approve_the_accounts_for_2024"
SECOND = "s2 Raise_the_annual_fee_to_60_euros"
THIRD = "s3 Amend_article_7_of_the_statutes"
HIDDEN = [hidden_group("Tenants"), hidden_group("Associates")]
RESOLUTIONS = [
    motion(
        FIRST,
        [30, 1],
        (45, 35, 33, 32, 31),
        ACCOUNTS,
        30,
        [group("Homeowners", 19, ("vote", [19, 0], ["100.00", "0.00"])), *HIDDEN],
        abstained=1,
    ),
    motion(
        SECOND,
        [29, 2],
        (45, 35, 33, 31, 31),  # returned 33 = valid 31 + one invalid line + one spoiled ballot
        FEE,
        30,
        [group("Homeowners", 19, ("vote", [18, 1], ["94.74", "5.26"])), *HIDDEN],
        invalid=1,
    ),
]
AMENDMENT = motion(
    THIRD,
    [26, 3],
    (39, 32, 30, 29, 29),
    STATUTES,
    26,
    [
        group("Homeowners", 20, ("vote", [18, 2], ["90.00", "10.00"])),
        group("Tenants", 9, ("vote", [8, 1], ["88.89", "11.11"])),
    ],
)
RESULTS = [
    judged(FIRST, "Resolutions", ACCOUNTS, 30, "carried", "For 30/45, 66.67%, at least 2/3"),
    judged(SECOND, "Resolutions", FEE, 30, "rejected", "For 29/45, 64.44%, less than 2/3"),
    judged(THIRD, "Statutes", STATUTES, 26, "carried", "For 26/39, 66.67%, at least 2/3", 2),
]
GROUPS = [("Homeowners", 24, 21, 3), ("Tenants", 15, 11, 4), ("Associates", 6, 3, 3)]


async def test_two_thirds_of_those_entitled_to_vote_are_needed(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "shareholders") as play:
        await play.attend(present=35, absent=10, groups=ATTENDANCE)
        await vote(play)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    about: Map = {"weight": None, "form": "motion", "again": None, "outcome": None, "write_ins": []}
    parts = [
        {"name": "Resolutions", **about, "subjects": RESOLUTIONS},
        {"name": "Statutes", **about, "subjects": [AMENDMENT]},
    ]
    compare(tally["parts"], parts)
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [roster("Resolutions", 0), roster("Statutes", 0)])
    rounds = [
        ballots((45, 35), (35, 33, 2), (32, 1, 0), phone=30, paper=3),
        ballots((39, 32), (32, 30, 2), (29, 1, 0), phone=27, paper=3),
    ]
    compare(tally["reconciliation"], {**balance((45, 35, 10), 35, GROUPS), "rounds": rounds})
    for tables in (papers.html, papers.word):
        printed = [*tables["votes-1-counts"], *tables["votes-2-counts"]]
        assert [(row["For (of those expected)"], row["Outcome"]) for row in printed] == [
            ("30/45, 66.67%", "carried"),
            ("29/45, 64.44%", "rejected"),
            ("26/39, 66.67%", "carried"),
        ]
        assert [row["Tenants·Count"] for row in tables["standing-1"]] == ["withheld: under 5, or to protect others"] * 2
        assert tables["standing-2"][0]["Tenants·Count"] == "9"
    assert {"30/45, 66.67%", "29/45, 64.44%", "26/39, 66.67%"} <= papers.workbook
