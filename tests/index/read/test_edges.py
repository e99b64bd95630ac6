from index.read.edges import furniture
from index.read.glyphs import Box, Glyph, strips
from tests.index.read.placed import column, glyphs

PAGE = Box(0, 0, 400, 560)
PROSE = ["这一页的正文从上写到下，讲的是县里茶叶的收成，没有一句是重复的。", "另一页的正文说的是船厂的订单，也写满了整整一页。",
         "最后一页说海关，验放的时间比去年短，企业少跑了路。"]  # fmt: skip


def found(*pages: list[Glyph]) -> list[list[str]]:
    placed = [(PAGE, strips(page)) for page in pages]
    return [sorted(strip.text for strip in edge) for edge in furniture(placed)]


def page(at: int, head: str = "", foot: str = "") -> list[Glyph]:
    return [*glyphs(head, 150, 20, 8), *column([PROSE[at] * 4], 40, 60, 30), *glyphs(foot, 190, 530, 8)]


def test_a_head_that_comes_back_is_furniture_whatever_its_number() -> None:
    assert found(page(0, "县情通报 第4期"), page(1, "县情通报 第5期")) == [["县情通报 第4期"], ["县情通报 第5期"]]


def test_left_and_right_pages_have_heads_of_their_own() -> None:
    heads = ["统计公报", "望江县", "统计公报"]
    assert found(*(page(at, head) for at, head in enumerate(heads))) == [["统计公报"], [], ["统计公报"]]


def test_page_numbers_are_furniture_even_once() -> None:
    assert found(page(0, foot="- 3 -")) == [["- 3 -"]]
    assert found(page(0, foot="第3页 共8页")) == [["第3页 共8页"]]


def test_the_masthead_and_the_day_are_furniture() -> None:
    assert found(page(0, "望江日报")) == [["望江日报"]]
    assert found(page(0, "2026年4月22日 星期三")) == [["2026年4月22日 星期三"]]


def test_a_figure_torn_off_at_the_foot_of_a_column_is_not() -> None:
    lines = [*column(["全县支持的企业达到了"], 40, 470, 12), *glyphs("455", 40, 485), *glyphs("万家企业", 200, 60)]
    assert found(lines) == [[]]


def test_a_head_once_is_text() -> None:
    assert found(page(0, "内部资料注意保存"), page(1)) == [[], []]


def test_a_line_in_the_middle_of_pages_is_text_however_often() -> None:
    assert found(*([*glyphs("其他", 40, 280)] for _ in range(3))) == [[], [], []]


def test_the_head_of_a_table_on_each_page_is_text() -> None:
    head = [g for at, name in enumerate(("地区", "面积", "产量", "增速")) for g in glyphs(name, 40 + 60 * at, 20)]
    assert found([*head, *page(0)], [*head, *page(1)]) == [[], []]


def test_what_stands_further_out_must_be_furniture_too() -> None:
    first = [*glyphs("第一句话在最上面", 40, 10), *page(0, "县情通报")]
    assert found(first, page(1, "县情通报")) == [[], ["县情通报"]]


def test_many_pages_take_time_in_proportion() -> None:
    assert sum(map(len, found(*[page(0, "通报", "— 1 —")] * 400))) == 800
