"""Labels of the field that texts also use without quotation marks.

Only names stand here, never members: what a formula holds is taken from the speech
or not at all. A label outside this list is found by its quotation marks, by another
quoted mention in the same speech, or by its form (十不准, 五人小组).
"""

from __future__ import annotations

KNOWN = frozenset(
    "两个维护 两个坚决维护 两个确立 两个结合 两个责任 两个大局 两个尊重 两个巩固 两个毫不动摇 两个一以贯之"
    " 两个永远在路上 两个一百年 三个代表 三个务必 三个区分开来 三个有利于 三个不固定 三个没有变 三个牢固树立 四个意识"
    " 四个自信 四个全面 四个伟大 四个服从 四个合格 四个落实 四个聚焦 四个铁一般 四个善于 四个最严 四个融入 五个必须"
    " 五个必由之路 三个过硬 四个过硬 五个过硬 六个过硬 五个到位 五个持续 六个必须坚持 六个围绕 六个从严 七个有之"
    " 九个坚持 十个坚持 十个明确 十四个坚持 三大法宝 三大优良作风 三大作风 三大攻坚战 三大纪律八项注意 四大考验 四种危险"
    " 四种形态 五大发展理念 五位一体 四风 六大纪律 六项纪律 中央八项规定 八项规定 三农 三公经费 三严三实 三会一课"
    " 三重一大 两学一做 两优一先 一岗双责 一案双查 一案三查 四不两直 三不腐 五个统筹 六稳 六保 四史 双碳 双随机一公开"
    " 两不愁三保障 一国两制 六围绕一加强 五持续 三查三看 四个着力 三个聚焦 凡提四必"
.split()
)

ALIASES = {"八项规定": "中央八项规定", "两个坚决维护": "两个维护"}
"""Other names of the same formula, each with the one it goes by."""

MISCONDUCT = frozenset("四风 七个有之 三超两乱 三大问题 四种危险 三公经费 两个凡是".split())
"""Labels that name faults though no word in them says so."""
