"""Generated documents: scales, forms and parts of both editions, groups and rules of averaging."""

from typing import Any

from hypothesis import strategies as st

from server.core.message_catalogue import LANGUAGES

Map = dict[str, Any]
NAMES = ("张三", "李四", "=王五", "赵 6", "-7", "𠮷田", "Ann “A” 2")
DECIMALS = st.integers(1, 9999).map(lambda n: f"{n / 100:.2f}")


LONG_SCALES: tuple[Map, ...] = (
    {"min": 0, "max": 100},
    {"min": 1, "max": 100},
    {"min": 0, "max": 10, "step": "0.5"},
    {"min": 3, "max": 13, "step": "0.01"},
    {"min": "6.5", "max": "8.7", "step": "0.1"},
)
"""One of them has 21 marks, which are counted one by one."""


def _scale(draw: st.DrawFn, edition: int) -> Map:
    choices = [[f"档{n}", str(value)] for n, value in enumerate(draw(st.permutations(range(2, 6)))[:3])]
    low = draw(st.integers(0, 3))
    short: Map = {"min": low, "max": low + draw(st.integers(1, 9))}
    longer = LONG_SCALES if edition > 1 else LONG_SCALES[:2]
    scale: Map = draw(st.sampled_from(({"choices": choices}, short, *longer)))
    return scale


def _inline_form(draw: st.DrawFn, edition: int) -> Map:
    """Marks or named choices, boxes for notes; a weighted mean or a sum of items, of which some are only reported.
    Summed and reported items may have scales of their own. In edition 1, a weighted mean on one scale."""
    is_sum = edition > 1 and draw(st.booleans())
    items: list[Map] = []
    for n in range(draw(st.integers(1, 3))):
        weight: str = "1" if is_sum else draw(DECIMALS)
        weight = weight if n == 0 or edition == 1 else draw(st.sampled_from((weight, weight, "0")))
        item = {"key": f"k{n}", "title": f"第{n}项", "weight": weight, "abstain": draw(st.booleans())}
        own = draw(st.booleans()) and (is_sum or weight == "0")
        items.append({**item, "scale": _scale(draw, edition)} if own else item)
    boxes = [{"key": "problems", "title": "问题 1"}, {"key": "b2", "title": "=建议"}][: draw(st.integers(0, 2))]
    form = {"title": "自拟", "scale": _scale(draw, edition), "items": items, "notes": boxes}
    return {**form, "score": "sum"} if is_sum else form


def _part(draw: st.DrawFn, name: str, groups: list[str], edition: int) -> Map:
    form: object = draw(st.sampled_from(("secretary", "indicators", "members", "six-items", "plain")))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    return {
        "name": name,
        "weight": draw(DECIMALS),
        "form": _inline_form(draw, edition) if draw(st.booleans()) else form,
        "subjects": [{"name": name, "unit": draw(st.sampled_from(("", "一部")))} for name in names],
        "groups": [group for group in groups if draw(st.booleans())] or groups[:1],
        "source": draw(st.sampled_from(("ballots", "ballots", "entered"))),
        **({"abstained": draw(st.sampled_from(("out", "out", "zero")))} if edition > 1 else {}),
    }


@st.composite
def documents(draw: st.DrawFn, edition: int) -> Map:
    weighted = draw(st.booleans())
    groups: list[Map] = [{"name": name, "size": 90} for name in ("A票 1", "B票", "=C", "D")[: draw(st.integers(1, 4))]]
    for group in groups if weighted else ():
        group["weight"] = draw(DECIMALS)
    part_names = ("上述", "=下评 2", "考核")[: draw(st.integers(1, 3))]
    parts = [_part(draw, name, [group["name"] for group in groups], edition) for name in part_names]
    rules: Map = {
        "decimals": draw(st.integers(0, 4)),
        **_averaging(draw, parts, edition),
        **draw(st.sampled_from(({"min_group": 1, "panel": True}, {"min_group": 3}, {"min_group": 5}))),
        "empty_group": draw(st.sampled_from(("renormalise", "refuse"))),
    }
    return {
        "title": draw(st.sampled_from(("评议会", "=2022 年度“评议”"))),
        "date": "2022-12-20",
        "language": draw(st.sampled_from(LANGUAGES)),
        "expected": draw(st.sampled_from((None, 30))),
        "show": draw(st.sampled_from(("live", "closed", "held"))),
        "groups": groups,
        "parts": parts,
        "rules": rules,
    }


def _averaging(draw: st.DrawFn, parts: list[Map], edition: int) -> Map:
    """Means of items' means are refused beside sums and trimmed ballots."""
    trim = draw(st.integers(0, 2))
    if edition == 1:
        return {"trim": trim}
    if trim:
        return {"trim": trim, "trim_least": draw(st.sampled_from((None, 2 * trim + 1, 9)))}
    has_sum = any(isinstance(part["form"], dict) and "score" in part["form"] for part in parts)
    return {} if has_sum else {"items": draw(st.sampled_from(("ballots", "means")))}
