import pytest

from index.records import Span
from index.sentences import sentences
from rag.lists import Listed, list_at

MARKED = "我们要做好三件事。一是修渠，保灌溉。二是架桥，通道路。三是植树，防风沙。此外无他。"
PARAGRAPHS = (
    "全年水利工作呈现以下特点。\n渠道更长。新修水渠百余里。\n桥梁更稳。老桥全部加固。\n其他事项另行说明，不再赘述。"
)


def listed(text: str, sentence: int) -> Listed | None:
    span = sentences(text)[sentence]
    return list_at(text, Span(span.start, span.end))


@pytest.mark.parametrize("sentence", [0, 1])
def test_items_with_marks(sentence: int) -> None:
    found = listed(MARKED, sentence)
    assert found is not None
    assert MARKED[found.span.start : found.span.end].endswith("三是植树，防风沙。")
    assert [name in found.said for name in ("一是修渠", "二是架桥", "三是植树")] == [True] * 3
    assert "保灌溉" not in found.said


def test_the_opening_belongs_to_the_list() -> None:
    found = listed(MARKED, 0)
    assert found is not None
    assert (found.span.start, found.said) == (0, "我们要做好三件事。一是修渠；二是架桥；三是植树。")


def test_items_in_one_sentence() -> None:
    text = "主要举措有：一是修渠；二是架桥；三是植树。"
    found = listed(text, 0)
    assert found is not None
    assert (found.span, found.said) == (Span(0, len(text)), "主要举措有：一是修渠；二是架桥；三是植树。")


def test_a_paragraph_an_item() -> None:
    found = listed(PARAGRAPHS, 0)
    assert found is not None
    assert found.said == "全年水利工作呈现以下特点。渠道更长；桥梁更稳。"
    assert PARAGRAPHS[found.span.start : found.span.end].endswith("老桥全部加固。")


def test_two_lists_in_a_paragraph_are_two() -> None:
    text = "修渠两步走。一是勘测。二是开挖。架桥两步走。一是打桩。二是铺面。"
    found = listed(text, 3)
    assert found is not None
    assert found.said == "架桥两步走。一是打桩；二是铺面。"


@pytest.mark.parametrize(
    "text",
    ["水渠修好了。桥也通了。", "一是修渠。其他再议。", "以下特点。\n没有分段说明的一整段话，写得很长很长很长很长。"],
)
def test_no_list(text: str) -> None:
    assert listed(text, 0) is None
