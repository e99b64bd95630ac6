from index.pieces import Piece, closed_up, cut, join, piece_of
from index.records import Line

LINES = [Line("王小果：桃子", 3, bold=4), Line("多，梨 也多。", 4)]


def test_a_piece_of_lines_knows_where_they_begin() -> None:
    assert piece_of(LINES, "paragraph", full=True) == Piece(
        "王小果：桃子多，梨 也多。", ((0, 3), (6, 4)), full=True, bold=4
    )


def test_lines_that_a_reader_joined_by_their_place_keep_their_numbers() -> None:
    lines = [Line("桃子多，梨也多", 3, breaks=(4,)), Line("，杏不少。", 7, breaks=(1, 3))]
    piece = piece_of(lines, "paragraph", full=False)
    assert piece.text == "桃子多，梨也多，杏不少。"
    assert piece.lines == ((0, 3), (4, 4), (7, 7), (8, 8), (10, 9))


def test_bold_goes_on_over_lines_that_are_all_bold() -> None:
    lines = [Line("果园", 1, bold=2), Line("丰收", 2, bold=2), Line("了", 3)]
    assert piece_of(lines, "paragraph", full=False, between=" ").bold == 5
    assert join(Piece("果园", ((0, 1),), bold=2), Piece("丰收", ((0, 2),), bold=1)).bold == 3
    assert join(Piece("果园", ((0, 1),), bold=1), Piece("丰收", ((0, 2),), bold=2)).bold == 1


def test_only_headings_have_levels() -> None:
    line = Line("果园", 1, "heading", 2)
    assert piece_of([line], "heading", full=False) == Piece("果园", ((0, 1),), "heading", True, level=2)
    assert piece_of([line], "paragraph", full=False).level == 0


def test_a_cut_keeps_its_lines_and_bold() -> None:
    piece = piece_of(LINES, "paragraph", full=False)
    assert cut(piece, 4, len(piece.text), "paragraph") == Piece("桃子多，梨 也多。", ((0, 3), (2, 4)))
    assert cut(piece, 2, 5, "caption") == Piece("果：桃", ((0, 3),), "caption", bold=2)


def test_closing_up_moves_the_line_map_and_bold() -> None:
    piece = Piece("王 小 果：桃 子 多。", ((0, 1), (7, 2)), bold=6)
    assert closed_up(piece) == Piece("王小果：桃子多。", ((0, 1), (5, 2)), bold=4)
    assert closed_up(Piece("a b", ((0, 1),))) == Piece("a b", ((0, 1),))
