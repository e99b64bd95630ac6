import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.read.text import text_lines
from index.records import Block, Line, LineMark
from index.repair import repair


def texts(raw: str, kind: str = "paragraph") -> list[str]:
    return [block.text for block in repair(text_lines(raw)) if block.kind == kind]


def kinds(raw: str) -> list[str]:
    return [block.kind for block in repair(text_lines(raw))]


MENDED = {
    "word by a blank line": (
        "新船在港口顺利下\n\n水,试航排在下月。",
        ["新船在港口顺利下水,试航排在下月。"],
    ),
    "number from its unit": (
        "全市充电桩已经建成。总数达到 38\n\n万个，比上年多一成。",
        ["全市充电桩已经建成。总数达到38万个，比上年多一成。"],
    ),
    "short clause that looks like a heading": (
        "三月,在水果价格普遍回落背景\n\n下,本地草莓仍卖得很好；桃子刚刚上市。",
        ["三月,在水果价格普遍回落背景下,本地草莓仍卖得很好；桃子刚刚上市。"],
    ),
    "between words, prose before": (
        "渔船都回来了。码头上堆满新鲜\n\n鱼虾，买主排起长队。",
        ["渔船都回来了。码头上堆满新鲜鱼虾，买主排起长队。"],
    ),
    "open quotation": (
        "老师傅的话很直接：“手艺不能丢\n\n在我们这一代”，徒弟们都记住了。",
        ["老师傅的话很直接：“手艺不能丢在我们这一代”，徒弟们都记住了。"],
    ),
    "caption between the halves": (
        "木工班开课了。学员学会了刨平、开\n\n李小满摄\n\n榫,还做了板凳。",
        ["木工班开课了。学员学会了刨平、开榫,还做了板凳。"],
    ),
    "caption and another paragraph between the halves": (
        "合作社要办三件事。完善分红、培训和仓储制度,促\n\n今年的丰收怎样来?社长昨天讲了三条经验。\n\n"
        "日前,在村口晒场,社员在翻晒稻谷。新华社发\n\n进社员稳定增收。",
        ["合作社要办三件事。完善分红、培训和仓储制度,促进社员稳定增收。", "今年的丰收怎样来?社长昨天讲了三条经验。"],
    ),
    "letter-spaced": (
        "全年 生产 自行车 128.5 万 辆 ，同 比 增 长 6.2% 和 7.1%。",
        ["全年生产自行车128.5万辆，同比增长6.2%和7.1%。"],
    ),
    "Latin words keep their spaces": (
        "算力达到 96 EFLOPS，端口换成 10G PON 型号。",
        ["算力达到96 EFLOPS，端口换成10G PON型号。"],
    ),
    "range from its month": ("鱼汛来了。1—5\n\n月，渔获增加两成。", ["鱼汛来了。1—5月，渔获增加两成。"]),
    "range at its dash": ("鱼汛来了。1—\n\n5月，渔获增加两成。", ["鱼汛来了。1—5月，渔获增加两成。"]),
    "number at its point": ("产值稳步增长。同比增长24.\n\n3%，好于预期。", ["产值稳步增长。同比增长24.3%，好于预期。"]),
    "number at its comma": ("粮食入库。总量达到12,\n\n345吨，仓都满了。", ["粮食入库。总量达到12,345吨，仓都满了。"]),
    "number behind its comma": ("一共卖出 1,200\n\n万斤苹果，价格好。", ["一共卖出1,200万斤苹果，价格好。"]),
    "year from its 年": ("办法已经公布。自2026\n\n年起，一律照办。", ["办法已经公布。自2026年起，一律照办。"]),
    "hyphenated English": ("The port uses long-\nterm contracts.", ["The port uses long-term contracts."]),
    "address": (
        "He looked at https://www.example.com/a/\nb.html today.",
        ["He looked at https://www.example.com/a/b.html today."],
    ),
    "over a page": (
        "今年丰收了。果园里的苹果比去年多\n\n图为果园。王小渠摄\n\n— 3 —\n\n云溪日报 第3版\n\n收两成，梨子也好。",
        ["今年丰收了。果园里的苹果比去年多收两成，梨子也好。"],
    ),
    "question over a page": (
        "记者：今年苹果和往年比怎么样，价\n\n— 3 —\n\n格还能不能再高？",
        ["记者：今年苹果和往年比怎么样，价格还能不能再高？"],
    ),
    "long table in a sentence": (
        "今年丰收了。果园里的苹果比去年多\n\n| 村 | 产量 |\n| --- | --- |\n"
        + "| 东村 | 3 |\n" * 30
        + "\n收两成，梨子也好。",
        ["今年丰收了。果园里的苹果比去年多收两成，梨子也好。"],
    ),
    "colon before a list is an end": (
        "办法有三条。具体来说:\n\n“点”,就是先做试点。",
        ["办法有三条。具体来说:", "“点”,就是先做试点。"],
    ),
    "turns are never joined": (
        "记者：果园的收成怎样\n\n王小果：比去年好。",
        ["记者：果园的收成怎样", "王小果：比去年好。"],
    ),
}


def test_a_year_that_ends_a_sentence_is_no_torn_number() -> None:
    raw = "果园今年开放，一直开到2024.\n\n3人一组参加采摘。"
    assert [block.text for block in repair(text_lines(raw))] == raw.split("\n\n")


@pytest.mark.parametrize(("raw", "paragraphs"), MENDED.values(), ids=MENDED.keys())
def test_what_layout_tore_is_mended(raw: str, paragraphs: list[str]) -> None:
    assert texts(raw) == paragraphs


WRAPPED = """记者：请介绍果园今年的收成，以及下一
步准备怎样卖到外地去？
王小果：今年雨水好，苹果比去年多收两
成，梨多收 15%。外地订单来自江苏、安
徽和福建，装车都在村口。
一是冷库先行。先建两座，再看行情。冷
库明年开工。
下一步要把包装做好。

产量连年

稳中有升

记者：桃子呢？"""


def test_wrapped_lines_are_joined_and_short_last_lines_end_paragraphs() -> None:
    assert texts(WRAPPED) == [
        "记者：请介绍果园今年的收成，以及下一步准备怎样卖到外地去？",
        "王小果：今年雨水好，苹果比去年多收两成，梨多收15%。外地订单来自江苏、安徽和福建，装车都在村口。",
        "一是冷库先行。先建两座，再看行情。冷库明年开工。",
        "下一步要把包装做好。",
        "记者：桃子呢？",
    ]
    assert texts(WRAPPED, "heading") == ["产量连年 稳中有升"]


def test_the_line_map_leads_back_to_the_file() -> None:
    second = repair(text_lines(WRAPPED))[1]
    assert second.lines == ((0, 3), (18, 4), (37, 5))
    assert second.text[18:22] == "成，梨多"
    assert second.text[37:41] == "徽和福建"


LOCALLY_WRAPPED = """果园公司今年上半年的情况，和往年一样先由账房整理，再由村里的老人逐项看过，最后贴在仓库门口的墙上。
上半年,果园实现收入28万元,同比
增长14%;其中二季度实现收入15万元,
环比增长23%,同比增长17%。成本率为
27%,比上年下降1个百分点。
1.苹果:收入13万元,同比增长
9.8%,占总收入的46%;
2.桃子:收入8万元,同比增
长32%,占比31%。
下半年的安排还没有定下来，等村里秋后开过会，再由账房写成一份新的说明，照样贴到墙上去给大家看。
"""


def test_some_wrapped_lines_among_paragraphs_are_joined() -> None:
    assert texts(LOCALLY_WRAPPED)[1:-1] == [
        "上半年,果园实现收入28万元,同比增长14%;其中二季度实现收入15万元,环比增长23%,同比增长17%。成本率为27%,比上年下降1个百分点。",
        "1.苹果:收入13万元,同比增长9.8%,占总收入的46%;",
        "2.桃子:收入8万元,同比增长32%,占比31%。",
    ]
    assert len(texts(LOCALLY_WRAPPED)) == 5


def test_lines_among_paragraphs_that_break_off_nowhere_are_not_joined() -> None:
    first, *_, last = LOCALLY_WRAPPED.splitlines()
    lines = [
        "1月5日村里开了年初的会，定下今年先修水渠",
        "2月8日东边的水渠开工，用了外村的两台机器",
        "3月12日和种苗站签了合同，苗木四月里送到",
        "4月20日桃子第一次卖到省外，装了满满两车",
    ]
    found = [block.text for block in repair(text_lines("\n".join([first, first, *lines, last, last])))]
    assert found[2:-2] == lines


def test_a_line_a_paragraph_stays_so() -> None:
    raw = "村里修了新路\n路面宽六米。\n两旁种了树，夏天有荫。\n桥还没有修。"
    assert texts(raw) == ["路面宽六米。", "两旁种了树，夏天有荫。", "桥还没有修。"]
    assert texts(raw, "heading") == ["村里修了新路"]


@pytest.mark.parametrize(
    ("raw", "heading"),
    [
        ("重点果园\n\n增收作用明显\n\n今年收成不错。", "重点果园 增收作用明显"),
        ("## 果园经济  \n持续回升\n\n今年收成不错。", "果园经济 持续回升"),
        ("果园经济  \n持续回升\n\n今年收成不错。", "果园经济 持续回升"),
        ("## **丰收在望**\n今年收成不错。", "丰收在望"),
    ],
)
def test_a_heading_on_two_lines_is_one(raw: str, heading: str) -> None:
    assert texts(raw, "heading") == [heading]
    assert texts(raw) == ["今年收成不错。"]


def test_a_headline_and_a_short_section_heading_stay_apart() -> None:
    raw = "全县农业简报\n\n果园丰收\n\n桃多。\n\n渔业稳定\n\n鱼多。"
    assert texts(raw, "heading") == ["全县农业简报", "果园丰收", "渔业稳定"]


def test_headings_set_on_two_lines_throughout_are_joined_though_one_is_not() -> None:
    raw = "重点果园\n\n增收明显\n\n桃多。\n\n渔船出海\n\n收成稳定\n\n鱼多。\n\n山路通车\n\n路宽。"
    assert texts(raw, "heading") == ["重点果园 增收明显", "渔船出海 收成稳定", "山路通车"]


@pytest.mark.parametrize(
    "raw",
    [
        "编者按\n\n果园今年丰收\n\n桃梨都好。",
        "普惠小店 服务邻里\n\n支持街道开早市\n\n桃梨都好。",
        "一、果园\n\n二、菜园\n\n桃梨都好。",
    ],
)
def test_headings_of_their_own_stay_apart(raw: str) -> None:
    assert kinds(raw) == ["heading", "heading", "paragraph"]


def test_a_heading_is_not_joined_to_its_paragraph() -> None:
    raw = "向土里扎根,守住一方优势\n\n产业变化不是一天的事,要慢慢来。"
    assert kinds(raw) == ["heading", "paragraph"]


NOTES = {
    "caption": ["日前,在县城书店,小读者在挑书。新华社发", "张大山摄", "图为新修的水渠。", "新华社记者 王小渠 摄"],
    "byline": ["本报记者 李大田", "记者 李大田 兰州报道", "（责任编辑：赵小禾）", "本报采编组"],
    "source": [
        "据新华社",
        "据新华社、人民网等",
        "(本稿源自新华社,标题有改动)",
        "（本版文字由本报记者李大田整理）",
        "来源：人民网",
    ],
    "jump": ["(上接第一版)", "（下转第5版）"],
    "furniture": ["— 3 —", "第 3 页 共 5 页", "12", "2026年4月21日 星期二", "第3版"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in NOTES.items() for line in lines])
def test_lines_that_are_no_prose(kind: str, line: str) -> None:
    assert kinds(f"水渠今天完工。\n\n{line}\n\n村民来看水。") == ["paragraph", kind, "paragraph"]


@pytest.mark.parametrize(
    ("paragraph", "prose", "kind", "note"),
    [
        ("渠水清清，稻田又绿了。(下转第5版)", "渠水清清，稻田又绿了。", "jump", "(下转第5版)"),
        ("渠水清清，稻田又绿了。（责任编辑：赵小禾）", "渠水清清，稻田又绿了。", "byline", "（责任编辑：赵小禾）"),
        ("渠水清清，稻田又绿了。（来源：人民网）", "渠水清清，稻田又绿了。", "source", "（来源：人民网）"),
        (
            "渠修好了。水来了。稻绿了。图为村民看水。王小渠摄",
            "渠修好了。水来了。稻绿了。",
            "caption",
            "图为村民看水。王小渠摄",
        ),
    ],
)
def test_notes_glued_to_a_paragraph_are_split_off(paragraph: str, prose: str, kind: str, note: str) -> None:
    assert [(block.kind, block.text) for block in repair(text_lines(paragraph))] == [("paragraph", prose), (kind, note)]


def test_running_heads_are_furniture() -> None:
    page = "丰收日报 第{}版\n\n今天第{}块地收完了，粮食进仓。\n\n"
    assert kinds("".join(page.format(n, n) for n in (1, 2, 3))) == ["furniture", "paragraph"] * 3


def test_front_matter_is_furniture() -> None:
    raw = "---\ntitle: 丰收\n栏目: 田野\n---\n\n# 丰收\n\n粮食进仓。"
    assert kinds(raw) == ["furniture"] * 4 + ["heading", "paragraph"]


def test_rows_of_a_table_stay_as_they_are() -> None:
    rows = ["作物\t产量\t同比", "小麦\t38 万吨\t3%", "玉米\t42 万吨\t5%"]
    lines = [Line(row, number) for number, row in enumerate(rows, 1)]
    assert [block.text for block in repair(lines)] == rows


def test_punctuation_survives_as_written() -> None:
    raw = "他说:“好，就这样;”(笑)——价格~3元……"
    assert texts(raw) == [raw]


def test_level_and_bold_of_a_line_come_through() -> None:
    lines = [
        Line("果园", 1, "heading", 2),
        Line("", 2),
        Line("王小果 桃 子 多。", 3, bold=3),
        Line("", 4),
        Line("好", 5, bold=1),
    ]
    assert repair(lines) == [
        Block("heading", "果园", ((0, 1),), level=2),
        Block("paragraph", "王小果桃子多。", ((0, 3),), bold=3),
        Block("paragraph", "好", ((0, 5),), bold=1),
    ]


def test_a_line_bold_in_part_is_no_heading() -> None:
    assert [block.kind for block in repair([Line("果园丰收在望", 1, bold=2)])] == ["paragraph"]
    assert [block.kind for block in repair([Line("果园丰收在望", 1, bold=6)])] == ["heading"]


def test_a_bold_name_opens_a_paragraph_of_its_own() -> None:
    lines = [Line("渔船都回来了。码头上堆满新鲜", 1), Line("", 2), Line("王小果 虾很多。", 3, bold=3)]
    assert [block.text for block in repair(lines)] == ["渔船都回来了。码头上堆满新鲜", "王小果虾很多。"]


FRAGMENTS = st.sampled_from(
    [
        "记者：", "王小果：", "今年", "苹果", "产量", "增长", "3.5%", "，", "。", "、", "？", "；", "“", "”", "(", ")", "：", " ",
        "万吨", "顺利下", "水", "的", "和", "第5版", "摄", "新华社发", "(下转第5版)", "据新华社", "图为", "一是", "在县里", "PON", "12", "同 比",
        "\n", "\n", "\n\n", "\n\n", "　　", "  ", "编者按", "丰收", "方面", "|", "\t", "2026年", "-", "日前",
    ]
)  # fmt: skip
PAGES = st.lists(FRAGMENTS, max_size=60).map("".join)


MARKS: st.SearchStrategy[LineMark] = st.sampled_from(
    ["", "", "", "heading", "item", "columns", "row", "caption", "furniture"]
)


@st.composite
def marked_lines(draw: st.DrawFn) -> list[Line]:
    """Lines as readers of formats with marks give them."""
    lines = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        text = " ".join("".join(draw(st.lists(FRAGMENTS.filter(lambda f: "\n" not in f), max_size=8))).split())
        mark = draw(MARKS) if text else ""
        level = draw(st.integers(0, 3)) if mark == "heading" else 0
        bold = draw(st.sampled_from([0, 0, min(3, len(text)), len(text)]))
        lines.append(Line(text, number, mark, level, draw(st.booleans()), draw(st.booleans()), bold))
    return lines


def solid(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


@given(PAGES)
@settings(max_examples=400, deadline=None)
@example("王小果：王小果：")
def test_no_character_is_lost(raw: str) -> None:
    unmarked = re.sub(r"(?m)^\s*-[ 　]+(?=\S)", "", raw)
    assert solid("".join(block.text for block in repair(text_lines(raw)))) == solid(unmarked)


@given(PAGES)
@settings(max_examples=400, deadline=None)
@example("今年，今年\n今年\n3.5%")
def test_repair_is_idempotent(raw: str) -> None:
    once = [block.text for block in repair(text_lines(raw))]
    assert [block.text for block in repair(text_lines("\n\n".join(once)))] == once


@given(marked_lines())
@settings(max_examples=400, deadline=None)
def test_no_character_of_marked_lines_is_lost(lines: list[Line]) -> None:
    blocks = repair(lines)
    assert solid("".join(block.text for block in blocks)) == solid("".join(line.text for line in lines))
    assert all(0 <= block.bold <= len(block.text) and (not block.level or block.kind == "heading") for block in blocks)


@given(marked_lines())
@settings(max_examples=400, deadline=None)
def test_marked_lines_stay_in_the_block_of_their_kind(lines: list[Line]) -> None:
    found = repair(lines)
    for line in lines:
        if line.mark in ("columns", "row", "caption", "furniture") and line.text:
            assert Block(line.mark, line.text, ((0, line.number),), bold=line.bold) in found


@given(marked_lines())
@settings(max_examples=400, deadline=None)
def test_repair_of_marked_lines_is_idempotent(lines: list[Line]) -> None:
    once = repair(lines)
    again: list[Line] = []
    for block in once:
        mark: LineMark = block.kind if block.kind in ("heading", "columns", "row", "caption", "furniture") else ""
        again += [Line(block.text, 2 * len(again) + 1, mark, block.level, bold=block.bold), Line("", 0)]
    assert [(block.kind, block.text) for block in repair(again)] == [(block.kind, block.text) for block in once]


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_line_maps_ascend_within_the_text_and_the_file(raw: str) -> None:
    count = raw.count("\n") + 1
    for block in repair(text_lines(raw)):
        offsets = [offset for offset, _ in block.lines]
        assert offsets[0] == 0
        assert offsets == sorted(offsets)
        assert offsets[-1] < max(1, len(block.text))
        assert all(1 <= number <= count for _, number in block.lines)


def test_many_notes_glued_together_do_not_recurse_for_ever() -> None:
    assert "".join(texts("(上接第一版)" * 2000)).count("(上接第一版)") == 1992


def test_a_file_of_broken_lines_is_not_one_endless_paragraph() -> None:
    assert max(len(text) for text in texts("果园丰收。苹果多收与\n\n" * 2000)) < 4100


def test_an_archive_photo_within_a_sentence_is_a_caption() -> None:
    blocks = repair(
        text_lines(
            "换电网络越织越密。1—2月，全市换电站覆盖率升到\n\n技工在车间里装配电池。　本报资料图\n\n71%，比上年高出三成，新站多建在乡镇。\n"
        )
    )
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "换电网络越织越密。1—2月，全市换电站覆盖率升到71%，比上年高出三成，新站多建在乡镇。"),
        ("caption", "技工在车间里装配电池。　本报资料图"),
    ]
