"""Numbers written as Word's automatic numbering writes them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand"
    " koreanCounting japaneseDigitalTenThousand".split()
)
_ENCLOSED = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
}


def numeral(value: int, style: str) -> str:
    """``value`` (0 or more) in the number format ``style`` of OOXML (``w:numFmt``).

    Formats unknown here, and values beyond a format's signs, come out as Arabic digits.
    """
    if style == "none":
        return ""
    if style in _CHINESE and value < 10_000:
        return _chinese(value)
    if style == "chineseLegalSimplified" and value < 10_000:
        text = _chinese(value)
        return ("一" + text if text.startswith("十") else text).translate(_LEGAL)
    if style == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if style in _ENCLOSED and 1 <= value <= len(_ENCLOSED[style]):
        return _ENCLOSED[style][value - 1]
    if style in ("lowerRoman", "upperRoman") and 0 < value < 4_000:
        text = _roman(value)
        return text.upper() if style == "upperRoman" else text
    if style in ("lowerLetter", "upperLetter") and 0 < value <= 780:
        # Word doubles the letter after z: aa, bb, cc.
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return text.upper() if style == "upperLetter" else text
    if style == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _chinese(value: int) -> str:
    """0 to 9999 in Chinese numerals: 十二, 二十, 一百零五."""
    if value == 0:
        return "零"
    out = ""
    owed = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            out += ("零" if owed and out else "") + _DIGITS[digit] + unit
        owed = not digit
    return out[1:] if out.startswith("一十") else out


def _roman(value: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        out += sign * (value // worth)
        value %= worth
    return out
