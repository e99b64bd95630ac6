from index.read.glyphs import Box, Glyph, rows, strips
from index.read.paragraphs import Paragraph, captions, paragraphs, text_line
from tests.index.read.placed import column, glyphs, wrapped

SHIP = "船厂负责人介绍，今年一季度共交付船舶12艘，同比增长17.2%，手持订单已经排到了2029年年底。"
TEA = "茶农清早上山采摘，鲜叶当日送进茶厂，冷链车直达省城，损耗率降到了2%以下，收入比往年多。"


def read(placed: list[Glyph], pictures: list[Box] | None = None) -> list[Paragraph]:
    return paragraphs([text_line(row) for row in rows(strips(placed))], 10.0, pictures or [])


def texts(placed: list[Glyph], pictures: list[Box] | None = None) -> list[str]:
    return [paragraph.text for paragraph in read(placed, pictures)]


def block(text: str, x: float, y: float, width: int) -> list[Glyph]:
    """A paragraph that is not indented."""
    return [g for at, (line, _) in enumerate(wrapped(text, width, 0)) for g in glyphs(line, x, y + 15 * at)]


def test_an_indented_line_begins_a_paragraph() -> None:
    found = read(column([SHIP, TEA], 0, 0, 14))
    assert [paragraph.text for paragraph in found] == [SHIP, TEA]
    assert [paragraph.indented for paragraph in found] == [True, True]


def test_a_line_that_is_not_full_ends_a_paragraph() -> None:
    assert texts([*block(SHIP, 0, 0, 14), *block(TEA, 0, 60, 14)]) == [SHIP, TEA]


def test_a_figure_that_did_not_fit_leaves_a_line_full() -> None:
    lines = [*glyphs("全县茶园面积达到了", 0, 0), *glyphs("123.45万亩，比去年多", 0, 15), *glyphs("。", 0, 30)]
    assert texts(lines) == ["全县茶园面积达到了123.45万亩，比去年多。"]


def test_english_words_are_joined_with_a_space() -> None:
    lines = [*glyphs("the output of ships rose", 0, 0), *glyphs("by nine percent in spring", 0, 15)]
    assert texts(lines) == ["the output of ships rose by nine percent in spring"]


def test_white_between_lines_sets_paragraphs_apart() -> None:
    full = [*glyphs("这一行写满了整整一栏的宽度", 0, 0), *glyphs("第二行也写满了这一栏的宽度", 0, 15)]
    assert texts([*full, *glyphs("隔开之后是另外一段的文字了", 0, 42)]) == [
        "这一行写满了整整一栏的宽度第二行也写满了这一栏的宽度",
        "隔开之后是另外一段的文字了",
    ]


def test_type_of_another_size_is_another_paragraph() -> None:
    assert texts([*glyphs("春茶开采", 0, 0, 16), *glyphs("县里举行仪式", 0, 20)]) == ["春茶开采", "县里举行仪式"]


def test_a_headline_on_two_lines_is_one_with_a_space() -> None:
    lines = [
        *glyphs("船舶工业开局良好", 30, 0, 20),
        *glyphs("手持订单排到后年", 30, 26, 20),
        *column([SHIP], 0, 60, 22),
    ]
    assert read(lines)[0].title == "船舶工业开局良好 手持订单排到后年"


def test_a_headline_that_fills_its_line_goes_on_without_a_space() -> None:
    lines = [*glyphs("船舶工业开局良好手持", 0, 0, 20), *glyphs("订单饱满", 60, 26, 20)]
    assert [paragraph.title for paragraph in read(lines)] == ["船舶工业开局良好手持订单饱满"]


def test_a_numbered_heading_stands_alone_under_a_full_line() -> None:
    lines = [*glyphs("这一行写满了整整一栏的宽度", 0, 0), *glyphs("三、主要产品", 0, 15), *glyphs("写满了", 0, 30)]
    assert texts(lines)[:2] == ["这一行写满了整整一栏的宽度", "三、主要产品"]


def test_the_last_line_says_whether_a_paragraph_may_go_on() -> None:
    assert [p.open for p in read([*glyphs("写满的一行没有写完", 0, 0), *glyphs("不满", 0, 40)])] == [True, False]


def test_text_flows_round_a_picture() -> None:
    beside = [*glyphs("船厂负责人介绍今年", 0, 0), *glyphs("交付船舶十二艘，同", 0, 15)]
    below = [*glyphs("比增长百分之十七，手持订单排", 0, 30), *glyphs("到后年。", 0, 45)]
    whole = "船厂负责人介绍今年交付船舶十二艘，同比增长百分之十七，手持订单排到后年。"
    assert texts([*beside, *below], [Box(95, 0, 140, 26)]) == [whole]
    assert len(texts([*beside, *below])) == 3


def test_text_flows_round_a_picture_on_the_left() -> None:
    lines = [
        *glyphs("船厂负责人介绍今年", 50, 0),
        *glyphs("交付船舶十二艘，同", 50, 15),
        *glyphs("比增长百分之十七，手持订单排", 0, 30),
    ]
    assert texts(lines, [Box(0, 0, 45, 26)]) == ["船厂负责人介绍今年交付船舶十二艘，同比增长百分之十七，手持订单排"]


def test_bold_words_at_the_beginning_are_counted_and_all_bold_is_none() -> None:
    lead = [*glyphs("张望川：", 0, 0, bold=True), *glyphs("谢谢您的提问，我来回答", 40, 0)]
    assert [paragraph.lead for paragraph in read(lead)] == [4]
    assert [paragraph.lead for paragraph in read(glyphs("整行粗体", 0, 0, bold=True))] == [0]


def test_small_type_below_a_picture_is_a_caption() -> None:
    lines = [text_line(row) for row in rows(strips([
        *glyphs("正文在图片上面", 0, 0), *glyphs("工人在船台上焊接分段", 0, 125, 8), *glyphs("陆鸣摄", 0, 137, 8), *glyphs("正文在图片下面", 0, 160)]))]  # fmt: skip
    picture = Box(0, 20, 100, 120)
    assert captions(lines, 10.0, [picture]) == {1, 2}
    assert captions(lines, 8.0, [picture]) == set()
    assert captions(lines, 10.0, [Box(200, 20, 300, 120)]) == set()


def test_no_lines_are_no_paragraphs() -> None:
    assert paragraphs([], 10.0) == []
