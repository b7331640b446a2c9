"""Documents of edition 2 (DECIDE): what may be asked and decided, and every contradiction that set-up names."""

from fractions import Fraction as F
from typing import Any

import pytest

from cards.form_files import forms
from server.core.bands import part_bands, person_bands
from server.core.meeting_document import client_document, dump, load, parse, public_document
from server.core.models import Band, Meeting
from tests.core.test_document import bad_fields, document, own_form, read, with_form, with_part

ONE_TO_HUNDRED = {"min": 0, "max": 100}
FOUR_GRADES = {"choices": [["好", "100"], ["较好", "80"], ["一般", "60"], ["差", "40"]]}
YES_NO = {"choices": ["赞成", "反对"]}
MAJORITY = {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]}
ELECTION = {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 2}, {"grade": "未当选"}]}


def motion(**changes: object) -> dict[str, Any]:
    """A part that is decided by votes for or against."""
    return with_part(form=own_form(scale=YES_NO), decide=MAJORITY) | changes


def with_decide(**changes: object) -> dict[str, Any]:
    return with_part(form=own_form(scale=YES_NO), decide=MAJORITY | changes)


def with_rule(**changes: object) -> dict[str, Any]:
    rule = {"grade": "通过", "of": ["赞成"], **changes}
    return with_decide(rules=[rule, {"grade": "未通过"}])


def items(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "title": key} | change for key, change in zip("abc", changes, strict=False)]


def with_vote_and_mark(**changes: object) -> dict[str, Any]:
    form = own_form(scale=ONE_TO_HUNDRED, items=items({"scale": YES_NO, "abstain": True}, {}), **changes)
    return with_part(form=form, decide={**MAJORITY, "item": "a"})


def agree(**changes: object) -> dict[str, Any]:
    needs = {"item": "b", "at_least": "60"}
    return with_vote_and_mark(agree=[{"item": "a", "choice": "赞成", "needs": needs} | changes])


def names(bands: tuple[Band, ...]) -> list[str]:
    return [band.name for band in bands]


VETO_FIELDS = ("bands[0]", "bands[1]", "grade")

GOOD = {
    "steps": with_form(scale={"min": "0", "max": 10, "step": "0.01"}),
    "parts of a step": with_form(scale={"min": "7.5", "max": "9.5", "step": "0.5"}),
    "own scales": with_form(items=items({"scale": FOUR_GRADES, "weight": "0"}, {"about": "说明"})),
    "sum": with_form(score="sum", items=items({"scale": {"min": 0, "max": 20}}, {"scale": {"min": 0, "max": 15}})),
    "no scale but those of items": with_part(
        form={"title": "表", "items": items({"scale": FOUR_GRADES}, {"scale": FOUR_GRADES})}
    ),
    "equal values": with_form(scale={"choices": [["是", "1"], ["否", "1"]]}),
    "motion": motion(),
    "election": with_part(
        form=own_form(
            scale=YES_NO, write_in={"as": "赞成", "at_most": 1}, limits=[{"choices": ["赞成"], "at_most": 2}]
        ),
        decide=ELECTION | {"base": "present"},
    ),
    "base of words": with_decide(base=["赞成", "反对"], rank=["votes"]),
    "exactly": with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "exactly": 1}]),
    "reached with names written in": with_part(
        form=own_form(
            scale=YES_NO, write_in={"as": "赞成", "at_most": 2}, limits=[{"choices": ["赞成"], "exactly": 4}]
        ),
        decide=ELECTION,
    ),
    "limits of different items": with_form(
        items=items({"scale": FOUR_GRADES}, {"scale": {"choices": [["是", "100"], ["否", "40"]]}}),
        limits=[{"choices": ["好"], "at_least": 2}, {"choices": ["是"], "at_least": 2}],
    ),
    "a word left for those beyond the limits": with_form(
        scale=FOUR_GRADES, limits=[{"choices": ["好", "较好", "一般"], "at_most": 1}]
    ),
    "high numbers": with_form(scale={"min": 1000, "max": 2000}),
    "a step as a fraction": with_form(scale={"min": "1/2", "max": 10, "step": "1/2"}),
    "decided, abstentions out": with_part(form=own_form(scale=YES_NO), decide=MAJORITY, abstained="out"),
    "agree": agree(),
    "agree on abstention": agree(choice=None),
    "figures": with_part(form=own_form(scale=YES_NO), decide=MAJORITY, figures=[{"name": "赞成率", "of": ["赞成"]}]),
    "own bands": with_part(form=own_form(scale=ONE_TO_HUNDRED), bands=[["优", "90"], ["良", "0"]]),
    "no bands": with_part(bands=[]),
    "abstained zero": with_part(abstained="zero"),
    "rules": document(
        rules={
            "trim": 1,
            "trim_least": 3,
            "ranking": "together",
            "rank": ["score", "count:好", "part:上述"],
            "awards": [["一等奖", 1], ["优秀", "0.2"]],
            "uses": [["好", "优先推荐评优"], ["差", "约谈，限期整改"]],
            "quota": {"grade": "好", "share": "0.3", "bound": "at_most"},
        }
    ),
    "uses of votes": with_part(form=own_form(scale=YES_NO), decide=MAJORITY) | {"rules": {"uses": [["通过", "公布"]]}},
    "uses of any grade": with_form(scale=ONE_TO_HUNDRED) | {"rules": {"uses": [["称职", "晋升"]]}},
    "means": document(rules={"items": "means"}),
    "quorum over": document(expected=10, quorum={"over": "4/5"}),
    "fractions": with_part(weight="1/3"),
    "guidance of": with_form(guidance={"bands": ["差"], "about": 2, "of": 18}),
}


@pytest.mark.parametrize("value", GOOD.values(), ids=GOOD)
def test_a_document_is_stored_and_published_as_it_was_read(value: dict[str, Any]) -> None:
    meeting = read(value)
    assert load(dump(meeting)) == meeting
    assert read(public_document(meeting)) == meeting
    assert public_document(meeting)["edition"] == 2


RULES = "parts[0].decide.rules"
FORM = "parts[0].form"
BAD = [
    (with_form(scale={"min": 0, "max": 10, "step": "0.2"}), f"{FORM}.scale.step"),
    (with_form(scale={"min": "0.3", "max": 10, "step": "0.5"}), f"{FORM}.scale.min"),
    (with_form(scale={"min": 0, "max": 100, "step": "0.01"}), f"{FORM}.scale.max"),
    (with_form(scale={"min": -1, "max": 10}), f"{FORM}.scale.min"),
    (with_form(scale=YES_NO), f"{FORM}.scale.choices[0]"),
    (with_form(scale={"choices": [["同意", "1"], ["弃权", "0"]]}), f"{FORM}.scale.choices[1]"),
    (with_form(items=items({"scale": FOUR_GRADES}, {})), f"{FORM}.items[1].scale"),
    (with_form(items=items({"weight": "0"}, {"weight": "0"})), f"{FORM}.items[0].weight"),
    (with_form(score="sum", items=items({"weight": "0.5"})), f"{FORM}.items[0].weight"),
    (with_form(items=items({"about": "字" * 501})), f"{FORM}.items[0].about"),
    (with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"]}]), f"{FORM}.limits[0]"),
    (with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "share": "1/3", "at_most": 1}]), f"{FORM}.limits[0]"),
    (with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "at_least": 3}]), f"{FORM}.limits[0]"),
    (
        with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "at_least": 2, "at_most": 1}]),
        f"{FORM}.limits[0].at_least",
    ),
    (
        with_form(scale=FOUR_GRADES, limits=[{"choices": [word], "exactly": 2} for word in ("好", "差")]),
        f"{FORM}.limits[1]",
    ),
    (with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "at_most": None}]), f"{FORM}.limits[0]"),
    (
        with_form(scale=FOUR_GRADES, limits=[{"choices": ["好"], "at_least": 2}, {"choices": ["好"], "at_most": 1}]),
        f"{FORM}.limits[1]",
    ),
    (
        with_form(
            scale=FOUR_GRADES, limits=[{"choices": ["好", "差"], "share": "1/2"}, {"choices": ["差"], "exactly": 2}]
        ),
        f"{FORM}.limits[1]",
    ),
    (
        with_form(scale=FOUR_GRADES, limits=[{"choices": ["好", "较好", "一般", "差"], "at_most": 1}]),
        f"{FORM}.limits[0]",
    ),
    (
        with_part(
            form=own_form(
                scale=YES_NO, write_in={"as": "赞成", "at_most": 1}, limits=[{"choices": ["反对"], "at_least": 3}]
            ),
            decide=ELECTION,
        ),
        f"{FORM}.limits[0]",
    ),
    (with_form(write_in={"as": "赞成", "at_most": 1}), f"{FORM}.write_in"),
    (
        with_part(
            form=own_form(scale=FOUR_GRADES, items=items({"scale": YES_NO}, {}), write_in={"as": "好", "at_most": 1}),
            decide=ELECTION | {"item": "a"},
        ),
        f"{FORM}.write_in.as",
    ),
    (with_form(scale=ONE_TO_HUNDRED, guidance={"bands": ["差"], "about": 1}), f"{FORM}.guidance.bands[0]"),
    (with_form(score="sum", guidance={"bands": ["差"], "about": 1}), f"{FORM}.guidance.bands[0]"),
    (
        with_form(scale=ONE_TO_HUNDRED, explain=["差"], notes=[{"key": "n", "title": "n"}]),
        f"{FORM}.explain[0]",
    ),
    (with_part(form=own_form(guidance={"bands": ["差"], "about": 1}), bands=[]), f"{FORM}.guidance.bands[0]"),
    (agree(needs={"item": "b", "none": False}), f"{FORM}.agree[0].needs"),
    (agree(needs={"item": "b", "at_least": "60", "below": "60"}), f"{FORM}.agree[0].needs"),
    (agree(needs={"item": "b", "at_least": "60.1", "below": "60.9"}), f"{FORM}.agree[0].needs"),
    (
        with_vote_and_mark(
            agree=[
                {"item": "a", "choice": "赞成", "needs": {"item": "b", "at_least": "60.1"}},
                {"item": "a", "choice": "赞成", "needs": {"item": "b", "below": "60.9"}},
            ]
        ),
        f"{FORM}.agree[1]",
    ),
    (agree(item="c"), f"{FORM}.agree[0].item"),
    (agree(choice="不定"), f"{FORM}.agree[0].choice"),
    (agree(needs={"item": "b", "at_least": "101"}), f"{FORM}.agree[0].needs.at_least"),
    (agree(needs={"item": "b", "below": "0"}), f"{FORM}.agree[0].needs.below"),
    (agree(needs={"item": "b", "none": True}), f"{FORM}.agree[0].needs.none"),
    (agree(needs={"item": "b"}), f"{FORM}.agree[0].needs"),
    (
        with_vote_and_mark(
            agree=[
                {"item": "a", "choice": "赞成", "needs": {"item": "b", "at_least": "60"}},
                {"item": "a", "choice": "赞成", "needs": {"item": "b", "below": "60"}},
            ]
        ),
        f"{FORM}.agree[1]",
    ),
    (with_part(decide=MAJORITY), "parts[0].decide"),
    (with_part(form=own_form(scale=YES_NO, score="mean"), decide=MAJORITY), f"{FORM}.score"),
    (with_part(form=own_form(scale=YES_NO), decide=MAJORITY, weight="2"), "parts[0].weight"),
    (with_part(form=own_form(scale=YES_NO), decide=MAJORITY, bands=[]), "parts[0].bands"),
    (with_part(form=own_form(scale=YES_NO), decide=MAJORITY, source="entered"), "parts[0].source"),
    (with_part(form=own_form(scale=YES_NO), decide=MAJORITY, abstained="zero"), "parts[0].abstained"),
    (with_decide(base="everybody"), "parts[0].decide.base"),
    (with_decide(base=["不定"]), "parts[0].decide.base[0]"),
    (with_decide(rules=[]), RULES),
    (with_decide(rules=[{"grade": "通过", "of": ["赞成"], "over": "1/2"}]), f"{RULES}[0].of"),
    (with_rule(), f"{RULES}[0]"),
    (with_rule(at_least="1/2", over="1/2"), f"{RULES}[0]"),
    (with_rule(over="1"), f"{RULES}[0].over"),
    (with_rule(at_least="1.1"), f"{RULES}[0].at_least"),
    (with_rule(seats=3), f"{RULES}[0].seats"),
    (with_rule(over="1/2", of=["同意"]), f"{RULES}[0].of[0]"),
    (with_decide(rank=["score"]), "parts[0].decide.rank[0]"),
    (with_part(form=own_form(scale=YES_NO), decide=MAJORITY, again="初选"), "parts[0].again"),
    (with_part(figures=[{"name": "率", "of": ["好"]}]), "parts[0].figures[0]"),
    (document(rules={"bands": [["优", "60"], ["差", "0"]]}), "rules.bands[0][1]"),
    (document(rules={"bands": [["优", "6"], ["差", "2"]]}), "rules.bands[1][1]"),
    (with_part(form=own_form(scale=ONE_TO_HUNDRED), bands=[["优", "0"], ["差", "-1"]]), "parts[0].bands[0][1]"),
    (document(rules={"trim_least": 3}), "rules.trim_least"),
    (document(rules={"trim": 1, "trim_least": 2}), "rules.trim_least"),
    (document(rules={"trim": 1, "items": "means"}), "rules.items"),
    (with_form(score="sum") | {"rules": {"items": "means"}}, "rules.items"),
    (document(rules={"rank": ["count:优秀"]}), "rules.rank[0]"),
    (document(rules={"awards": [["一等奖", 0]]}), "rules.awards[0][1]"),
    (document(rules={"awards": [["一等奖", 1], ["一等奖", 1]]}), "rules.awards[1][0]"),
    (document(rules={"uses": [["优秀", "评优"]]}), "rules.uses[0][0]"),
    (document(rules={"uses": [["好", ""]]}), "rules.uses[0][1]"),
    (document(rules={"uses": [["好", "长" * 201]]}), "rules.uses[0][1]"),
    (document(rules={"uses": [["好", "评优"], ["好", "晋升"]]}), "rules.uses[1][0]"),
    (document(rules={"quota": {"grade": "好", "share": "0.3"}}), "rules.quota.tolerance"),
    (document(rules={"quota": {"share": "0.3", "bound": "at_most"}}), "rules.quota"),
    (document(quorum={"over": "1"}), "quorum.over"),
    (
        with_form(scale=ONE_TO_HUNDRED) | {"rules": {"veto": {"bands": ["差"], "over": "0", "grade": "差"}}},
        "rules.veto",
    ),
]


@pytest.mark.parametrize(("value", "field"), BAD, ids=[f"{n}-{field}" for n, (_, field) in enumerate(BAD)])
def test_a_contradiction_is_named(value: dict[str, Any], field: str) -> None:
    assert any(bad.startswith(field) for bad in bad_fields(value))


def test_limits_that_an_archive_has_are_read_though_no_ballot_can_observe_them() -> None:
    """Rounds on one subject have no limits, so the meeting may have been held."""
    limits = [{"choices": ["好", "较好", "一般", "差"], "share": "1/3"}]
    value = with_form(scale=FOUR_GRADES, limits=limits)
    assert parse(value, forms(), today="2022-12-20", signed=True).parts[0].form.limits
    assert bad_fields(value) == [f"{FORM}.limits[0]"]


def bands_of(value: dict[str, Any]) -> list[str]:
    meeting = read(value)
    return names(part_bands(meeting, meeting.parts[0]))


DEFAULT = ["好", "较好", "一般", "差"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (document(), DEFAULT),
        (with_form(scale={"min": 1, "max": 10, "step": "0.5"}), DEFAULT),
        (with_form(scale=ONE_TO_HUNDRED), []),
        (with_form(scale={"min": 0, "max": 10}), []),
        (with_form(score="sum"), []),
        (with_form(scale=ONE_TO_HUNDRED) | {"rules": {"bands": [["优", "90"], ["良", "0"]]}}, ["优", "良"]),
        (with_part(bands=[["优", "9"], ["良", "0"]]), ["优", "良"]),
        (with_part(bands=[]), []),
        (with_form(scale={"choices": [["是", "1"], ["否", "1"]]}), []),
        (motion(), []),
    ],
)
def test_bands_judge_only_the_scale_that_they_were_made_for(value: dict[str, Any], expected: list[str]) -> None:
    assert bands_of(value) == expected


def test_words_named_as_the_bands_are_judged_by_those_only_if_their_values_lie_in_them() -> None:
    """Ten ballots of 一般 and 差 once came out as 好: the values 60 and 40 are above the floor 9."""
    meeting = read(with_form(scale=FOUR_GRADES))
    assert part_bands(meeting, meeting.parts[0]) == (
        Band("好", F(90)),
        Band("较好", F(70)),
        Band("一般", F(50)),
        Band("差", F(40)),
    )
    fitting = read(with_form(scale={"choices": [["好", "10"], ["较好", "8"], ["一般", "5"], ["差", "2"]]}))
    assert [band.floor for band in part_bands(fitting, fitting.parts[0])] == [9, 7, 4, 0]


@pytest.mark.parametrize(
    ("form", "lowest"),
    [
        ({}, "0.5"),
        ({"items": items({"abstain": True}, {"weight": "3"})}, "0.75"),
        ({"score": "sum"}, "2"),
        ({"score": "sum", "items": items({"abstain": True}, {"abstain": True})}, "0"),
    ],
)
def test_the_lowest_floor_is_compared_with_the_least_score_where_some_items_may_be_abstained(
    form: dict[str, Any], lowest: str
) -> None:
    """On a scale from 1 to 10: with one of two items at 0, a mean is at least 1/2; a sum is complete or 0."""
    whole = own_form(items=items({"abstain": True}, {})) | form

    def with_floor(floor: str) -> dict[str, Any]:
        return with_part(form=whole, abstained="zero", bands=[["优", "9"], ["差", floor]])

    assert read(with_floor(lowest)).parts[0].bands
    assert bad_fields(with_floor(str(F(lowest) + F(1, 100)))) == ["parts[0].bands[1][1]"]


def two_parts(**rules: object) -> Meeting:
    value = with_form(scale=ONE_TO_HUNDRED)
    value["parts"].append(document()["parts"][0] | {"name": "日常"})
    return read(value | {"rules": rules})


def test_a_person_in_parts_with_different_bands_has_a_grade_only_by_the_meetings_own() -> None:
    assert person_bands(two_parts(), two_parts().parts) == ()
    assert names(person_bands(two_parts(), two_parts().parts[1:])) == DEFAULT


def test_a_document_of_edition_1_is_read_as_one_of_edition_2_unless_it_was_certified() -> None:
    stored = dump(read(with_form(scale=FOUR_GRADES)))
    del stored["edition"]
    stored["rules"] = {**stored["rules"], "bands": [["好", "9"], ["较好", "7"], ["一般", "4"], ["差", "0"]]}  # type: ignore[dict-item]
    current, certified = load(stored), load(stored, keep_edition=True)
    assert (current.edition, current.rules.bands) == (2, None)
    assert part_bands(current, current.parts[0])[0].floor == 90
    assert dump(certified) == stored
    assert [band.floor for band in part_bands(certified, certified.parts[0])] == [9, 7, 4, 0]


def test_a_new_english_meeting_has_english_default_bands_and_a_stored_one_keeps_its_words() -> None:
    """Bands enter fingerprints: a meeting that was stored with Chinese ones keeps them, after an edit, too."""
    new = read(document(language="en"))
    assert names(part_bands(new, new.parts[0])) == ["Excellent", "Good", "Fair", "Poor"]
    assert load(dump(new)) == new and public_document(new)["wording"] == 2
    assert "wording" not in public_document(read(document()))
    stored = {key: value for key, value in dump(new).items() if key != "wording"}
    old = load(stored)
    assert names(part_bands(old, old.parts[0])) == ["好", "较好", "一般", "差"] and dump(old) == stored
    veto = {"bands": ["一般", "差"], "over": "0.1", "grade": "差"}
    edited = read(document(language="en", rules={"veto": veto}), keep=old)
    assert names(part_bands(edited, edited.parts[0])) == ["好", "较好", "一般", "差"]
    assert read(client_document(old)) == old, "a copy of it, too"
    assert bad_fields(document(language="en", rules={"veto": veto})) == [f"rules.veto.{field}" for field in VETO_FIELDS]


def test_given_bands_keep_their_words_in_every_language() -> None:
    meeting = read(document(language="en", rules={"bands": [["Great", "8"], ["Weak", "0"]]}))
    assert names(part_bands(meeting, meeting.parts[0])) == ["Great", "Weak"]
