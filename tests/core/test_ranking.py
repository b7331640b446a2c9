"""Rosters, ranks by several keys, and awards (DECIDE §4), each on an example worked out by hand."""

from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from server.core.judgement import Judgement, rosters_json
from server.core.ranking import ranked
from server.core.result_rosters import rosters_of
from server.core.results import Result
from tests.core.judged import TEN, Map, Marks, codes, entered, judged, make_meeting, part, ranks

# Rosters


def test_parts_that_share_a_person_are_ranked_together_and_others_apart() -> None:
    meeting = make_meeting(part("甲评", "a b"), part("乙评", "c"), part("丙评", "b d"), part("丁评", "e"))
    parts = [[own.name for own in roster.parts] for roster in rosters_of(meeting)]
    assert parts == [["甲评", "丙评"], ["乙评"], ["丁评"]]


def test_a_later_part_can_join_two_rosters() -> None:
    meeting = make_meeting(part("甲评", "a"), part("乙评", "b"), part("丙评", "c"), part("丁评", "b a"))
    parts = [[own.name for own in roster.parts] for roster in rosters_of(meeting)]
    assert parts == [["甲评", "乙评", "丁评"], ["丙评"]]


def test_persons_of_one_name_in_different_units_link_no_parts() -> None:
    assert len(rosters_of(make_meeting(part("甲评", "张三/一部"), part("乙评", "张三/二部")))) == 2


def test_all_scored_parts_are_one_roster_where_the_rules_say_so_but_never_decided_ones() -> None:
    vote = {"title": "表决", "scale": {"choices": ["赞成", "反对"]}, "items": [{"key": "vote", "title": "表决"}]}
    decide = {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]}
    parts = part("甲评", "a"), part("表决", "a", vote, decide=decide), part("乙评", "b")
    joined = rosters_of(make_meeting(*parts, ranking="together"))
    assert [[own.name for own in roster.parts] for roster in joined] == [["甲评", "乙评"], ["表决"]]
    assert [roster.is_decided for roster in joined] == [False, True]
    assert len(rosters_of(make_meeting(*parts))) == 3


def test_the_towns_secretary_is_not_ranked_among_the_subordinates() -> None:
    """Two secretaries of villages, with 9.0 and 8.0, and the town's own secretary, with 8.5."""
    meeting = make_meeting(part("上述", "甲村 乙村", weight="0.7"), part("下评", "镇书记", weight="0.3"))
    marks: Marks = {("上述", "甲村"): [9], ("上述", "乙村"): [8], ("下评", "镇书记"): [8, 9]}
    judgement = judged(meeting, marks)
    assert [(r.roster, r.name, r.rank, codes(r)) for r in judgement.results] == [
        (1, "甲村", 1, ["band"]),
        (1, "乙村", 2, ["band"]),
        (2, "镇书记", 1, ["band"]),
    ]
    assert [outcome.ranked for outcome in judgement.rosters] == [2, 1]
    assert ranks(judged(make_meeting(*_town_parts(), ranking="together"), marks)) == [
        ("甲村", 1), ("镇书记", 2), ("乙村", 3),
    ]  # fmt: skip


def _town_parts() -> tuple[Map, Map]:
    return part("上述", "甲村 乙村"), part("下评", "镇书记")


def test_one_part_is_remarked_only_where_a_part_that_lists_the_person_has_no_score() -> None:
    parts = part("上述", "甲 乙"), part("日常", "甲", source="entered"), part("下评", "丙")
    results = judged(make_meeting(*parts), {("上述", "甲"): [9], ("上述", "乙"): [8], ("下评", "丙"): [7]}).results
    assert [(r.name, codes(r)) for r in results] == [("甲", ["band", "one_part"]), ("乙", ["band"]), ("丙", ["band"])]


def test_the_quota_of_the_meeting_is_that_of_its_only_scored_roster() -> None:
    quota = {"at_or_below": "较好", "share": "0.5", "tolerance": "0"}
    marks = {("上述", "甲村"): [9], ("上述", "乙村"): [8], ("下评", "镇书记"): [8]}
    apart = judged(make_meeting(*_town_parts(), quota=quota), marks)
    assert apart.quota is None
    shares = [outcome.quota and (outcome.quota.share, outcome.quota.met) for outcome in apart.rosters]
    assert shares == [(F(1, 2), True), (F(1), False)]
    together = judged(make_meeting(*_town_parts(), quota=quota, ranking="together"), marks)
    assert together.quota is not None and together.quota.share == F(2, 3)


# Rank keys


def test_the_exact_score_separates_persons_whose_rounded_scores_are_equal() -> None:
    scores = {"甲": "8.3331", "乙": "8.3334", "丙": "8.3329"}
    assert ranks(entered(scores)) == [("甲", 1), ("乙", 1), ("丙", 1)]
    assert ranks(entered(scores, rank=["score", "exact"])) == [("乙", 1), ("甲", 2), ("丙", 3)]


def test_ballots_in_a_band_are_counted_over_all_parts_of_the_person() -> None:
    """All have 8.5. Over both parts, 甲 and 乙 have two ballots in 好; 丙 has one in the only part that lists 丙."""
    meeting = make_meeting(part("上述", "甲 乙 丙"), part("下评", "甲 乙"), rank=["score", "count:好"])
    marks = {
        ("上述", "甲"): [10, 7], ("下评", "甲"): [9, 8],
        ("上述", "乙"): [10, 7], ("下评", "乙"): [10, 7],
        ("上述", "丙"): [9, 8],
    }  # fmt: skip
    judgement = judged(meeting, marks)
    assert [result.score for result in judgement.results] == [F("8.5")] * 3
    assert ranks(judgement) == [("甲", 1), ("乙", 1), ("丙", 3)]


def test_an_item_counts_by_its_plain_mean_in_the_first_part_that_has_it() -> None:
    """Both have 8 in total; of 德, 甲 has 7 and 乙 9. 下评 asks for it too, where 甲 has 10, but comes later."""
    items = [{"key": "moral", "title": "德"}, {"key": "work", "title": "绩"}]
    two = {**TEN, "items": items}
    meeting = make_meeting(part("上述", "甲 乙", two), part("下评", "甲 乙", two), rank=["score", "item:moral"])
    marks = {
        ("上述", "甲"): [(7, 9)], ("下评", "甲"): [(10, 6)],
        ("上述", "乙"): [(9, 7)], ("下评", "乙"): [(8, 8)],
    }  # fmt: skip
    judgement = judged(meeting, marks)
    assert [result.score for result in judgement.results] == [F(8), F(8)]
    assert ranks(judgement) == [("乙", 1), ("甲", 2)]


def test_an_items_mean_is_neither_trimmed_nor_weighted_by_groups() -> None:
    """Trimmed, 甲's only item would be 8 and equal 乙's."""
    meeting = make_meeting(part("上述", "甲 乙"), trim=1, rank=["item:overall"])
    judgement = judged(meeting, {("上述", "甲"): [8, 8, 8, 8, 10], ("上述", "乙"): [8, 8, 8, 8, 8]})
    assert [result.score for result in judgement.results] == [F(8), F(8)]
    assert ranks(judgement) == [("甲", 1), ("乙", 2)]


def test_a_missing_value_comes_after_all_others_and_equals_another() -> None:
    meeting = make_meeting(
        part("上述", "甲 乙 丙"), part("面试", "丙 丁", source="entered"), rank=["part:面试", "score"]
    )
    marks = {("上述", "甲"): [10], ("上述", "乙"): [10], ("上述", "丙"): [1], ("面试", "丙"): [1], ("面试", "丁"): [0]}
    assert ranks(judged(meeting, marks)) == [("丙", 1), ("丁", 2), ("甲", 3), ("乙", 3)]


def test_nobody_is_ranked_without_a_score() -> None:
    meeting = make_meeting(part("上述", "甲 乙"), rank=["count:好", "score"])
    judgement = judged(meeting, {("上述", "乙"): [9]})
    assert ranks(judgement) == [("乙", 1), ("甲", None)]
    assert judgement.rosters[0].ranked == 1


# Awards


def awards(judgement: Judgement) -> list[tuple[str, int, list[str], list[str]]]:
    """Name, places, given and pending."""
    return [
        (award.name, award.places, [name for name, _ in award.given], [name for name, _ in award.pending])
        for outcome in judgement.rosters
        for award in outcome.awards
    ]


def test_a_tie_that_straddles_two_awards_is_pending_in_both() -> None:
    """The example of DECIDE §5: 甲 and 乙 share places 1 and 2, 丙 has place 3."""
    judgement = entered({"甲": "9.5", "乙": "9.5", "丙": "9", "丁": "8"}, awards=[["一等奖", 1], ["二等奖", 2]])
    assert awards(judgement) == [("一等奖", 1, [], ["甲", "乙"]), ("二等奖", 2, ["丙"], ["甲", "乙"])]
    results = {result.name: (result.awards, result.pending_awards) for result in judgement.results}
    assert results == {
        "甲": ((), ("一等奖", "二等奖")),
        "乙": ((), ("一等奖", "二等奖")),
        "丙": (("二等奖",), ()),
        "丁": ((), ()),
    }


def test_a_tie_inside_one_award_gets_it_and_one_across_its_end_does_not() -> None:
    scores = {"甲": "9.5", "乙": "9", "丙": "9", "丁": "8", "戊": "8", "己": "7"}
    inside = entered(scores, awards=[["一等奖", 1], ["二等奖", 2], ["三等奖", 1]])
    assert awards(inside) == [
        ("一等奖", 1, ["甲"], []), ("二等奖", 2, ["乙", "丙"], []), ("三等奖", 1, [], ["丁", "戊"]),
    ]  # fmt: skip


def test_a_tie_can_touch_three_awards() -> None:
    judgement = entered(dict.fromkeys("甲乙丙", "9"), awards=[["一", 1], ["二", 1], ["三", 5]])
    assert awards(judgement) == [(name, n, [], ["甲", "乙", "丙"]) for name, n in (("一", 1), ("二", 1), ("三", 5))]


def test_a_share_is_of_the_ranked_and_rounded_down() -> None:
    """0.2 of nine ranked persons is 1 place; the tenth has no score."""
    names = "甲乙丙丁戊己庚辛壬癸"
    meeting = make_meeting(part("打分", " ".join(names), source="entered"), awards=[["优秀", "0.2"], ["良好", "1/3"]])
    judgement = judged(meeting, {("打分", name): [10 - place] for place, name in enumerate(names[:9])})
    assert awards(judgement) == [("优秀", 1, ["甲"], []), ("良好", 3, ["乙", "丙", "丁"], [])]


def test_an_award_of_no_place_is_given_to_nobody_and_pending_for_nobody() -> None:
    assert awards(entered({"甲": "9", "乙": "9"}, awards=[["优秀", "0.2"], ["良好", 2]])) == [
        ("优秀", 0, [], []),
        ("良好", 2, ["甲", "乙"], []),
    ]


def test_each_roster_has_awards_of_its_own() -> None:
    marks = {("上述", "甲村"): [9], ("上述", "乙村"): [8], ("下评", "镇书记"): [8]}
    meeting = make_meeting(*_town_parts(), awards=[["先进", 1]])
    judgement = judged(meeting, marks)
    assert awards(judgement) == [("先进", 1, ["甲村"], []), ("先进", 1, ["镇书记"], [])]
    assert rosters_json(meeting, judgement.rosters)[1] == {
        "parts": ["下评"],
        "ranked": 1,
        "quota": None,
        "awards": [{"name": "先进", "places": 1, "given": ["镇书记"], "pending": []}],
    }


# Any meeting


values = st.one_of(st.none(), st.fractions(0, 3, max_denominator=2))


@given(st.lists(st.one_of(st.none(), st.tuples(values, values)), max_size=12))
def test_ranks_follow_the_values_whatever_they_are(rows: list[tuple[F | None, F | None] | None]) -> None:
    """A rank is one more than the number of persons who are better; equal values share it."""
    persons = [Result(str(place), "", (), None, (), None) for place in range(len(rows))]
    results = ranked(list(zip(persons, rows, strict=True)))
    own = {str(place): row for place, row in enumerate(rows)}

    def better(one: tuple[F | None, F | None], other: tuple[F | None, F | None]) -> bool:
        for left, right in zip(one, other, strict=True):
            if left != right:
                return right is None or (left is not None and left > right)
        return False

    for result in results:
        row = own[result.name]
        expected = None if row is None else 1 + sum(each is not None and better(each, row) for each in rows)
        assert result.rank == expected
    shown = [result.rank for result in results]
    assert shown == sorted(shown, key=lambda rank: len(rows) + 1 if rank is None else rank)


sizes = st.one_of(st.integers(1, 4), st.sampled_from(["0.1", "0.3", "1/3"]))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=10), st.lists(sizes, min_size=1, max_size=4))
def test_awards_never_exceed_their_places_and_settle_every_place_but_for_ties(
    scores: list[int], sizes: list[int | str]
) -> None:
    names = {f"p{place}": str(score) for place, score in enumerate(scores)}
    judgement = entered(names, awards=[[f"奖{place}", size] for place, size in enumerate(sizes)])
    rank = {result.name: result.rank for result in judgement.results}
    best = 1
    for name, places, getting, pending in awards(judgement):
        assert len(getting) <= places
        assert not set(getting) & set(pending)
        assert all(best <= (rank[person] or 0) < best + places for person in getting)
        ranked_here = max(0, min(places, len(scores) - best + 1))
        assert len(getting) + len(pending) >= ranked_here, name
        assert pending or len(getting) == ranked_here
        best += places
