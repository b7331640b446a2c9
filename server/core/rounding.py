"""Rounding and printing of exact numbers (DOMAIN §5). Never uses a binary float."""

from fractions import Fraction


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Half up; for negative values half away from zero, as 四舍五入 and spreadsheets do."""
    scale = 10**decimals
    magnitude = (abs(value) * scale * 2 + 1) // 2
    return Fraction(magnitude if value >= 0 else -magnitude, scale)


def format_decimal(value: Fraction, decimals: int) -> str:
    """The rounded value with all its decimals: "8.417", "9.000"; never "-0.000"."""
    scaled = int(round_half_up(value, decimals) * 10**decimals)
    text = _with_point(abs(scaled), decimals)
    return f"-{text}" if scaled < 0 else text


def _with_point(scaled: int, decimals: int) -> str:
    """A number ≥ 0 that is given as so many 10^-decimals."""
    digits = str(scaled).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def format_optional(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else format_decimal(value, decimals)


def format_percent(count: int, base: int, decimals: int) -> str | None:
    """`count` in percent of `base`, without a sign: "46.2"; None of a base of 0."""
    if not base:
        return None
    scaled = (200 * 10**decimals * count + base) // (2 * base)  # half up, without the cost of a fraction
    return _with_point(scaled, decimals)


def format_shortest(value: Fraction) -> str:
    """The shortest exact decimal, "0.7"; a fraction, "1/3", where no decimal is exact."""
    rest, decimals = value.denominator, 0
    while rest > 1:
        divisor = next((d for d in (10, 5, 2) if rest % d == 0), None)
        if divisor is None:
            return str(value)
        rest, decimals = rest // divisor, decimals + 1
    return format_decimal(value, decimals)
