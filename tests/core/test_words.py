"""Every error code of the contract has a sentence in both languages."""

import re

import pytest

from server.core.error_messages import sentence
from server.core.message_catalogue import section

CODES = """
bad_json body_too_large too_deep invalid_document unknown_key wrong_role not_found method_not_allowed
forbidden_origin forbidden_host has_ballots round_open not_published not_balanced wrong_phase unknown_subject
unknown_round unknown_group unknown_batch unknown_token title_mismatch already_counted stale confirm_small
void_card not_eligible bad_ballot already_voted round_closed new_nonce busy not_recorded damaged unknown_code
expired_code full admission_closed bad_frame bad_command quorum has_subject_ballots invalid_field
has_cards publish_all too_few name_taken unit_taken
"""


@pytest.mark.parametrize("code", CODES.split())
def test_a_code_has_a_sentence_in_both_languages(code: str) -> None:
    zh, en = sentence(code, "zh"), sentence(code, "en")
    assert re.search("[\u4e00-\u9fff]", zh) and zh[-1] in "。？" and not re.search("[,;!?]", zh)
    assert en.isascii() and en.endswith(".") and not re.search("[{}]", zh + en)


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sentence("no_such_code", "zh")


def test_details_that_a_sentence_does_not_use_are_ignored() -> None:
    assert sentence("stale", "en", state="{open}") == sentence("stale", "en")


@pytest.mark.parametrize("key", [key for key in section("zh", "errors") if "." in key])
def test_a_more_specific_sentence_replaces_the_general_one_and_contains_its_detail(key: str) -> None:
    code, name = key.split(".")
    for language in ("zh", "en"):
        errors = section(language, "errors")
        details = dict.fromkeys([name, *re.findall(r"\{(\w+)", errors[key])], "{王}")
        text = sentence(code, language, **details)
        assert text == errors[key].format(**details) != errors[code]
