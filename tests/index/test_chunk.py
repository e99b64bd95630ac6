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


@given(st.text(alphabet="灯塔。，；\n 1.%a", max_size=1500))
def test_passages_are_slices_that_cover_every_paragraph(text: str) -> None:
    pieces = cut(Article("通报", text))
    assert all(text[p.start : p.end] == p.text and 0 < len(p.text) <= LONGEST for p in pieces)
    assert [p.start for p in pieces] == sorted({p.start for p in pieces})
    assert "".join(p.text for p in pieces) == "".join(line for line in text.split("\n") if line.strip())
