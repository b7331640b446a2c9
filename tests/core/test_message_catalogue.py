"""The catalogue's tables, read-only and by language."""

from datetime import date

import pytest

from server.core.message_catalogue import LANGUAGES, Sentence, merged, section, sections
from server.web import page_messages


def test_a_section_has_its_sentences_in_each_language() -> None:
    assert section("zh", "voter")["submit"] == "提交" and section("en", "voter")["submit"] == "Submit"


def test_sections_come_in_the_order_of_the_file() -> None:
    assert {list(sections(language))[0] for language in LANGUAGES} == {"voter"}


def test_of_two_merged_tables_the_later_one_counts() -> None:
    both = merged("zh", ("staff", "desk"))
    assert both.keys() == section("zh", "staff").keys() | section("zh", "desk").keys()
    assert both["key.wrong"] == section("zh", "desk")["key.wrong"] != section("zh", "staff")["key.wrong"]


@pytest.mark.parametrize("page", page_messages.SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_pages_own_table_replaces_a_sentence_that_it_shares(language: str, page: str) -> None:
    """Two shared tables with different sentences under one key would show one of them in the wrong place."""
    seen: dict[str, str] = {}
    for table in page_messages.SECTIONS[page][:-1]:
        for key, text in section(language, table).items():
            assert seen.setdefault(key, text) == text, f"{page}: {key}"


@pytest.mark.parametrize(("language", "name"), [("fr", "voter"), ("zh", "none")])
def test_an_unknown_language_or_table_is_a_key_error(language: str, name: str) -> None:
    with pytest.raises(KeyError):
        section(language, name)


def test_a_section_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        section("zh", "voter")["submit"] = "x"  # type: ignore[index]


def test_a_word_follows_the_number_that_it_depends_on() -> None:
    sentence = Sentence("{n} {n:ballot is|ballots are} still out on {day:%d}")
    values = {"day": date(2022, 12, 20)}
    assert sentence.format(n=1, **values) == "1 ballot is still out on 20"
    assert sentence.format(n="0", **values) == "0 ballots are still out on 20"
    with pytest.raises(KeyError):
        sentence.format(**values)
