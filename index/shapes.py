"""What a line of a Chinese text is by its shape alone: heading, paragraph, caption, byline, source, jump, furniture."""

import re

from index.labels import is_label as is_label  # a shape too; others ask for it here
from index.names import HAN, NAME, PAPER
from index.records import BlockKind

WIDE = HAN + "\u3000-\u303f\uff01-\uff5e“”‘’—…·"

TERMINATED = re.compile(
    r"(?:[。！？!?；;…]|(?<=[A-Za-z0-9])\.)[”’\"』」）)》\]]*(?:[（(][^（）()]{1,40}[）)])?$|[。！？]$"
)
NUMBERED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十]{1,3}[章节条]|[（(]?\d{1,2}[）).、](?!\d))"
)
LABEL_HEADING = re.compile(
    r"[【［\[]?(?:编者按|编者的话|导读|导语|目录|摘要|前言|引言|结语|附件\d*|新闻链接|相关链接|延伸阅读|要闻|简讯|读者来信|来信来论)[】］\]]?[：:]?$"
)
PARAGRAPH_START = re.compile(
    r"日前|近日|昨日|今日|今年|去年|目前|当前|此外|同时|另外|下一步|据|数据显示|首先|其次|再次|最后|[一二三四五]是|第[一二三四五六][，,]|"
    r"[一二三四五六七八九十]、|[（(][一二三四五六七八九十\d][）)]|\d{4}年|\d{1,2}月\d{1,2}日|记者|本报|新华社"
)

_AGENCY = r"(?:新华社|中新社|人民图片|视觉中国|中新图片|本报资料)"
_CREDIT = (
    rf"(?:{_AGENCY}(?:特约)?(?:记者|通讯员)?[ 　]*[㐀-鿿·、 　]{{0,14}}(?:发|摄影?|供图)"
    r"|(?:本报|本刊)?(?:首席|见习|特约)?(?:记者|通讯员)[ 　]*[㐀-鿿、 　]{0,14}(?:摄影?|/摄|供图)"
    r"|(?:[㐀-鿿]{2,4}|[㐀-鿿][ 　][㐀-鿿])(?:[、 　][㐀-鿿]{2,4}){0,2}[ 　/]*摄影?"
    r"|[㐀-鿿]{2,12}供图|(?:本报|本刊|新华社)?资料(?:图片?|照片)|图片来源[：:].{2,20})(?:[（(][㐀-鿿、 　]{2,14}摄影?[）)])?"
)
_IS_CREDIT = re.compile(rf"[（(]?{_CREDIT}[）)]?$")
_GLUED_CREDIT = re.compile(rf"(?<=[。！？）)”])[ 　]*[（(]?{_CREDIT}[）)]?$")
_PICTURE = re.compile(r"[△▲▼◀▶]|[上下左右]?图(?:为|[一二三四五六①②③④⑤⑥]?[：:])|图[①②③④⑤⑥\d]")

_MEDIA = (
    r"(?:本报|本刊|本网|新华社|中新社|人民网|新华网|央视网?|光明日报|人民日报|经济日报|科技日报|中国[㐀-鿿]{2,4}报)?"
)
_REPORTER = rf"{_MEDIA}(?:首席|见习|实习|特约|驻[㐀-鿿]{{2,6}})?(?:记者|通讯员|评论员)"
_MORE_NAMES = r"(?:[ 　、/]+(?:(?:见习|实习|首席)?(?:记者|通讯员)[ 　]*)?[㐀-鿿·]{2,4}){0,5}"
_EDITOR = (
    r"(?:文|图|图文|文图|撰文|作者|编辑|责任编辑|责编|校对|审核|整理|采写|通讯员)[ 　]*[/：:／|｜][ 　]*"
    r"[㐀-鿿·、 　]{2,20}"
)
_IS_BYLINE = re.compile(
    rf"[（(□■◎●◆]?[ 　]*(?:{_REPORTER}(?:[ 　]+(?:本报)?[㐀-鿿·]{{2,4}}|[ 　]*[：:][ 　]*{NAME}){_MORE_NAMES}"
    r"(?:[ 　]*(?:[㐀-鿿]{2,6}报道|发自[㐀-鿿]{2,6}|文[/／]图|摄影报道|文))?"
    rf"|{_REPORTER}[㐀-鿿]{{2,3}}|(?:本报|本刊|本网)[^，。：:\s]{{0,6}}(?:组|评论员|编辑部|记者)"
    rf"|(?:本版|本期)(?:责任)?(?:编辑|责编|校对|美编)[ 　：:]*[㐀-鿿·、 　]{{2,20}}"
    rf"|{_EDITOR}(?:[ 　]+{_EDITOR})*)[）)]?$"
)
_OUTLET = r"(?:社|报|网|台|新闻|客户端|通讯|公众号|电|微信|发布|频道|杂志|中心)"
_EDITED = r"(?:整理|摘编|改写|编写|编辑|综合|供稿|汇编|编译)"
_IS_SOURCE = re.compile(
    rf"[（(](?:据[^，。]{{0,20}}{_OUTLET}|综合|原载|转自|摘自|本文|本稿|本版|本栏|本报综合|本专栏|稿件|来源|资料来源|文章来源|信息来源|原标题)"
    rf"[^（）()]{{0,60}}[）)]$|[（(][^（）()。]{{2,30}}{_EDITED}[）)]$"
    rf"|据[^，,。：:（(]{{1,24}}{_OUTLET}等?$|(?:综合)?[^，,。]{{0,20}}{_OUTLET}综合(?:报道|消息)?$"
    r"|(?:(?:稿件|文章|信息|本文)?来源|原标题|转自|(?:发布|发文|成文|印发)(?:时间|日期))[ 　]*[：:].{2,60}$"
    r"|(?:时间|日期)[ 　]*[：:][ 　]*(?:[\d年月日号时点分秒/.\-:： 　（）()]|[上中下]午|凌?晨|晚上?|星期.|周.){4,40}$"
)
JUMP = re.compile(
    r"[（(][ 　]*(?:上接|下转|紧接|转|接)[ 　]*第?[一二三四五六七八九十\dA-Z]{1,3}[ 　]*版[^（）()]{0,20}[）)]"
)
_DATE_LINE = re.compile(
    r"[（(]?\d{4}[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日(?:[ 　]*星期[一二三四五六日天]|[ 　]*印发)?[）)]?$"
    r"|[㐀-鿿]{4,24}[ 　]+\d{4}年\d{1,2}月\d{1,2}日印发$"
)
# 春水日报 要闻 2026年4月21日 星期二 第2版; A1 要闻 2026年4月21日 农历三月初五 责编张三: a full date, and what only a page has
_PAGE_HEAD = re.compile(
    r"(?=[^，。；！？]{8,60}$)(?=.*\d{4}[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日)"
    r"(?=.*(?:星期[一二三四五六日天]|农历|第?[ 　]*[A-Z]?\d{1,3}[ 　]*版|责编|责任编辑|美编|[㐀-鿿]报[ 　])).*$"
)
_IMPRINT = re.compile(
    r"(?:新闻热线|服务热线|热线电话|报料电话|订阅电话|广告热线|投稿邮箱|电子邮箱|邮政编码|邮发代号|国内统一(?:连续出版物|刊)号?|零售价|每份定价|本报地址|社址)"
    r"[ 　]*[:：]?[ 　]*[^，。；！？]{2,50}$"
)
_TIME_LINE = re.compile(
    r"[（(]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ 　T]+\d{1,2}:\d{2}(?::\d{2})?)?[）)]?$|\d{1,2}:\d{2}:\d{2}$"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-—–－·~ 　]*第?[ 　]*\d{1,4}[ 　]*页?[ 　]*(?:[/／]|共[ 　]*)?[ 　]*(?:\d{1,4}[ 　]*页?)?[-—–－·~ 　]*"
    r"|[Pp]age[ ]+\d{1,4}(?:[ ]+of[ ]+\d{1,4})?|(?:[㐀-鿿]{2,8}报[ 　]*)?第?[ 　]*[A-Z]?\d{1,3}[ 　]*版(?:[ 　]+[㐀-鿿]{2,4})?|[-*_=—─━═]{3,}|[（(][一二三四五六七八九十]{1,3}[）)])$"
)
_META_LINE = re.compile(
    r"(?:title|date|published|author|source|url|tags|lang|layout|categories|description|slug|draft|id)[ ]*:(?!//).*$"
)
# 农历丙午年五月初四 02版 要闻: the day by the moon, of a newspaper's page
_MOON_DAY = re.compile(
    r"[（(]?农历[㐀-鿿]{2}年闰?[正腊冬一二三四五六七八九十]{1,2}月[初廿卅一二三四五六七八九十]{1,3}[）)]?(?:[ 　]+[^，。；！？：:]{1,12}){0,3}$"
)
# 第2版 要闻 编辑：张三 组版：李四: who made a newspaper's page, two of them or beside its number
_MADE = r"(?:(?:责任|美术)?编辑|责编|美编|组版|版式|校对|审校|检校|审读|制图|值班(?:编委|主任|总编))(?:[ 　]*[：:/／][ 　]*|[ 　]+)(?:[㐀-鿿·]{2,4}|[㐀-鿿][ 　][㐀-鿿])"
_PAGE_MAKERS = re.compile(
    rf"(?=[^，。；！？]{{4,60}}$)(?:第?[ 　]*[A-Z]?\d{{1,3}}[ 　]*版(?:[ 　]+[㐀-鿿]{{2,6}}){{0,2}}[ 　]+{_MADE}|{_MADE}[ 　、]+{_MADE})(?:[ 　、]+{_MADE})*(?:[ 　]+[㐀-鿿]{{0,4}}(?:热线|电话|邮箱).*)?$"
)
# 02 要闻: the number and the name of a newspaper's page
_PAGE_NAME = re.compile(
    r"(?:[A-Z]\d{1,2}|\d\d)[ 　]+(?:(?:要闻|综合|民生|时政|经济|财经|国内|国际|文化|体育|社会|教育|健康|专版|专题|副刊|评论|理论|广告|关注|深度|热点|县区|乡村|农业|科技|法治|生活|头版|都市|文旅|本地|新闻)[·・/ 　]*){1,3}$"
)
_MASTHEAD = re.compile(f"{PAPER}$")
_PAPER_FIRST = re.compile(f"(?![据由经]){PAPER}(?=[ 　]|$)")
# CHUNSHUI RIBAO, below 春水日报
_IN_LETTERS = re.compile(
    r"[A-Z]+(?:[ ][A-Z]+)*[ ](?:RIBAO|WANBAO|CHENBAO|ZAOBAO|SHANGBAO|DAILY|NEWS)(?:[ 　].{0,16})?$"
)
# 春 水 日 报; 中共春水市委机关报; 今日天气：多云; 【本版导读】▶渡口通航 3版: what else a paper's first page has at its head
_PAPER_HEAD = re.compile(
    r"(?=[^。；！？]{4,60}$)(?:[㐀-鿿](?:[ 　]+[㐀-鿿]){1,8}[ 　]+[日晚晨早时商][ 　]+报$|(?!.*由)[^，]{0,40}(?:机关报|主管主办)$|今[日天]天气[ 　]*[：:][^，。]{2,30}$"
    r"|[【［\[](?:本[版报期]|今日)?(?:导读|导航|看点|提要)[】］\]].*[^\d]\d{1,2}[ 　]*版(?:[ 　▶]|$))"
)
# 首页 > 新闻发布 > 实录, 字号：[大 中 小] 打印本页: what a page of the web has above its text
_BREADCRUMBS = re.compile(
    r"(?:(?:您|你)?(?:的|当前|所在)*位置[ 　]*[：:][ 　]*[㐀-鿿]{2,10}|首页)(?:[ 　]*[>＞»›][ 　]*[^ 　>＞»›，。\d]{2,14}){1,6}(?:[ 　].*)?$"
    r"|[㐀-鿿][^>＞»›，。；：:]{1,19}(?:[ 　]+[>＞»›][ 　]+[㐀-鿿][^>＞»›，。；：:]{1,15}){2,6}$"
    r"|[^，。；！？]{0,30}(?:(?<!老)字号[ 　]*[：:][ 　]*[\[【（(]?[ 　]*[大小]|打印本页)[^，。；！？]{0,30}$"
)
_DONE = "发布|公开|公布|公告|披露|通报|成文|发文|印发|发稿|信息|编发|刊发|刊登|刊载|播发|签发|编制|编印|出刊|出版|报送"  # with a page, on its day
PUBLISHING = rf"(?:{_DONE})(?:时间|日期)"
STORING = "(?:更新|录入|上传|生成)(?:时间|日期)"  # its day, where no other is said
_READ = "(?:浏览|阅读|点击|访问|查看)(?:次数|人数|数|量|率)?"
_LABEL = (
    rf"(?:索引号|{PUBLISHING}|{STORING}|时间|日期|{_READ}"
    r"|(?:证券|股票|债券)(?:代码|简称)|公告编号|(?:主题|信息|体裁|组配)分类|公开(?:类别|方式|形式|范围|属性)|(?:发布|发文)(?:机构|机关|单位)|(?:信息|文章|稿件)?来源|作者|字[号体]|[有时]效性|责任编辑|分享到?)"
)
_VALUE = r"(?:[^：:，。；！？]|(?<=\d)[：:](?=\d\d))*"
_WHOLE_DAY = (
    r"\d{4}[ 　]*[-/.年][ 　]*\d{1,2}[ 　]*[-/.月][ 　]*\d{1,2}[ 　]*日?(?:[ 　T]*\d{1,2}[：:]\d\d(?:[：:]\d\d)?)?"
)
# 索引号：甲-2026-61 公开日期：2026年6月24日 浏览次数：12: nothing but what a page says of itself; by itself only its day or readers
_PAGE_SAYS = re.compile(
    rf"(?:{PUBLISHING}|{STORING})[ 　]*[：:][ 　]*{_WHOLE_DAY}$|{_READ}[ 　]*[：:][ 　]*[\d,.]+万?次?$"
    rf"|{_LABEL}[ 　]*[：:]{_VALUE}(?:[ 　|｜]{_LABEL}[ 　]*[：:]{_VALUE})+$"
)
# 相关阅读：[…]; 【打印】【关闭】 主办单位：…; 扫码关注我们: what a page of the web leads on to
_LINKS = re.compile(
    r"(?:相关(?:阅读|链接|新闻|报道|推荐|文章)|(?:推荐|延伸)阅读|往期(?:回顾|精彩|推荐)|更多(?:精彩|内容|阅读)|猜你喜欢|热门(?:推荐|文章))(?:[ 　]*[:：|｜][^。]{0,50})?$"
    r"|[【\[](?:打印(?:本页)?|关闭(?:窗口)?|返回顶部)[】\]][^。]{0,80}$|版权所有(?=[:：©,， 　]|$)[^。]{0,40}$"
    r"|(?:点击(?![量率数])|长按|扫码|扫描)[^。，和与]{0,12}(?:关注(?!度)|二维码|订阅)[^。，]{0,8}$"
)
# 春水市政府 无障碍浏览 | 长者版 | English; 扫一扫在手机打开; [首页] [机构] [公开]; 春水海关    CHUNSHUI CUSTOMS; 春水发布 2026-08-12 18:05 发表于春水
_OF_SITE = (
    r"(?:无障碍(?:浏览|阅读|版)?|长者(?:版|模式|助手|专区)|关怀版|适老版|繁[體体](?:版|中文)?|简体(?:版|中文)?|English|设为首页|加入收藏|返回首页|手机版|网站地图"
    r"|登录|注册|微博|微信|客户端|RSS)"
)
_SITE_HEAD = re.compile(
    rf"(?:[^，。；！？|｜]{{2,24}}[ 　|｜]+)?{_OF_SITE}(?:[ 　]*[|｜·/]?[ 　]*{_OF_SITE})+$|(?:用?(?:微信|手机))?扫一扫(?=[在， 　]|关注|下载|打开|$)[^，。]{{0,20}}$"
    r"|(?!.*奖)(?:[\[【][㐀-鿿]{2,6}[\]】][ 　]*){3,}[^，。]{0,60}$|[㐀-鿿]{2,16}[ 　]{2,}[A-Z]{2,}(?:[ ][A-Z]{2,}){1,6}$"
    r"|(?:原创[ 　]+)?[^，。：:]{2,20}[ 　]+\d{4}-\d\d-\d\d[ 　]+\d{1,2}:\d\d[ 　]+发表于[ 　]*[㐀-鿿]{2,6}$"
)
_FURNITURE = (
    _SITE_HEAD, _LINKS, _BREADCRUMBS, _PAGE_NUMBER, _META_LINE, _DATE_LINE, _TIME_LINE, _PAGE_HEAD, _MOON_DAY, _PAGE_MAKERS,
    _PAPER_HEAD, _IMPRINT, _IN_LETTERS
)  # fmt: skip
_GLUED_NOTE = re.compile(
    r"[（(](?:(?P<jump>(?:上接|下转|紧接)[^（）()]{2,24})"
    r"|(?P<byline>(?:本报|本刊)?(?:记者|责任编辑|责编|编辑|通讯员|作者|文/)[ 　：:]*[^（）()，。]{2,30})"
    r"|(?P<source>(?:本稿源自|本版|本栏|稿件来源|来源|据|综合|原载|转自|摘自|资料来源)[^（）()]{2,60}"
    rf"|[^（）()。]{{2,30}}{_EDITED}))[）)]$"
)
_COLUMNS = re.compile(r"\t| \| |[^ ]  +[^ ].*[^ ]  +[^ ]")
_ENDS_OPEN = re.compile(r"[,，、：:;；]$")
_HAN = re.compile(f"[{HAN}]")
_WIDE = re.compile(f"[{WIDE}]")
_NEXT_TO_WIDE = re.compile(rf"(?<=[{WIDE}])\s+|\s+(?=[{WIDE}])")
_LETTER_SPACED = re.compile(r"[㐀-鿿](?:[ 　]+[㐀-鿿]){3,30}")
_SPACE = re.compile(r"\s+")
_STOPS = re.compile("[。！？]")
_CAPTION_LIMIT = 130  # characters; longer paragraphs are prose even when a photo credit closes them
_LINE_LIMIT = 60  # characters of a byline, a page number, a credit
_CREDIT_ENDS = "发摄影图片）)"


def width(line: str) -> int:
    """Width in columns: a full-width character takes two."""
    return len(line) + len(_WIDE.findall(line))


def chinese(text: str) -> bool:
    """Whether the text is mainly Chinese (three of its ten characters, spaces left out, are)."""
    solid = len(text) - text.count(" ")
    return len(_HAN.findall(text)) * 10 >= 3 * solid


def close_up(text: str) -> str:
    """Drop the spaces that stand next to Chinese characters or full-width punctuation, as prose has none there."""
    if len(text.split(None, 1)) < 2:
        return text
    return _NEXT_TO_WIDE.sub("", text) if chinese(text) and not is_row(text) else text


def terminated(text: str) -> bool:
    """Whether a sentence ends where the text ends."""
    return text[-1:] in "。！？" or TERMINATED.search(text, max(0, len(text) - 60)) is not None


def is_letter_spaced(text: str) -> bool:
    """Whether every character of a line stands apart: 政 府 工 作 报 告; not a name, 张 三."""
    return _LETTER_SPACED.fullmatch(text) is not None


def is_row(text: str) -> bool:
    """Whether the line is a row of a table: cells set apart by tabs, bars or wide gaps."""
    return ("\t" in text or "|" in text or "  " in text) and _COLUMNS.search(text) is not None and not terminated(text)


def is_heading(text: str) -> bool:
    """Whether the line has the shape of a heading: short, one phrase or two, and no full stop."""
    if len(text) > 120:
        return False
    solid = _SPACE.sub("", text)
    if not 2 <= len(solid) <= (45 if _HAN.search(solid) else 90):
        return False
    if _ENDS_OPEN.search(solid) and not LABEL_HEADING.match(solid):
        return False
    if any(mark in solid for mark in "。；;") or solid[0] in ",，、；;：:。！？!?)）》”’%％" or is_label(text):
        return False
    if not _HAN.search(solid):
        return solid[0].isupper() and not solid.endswith((".", "?", "!")) and len(text.split()) <= 14
    return solid.count("，") + solid.count(",") <= 3 and not solid.startswith(("请问", "您"))


def note_kind(text: str) -> BlockKind | None:
    """The kind of a line that is no prose: a caption, byline, source line, jump or page furniture; else None."""
    if len(text) > _CAPTION_LIMIT:
        return None
    if len(text) <= _LINE_LIMIT:
        if any(shape.match(text) for shape in _FURNITURE):
            return "furniture"
        if JUMP.fullmatch(text):
            return "jump"
        if _IS_CREDIT.match(text):
            return "caption"
        if _IS_BYLINE.match(text):
            return "byline"
    if _IS_SOURCE.match(text):
        return "source"
    if _PAGE_SAYS.match(text):
        return "furniture"
    return "caption" if _is_caption(text) else None


def is_page_head(text: str) -> bool:
    """Whether a line is the head of a newspaper's page: its day, and its number or the weekday."""
    return _PAGE_HEAD.match(text) is not None


def is_masthead(text: str) -> bool:
    """Whether a line is nothing but what a newspaper may be called: 春水日报."""
    return _MASTHEAD.match(text) is not None


def paper_in(text: str) -> str:
    """The newspaper that the head of a page names first, or a line is: 春水日报 2026年6月26日 星期五; empty where none."""
    named = _PAPER_FIRST.match(text)
    return named[0] if named else ""


def heads_page(text: str) -> bool:
    """Whether a line is what only the head of a newspaper's page has: its day with the weekday, who made it."""
    return len(text) <= _LINE_LIMIT and any(
        shape.match(text) for shape in (_PAGE_HEAD, _MOON_DAY, _PAGE_MAKERS, _IN_LETTERS)
    )


def is_in_page_head(text: str) -> bool:
    """Whether a line beside the head of a newspaper's page is of it: 春水日报, 02 要闻."""
    return is_masthead(text) or _PAGE_NAME.match(text) is not None


def _is_caption(text: str) -> bool:
    """A picture's text: opens with 图为 and the like, or a sentence or two with a photo credit at the end."""
    if _PICTURE.match(text):
        return True
    credit = _GLUED_CREDIT.search(text) if text[-1] in _CREDIT_ENDS or "图片来源" in text else None
    return credit is not None and len(_STOPS.findall(text, 0, credit.start())) <= 2


def glued_note(text: str) -> tuple[int, BlockKind] | None:
    """Where a note glued to the end of a paragraph starts, and its kind; None when there is none."""
    if text[-1] in ")）":
        found = _GLUED_NOTE.search(text, max(0, len(text) - 70))
        if found and found.start() > 0:
            kinds: tuple[BlockKind, ...] = ("jump", "byline", "source")
            return found.start(), next(kind for kind in kinds if found.group(kind))
    if text[-1] in _CREDIT_ENDS:
        credit = _GLUED_CREDIT.search(text, max(0, len(text) - 60))
        if credit:
            start = text.rfind("图为", max(0, credit.start() - _CAPTION_LIMIT), credit.start())
            return (start if start > 0 and text[start - 1] in "。！？”" else credit.start()), "caption"
    return None
