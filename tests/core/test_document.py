"""The meeting document: every bad field is named, and a parsed meeting can be stored and published again."""

import json
from fractions import Fraction
from importlib.resources import files
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.form_files import forms
from server.core.amendments import read_addition
from server.core.bands import part_bands
from server.core.errors import InvalidDocument
from server.core.meeting_document import dump, load, parse, public_document
from server.core.models import Adjustment, Meeting, Show

TODAY = "2026-03-01"
CHOICES = {"choices": [["优秀", "10"], ["合格", "8"], ["不合格", "3"]]}


def document(**changes: object) -> dict[str, Any]:
    part = {"name": "上述", "form": "secretary", "subjects": [{"name": "王", "unit": "一支部"}, {"name": "李"}]}
    return {"title": "述职评议会", "parts": [part]} | changes


def own_form(**changes: object) -> dict[str, Any]:
    form: dict[str, Any] = {"title": "表", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "总体"}]}
    return form | changes


def with_part(**changes: object) -> dict[str, Any]:
    changed = document()
    changed["parts"][0] |= changes
    return changed


def with_form(**changes: object) -> dict[str, Any]:
    return with_part(form=own_form(**changes))


def read(value: object, keep: Meeting | None = None) -> Meeting:
    return parse(value, forms(), today=TODAY, keep=keep)


def bad_fields(value: object) -> list[str]:
    with pytest.raises(InvalidDocument) as raised:
        read(value)
    assert all(error.text("zh") and error.text("en") for error in raised.value.field_errors)
    return [error.field for error in raised.value.field_errors]


def sample() -> dict[str, Any]:
    text = files("cards").joinpath("samples", "town-18.json").read_text("utf-8")
    return dict(json.loads(text))


def test_title_and_parts_are_all_a_meeting_needs() -> None:
    meeting = read(document())
    assert (meeting.date, meeting.language, meeting.expected, meeting.quorum) == (TODAY, "zh", None, Fraction(2, 3))
    assert meeting.show is Show.LIVE and not (meeting.cards or meeting.rotating or meeting.voters_see_results)
    assert [group.name for group in meeting.groups] == ["全体"] == list(meeting.parts[0].groups)
    assert meeting.rules.bands is None
    judging = part_bands(meeting, meeting.parts[0])
    assert {band.name: int(band.floor) for band in judging} == {"好": 9, "较好": 7, "一般": 4, "差": 0}
    rules = meeting.rules
    assert (rules.decimals, rules.trim, rules.min_group, rules.veto, rules.quota) == (3, 0, 5, None, None)


def test_the_sample_town_meeting_is_parsed_completely() -> None:
    meeting = read(sample())
    assert meeting.expected == 66 and meeting.cards and [len(part.subjects) for part in meeting.parts] == [18, 18, 1]
    assert [subject.id for _, subject in meeting.subjects()] == [f"s{n}" for n in range(1, 38)]
    assert meeting.parts[0].weight == Fraction(7, 10) and meeting.rules.veto and meeting.rules.quota
    assert meeting.rules.quota.tolerance == Fraction(1, 20)


BAD: list[tuple[object, str]] = [
    ([], ""),
    (None, ""),
    ({}, "title"),
    (document(title=""), "title"),
    (document(title="  "), "title"),
    (document(title="\u200b"), "title"),
    (document(title="字" * 201), "title"),
    (document(title="一\n二"), "title"),
    (document(title="\ud800"), "title"),
    (document(title="王\u202e五"), "title"),
    (document(title=7), "title"),
    (document(colour="red"), "colour"),
    (document(date="2026-02-30"), "date"),
    (document(date="2026-2-3"), "date"),
    (document(date="20260203"), "date"),
    (document(language="fr"), "language"),
    (document(language=None), "language"),
    (document(expected=0), "expected"),
    (document(expected=True), "expected"),
    (document(expected=60.0), "expected"),
    (document(expected="60"), "expected"),
    (document(expected=10**5000), "expected"),
    (document(quorum="3/2"), "quorum"),
    (document(quorum="1/0"), "quorum"),
    (document(quorum="0"), "quorum"),
    (document(quorum=0.5), "quorum"),
    (document(admission="door"), "admission"),
    (document(join=[]), "join"),
    (document(show={}), "show"),
    (document(voters_see_results=1), "voters_see_results"),
    (document(retention_days=0), "retention_days"),
    (document(groups=[]), "groups"),
    (document(groups=[{"name": f"g{n}"} for n in range(33)]), "groups"),
    (document(groups=[{"name": "A"}, {"name": "A"}]), "groups[1].name"),
    (document(groups=[{"name": "A", "size": 0}]), "groups[0].size"),
    (document(groups=[{"name": "A", "weight": "0"}], admission="cards"), "groups[0].weight"),
    (document(groups=[{"name": "A", "weight": "1"}, {"name": "B"}], admission="cards"), "groups[1].weight"),
    (document(groups=[{"name": "A", "weight": "1"}]), "groups[0].size"),
    (document(parts=[]), "parts"),
    (document(parts=[{"name": "x"}]), "parts[0].form"),
    (document(parts=document()["parts"] * 2), "parts[1].name"),
    (document(parts=document()["parts"] * 65), "parts"),
    (with_part(weight="0"), "parts[0].weight"),
    (with_part(weight="-1"), "parts[0].weight"),
    (with_part(weight=0.5), "parts[0].weight"),
    (with_part(weight="1e3"), "parts[0].weight"),
    (with_part(weight="NaN"), "parts[0].weight"),
    (with_part(weight="+-1"), "parts[0].weight"),
    (with_part(weight=" "), "parts[0].weight"),
    (with_part(weight="1234567890.123"), "parts[0].weight"),
    (with_part(weight=True), "parts[0].weight"),
    (with_part(weight=None), "parts[0].weight"),
    (with_part(source="thin air"), "parts[0].source"),
    (with_part(groups=[]), "parts[0].groups"),
    (with_part(groups=["客人"]), "parts[0].groups[0]"),
    (with_part(groups=["全体", "全体"]), "parts[0].groups[1]"),
    (with_part(form="nobody's"), "parts[0].form"),
    (with_part(form=None), "parts[0].form"),
    (with_part(subjects=[]), "parts[0].subjects"),
    (with_part(subjects={}), "parts[0].subjects"),
    (with_part(subjects=[{"name": str(n)} for n in range(501)]), "parts[0].subjects"),
    (with_part(subjects=[{"name": "王"}, {"name": " 王 "}]), "parts[0].subjects[1].name"),
    (with_part(subjects=[{"name": "王", "id": "s1"}]), "parts[0].subjects[0].id"),
    (with_part(subjects=[{"name": "字" * 101}]), "parts[0].subjects[0].name"),
    (with_part(subjects=[{"name": "王", "unit": None}]), "parts[0].subjects[0].unit"),
    (with_part(subjects=[{"name": "王", "mode": "现场"}]), "parts[0].subjects[0].mode"),
    (with_form(colour=1), "parts[0].form.colour"),
    (with_form(items=[]), "parts[0].form.items"),
    (with_form(items=[{"key": "a", "title": "x", "weight": "0"}]), "parts[0].form.items[0].weight"),
    (with_form(items=[{"key": "a", "title": "x"}] * 2), "parts[0].form.items[1].key"),
    (with_form(items=[{"key": str(n), "title": "x"} for n in range(51)]), "parts[0].form.items"),
    (with_form(items=[{"key": "a", "title": "x", "abstain": 1}]), "parts[0].form.items[0].abstain"),
    (with_form(notes=[{"key": "n", "title": "x", "max": 2001}]), "parts[0].form.notes[0].max"),
    (with_form(scale={"min": 5, "max": 5}), "parts[0].form.scale.max"),
    (with_form(scale={"min": 0, "max": 1001}), "parts[0].form.scale.max"),
    (with_form(scale={"min": True, "max": 10}), "parts[0].form.scale.min"),
    (with_form(scale={}), "parts[0].form.scale.min"),
    (with_form(scale=CHOICES | {"min": 1}), "parts[0].form.scale.min"),
    (with_form(scale={"choices": [["是", "1"]]}), "parts[0].form.scale.choices"),
    (with_form(scale={"choices": [["是", "1"], ["是", "0"]]}), "parts[0].form.scale.choices[1]"),
    (with_form(scale={"choices": [["是", "1"], "否"]}), "parts[0].form.scale.choices[1]"),
    (with_form(guidance={"bands": ["优秀"], "about": 2}), "parts[0].form.guidance.bands[0]"),
    (with_form(limits=[{"choices": ["好"], "share": "1/3"}]), "parts[0].form.limits"),
    (with_form(scale=CHOICES, limits=[{"choices": ["好"], "share": "1/3"}]), "parts[0].form.limits[0].choices[0]"),
    (with_form(scale=CHOICES, limits=[{"choices": ["优秀"], "share": 0.3}]), "parts[0].form.limits[0].share"),
    (with_form(explain=["差"]), "parts[0].form.explain"),
    (with_form(explain=["很差"], notes=[{"key": "n", "title": "x"}]), "parts[0].form.explain[0]"),
    (document(rules=None), "rules"),
    (document(rules={"decimals": 7}), "rules.decimals"),
    (document(rules={"trim": -1}), "rules.trim"),
    (document(rules={"min_group": 0}), "rules.min_group"),
    (document(rules={"empty_group": "ignore"}), "rules.empty_group"),
    (document(rules={"bands": []}), "rules.bands"),
    (document(rules={"bands": [["好", "7"], ["差", "7"]]}), "rules.bands[1][1]"),
    (document(rules={"bands": [["好", "7"], ["好", "0"]]}), "rules.bands[1][0]"),
    (document(rules={"bands": [["好", "7"], ["差", "1.5"]]}), "rules.bands[1][1]"),
    (document(rules={"bands": [["好", "7", "1"]]}), "rules.bands[0]"),
    (document(rules={"veto": {"bands": ["坏"], "over": "0.10", "grade": "差"}}), "rules.veto.bands[0]"),
    (document(rules={"veto": {"bands": ["差"], "over": "0.10", "grade": "坏"}}), "rules.veto.grade"),
    (document(rules={"veto": {"bands": ["差"], "over": 0.1, "grade": "差"}}), "rules.veto.over"),
    (document(rules={"veto": {"bands": [], "over": "0.1", "grade": "差"}}), "rules.veto.bands"),
    (document(rules={"quota": {"at_or_below": "坏", "share": "0.4", "tolerance": "0"}}), "rules.quota.at_or_below"),
    (document(rules={"quota": {"at_or_below": "较好", "share": "1.1", "tolerance": "0"}}), "rules.quota.share"),
]


@pytest.mark.parametrize(("value", "field"), BAD, ids=[f"{n}-{field}" for n, (_, field) in enumerate(BAD)])
def test_a_bad_field_is_named(value: object, field: str) -> None:
    assert field in bad_fields(value)


def test_every_bad_field_is_named_at_once() -> None:
    bad = with_part(weight=0.7, subjects=[{"name": ""}, {"name": "王", "mode": "x"}]) | {"colour": 1, "expected": "6"}
    assert set(bad_fields(bad)) == {
        "colour",
        "expected",
        "parts[0].weight",
        "parts[0].subjects[0].name",
        "parts[0].subjects[1].mode",
    }


def test_the_error_for_a_float_asks_for_a_string() -> None:
    with pytest.raises(InvalidDocument) as raised:
        read(with_part(weight=0.7))
    assert '"0.7"' in raised.value.field_errors[0].text("zh") and '"0.7"' in raised.value.field_errors[0].text("en")


def test_a_field_name_cannot_carry_control_characters_into_the_answer() -> None:
    assert bad_fields(document(**{"\x1b[31m\ud800": 1})) == ["?[31m?"]


def test_text_is_composed_and_trimmed() -> None:
    meeting = read(document(title="  Cafe\u0301 \u3000"))
    assert meeting.title == "Café"


def test_a_weight_may_be_an_integer() -> None:
    assert read(with_part(weight=2)).parts[0].weight == 2


def test_a_veto_may_name_the_choices_of_a_form_as_bands() -> None:
    veto = {"bands": ["不合格"], "over": "0.10", "grade": "不合格"}
    meeting = read(with_part(form="members") | {"rules": {"veto": veto}})
    assert meeting.rules.veto and meeting.rules.veto.over == Fraction(1, 10)
    assert "rules.veto.bands[0]" in bad_fields(
        with_part(form="members") | {"rules": {"veto": veto | {"bands": ["差"]}}}
    )


def test_guidance_of_a_shipped_form_is_left_out_where_its_bands_are_not_the_meetings() -> None:
    other = document(rules={"bands": [["Gold", "9"], ["Silver", "0"]]})
    assert read(document()).parts[0].form.guidance and read(other).parts[0].form.guidance is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", sorted(forms()))
def test_every_shipped_form_is_read_stored_and_shown(form: str, language: str) -> None:
    shipped = forms(language)
    words = ["赞成" if language == "zh" else "For"]
    decide = {"rules": [{"grade": "+", "of": words, "over": "1/2"}, {"grade": "-"}]} if form == "motion" else None
    meeting = parse(with_part(form=form, decide=decide), shipped, today=TODAY)
    assert meeting.parts[0].form.id == form and meeting.parts[0].form.title == shipped[form]["title"]
    assert load(dump(meeting)) == meeting == parse(public_document(meeting), {}, today="")


STORED = [sample(), document(quorum=None), document(quorum="1/3"), with_part(source="entered")]


@pytest.mark.parametrize("value", STORED)
def test_a_stored_document_loads_exactly_and_a_published_one_parses_to_the_same_meeting(value: object) -> None:
    meeting = read(value)
    stored = json.dumps(dump(meeting), ensure_ascii=False)
    assert load(json.loads(stored)) == meeting
    assert json.dumps(dump(load(json.loads(stored))), ensure_ascii=False) == stored
    assert parse(json.loads(json.dumps(public_document(meeting))), {}, today="") == meeting


def test_a_replaced_document_keeps_the_ids_of_those_who_stay_and_never_gives_an_id_twice() -> None:
    before = read(with_part(subjects=[{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]))
    after = read(with_part(subjects=[{"name": "丁"}, {"name": "丙"}, {"name": "甲", "unit": "一"}]), keep=before)
    assert [subject.id for _, subject in after.subjects()] == ["s4", "s3", "s5"]


DECIMALS = st.decimals(min_value="0.001", max_value="999999", places=3).map(str)


@pytest.mark.parametrize("typed", ["０．７", " 0.7 ", "0。7", "＋0.7", "0. 7", "７／１０", "0.7\u3000"])
def test_a_number_may_be_written_as_an_input_method_does(typed: str) -> None:
    meeting = read(with_part(weight=typed))
    assert meeting.parts[0].weight == Fraction(7, 10)
    assert public_document(meeting)["parts"][0]["weight"] == "0.7"  # type: ignore[index]


@pytest.mark.parametrize("typed", ["－０．５", "−0.5", "–0.5", "- 0.5"])
def test_adjustments_and_scores_too(typed: str) -> None:
    (adjustment,) = cast(tuple[Adjustment], read_addition("adjustments", [{"points": typed, "reason": "迟到"}]))
    assert adjustment.points == Fraction(-1, 2)
    assert read_addition("entered", {"score": typed.lstrip("－−–- ")}) == Fraction(1, 2)


@given(weight=DECIMALS, quorum=st.tuples(st.integers(1, 999), st.integers(1, 999)))
def test_numbers_survive_the_store_exactly(weight: str, quorum: tuple[int, int]) -> None:
    low, high = sorted(quorum)
    meeting = read(with_part(weight=weight) | {"quorum": f"{low}/{high}"})
    assert meeting.parts[0].weight == Fraction(weight) and meeting.quorum == Fraction(low, high)
    assert load(dump(meeting)) == meeting == parse(public_document(meeting), {}, today="")


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = st.text(max_size=6)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


def nearly(value: Any) -> st.SearchStrategy[Any]:
    """The value with any of its branches replaced by an arbitrary value."""
    branches: st.SearchStrategy[Any] = st.just(value)
    if isinstance(value, dict):
        branches = st.fixed_dictionaries({key: nearly(inner) for key, inner in value.items()})
    elif isinstance(value, list):
        branches = st.tuples(*(nearly(inner) for inner in value)).map(list)
    return st.integers(0, 19).flatmap(lambda roll: branches if roll else VALUES)


VETO = {"bands": ["不合格"], "over": "0.1", "grade": "不合格"}
WHOLE = public_document(read(with_part(form="members", groups=["全体"]) | {"rules": {"veto": VETO}}))


@settings(max_examples=200)
@given(VALUES | nearly(WHOLE))
def test_any_value_is_a_meeting_or_an_invalid_document_and_nothing_else(value: object) -> None:
    try:
        meeting = read(value)
    except InvalidDocument as raised:
        assert raised.field_errors
        return
    assert load(dump(meeting)) == meeting == parse(public_document(meeting), {}, today="")
