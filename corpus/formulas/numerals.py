"""Chinese and Arabic numerals as they stand in labels."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "双": 2}
CHARACTERS = "一二三四五六七八九十百两双"
"""Characters a label's number is written with; 双 counts as two."""


def value(numeral: str) -> int | None:
    """The number ``numeral`` states (十四 → 14, 双 → 2, 10 → 10), None if it is no number below 1000."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral) if len(numeral) <= 3 else None
    total = current = 0
    for char in numeral:
        if char in "十百":
            unit = 10 if char == "十" else 100
            if total and unit == 100:
                return None
            total, current = total + (current or 1) * unit, 0
        elif char in _DIGITS and not current:
            current = _DIGITS[char]
        else:
            return None
    return total + current or None


def written(number: int) -> str:
    """``number`` (1 to 99) as a label writes it before 个: 2 → 两, 12 → 十二."""
    if number == 2:
        return "两"
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
