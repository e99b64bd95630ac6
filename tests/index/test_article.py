from index.article import is_cast_note, make_article, meta_title
from index.records import Block, BlockKind, Note, Span


def block(kind: BlockKind, text: str, line: int = 1, bold: int = 0) -> Block:
    return Block(kind, text, ((0, line),), bold=bold)


def test_an_article_put_together() -> None:
    article = make_article(
        [
            block("heading", "果园丰收", 1),
            block("byline", "本报记者 李大田", 2),
            block("heading", "东村", 3),
            block("paragraph", "桃多。", 4),
            block("columns", "村 | 产量", 5),
            block("row", "东村 | 3", 6),
        ]
    )
    assert (article.title, article.text) == ("果园丰收", "东村\n桃多。\n村 | 产量\n东村 | 3")
    assert (article.headings, article.columns, article.rows) == ((Span(0, 2),), (Span(7, 13),), (Span(14, 20),))
    assert article.notes == (Note("byline", "本报记者 李大田", 2),)
    assert article.lines == ((0, 3), (3, 4), (7, 5), (14, 6))


def test_titles() -> None:
    assert make_article([block("paragraph", "桃多，梨也多。树老了。")]).title == "桃多，梨也多"
    assert make_article([block("furniture", "title: 年报"), block("paragraph", "桃多。")]).title == "年报"
    assert make_article([block("heading", "丰收"), block("paragraph", "桃多。")], title="年报").text == "丰收\n桃多。"
    tail = [block("heading", "果园丰收", 2)]
    assert make_article([block("heading", "东村"), block("paragraph", "桃多。")], tail=tail).title == "果园丰收"
    assert make_article([block("row", "东村 | 3"), block("heading", "丰收")]).title == "东村 | 3"
    assert meta_title([block("furniture", "标题：年报")]) == "年报"


def test_bold_names_speak() -> None:
    blocks = [block("paragraph", "记者桃多吗？", 1, 2), block("paragraph", "袁青禾多。", 2, 3)]
    assert [(turn.speaker, turn.start) for turn in make_article(blocks).turns] == [("记者", 2), ("袁青禾", 10)]


def test_table_rows_are_nobodys_labels() -> None:
    assert make_article([block("row", "问：桃 | 答：梨"), block("paragraph", "桃多。")]).turns == ()


def test_a_note_on_the_cast() -> None:
    assert is_cast_note([block("heading", "编者按"), block("paragraph", "今天开会。")])
    assert is_cast_note([block("paragraph", "今天举行发布会。")])
    assert not is_cast_note([block("paragraph", "记者：发布会开了吗？")])
    assert not is_cast_note([block("heading", "果园丰收"), block("paragraph", "桃多。")])
