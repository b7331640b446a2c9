"""Who is who through corrections, and which corrections would make one person look like another."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from cards.form_files import forms
from server.core.amendments import amend, refuse_new_twins
from server.core.errors import InvalidDocument, Refused
from server.core.meeting_document import dump, load, parse, public_document
from server.core.models import Meeting
from server.core.people import FormerIdentities, amended_identities, fold, refuse_exchange, replaced_identities
from server.core.setup_warnings import people_warnings
from tests.archive.sources import parse_meeting

Roster = list[tuple[str, str]]


def meeting_of(*rosters: Roster) -> Meeting:
    parts = [
        {
            "name": f"环节{place}",
            "form": "secretary",
            "subjects": [{"name": name, "unit": unit} for name, unit in roster],
        }
        for place, roster in enumerate(rosters)
    ]
    return parse_meeting({"title": "评议会", "language": "zh", "parts": parts})


TWO = meeting_of([("甲", "一支部"), ("乙", "二支部")], [("甲", "一支部"), ("乙", "二支部")])


class Amended:
    """A meeting with ballots, and what it remembers of earlier names."""

    def __init__(self, meeting: Meeting = TWO) -> None:
        self.meeting, self.former = meeting, dict[str, tuple[tuple[str, str], ...]]()

    def do(self, **changes: object) -> str:
        """The code of the refusal, or "" if the change was made."""
        after = amend(self.meeting, changes)
        try:
            refuse_exchange(self.meeting, after, self.former)
        except Refused as refused:
            return refused.code
        self.former = amended_identities(self.meeting, after, self.former)
        self.meeting = after
        return ""

    def rename(self, id: str, name: str) -> str:
        return self.do(names={id: {"name": name}})

    @property
    def names(self) -> list[str]:
        return [subject.name for _, subject in self.meeting.subjects()]


@pytest.mark.parametrize(
    "spelling", ["ａnn Lee", "ANN LEE", "Ann\u3000Lee", "Ann\u200bLee", "Ann\u3164 Lee", "Ａｎｎ　Ｌｅｅ"]
)
def test_spellings_that_look_alike_are_one_name(spelling: str) -> None:
    assert fold(spelling) == fold("Ann Lee")
    assert fold("阿·丁") == fold("阿•丁") and fold("é") == fold("e\u0301") and fold("甲") != fold("乙")


def test_all_subjects_of_a_person_change_together() -> None:
    one = Amended()
    assert one.do(names={"s1": {"name": "丙", "unit": "三支部"}}) == ""
    assert one.names == ["丙", "乙", "丙", "乙"]
    assert {s.unit for _, s in one.meeting.subjects() if s.name == "丙"} == {"三支部"}
    with pytest.raises(InvalidDocument):
        amend(TWO, {"names": {"s1": {"name": "丙"}, "s3": {"name": "丁"}}})
    unchanged = {"names": {"s3": {"name": "甲", "unit": "一支部", "post": "书记"}, "s1": {"name": "丙"}}}
    assert [s.name for _, s in amend(TWO, unchanged).subjects()] == ["丙", "乙", "丙", "乙"]


def test_two_people_cannot_be_exchanged_at_once_or_in_steps() -> None:
    """P43: refused."""
    one = Amended()
    assert one.do(names={"s1": {"name": "乙"}, "s2": {"name": "甲"}}) == "name_taken"
    assert one.rename("s1", "乙") == one.rename("s1", " 乙\u200b") == "name_taken"
    assert one.rename("s1", "丙") == ""
    assert one.rename("s2", "甲") == "name_taken"
    assert one.rename("s2", "丁") == one.rename("s2", "戊") == ""
    assert [one.rename("s1", name) for name in ("乙", "丁", "戊")] == ["name_taken"] * 3
    assert one.rename("s1", "甲") == "", "a correction may be taken back"
    assert one.do(names={"s1": {"name": "己"}, "s2": {"name": "己"}}) == "name_taken"


def test_units_cannot_be_exchanged_where_they_tell_two_people_apart() -> None:
    """P43: refused."""
    one = Amended()
    units = {"s1": {"unit": "二支部"}, "s2": {"unit": "一支部"}}
    assert one.do(names=units) == one.do(names={"s1": {"unit": "二 支部"}}) == "unit_taken"
    assert one.do(names={"s1": {"unit": "三支部"}}) == ""
    assert one.do(names={"s2": {"unit": "一支部"}}) == "unit_taken"
    shared = Amended(meeting_of([("甲", "一支部"), ("乙", "二支部"), ("丙", "二支部")]))
    assert shared.do(names={"s1": {"unit": "二支部"}}) == ""
    namesakes = Amended(meeting_of([("张三", "一"), ("李", "二"), ("王", "二")], [("张三", "二")]))
    assert namesakes.do(names={"s1": {"unit": "二"}}) == "name_taken"


def test_a_name_that_somebody_gave_up_or_left_with_is_not_free() -> None:
    """P43: refused."""
    one = Amended(meeting_of([("甲", ""), ("乙", ""), ("丙", "")]))
    assert one.do(withdraw=["s2"]) == ""
    assert one.rename("s1", "乙") == "name_taken"
    assert one.rename("s1", "丁") == ""
    assert one.do(add=[{"part": "环节0", "name": "甲"}]) == "name_taken"
    assert one.do(add=[{"part": "环节0", "name": "丙\u200b"}]) == "name_taken"
    assert one.do(add=[{"part": "环节0", "name": "乙"}]) == "", "who was withdrawn may come back"
    assert one.names == ["丁", "丙", "乙"]


def test_a_correction_back_is_possible_after_one_of_the_persons_subjects_was_withdrawn() -> None:
    one = Amended()
    assert one.do(withdraw=["s3"]) == one.rename("s1", "丙") == one.rename("s1", "甲") == ""
    other = Amended()
    assert other.do(names={"s1": {"name": "丙"}}, withdraw=["s3"]) == other.rename("s1", "甲") == ""


def test_a_new_document_is_remembered_and_its_corrections_can_be_taken_back() -> None:
    """P43: names of the rehearsal count too."""
    before = meeting_of([("张三", ""), ("李四", "")])
    after = amend(
        before, {"withdraw": ["s1"], "add": [{"part": "环节0", "name": "张珊"}], "order": {"环节0": ["s3", "s2"]}}
    )
    former: FormerIdentities = replaced_identities(before, after, {})
    assert former == {"s3": (("张三", ""),)}
    assert _refused(after, former, "s3", "张三") == "" and _refused(after, former, "s2", "张三") == "name_taken"
    left = amend(before, {"withdraw": ["s1"]})
    assert _refused(left, replaced_identities(before, left, {}), "s2", "张三") == "name_taken"


def _refused(meeting: Meeting, former: Mapping[str, tuple[tuple[str, str], ...]], id: str, name: str) -> str:
    try:
        refuse_exchange(meeting, amend(meeting, {"names": {id: {"name": name}}}), former)
    except Refused as refused:
        return refused.code
    return ""


SPELLINGS = [("张三", "张　三"), ("张三", "张\u200b三"), ("阿·丁", "阿丁"), ("阿·丁", "阿•丁"), ("Ann Lee", "ANN LEE")]


@pytest.mark.parametrize(("first", "second"), SPELLINGS)
@pytest.mark.parametrize("parts", [1, 2])
def test_two_spellings_of_one_person_are_refused_at_set_up(first: str, second: str, parts: int) -> None:
    """Counted as two people, a score of 8.100 became 9.000 and 6.000."""
    rosters: list[Roster] = [[(first, "一支部"), (second, "一支部")], [("丙", "")]]
    if parts == 2:
        rosters = [[(first, "一支部")], [("丙", ""), (second, "一支部")]]
    with pytest.raises(InvalidDocument) as refused:
        meeting_of(*rosters)
    assert [error.field for error in refused.value.field_errors] == [f"parts[{parts - 1}].subjects[1].name"]
    assert first in refused.value.field_errors[0].text("zh") and "环节0" in refused.value.field_errors[0].text("zh")


def test_two_spellings_of_a_persons_unit_are_refused_at_set_up() -> None:
    with pytest.raises(InvalidDocument) as refused:
        meeting_of([("张三", "一支部")], [("张三", "一 支部")])
    assert [error.field for error in refused.value.field_errors] == ["parts[1].subjects[0].unit"]
    assert meeting_of([("张三", "一支部")], [("张 三", "二支部")]), "namesakes in two units are two people"


def with_twins(*rosters: Roster) -> Meeting:
    """A stored meeting of a version that did not refuse them: each name ends with a digit that is taken away."""
    numbered = [[(f"{name}{place}", unit) for name, unit in roster] for place, roster in enumerate(rosters)]
    stored = dump(meeting_of(*numbered))
    text = json.dumps(stored, ensure_ascii=False)
    for place, roster in enumerate(rosters):
        for name, _ in roster:
            text = text.replace(f'"{name}{place}"', f'"{name}"')
    return load(json.loads(text))


def test_a_stored_meeting_with_two_spellings_loads_is_flagged_and_can_be_corrected() -> None:
    stored = with_twins([("张三", "一支部"), ("乙", "")], [("张　三", "一支部")])
    (warning,) = people_warnings(stored)
    assert "张　三" in warning and "环节0" in warning and "环节1" in warning
    refuse_new_twins(stored, amend(stored, {"title": "新标题"}))
    corrected = amend(stored, {"names": {"s3": {"name": "张三"}}})
    assert [s.name for _, s in corrected.subjects()] == ["张三", "乙", "张三"] and not people_warnings(corrected)
    one = Amended(stored)
    assert one.rename("s3", "张三") == ""


def test_of_two_spellings_in_one_part_each_is_corrected_for_itself() -> None:
    stored = with_twins([("张三", "")], [("张　三", "")])
    (first, second) = stored.parts
    stored = replace(stored, parts=(replace(first, subjects=first.subjects + second.subjects),))
    assert [s.name for _, s in amend(stored, {"names": {"s2": {"name": "张三丰"}}}).subjects()] == ["张三", "张三丰"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"names": {"s2": {"name": "阿 甲", "unit": "一支部"}}}, "names.s2.name"),
        ({"add": [{"part": "环节1", "name": "阿 甲", "unit": "一支部"}]}, "add.name"),
    ],
)
def test_an_amendment_makes_no_second_spelling(changes: Mapping[str, object], field: str) -> None:
    before = meeting_of([("阿甲", "一支部"), ("乙", "二支部")], [("丙", "")])
    with pytest.raises(InvalidDocument) as refused:
        refuse_new_twins(before, amend(before, changes))
    assert [error.field for error in refused.value.field_errors] == [field]


def test_one_name_with_two_units_in_two_parts_is_a_warning() -> None:
    (warning,) = people_warnings(meeting_of([("张三", "一支部")], [("张三", "")]))
    assert "张三（一支部）" in warning and "环节1" in warning
    assert not people_warnings(meeting_of([("张三", "一支部"), ("张三", "二支部")], [("张三", "一支部")]))


def test_an_archive_of_an_older_version_with_two_spellings_is_still_read() -> None:
    document = public_document(with_twins([("张三", "")], [("张　三", "")]))
    assert [s.name for _, s in parse(document, forms(), today="2026-01-01", signed=True).subjects()] == [
        "张三",
        "张　三",
    ]
