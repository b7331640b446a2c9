"""The page of promises lists them all."""

from tests.prove import PAGE, wanted

NUMBERS = [*range(1, 13), *range(20, 28), *range(30, 41)]


def test_the_page_lists_every_promise() -> None:
    assert list(wanted(PAGE.read_text("utf-8"))) == [f"P{number:02}" for number in NUMBERS]
