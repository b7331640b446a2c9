"""A board of the ranking: what is revealed of it step by step, and that it is stored whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from server.core.canonical_json import canonical_json
from server.core.codec import decode, encode
from server.core.ranking_board import (
    Board,
    BoardRoster,
    BoardRow,
    Reveal,
    reveal_from_json,
    reveal_message,
    reveal_to_json,
)

VOTES = {"part": "选举", "count": 17, "basis": ["同意"], "base": 30, "share": "56.67", "needed": 16}


def row(rank: int | None, name: str, grade: str | None) -> BoardRow:
    votes = VOTES if rank is None else None
    return BoardRow(rank, name, "", None if votes else "8.000", votes, grade, False, False, False, ("一等奖",), ())


@st.composite
def rosters(draw: st.DrawFn) -> BoardRoster:
    """Ranks as they are given to tied persons, 1 2 2 4, and rows without one at the end."""
    sizes = draw(st.lists(st.integers(1, 3), max_size=5))
    firsts = [1 + sum(sizes[:place]) for place in range(len(sizes))]
    ranks: list[int | None] = [first for first, size in zip(firsts, sizes, strict=True) for _ in range(size)]
    ranks += [None] * draw(st.integers(0, 2))
    number, grade = draw(st.integers(0, 9)), draw(st.sampled_from((None, "好")))
    rows = tuple(row(rank, f"第{number}{place}人", grade) for place, rank in enumerate(ranks))
    return BoardRoster(("上述",), False, True, ("好", "差"), rows)


boards = st.builds(
    lambda rosters: Board("会", "", "2026-01-01", "live", None, None, tuple(rosters), ("戊",)),
    st.lists(rosters(), max_size=3),
)
reveals = st.builds(Reveal, boards, st.booleans(), st.none() | st.integers(1, 9))


@given(reveals)
def test_a_board_is_the_same_after_it_was_stored(reveal: Reveal) -> None:
    assert reveal_from_json(json.loads(canonical_json(reveal_to_json(reveal)))) == reveal


@given(boards, st.booleans())
def test_every_rank_is_revealed_once_from_the_last_to_the_first(board: Board, grades: bool) -> None:
    """Each step adds the rows of one rank in every roster, and the last one leaves nothing hidden."""
    upto, ranks = board.last_rank, []
    shown = [one for one in board.rows if one.rank is None]
    while upto is not None:
        reveal = Reveal(board, grades, upto)
        message = reveal_message(reveal)
        names = [one["name"] for roster in message["board"]["rosters"] for one in roster["rows"]]  # type: ignore[index]
        shown += [one for one in board.rows if one.rank == upto]
        assert sorted(names) == sorted(one.name for one in shown)
        assert all(("grade" in one) == grades for roster in message["board"]["rosters"] for one in roster["rows"])  # type: ignore[index]
        hidden = {one.name for one in board.rows if not reveal.shows(one)}
        assert not any(name in canonical_json(message) for name in hidden - set(names))
        assert message["people"] == message["revealed"] + len(hidden)  # type: ignore[operator]
        assert decode(encode({"t": "view", **message}))
        ranks.append(upto)
        upto = message["next"]  # type: ignore[assignment]
    assert ranks == sorted({one.rank for one in board.rows if one.rank is not None}, reverse=True)
    assert {one.name for one in shown} == {one.name for one in board.rows}


@given(reveals, st.none() | st.integers(1, 9))
def test_a_board_goes_on_only_while_something_is_hidden_and_never_hides_again(reveal: Reveal, upto: int | None) -> None:
    after = Reveal(reveal.board, reveal.grades, upto)
    if reveal.goes_on_with(upto):
        assert any(not reveal.shows(one) for one in reveal.board.rows)
        assert all(after.shows(one) for one in reveal.board.rows if reveal.shows(one))
