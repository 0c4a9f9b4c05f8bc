"""Look-alikes that PDF files hold in place of the characters that were written.

A font may draw a radical (⼀ U+2F00, ⺠ U+2EA0) and the character (一, 民) with one
glyph; some PDF writers then name the radical, since it has the lower number. The
reader sees the same sign, and no text is written in radicals, so each is read as its
character. The same holds for compatibility forms (金 U+F90A) and joined Latin
letters (ﬁ). This changes no sign that a reader of the PDF sees.
"""

from __future__ import annotations

import re
import unicodedata

# The pairs are those of Unicode's EquivalentUnifiedIdeograph for the CJK Radicals Supplement.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_CHARACTERS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Unicode gives the traditional form of ⼾; fonts for simplified Chinese draw 户 and 胶 with these glyphs.
_TABLE = str.maketrans(dict(zip(_RADICALS, _CHARACTERS, strict=True)) | {"⼾": "户", "㬵": "胶"})
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")


def plain(text: str) -> str:
    """``text`` with every look-alike read as the character it stands for."""
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_TABLE))
