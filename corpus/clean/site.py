"""What a web page writes around a text: bread crumbs, fields about the file, links to other texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean.lines import Found, Line, whole
from corpus.clean.titles import reads_like_title

CRUMBS = "网页导航"
FIELDS = "网页信息（来源、时间、浏览次数等）"
LINKS = "网页链接或声明"
MORE = "网页推荐栏"

_ARROW = r"(?:&gt;|&raquo;|>>?|＞|»|›|→|⇒|▶|/|／|\||｜|—+|-+|::)"
_HERE = r"(?:(?:您|你)?(?:现在|当前|目前|所在)的?(?:所在)?(?:位置|栏目)|(?:位置|栏目|导航)(?=\s*[:：]))(?:是|在)?\s*[:：]?"
_CRUMBS = re.compile(
    rf"(?:{_HERE}\s*)?(?:{_ARROW}\s*)?(?:网站)?(?:首\s*页|主页|[一-鿿]{{0,8}}(?:首页|文库"
    rf"|范文网|公文网|资料网))\s*(?={_ARROW})|{_HERE}\s*(?=\S)"
)
_CRUMB = re.compile(rf"\s*{_ARROW}\s*(正文|[^\s>＞»›→/／|｜]{{1,16}})")
_ARROWS = re.compile(r"&gt;|>|＞|»|›|→")
_MOST_CRUMBS = 120
_LEAST_TITLE = 8

_FIELD = (
    r"(?:发布|发表|更新|上传|录入|发稿|阅读|创建|采编|时间戳)(?:时间|日期|者|人|单位|机构"
    r"|部门)?|(?:文章|信息|稿件|内容|资料|文档|新闻)?(?:来源|出处)|来\s*源"
    r"|(?:责任|网站|值班|文字|本期|美术)?编辑|责\s*编|审核(?:人)?|审校|校对|[初二三复终]审|录入|供稿|投稿(?:人)?|作\s*者|撰稿|通讯员|记者"
    r"|(?:浏览|阅读|点击|访问|下载|查看|评论|收藏|点赞|转发)(?:次数|人数|数量|量|数|率)?"
    r"|人气|热度|字\s*数|字\s*[号体]|(?:文档|文件|资料)?(?:大小|格式|页数|编号|类型|类别"
    r"|分类|热度|星级)"
    r"|所需(?:积分|金币)|价\s*格|售价|积分|栏目|分类|标签|关键[词字]|[Tt]ags?|分享(?:到"
    r"|至)?|打印|索引号|主题分类|发文机关|发文字号|文\s*号|成文日期|有效性|公开方式|信息公开形式"
)
_CLOCK = r"(?:19|20)\d{2}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_WITH_TIME = re.compile(r"(?:19|20)\d{2}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?\s*\d{1,2}[:：]\d{2}")
_FIELD_STARTS = re.compile(rf"(?<![一-鿿])(?:{_FIELD})\s*[:：]|^(?:{_FIELD})\s*[:：]")
_VALUES = re.compile(rf"(?:{_FIELD})\s*[:：]\s*(?:{_CLOCK}|[^\s：:|丨]{{0,30}})|{_CLOCK}|[\s|丨/·【】\[\]()（）,，;；:：-]+")
_COUNTS = re.compile(
    r"(?:\d[\d,.]*\s*[万kKwW]?\+?\s*(?:次|人|个|条)?(?:浏览|阅读|人阅读|下载|评论|点赞|收藏"
    r"|字|积分|金币|下载券|页|阅|赞|人气|KB|MB|[Kk]b|[Mm]b)(?:次|数|量)?[\s|·、,，]*){1,6}"
    r"|(?:阅读|浏览|点击|下载|评论|收藏|点赞|字数)(?:次数|量|数)?\s*[(（]?\s*\d+\s*[)）]?"
    r"|【?\s*(?:字\s*[体号][:：]?)?\s*(?:大|小)\s*中\s*(?:小|大)\s*】?(?:\s*【?(?:打印|收藏|关闭)\S{0,6}】?)*"
    r"|(?:[【\[]?\s*(?:打印|关闭|收藏|分享|纠错|返回|回到|加入收藏|设为首页|放大|缩小|朗读|字号|转发|复制|举报|点赞|评论)(?:本[页文]"
    r"|此[页文]|正文|全文|窗口|顶部|首页|列表|链接|一下|到\S{0,8})?\s*[】\]]?[\s|]*){1,10}"
)
_MOST_FIELDS = 160

_NEXT = re.compile(r"[【\[<（(]?\s*(?:上|下)一?[篇页条个章](?:文章|范文|文档|新闻|信息)?\s*[】\]>）)]?\s*(?:[:：].{0,90}|$)")
_LINK_HEADS = re.compile(
    r"[【\[■●◆▪▌|>»\s]*(?:(?:相关|热门|热点|最新|精彩|推荐|本周|本类|本月|同类|猜你喜欢的|更多|其他|最近更新的?|随机|站内|编辑|为您)"
    r"(?:推荐|文章|阅读|范文|文档|资讯|专题|内容|搜索|排行榜?|栏目|链接|新闻|信息|资料|下载|标签|词条|附件|精选|讲话|发言|专栏)"
    r"|猜你(?:喜欢|感兴趣|想看|需要)|延伸阅读|大家都在[看搜]|您?可能(?:还)?(?:感兴趣|喜欢"
    r"|想看|需要)的?(?:内容|文章|文档)?|看过(?:本文|此文|该文)的(?:人|还).{0,10}|(?:网友"
    r"|用户|最新)?评论(?:\s*[(（]\d*[)）])?|发表评论|我要评论"
    r"|友情链接|关于我们|联系我们|网站地图|返回(?:顶部|首页|列表)|用户(?:登录|注册)|登录\s*[|/]?\s*注册"
    r"|免费注册|分享到.{0,20}|扫一扫.{0,20}|微信扫一扫.{0,20}|手机(?:版|阅读|访问).{0,10}"
    r"|设为首页|加入收藏|无障碍(?:阅读|浏览)|繁[体體](?:中文|版)?|English)"
    r"[：:】\]\s>»…]*(?:更多|MORE|more)?[>»\s]*"
)
_NOTICE = re.compile(
    r"(?:[（(【\[*※◎\s])*(?:(?:免责|版权|郑重|特别|温馨|重要|法律|权利)(?:声明|说明|提示"
    r"|提醒|申明)|声明\s*[：:]|版权(?:所有|归)|著作权|[Cc]opyright|COPYRIGHT|©|\(C\)|[一-鿿]{1,2}ICP[备证]"
    r"|.{0,6}公网安备|增值电信|互联网(?:新闻|信息)|(?:主办|承办|协办|运营|建设)(?:单位|方)?\s*[:：]"
    r"|技术支持|网站标识码|"
    r"转载请(?:注明|标明|保留|联系)|本文(?:来源|标签|地址|链接|网址|由|转载自|转自|来自"
    r"|系|已影响|共|版权)|原文(?:链接|地址|出处|网址)|(?:以上|上述|上面)(?:就是|是|内容"
    r"|文章).{0,20}(?:小编|整理|分享|介绍|全部内容|仅供|供大家|希望)|以上(?:就是|便是).{0,40}(?:内容"
    r"|全文)|(?:本站|本网站|本平台|本文库|本文档|该文档)(?:所有|部分|内容|资源|资料|提供"
    r"|为|的|由|仅|内|不)|.{0,12}侵(?:权|犯).{0,12}(?:删除|联系|告知|处理)|(?:以下|下面"
    r"|接下来)(?:是|就是|为|由|跟着)?.{0,20}(?:小编|为大家|为您|整理|收集|欢迎(?:阅读|参考)"
    r"|供您?参考|分享)|.{0,16}小编.{0,40}|欢迎(?:阅读|大家阅读|参考|借鉴|收藏|下载).{0,20}"
    r"|(?:文档|资料|文章|图片|内容)(?:来源于?|来自)(?:网络|互联网).{0,30})"
)
_CONTENT = re.compile(r"巡察组|党组织|同志们|我们要|各级|干部|整改|全面从严治党|政治监督")


def crumbs(lines: Sequence[Line]) -> Iterator[Found]:
    """首页 > 范文 > 讲话稿, alone or in front of the title, which stays when it stands nowhere else.

    A line near it that is one of the crumbs again is the name of a column.
    """
    names: set[str] = set()
    for i, line in enumerate(lines):
        text = line.text
        if text in names and len(text) <= 12:
            yield Found(i, 0, len(text), CRUMBS)
        if not text or len(text) > _MOST_CRUMBS + 60 or "。" in text:
            continue
        end = _crumbs_end(text)
        rest = text[end:].strip()
        if end and rest and not _is_title(rest):
            end = len(text)
        if not end and 1 < len(_ARROWS.findall(text)) and len(text) <= _MOST_CRUMBS:
            end = len(text)
        if end:
            names.update(name.strip() for name in _ARROWS.split(text[:end])[1:])
            yield Found(i, 0, end, CRUMBS)


def _crumbs_end(text: str) -> int:
    """Where the bread crumbs at the start of ``text`` end; 0 if it starts with none."""
    begun = _CRUMBS.match(text)
    if begun is None:
        return 0
    at = begun.end()
    while True:
        crumb = _CRUMB.match(text, at)
        rest = "" if crumb is None else text[crumb.start(1) :].strip()
        if crumb is None or _is_title(rest):
            break
        at = crumb.end()
        if crumb[1] == "正文":
            break
    return at + len(re.match(rf"(?:\s*{_ARROW})?\s*", text[at:])[0])


def _is_title(text: str) -> bool:
    """A title, as against the name of a column (讲话稿)."""
    return len(text) >= _LEAST_TITLE and reads_like_title(text) and not _ARROWS.search(text)


def fields(lines: Sequence[Line]) -> Iterator[Found]:
    """来源：… 发布时间：… 浏览：… 次, counters, and buttons of the page."""
    for i, line in enumerate(lines):
        if line.text and len(line.text) <= _MOST_FIELDS and _is_fields(line.text):
            yield Found(i, 0, len(line.text), FIELDS)


def _is_fields(text: str) -> bool:
    if _COUNTS.fullmatch(text):
        return True
    if "。" in text or not (_FIELD_STARTS.search(text) or (_WITH_TIME.match(text) and len(text) <= 60)):
        return False
    # Names with a blank inside and units such as 次 may be left over.
    return len(_VALUES.sub("", text)) <= 12 and not _CONTENT.search(text)


def links(lines: Sequence[Line]) -> Iterator[Found]:
    """上一篇：…, 相关推荐, 版权声明 and the like on a line of their own."""
    for i, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if len(text) <= 40 and _LINK_HEADS.fullmatch(text):
            yield from whole(lines, [i], MORE)
        elif _NEXT.fullmatch(text):
            yield from whole(lines, [i], LINKS)
        elif len(text) <= 300 and _NOTICE.match(text) and not _CONTENT.search(text):
            yield from whole(lines, [i], LINKS)
