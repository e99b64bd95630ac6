"""What is quoted for a sentence, over the bulletins of an invented town."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.records import Span
from index.words import Words
from rag.quote import definition, list_of, quoted, spoken
from rag.records import Candidate
from rag.rerank.answers import Scored
from rag.rerank.offers import offer
from rag.rerank.sentences import sentences_of
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]
LONG = "水渠沿线各村各户各田各地都" + "很" * 240 + "满意。"


def best_of(question: str, said: Candidate, sentence: str, words: Words) -> tuple[str, str]:
    """What is quoted where a sentence of a candidate is the best, and what of a list is said."""
    asked = understand(question, TODAY, words)
    one = next(s for s in sentences_of([said]) if sentence in s.text)
    scored = Scored(one, 0.9, offer(asked, said, one.span))
    span, listed = quoted(asked, scored), list_of(asked, scored)
    return said.document.text[span.start : span.end], listed.said if listed else ""


@pytest.mark.parametrize(
    ("question", "text", "sentence", "quote"),
    [
        (  # what it leans on
            "水渠什么时候通水",
            f"{LONG}老水渠修好了。该水渠自5月1日起通水。",
            "通水",
            "老水渠修好了。该水渠自5月1日起通水。",
        ),
        ("渠有哪些", "老渠三条。其中，石渠、土渠、木渠各一条。", "石渠", "老渠三条。其中，石渠、土渠、木渠各一条。"),
        ("水渠何时通水", "老水渠修好了。\n该水渠5月1日通水。", "通水", "老水渠修好了。\n该水渠5月1日通水。"),
        ("泵站哪天落户", "上云村用水紧张。泵站5月1日落户于此，水够了。", "落户", "上云村用水紧张。泵站5月1日落户于此，水够了。"),
        ("水渠何时通水", "水渠近况\n该水渠5月1日通水。", "通水", "该水渠5月1日通水。"),
        ("水渠何时通水", "桥修好了。其他水渠5月1日通水。", "通水", "其他水渠5月1日通水。"),
        ("水渠何时通水", "桥修好了吗？这条水渠5月1日通水。", "通水", "这条水渠5月1日通水。"),
        # the reason before or behind, however long it is
        ("水渠为什么提前通水", f"水渠提前通水了。{LONG[:-1]}，主要是闸门换了。桥另行安排。", "提前通水",
         f"水渠提前通水了。{LONG[:-1]}，主要是闸门换了。"),
        ("水渠为什么提前通水", f"由于闸门换了，{LONG}水渠提前通水了。", "提前通水", f"由于闸门换了，{LONG}水渠提前通水了。"),
        # a definition
        ("什么是明渠", f"明渠很常见。所谓明渠是指{LONG}渠还有暗渠。", "很常见", f"明渠很常见。所谓明渠是指{LONG}"),
        # examples
        ("新渠有哪些用处", "新渠有多种用处。比如，浇地、养鱼。再如，行船。桥没有。", "多种",
         "新渠有多种用处。比如，浇地、养鱼。再如，行船。"),
        # who asks, and what only announces
        ("水渠修得怎么样", "桥怎么样？水渠修好了。渠水很清。下一步做好以下工作：", "修好", "水渠修好了。渠水很清。"),
        # what it announces
        ("水渠修得怎么样", "水渠的情况是这样的：\n渠修好了。渠水很清。\n桥另说。", "情况", "水渠的情况是这样的：\n渠修好了。渠水很清。"),
        ("水渠修得怎么样", "水渠的情况是这样的：", "情况", "水渠的情况是这样的："),
    ],
)  # fmt: skip
def test_what_is_quoted_with_a_sentence(
    candidate: Make, words: Words, question: str, text: str, sentence: str, quote: str
) -> None:
    assert best_of(question, candidate(text), sentence, words) == (quote, "")


TWO = "水利有两手。在政策上，减免水费、电费、机费。比如，免一年。在资金上，设立水利基金。"


@pytest.mark.parametrize(
    ("question", "text", "sentence", "said"),
    [
        # 为什么 and 怎么 get a short list whole, 哪些 gets its items' names
        ("水利怎么抓", "水利有两手：一是修渠，引水。二是架桥，通路。", "两手", "水利有两手：一是修渠，引水。二是架桥，通路。"),
        ("水利有哪些工作", "水利有两手：一是修渠，引水。二是架桥，通路。", "两手", "水利有两手：一是修渠；二是架桥。"),
        # an item answers by itself, unless all are asked for
        ("政策上减免水费吗", TWO, "减免", ""),
        ("政策、资金上分别怎么抓", TWO, "减免", TWO),
        ("减免水费、电费的政策有哪些", TWO, "减免", ""),
        ("老乡关心的事有哪些进展", TWO, "减免", TWO),
        # a sentence that is the list itself
        ("水库、水渠、水泵三类设施建在哪些地方", "水库、水渠、水泵三类设施建在山上。一是修渠。二是架桥。", "三类", ""),
        # a day is no list
        ("哪天修渠", "水利有两手：一是5月1日修渠。二是架桥。", "两手", ""),
    ],
)  # fmt: skip
def test_the_list_that_is_wanted(
    candidate: Make, words: Words, question: str, text: str, sentence: str, said: str
) -> None:
    assert best_of(question, candidate(text), sentence, words)[1] == said


def test_the_label_of_who_speaks_is_not_quoted(candidate: Make, words: Words) -> None:
    said = candidate("王小渠：水渠修好了。渠水很清。", speaker="王小渠")
    assert best_of("水渠修得怎么样", said, "修好", words)[0] == "水渠修好了。渠水很清。"
    listed = candidate("王小渠：要做两件事：一是修渠。二是架桥。", speaker="王小渠")
    assert best_of("有哪两件事", listed, "两件", words)[1] == "要做两件事：一是修渠；二是架桥。"


def test_what_is_no_label_stays(candidate: Make) -> None:
    said = candidate("王小渠：水渠修好了。")
    assert spoken(said, Span(0, 10)) == Span(0, 10)  # nobody speaks there
    told = replace(said, passage=replace(said.passage, speaker="王小渠"))
    assert spoken(told, Span(0, 10)) == Span(4, 10)
    assert spoken(told, Span(4, 10)) == Span(4, 10)


@pytest.mark.parametrize(
    "question",
    [
        "什么是明渠",
        "“明渠”是什么意思",
        "明渠指什么",
        "何谓「明渠」？",
        "明渠的含义",
        "明渠是个什么概念",
        "明渠指的是啥",
    ],
)
def test_a_definition_is_asked_for(question: str) -> None:
    defines = definition(question)
    assert defines is not None
    assert [
        bool(defines.search(f"{said}露天的渠。"))
        for said in ("明渠是指", "“明渠”，就是", "明渠（老渠）指的是", "明渠是")
    ] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("question", ["明渠有多长", "明渠在哪里"])
def test_no_definition_is_asked_for(question: str) -> None:
    assert definition(question) is None
