"""Exact numbers: read with bounds, printed with the rounding of DOMAIN §5. Knows no rules."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

NUMBER = re.compile(r"-?[0-9]{1,4000}(\.[0-9]{1,60}|/[0-9]{1,4000})?")


def number(value: Any) -> Fraction:
    """The value of 3, "0.7" or "1/3". ValueError for anything else; the length is bounded because arithmetic on
    longer numbers takes too much time."""
    if type(value) is int:
        return Fraction(value)
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError(f"{value!r:.40} is no number")
    return Fraction(value)


def round_half_up(value: Fraction, places: int) -> str:
    """With exactly `places` decimals; a half is rounded away from zero."""
    digits = str(int(abs(value) * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    sign = "-" if value < 0 and digits.strip("0") else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def shortest(value: Fraction) -> str:
    """The shortest exact decimal, or a fraction such as "1/3" if there is none."""
    return next((round_half_up(value, n) for n in range(64) if (value * 10**n).denominator == 1), str(value))
