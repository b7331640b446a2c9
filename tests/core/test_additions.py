"""The one JSON form of additions, in the API, the archive and the store."""

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from server.core.additions import from_json, to_json
from server.core.models import Additions, Adjustment, Decision

ids = st.text("s0123456789", min_size=1, max_size=4)
numbers = st.fractions(-100, 100, max_denominator=1000)
by_subject = st.builds(
    Additions,
    st.dictionaries(ids, st.builds(Decision, st.text(), st.text()), max_size=4),
    st.dictionaries(ids, st.lists(st.builds(Adjustment, numbers, st.text()), max_size=3).map(tuple), max_size=4),
    st.dictionaries(ids, st.lists(st.text(), max_size=3).map(tuple), max_size=4),
    st.dictionaries(ids, numbers, max_size=4),
)


@given(by_subject)
def test_additions_survive_the_way_through_json_exactly(additions: Additions) -> None:
    assert from_json(json.loads(json.dumps(to_json(additions)))) == additions


def test_additions_have_the_shape_of_the_contract() -> None:
    additions = Additions(
        {"s1": Decision("较好", "复核")},
        {"s1": (Adjustment(Fraction(-1, 2), "迟报"),)},
        {"s2": ("重大失误",)},
        {"s2": Fraction(17, 2)},
    )
    assert to_json(additions) == {
        "decisions": {"s1": {"grade": "较好", "reason": "复核"}},
        "adjustments": {"s1": [{"points": "-0.5", "reason": "迟报"}]},
        "flags": {"s2": ["重大失误"]},
        "entered": {"s2": {"score": "8.5"}},
    }
