"""A new meeting's document from an earlier one: whatever is in the file, it is copied, or refused with a sentence."""

import json
import zipfile
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.form_files import forms
from server.core.copied_document import CopiedDocument, copied_document
from server.core.document_paths import Step, readable, steps
from server.core.errors import InvalidDocument
from server.core.meeting_document import dump, parse, reusable_document
from server.core.message_catalogue import LANGUAGES
from server.core.models import Meeting
from tests.archive.sources import draw_meeting
from tests.harness import ROOT
from tests.proof_scale import scaled

SHIPPED = forms("zh")
TODAY = "2027-01-01"


def stored(path: str) -> Any:
    with zipfile.ZipFile(ROOT / "tests/data" / path) as archive:
        return json.loads(archive.read("meeting.json"))


DOCUMENTS = [stored(f"{version}/bundle.zip") for version in ("v1", "v3", "v5")] + [stored("v5/elected.zip")]
ODD: list[Any] = [
    None,
    True,
    -1,
    7,
    10**30,
    0.5,
    "",
    "x",
    "\ud800",
    "优",
    "1/0",
    "‮",
    [],
    [[]],
    {},
    {"a": 1},
    ["好", "9"],
]


def containers(value: Any) -> list[Any]:
    """All objects and lists that are not empty."""
    if not isinstance(value, dict | list) or not value:
        return []
    children = value.values() if isinstance(value, dict) else value
    return [value, *(inner for child in children for inner in containers(child))]


@st.composite
def damaged_documents(draw: st.DrawFn) -> Any:
    """An archive's document after a few random changes: something removed, replaced, renamed or repeated."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS))))
    for _ in range(draw(st.integers(1, 4))):
        container = draw(st.sampled_from(containers(document) or [document]))
        if not container:
            continue
        keys = list(container) if isinstance(container, dict) else range(len(container))
        key, odd = draw(st.sampled_from(keys)), deepcopy(draw(st.sampled_from(ODD)))
        change = draw(st.sampled_from(["remove", "replace", "add"]))
        if change == "remove":
            container.pop(key)
        elif change == "replace":
            container[key] = odd
        elif isinstance(container, dict):
            container[draw(st.sampled_from(["x", "a.b", "[0]", "x" * 60, "again", "ids", "\n"]))] = odd
        else:
            container.append(odd)
    return document


@pytest.mark.scaled
@settings(max_examples=scaled(150, 3000))
@given(damaged_documents())
def test_any_document_is_copied_or_refused_with_sentences(document: Any) -> None:
    before = json.dumps(document)
    try:
        copied = copied_document(document, SHIPPED, TODAY)
    except InvalidDocument as error:
        faults = error.field_errors
    else:
        faults = list(copied.remarks)
        json.dumps(copied.document)
        if "ids" in document:
            assert not {"ids", "date"} & copied.document.keys()
            parse({**copied.document, "date": TODAY}, SHIPPED, today=TODAY, signed=True)
    assert json.dumps(document) == before
    for fault in faults:
        assert all(fault.text(language) for language in LANGUAGES) and len(fault.field) < 300


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    return draw_meeting(draw)


@pytest.mark.scaled
@settings(max_examples=scaled(30, 300))
@given(meetings())
def test_the_document_of_any_meeting_is_copied_as_its_copy_on_this_server_would_be(meeting: Meeting) -> None:
    copied = copied_document(json.loads(json.dumps(dump(meeting))), forms(meeting.language), TODAY)
    expected = json.loads(json.dumps(reusable_document(meeting)))
    parts = [part for part in expected["parts"] if not part.get("again")]
    document = json.loads(json.dumps(copied.document))
    assert document["parts"] == parts
    assert document == expected or parts != expected["parts"]


@pytest.mark.parametrize(
    ("document", "path", "expected", "words"),
    [
        ({"a": {"b": [1, 2]}}, "a.b[1]", ("a", "b", 1), "a › b › #2"),
        ({"a.b": {"c": 1}}, "a.b.c", ("a.b", "c"), "a.b › c"),
        ({"a": 1, "a[0]": 2}, "a[0]", ("a[0]",), "a[0]"),
        ({"parts": [{"name": "上述", "x": 1}]}, "parts[0].x", ("parts", 0, "x"), "上述 › x"),
        ({"bands": [["好", "9"]]}, "bands[0][1]", ("bands", 0, 1), "好 › #2"),
        ({"y" * 50: 1}, "y" * 40, ("y" * 50,), "y" * 40),
    ],
)
def test_a_path_is_found_and_said_in_words(document: Any, path: str, expected: tuple[Step, ...], words: str) -> None:
    place = steps(document, path)
    assert place == expected and readable(document, expected) == words


@pytest.mark.parametrize("path", ["b", "a.c", "a[5]", "a.b[2]", "a.b[x]"])
def test_a_path_that_leads_nowhere_is_none(path: str) -> None:
    assert steps({"a": {"b": [1]}}, path) is None


def test_a_refusal_names_what_the_form_cannot_correct() -> None:
    with pytest.raises(InvalidDocument) as refused:
        copied_document({"parts": ["x"]}, SHIPPED, TODAY)
    assert [fault.field for fault in refused.value.field_errors] == ["parts[0]"]


def test_what_the_form_can_correct_is_left_for_it() -> None:
    items = [{"key": "a", "title": "甲"}, {"key": "a", "title": "乙"}]
    form = {"title": "表", "scale": {"min": 1, "max": 10}, "items": items}
    document = {"title": "会", "parts": [{"name": "上述", "form": form, "subjects": [{"name": "张三"}]}]}
    assert copied_document(document, SHIPPED, TODAY) == CopiedDocument(document, ())
