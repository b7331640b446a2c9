"""How an exact number becomes the one that is graded and printed (DOMAIN §5). Never a binary float."""

from fractions import Fraction


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up; below zero half away from zero, as 四舍五入 and spreadsheets have it."""
    scale = 10**decimals
    size = (abs(value) * scale * 2 + 1) // 2
    return Fraction(size if value >= 0 else -size, scale)


def figure(value: Fraction, decimals: int) -> str:
    """The rounded value with all its places: "8.417", "9.000"; never "-0.000"."""
    scaled = int(rounded(value, decimals) * 10**decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    shown = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{shown}" if scaled < 0 else shown


def figure_or_none(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else figure(value, decimals)


def shortest(value: Fraction) -> str:
    """The shortest exact decimal, "0.7"; "1/3" where there is none."""
    rest, places = value.denominator, 0
    while rest > 1:
        divisor = next((d for d in (10, 5, 2) if rest % d == 0), None)
        if divisor is None:
            return str(value)
        rest, places = rest // divisor, places + 1
    return figure(value, places)
