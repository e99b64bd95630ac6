import pytest

from index.shapes import close_up, glued_note, is_heading, is_label, is_row, note_kind, terminated, width


def test_width_counts_full_width_characters_twice() -> None:
    assert width("水渠ab，") == 8


@pytest.mark.parametrize("text", ["完。", "完。”", "吗？", "完……", "完。（王小果）", "Done.", "第一；"])
def test_sentences_end(text: str) -> None:
    assert terminated(text)


@pytest.mark.parametrize("text", ["完", "“丰收”", "产量(见表)", "增长3.", "1，"])
def test_sentences_go_on(text: str) -> None:
    assert terminated(text) is (text == "增长3.")


@pytest.mark.parametrize(
    "text",
    ["记者：好", "人民日报记者：好", "王小果：好", "王小果（县长）：好", "问：", "Q1: why", "主持人：好", "欧阳小果："],
)
def test_labels(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize("text", ["具体来说：好", "工信部:把渠修好", "一是：", "果园丰收", "办法如下："])
def test_no_labels(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    "text", ["果园丰收", "桥修好了吗？", "一、总体情况", "编者按：", "县里发布23条措施", "Harvest Is In"]
)
def test_headings(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text", ["果园丰收。", "苹果、", "，梨", "王小果：好", "果" * 46, "请问桥修好了吗？", "the harvest is in", ""]
)
def test_no_headings(text: str) -> None:
    assert not is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "据了解，水渠今天完工。",
        "时间：2026年8月4日9时30分。地点：云溪县水渠路18号三楼。",
        "据新华社北京4月21日电，水渠完工。",
        "记者在村里看到水渠完工。",
        "新华社发表评论说，水渠修得好，村民都很满意。",
        "2026年4月21日，水渠完工。",
        "12月水渠完工",
        "摄影展今天开幕。",
        "记者：渠修好了",
    ],
)
def test_prose_is_no_note(text: str) -> None:
    assert note_kind(text) is None


def test_long_paragraphs_are_never_captions() -> None:
    assert note_kind("渠" * 130 + "。王小渠摄") is None


def test_glued_notes() -> None:
    assert glued_note("渠修好了。(下转第5版)") == (5, "jump")
    assert glued_note("渠修好了（据说）") is None
    assert glued_note("渠修好了，水真清。") is None


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("1565.3 万 辆 ，同 比", "1565.3万辆，同比"),
        ("全县的算力 达 96 EFLOPS 。", "全县的算力达96 EFLOPS。"),
        ("The ministry 农业部 said so today.", "The ministry 农业部 said so today."),
        ("果园丰收", "果园丰收"),
    ],
)
def test_letter_spacing_is_closed_up(text: str, closed: str) -> None:
    assert close_up(text) == closed


def test_rows() -> None:
    assert is_row("小麦\t38")
    assert is_row("小麦 | 38 | 3%")
    assert not is_row("小麦 38 万吨")
    assert not is_row("小麦\t丰收。")


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-21 10:20:31",
        "2026-04-21",
        "10:20:31",
        "云溪日报 第3版",
        "A3版 要闻",
        "第 3 页",
        "首页 > 新闻中心 > 县里要闻",
        "您的位置：首页 > 政务公开 > 统计公报",
        "字号：[大 中 小] 打印本页",
        "索引号:甲-2026-61    公开日期:2026年4月21日    浏览次数:12",
        "发布机构：县统计局 主题分类：统计 阅读：12",
        "生成日期：2026-04-21",
        "相关阅读: [渠修好了] [鱼多了]",
        "往期回顾 | 点“在看”",
        "扫码关注云溪渠务",
        "【打印】【关闭】  主办单位：云溪渠务局",
        "云溪渠务局 无障碍浏览 | 长者版 | English",
        "扫一扫在手机打开当前页",
        "[首页] [机构] [公开]  当前位置：首页>公开",
        "云溪渠务    YUNXI CANALS",
        "云溪渠务  2026-08-12 18:05  发表于云溪",
        "责任编辑／甲一　版式／乙二　校对／丙三　电话：(0000)860",
    ],
)
def test_times_and_page_heads_are_furniture(text: str) -> None:
    assert note_kind(text) == "furniture"


@pytest.mark.parametrize(
    "text",
    [
        "公示时间：2026年6月1日至2026年6月7日",
        "云溪无障碍环境建设发布会",
        "往期回顾说明渠水很清",
        "微信客户端用户超过8000人",
        "版权所有人登记管理办法",
        "扫一扫支付业务管理规定",
        "点击量与关注度分析",
        "公布时间：每月15日前后",
        "公开时间：2026年6月30日前完成",
        "访问量：全年12万人次",
        "公开范围：全县各机关事业单位和社会团体",
        "作者：" + "12:34" * 24 + "，",
    ],
)
def test_what_a_text_says_under_a_label_is_no_furniture(text: str) -> None:
    assert note_kind(text) is None
