"""Flowing text: paragraphs, pages, merged cells on a grid."""

from index.read.flow import Flow, Words, raised, span, spread
from index.records import Line


def test_paragraphs_are_set_apart_and_their_lines_are_not() -> None:
    flow = Flow()
    flow.paragraph("　　甲\xa0乙 \n丙\u200b\n\n", bold=4)
    flow.paragraph("  ")
    flow.page()
    flow.paragraph("丁", "heading", 2)
    flow.page()
    lines, pages = flow.numbered()
    assert lines == (
        Line("甲 乙", 1, indented=True, bold=2),
        Line("丙", 2),
        Line("", 3),
        Line("丁", 4, "heading", 2),
        Line("", 5),
    )
    assert pages == (1, 4, 5)


def test_a_bold_beginning_ends_with_what_is_neither_bold_nor_blank() -> None:
    words = Words()
    for text, bold in (("记者", True), (" ", False), ("：", True), ("何时", False), ("修好", True)):
        words.add(text, bold)
    assert (words.text, words.bold) == ("记者 ：何时修好", 4)


def test_running_heads_are_furniture_and_said_once() -> None:
    heads, flow = Flow(), Flow()
    for text in ("县报", "内部", "县报"):
        heads.paragraph(text)
    flow.running(heads)
    assert [(line.text, line.mark) for line in flow.lines if line.text] == [
        ("县报", "furniture"),
        ("内部", "furniture"),
    ]


def test_a_cell_takes_as_much_as_its_file_says_within_reason() -> None:
    assert [span(text) for text in ("2", " 3 ", "", "0", "-1", "99999", "50%")] == [2, 3, 1, 1, 1, 1000, 1]


def test_cells_are_spread_over_what_they_span() -> None:
    rows = [[("甲", 1, 2), ("乙", 2, 1)], [("丙", 1, 1), ("丁", 1, 2)], [("戊", 2, 1)]]
    assert spread(rows) == [["甲", "乙", ""], ["甲", "丙", "丁"], ["戊", "", "丁"]]


def test_spans_have_an_end() -> None:
    grid = spread([[("甲", 1000, 1000)]] * 400)
    assert sum(map(len, grid)) < 700_000


def test_only_figures_are_raised() -> None:
    assert [raised(text) for text in ("8", "-2", "注", "")] == ["⁸", "⁻²", "注", ""]
