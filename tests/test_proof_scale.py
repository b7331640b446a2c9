"""What an everyday run leaves out."""

import pytest

from tests.proof_scale import FULL_SIZE, ends, everyday


class Case(pytest.Function):
    @property
    def nodeid(self) -> str:
        """Its own: without parameters, pytest has one for all."""
        return self.name


def cases(parent: pytest.Item, name: str, count: int, *marks: pytest.MarkDecorator) -> list["Case"]:
    items = [
        Case.from_parent(parent.parent, name=f"{name}[{number}]", callobj=cases, originalname=name)
        for number in range(count)
    ]
    for item in items:
        for mark in marks:
            item.add_marker(mark)
    return items


def test_all_cases_run_but_those_of_a_test_whose_mark_says_how_many(request: pytest.FixtureRequest) -> None:
    some = cases(request.node, "test_some", 5, pytest.mark.scaled(2))
    others = cases(request.node, "test_others", 5, pytest.mark.scaled(3))
    few = cases(request.node, "test_few", 1, pytest.mark.scaled(2))
    whole = cases(request.node, "test_whole", 5, pytest.mark.scaled)
    usual = cases(request.node, "test_usual", 5)
    left_out = everyday([*some, *others, *few, *whole, *usual])
    counts = [len(left_out & {*items}) for items in (some, others, few, whole, usual)]
    assert counts == ([0, 0, 0, 0, 0] if FULL_SIZE else [3, 2, 0, 0, 0])


@pytest.mark.skipif(FULL_SIZE, reason="of the everyday run")
def test_a_case_that_is_named_or_failed_last_is_run(request: pytest.FixtureRequest) -> None:
    some = cases(request.node, "test_some", 5, pytest.mark.scaled(1))
    for item in some:
        left_out = everyday(some, [item.nodeid])
        assert item not in left_out and len(left_out) == 3


@pytest.mark.skipif(FULL_SIZE, reason="of the everyday run")
def test_the_oldest_and_the_newest_are_always_tried() -> None:
    for count in range(4):
        chosen = ends("abcdef", count)
        assert (chosen[0], chosen[-1], len(chosen)) == ("a", "f", count + 2) and chosen == sorted(chosen)
    assert ends("ab", 3) == ["a", "b"] and ends("a", 0) == ["a"] and ends("", 1) == []
