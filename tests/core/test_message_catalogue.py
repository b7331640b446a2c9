"""The catalogue's tables, read-only and by language."""

import pytest

from server.core.message_catalogue import LANGUAGES, merged, section, sections


def test_a_section_has_its_sentences_in_each_language() -> None:
    assert section("zh", "voter")["submit"] == "提交" and section("en", "voter")["submit"] == "Submit"


def test_sections_come_in_the_order_of_the_file() -> None:
    assert [list(sections(language))[0] for language in LANGUAGES] == ["voter", "voter"]


def test_of_two_merged_tables_the_later_one_counts() -> None:
    both = merged("zh", ("staff", "desk"))
    assert both.keys() == section("zh", "staff").keys() | section("zh", "desk").keys()
    assert both["key.wrong"] == section("zh", "desk")["key.wrong"] != section("zh", "staff")["key.wrong"]


@pytest.mark.parametrize(("language", "name"), [("fr", "voter"), ("zh", "none")])
def test_an_unknown_language_or_table_is_a_key_error(language: str, name: str) -> None:
    with pytest.raises(KeyError):
        section(language, name)


def test_a_section_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        section("zh", "voter")["submit"] = "x"  # type: ignore[index]
