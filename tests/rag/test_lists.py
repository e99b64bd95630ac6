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


@pytest.mark.parametrize(
    ("text", "sentence", "said"),
    [
        (  # a mark before a comma
            "重点从以下几方面着手：\n首先，修渠引水。渠长百里。\n其次，架桥通路。\n最后，植树防沙。",
            0,
            "重点从以下几方面着手：首先，修渠引水；其次，架桥通路；最后，植树防沙。",
        ),
        (  # within a sentence
            "水价上涨后，一方面，增加供水，新打深井。另一方面，通过多种手段节水，修补管道。",
            0,
            "水价上涨后，一方面，增加供水；另一方面，通过多种手段节水。",
        ),
        (  # named
            "坚持“蓄、引、排”并举。“蓄”就是修水库，能蓄多少蓄多少。水库要加固。“引”就是修渠，“排”就是挖沟。",
            0,
            "坚持“蓄、引、排”并举。“蓄”就是修水库；“引”就是修渠。",
        ),
        ("水利要点。\n蓄，就是修水库。\n引,就是修渠。", 0, "水利要点。蓄，就是修水库；引,就是修渠。"),
        (  # nothing announces it but its place
            "水利建设势头良好。\n一是水渠更长。新修百里。二是桥梁更稳。加固三座。渡口也已翻新。",
            0,
            "水利建设势头良好。一是水渠更长；二是桥梁更稳。",
        ),
        (  # briefly introduced
            "三项工程同步推进。具体来说：\n一是修渠。\n二是架桥。",
            0,
            "三项工程同步推进。具体来说：一是修渠；二是架桥。",
        ),
        (  # an item that is a paragraph of its own leads to the others before it
            "重点抓好两项工作。\n一是修渠。渠长百里。\n二是架桥。桥宽十米。",
            3,
            "重点抓好两项工作。一是修渠；二是架桥。",
        ),
    ],
)
def test_how_items_are_told_apart(text: str, sentence: int, said: str) -> None:
    found = listed(text, sentence)
    assert found is not None
    assert found.said == said


@pytest.mark.parametrize(
    "text",
    [
        "水利从三处发力。\n在蓄水方面，修水库两座。水库要加固。\n在引水方面，修渠百里。\n在排水方面，挖沟千条。",
        "水利关系民生。在政策上，减免水费。同时补贴水泵。在资金上，设立水利基金。",
        "“上山下河”两手抓。“山上的”，梯田增至千亩。\n“河里的”，渡船换了新机。",
        "工程上下更大功夫。围绕供水，新打深井。围绕节水，修补管道。围绕排水，挖沟千条。",
        "开会请带：\n水费清单一份\n水泵台账一份",
    ],
)
def test_items_that_open_alike_are_given_whole(text: str) -> None:
    found = listed(text, 0)
    assert found is not None
    assert (found.span, found.said, found.opened) == (Span(0, len(text)), text, True)


def test_an_item_is_told_from_the_opening() -> None:
    found = listed("水利关系民生。在政策上，减免水费。在资金上，设立水利基金。", 2)
    assert found is not None
    assert (found.opened, found.names) == (False, ("减免水费", "设立水利基金"))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("两件事：一是修渠。渠长百里。二是架桥。桥宽十米。此外另议。", "桥宽十米。"),
        ("两件事：一是修渠。二是架桥。桥早就该架了。", "二是架桥。"),
        ("两件事：\n一是修渠。\n二是架桥。桥宽十米。\n别的另议。", "桥宽十米。"),
    ],
)
def test_where_the_last_item_ends(text: str, end: str) -> None:
    found = listed(text, 0)
    assert found is not None
    assert text[: found.span.end].endswith(end)


def test_the_label_in_front_of_a_list() -> None:
    text = "王小渠：要做两件事：一是修渠。二是架桥。"
    found = listed(text, 0)
    assert found is not None
    assert (found.behind(4).span.start, found.behind(4).said) == (4, "要做两件事：一是修渠；二是架桥。")


@pytest.mark.parametrize(
    "text", ["今年修渠。今年架桥。今年植树。", "在云溪，水多。在溪口，水少。", "另一方面，桥少。渠方面，百里。"]
)
def test_what_only_looks_alike(text: str) -> None:
    assert listed(text, 0) is None
