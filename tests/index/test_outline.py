import pytest

from index.outline import Outline
from index.records import Block


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, ((0, 1),), level)


PROSE = Block("paragraph", "桃多。", ((0, 1),))
TWO = [heading("果园丰收"), PROSE, heading("渔船归港"), PROSE]


def begins(blocks: list[Block], at: int, *, title: str = "", ended: bool = False) -> bool | None:
    return Outline(blocks, title).begins(blocks[at], blocks[:at], blocks[at + 1], ended)


def test_a_second_heading_of_level_1_begins() -> None:
    assert begins(TWO, 2) is True


@pytest.mark.parametrize("blocks", [[heading("年报"), *TWO], [Block("heading", "年报", ((0, 1),)), *TWO]])
def test_it_is_a_section_under_a_title(blocks: list[Block]) -> None:
    assert begins(blocks, 3) is False
    assert begins(TWO, 2, title="年报") is False


@pytest.mark.parametrize("text", ["二、渔船", "第二章 渔船", "2 渔船", "2.1 渔船", "结语", "附件1"])
def test_it_is_a_section_by_its_name(text: str) -> None:
    assert begins([*TWO[:2], heading(text), PROSE], 2) is False


def test_a_deeper_one_never_begins_and_a_shallower_one_does() -> None:
    assert begins([heading("果园丰收"), PROSE, heading("渔船归港", 2), PROSE], 2, ended=True) is False
    assert begins([heading("果园丰收", 2), PROSE, heading("渔船归港"), PROSE], 2) is True


def test_without_levels_or_behind_an_end_mark_shape_decides() -> None:
    assert begins([heading("果园丰收", 0), PROSE, heading("渔船归港", 0), PROSE], 2) is None
    assert begins(TWO, 2, ended=True) is None
    assert begins([heading("果园丰收"), PROSE, heading("渔船归港", 0), PROSE], 2) is False
