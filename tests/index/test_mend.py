import pytest

from index.mend import mend, opens
from index.pieces import Piece


def pieces(*texts: str) -> list[Piece]:
    """Pieces of a line each; [text] is a closed caption, # text a heading with a mark."""
    made = []
    for number, text in enumerate(texts, 1):
        kind = "caption" if text[0] == "[" else "heading" if text[0] == "#" else "paragraph"
        made.append(Piece(text.strip("[]# "), ((0, number),), kind, kind != "paragraph"))  # type: ignore[arg-type]
    return made


def mended(*texts: str) -> list[str]:
    return [piece.text for piece in mend(pieces(*texts))]


def test_halves_are_joined_and_know_their_lines() -> None:
    (piece, caption) = mend(pieces("渔船都回来了。码头上堆满新鲜", "[渔船靠岸]", "鱼虾，买主排起长队。"))
    assert piece == Piece("渔船都回来了。码头上堆满新鲜鱼虾，买主排起长队。", ((0, 1), (14, 3)), mended=True)
    assert caption.text == "渔船靠岸"


@pytest.mark.parametrize(
    "texts",
    [
        ("渔船都回来了。", "鱼虾很多。"),
        ("渔船都回来了。码头上堆满新鲜", "# 鱼虾"),
        ("渔船都回来了。办法如下：", "鱼虾先卖。"),
        ("渔船都回来了。码头上堆满新鲜", "记者：鱼虾呢？"),
    ],
)
def test_what_is_whole_or_walled_stays(texts: tuple[str, ...]) -> None:
    assert mended(*texts) == [text.strip("# ") for text in texts]


def test_many_captions_may_lie_between() -> None:
    texts = ["渔船都回来了。码头上堆满新鲜", *["[渔船靠岸]"] * 50, "鱼虾，买主排起长队。"]
    assert mended(*texts)[0] == "渔船都回来了。码头上堆满新鲜鱼虾，买主排起长队。"
    assert len(mended(*texts[:1], *["[渔船靠岸]"] * 300, texts[-1])) == 302


def test_what_opens_a_paragraph() -> None:
    assert opens(Piece("记者：好吗？", ((0, 1),)))
    assert opens(Piece("王小果虾很多。", ((0, 1),), bold=3))
    assert not opens(Piece("王小果虾很多。", ((0, 1),)))
    assert not opens(Piece("王小果", ((0, 1),), bold=3))
