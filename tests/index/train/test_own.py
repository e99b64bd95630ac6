"""A talk and a notice of an invented town: what of them belongs together."""

from contextlib import chdir
from pathlib import Path

import pytest

from index.build import check_paths, ingest
from index.folder import IndexFolder
from index.train.data import Pair
from index.train.own import HEADINGS, HELD_OUT, MADE, SENTENCES, TURNS, is_held_out, own_pairs

TALK = """# 云溪市春耕发布会

2026年3月2日

## 种子够不够

记者：今年春耕的种子备足了吗？

市农业局局长林一舟：种子已经备足。全市的供销社都设了专柜，农户凭证就能领到早稻种子。

林一舟：还有一点要向各位说明，也请记者朋友们转告农户。往年缺的紫云英种子，今年从邻县调来了一批，库房在城西的老粮站。

## 水利怎么修

记者：水渠什么时候修好？

林一舟：清明以前全部修好。山塘清淤已经过半，泵站换了新的电机，渠首的闸门也上了漆。
"""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    place = tmp_path_factory.mktemp("own")
    (place / "talk.md").write_text(TALK, encoding="utf-8")
    folder = IndexFolder.create(place / "index")
    with chdir(place):  # ids are relative to it, and what is drawn depends on them
        ingest(folder, check_paths([Path("talk.md")]))
    ((name, found),) = own_pairs(folder.store)
    assert name == "talk.md#1"
    return found


def sides(pairs: list[Pair], kind: str) -> list[tuple[str, str]]:
    return [(pair.left, pair.right) for pair in pairs if pair.family == kind]


def test_a_question_goes_with_its_answer(pairs: list[Pair]) -> None:
    (first, seeds), (second, water) = sides(pairs, TURNS)
    assert first == "今年春耕的种子备足了吗？"
    assert "早稻种子" in seeds
    assert "紫云英" in seeds
    assert "泵站" not in seeds
    assert second == "水渠什么时候修好？"
    assert "泵站" in water


def test_title_and_headings_go_with_what_stands_below(pairs: list[Pair]) -> None:
    found = dict(sides(pairs, HEADINGS))
    assert list(found) == ["云溪市春耕发布会", "种子够不够", "水利怎么修"]
    assert "泵站" in found["水利怎么修"]
    assert "泵站" not in found["种子够不够"]


def test_a_sentence_goes_with_the_others_and_its_words_with_all(pairs: list[Pair]) -> None:
    for left, right in sides(pairs, SENTENCES):
        assert left in TALK
        assert left not in right
    assert [len(sides(pairs, kind)) for kind in (SENTENCES, MADE)] == [2, 3]  # one has too little besides the sentence
    assert all(right in TALK for _, right in sides(pairs, MADE))


def test_one_document_in_five_is_held_out_always_the_same() -> None:
    held = [is_held_out(f"报告{n}.txt#1") for n in range(1000)]
    assert sum(held) == pytest.approx(1000 / HELD_OUT, rel=0.2)
    assert held == [is_held_out(f"报告{n}.txt#1") for n in range(1000)]
