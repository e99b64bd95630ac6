"""A passage is a slice of the canonical text, cut at sentence ends, and knows what stands around it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.chunk import LONGEST, paragraphs, passages, question_of, turn_at
from index.records import Article, Dating, Document, Passage, Span, Turn

TEXT = "灯塔工程\n灯塔于2月重修。\n记者：渡口怎么办？\n薛成岭：渡口改建。\n明年完工。"
LABEL = TEXT.index("薛成岭")
ARTICLE = Article(
    "春水市通报",
    TEXT,
    headings=(Span(0, 4),),
    turns=(
        Turn("question", "记者", "", TEXT.index("渡口怎么办"), LABEL - 1),
        Turn("answer", "薛成岭", "局长", TEXT.index("渡口改建"), len(TEXT), question=0),
    ),
    lines=((0, 1), (5, 3), (8, 4), (TEXT.index("记者"), 6), (LABEL, 8), (TEXT.index("明年"), 9)),
)


def cut(article: Article, day: date | None = date(2026, 4, 18)) -> list[Passage]:
    return passages(Document("a#1", article.title, article.text, Dating(day, "given", 1.0), "a"), article)


def test_paragraphs_stand_under_their_heading() -> None:
    said = [(TEXT[p.start : p.end], heading) for p, heading in paragraphs(ARTICLE)]
    assert said == [
        ("灯塔于2月重修。", "灯塔工程"),
        ("记者：渡口怎么办？", "灯塔工程"),
        ("薛成岭：渡口改建。", "灯塔工程"),
        ("明年完工。", "灯塔工程"),
    ]


def test_a_label_belongs_to_its_turn() -> None:
    assert turn_at(ARTICLE, LABEL) == ARTICLE.turns[1] == turn_at(ARTICLE, len(TEXT) - 1)
    assert turn_at(ARTICLE, TEXT.index("记者")) == ARTICLE.turns[0]
    assert turn_at(ARTICLE, 0) is None


def test_the_question_of_an_answer() -> None:
    assert question_of(ARTICLE, ARTICLE.turns[1]) == "渡口怎么办？"
    assert question_of(ARTICLE, ARTICLE.turns[0]) == question_of(ARTICLE, None) == ""


def test_passages_with_context_and_speaker() -> None:
    assert cut(ARTICLE) == [
        Passage("a#1", 5, 13, "灯塔于2月重修。", "春水市通报\n2026-04-18\n灯塔工程"),
        Passage("a#1", 14, 23, "记者：渡口怎么办？", "春水市通报\n2026-04-18\n灯塔工程\n记者", "记者"),
        *[
            Passage("a#1", start, start + len(text), text, "春水市通报\n2026-04-18\n灯塔工程\n局长薛成岭\n渡口怎么办？", "薛成岭", "局长")
            for start, text in ((LABEL, "薛成岭：渡口改建。"), (LABEL + 10, "明年完工。"))
        ],
    ]  # fmt: skip


def test_a_context_leaves_out_what_is_not_known() -> None:
    article = Article("灯塔工程", TEXT[:14], headings=(Span(0, 4),))
    assert [p.context for p in cut(article, None)] == ["灯塔工程"]


def test_only_the_end_of_a_long_question_is_repeated() -> None:
    question = "问" * 200 + "渡口？"
    text = f"{question}\n改建。"
    turns = (Turn("question", "记者", "", 0, 203), Turn("answer", "薛成岭", "", 204, 207, question=0))
    assert cut(Article("通报", text, turns=turns), None)[-1].context == "通报\n薛成岭\n" + "问" * 117 + "渡口？"


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    sentence = "缆绳每季度都要换一次，旧的要收回仓库。"
    text = sentence * 40
    pieces = cut(Article("通报", text))
    assert "".join(p.text for p in pieces) == text
    assert {len(p.text) % len(sentence) for p in pieces} == {0}
    assert len(pieces) == 3


def test_a_paragraph_of_the_longest_size_is_whole() -> None:
    assert [p.end - p.start for p in cut(Article("通报", "灯" * LONGEST))] == [LONGEST]
    assert [p.end - p.start for p in cut(Article("通报", "灯" * (LONGEST + 1)))] == [LONGEST, 1]


ITEMS = ["一是换缆绳。", "二是修灯塔。", "三是清航道。"]


def test_an_enumeration_that_fits_is_one_passage_with_its_announcement() -> None:
    text = "渡口去年客流不小。" * 33 + "今年做好三件事：\n" + "\n".join(ITEMS) + "\n渡口全年开放。"
    pieces = cut(Article("通报", text))
    assert [p.text for p in pieces] == [
        "渡口去年客流不小。" * 33,
        "今年做好三件事：\n" + "\n".join(ITEMS),
        "渡口全年开放。",
    ]
    assert {p.context for p in pieces} == {"通报\n2026-04-18"}


def test_what_stands_in_front_in_the_paragraph_stays_where_all_of_it_fits() -> None:
    text = "渡口去年客流不小。今年做好三件事：\n" + "\n".join(ITEMS)
    assert [p.text for p in cut(Article("通报", text))] == [text]


def test_an_enumeration_too_long_is_cut_between_items_and_numbered() -> None:
    items = [f"{mark}是换缆绳。" + "旧的收回。" * 24 for mark in "一二三四五"]
    pieces = cut(Article("通报", "今年做好五件事：" + "".join(items)))
    assert [p.text for p in pieces] == ["今年做好五件事：" + items[0] + items[1], items[2] + items[3], items[4]]
    assert [p.context for p in pieces] == [
        "通报\n2026-04-18\n第1—2点，共5点",
        "通报\n2026-04-18\n今年做好五件事：\n第3—4点，共5点",
        "通报\n2026-04-18\n今年做好五件事：\n第5点，共5点",
    ]


def test_only_an_item_that_does_not_fit_is_cut_within() -> None:
    items = ["一是换缆绳。", "二是修灯塔。" + "塔高三丈。" * 80, "三是清航道。"]
    pieces = cut(Article("通报", "\n".join(items)))
    assert pieces[0].text == items[0]
    assert pieces[-1].text == items[2]
    assert "".join(p.text for p in pieces[1:-1]) == items[1]
    assert {p.context.rsplit("\n", 1)[1] for p in pieces[1:-1]} == {"第2点，共3点"}


def test_a_label_on_a_line_of_its_own_goes_with_the_speech() -> None:
    text = "记者\n渡口呢？\n薛成岭\n改建。"
    turns = (Turn("question", "记者", "", 3, 7), Turn("answer", "薛成岭", "", 12, 15, question=0))
    pieces = cut(Article("通报", text, turns=turns), None)
    assert [(p.text, p.speaker) for p in pieces] == [("记者\n渡口呢？", "记者"), ("薛成岭\n改建。", "薛成岭")]


def test_two_speakers_of_a_paragraph_have_a_passage_each() -> None:
    text = "薛成岭说，改建。江枫说，慢慢来。"
    turns = (Turn("speech", "薛成岭", "", 0, 8), Turn("speech", "江枫", "", 8, 16))
    assert [(p.text, p.speaker) for p in cut(Article("通报", text, turns=turns))] == [
        ("薛成岭说，改建。", "薛成岭"),
        ("江枫说，慢慢来。", "江枫"),
    ]


def test_an_enumeration_ends_with_its_turn_and_rows_stand_alone() -> None:
    text = "薛成岭：一是修塔。\n江枫：二是修路。"
    turns = (Turn("answer", "薛成岭", "", 4, 9), Turn("answer", "江枫", "", 13, 18))
    assert [p.text for p in cut(Article("通报", text, turns=turns))] == text.split("\n")
    rows = "一是 | 3\n二是 | 4"
    assert [p.text for p in cut(Article("通报", rows, rows=(Span(0, 6), Span(7, 13))))] == rows.split("\n")


@given(
    st.lists(
        st.sampled_from([*"灯塔。，；\n 1.%a", "一是", "二是", "（一）", "（二）", "主要有：", "换缆绳" * 20]),
        max_size=300,
    ).map("".join)
)
def test_passages_are_slices_that_cover_every_paragraph(text: str) -> None:
    pieces = cut(Article("通报", text))
    assert all(text[p.start : p.end] == p.text and 0 < len(p.text) <= LONGEST for p in pieces)
    assert [p.start for p in pieces] == sorted({p.start for p in pieces})
    assert "".join(p.text for p in pieces).replace("\n", "") == "".join(x for x in text.split("\n") if x.strip())
