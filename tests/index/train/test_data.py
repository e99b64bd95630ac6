import gzip
import json
import random
from pathlib import Path

from index.train.data import Pair, cloze, hold_out, read_pairs, sha256


def test_read_pairs_leaves_out_the_news_that_is_tested_on(tmp_path: Path) -> None:
    long = "码头扩建。" + "工人把新的吊机装好，调试后交给调度室使用。" * 4
    files: dict[str, list[dict[str, object]]] = {
        "pairs_zh_en.jsonl.gz": [
            {"src": "cedict", "lang": "en-zh", "q": "wheat", "p": "小麦", "trad": "小麥"},
            {"src": "lcqmc", "lang": "zh", "q": "怎么泡茶", "p": "茶怎么泡"},
        ],
        "news_2022_2025.jsonl.gz": [
            {"id": "a", "title": "新桥通车", "text": "大桥今天通车。"},
            {"id": "b", "title": "港口扩建", "text": long},
        ],
        "news_figures_2022_2025.jsonl": [{"question": "大桥多长", "documents": ["a"]}],
        "web_news_2023.jsonl.gz": [{"text": "新的码头今天正式开工建设。" + long}, {"text": "短。短"}],
    }
    for name, items in files.items():
        content = "".join(json.dumps(item) + "\n" for item in items).encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    sides = [(pair.family, pair.left, pair.right[:2], pair.share) for pair in read_pairs(tmp_path)]
    assert sides == [
        ("dictionary", "wheat", "小麦", 0.5),
        ("paraphrases", "怎么泡茶", "茶怎", 1.0),
        ("news", "港口扩建", "码头", 1.0),
        ("openings", "新的码头今天正式开工建设", "码头", 1.0),
    ]


def test_cloze_asks_for_a_sentence_by_those_around_it() -> None:
    asked = "渔船队清早离开了小岛的码头"
    sentences = ["一", "二", "三", "四", asked, "五", "六", "七", "八"]
    pairs = [
        Pair("news", "出海", "。".join(sentences)),
        Pair("news", "短", asked),
        Pair("titles", "题", "。".join(sentences)),
    ]
    assert cloze(pairs, random.Random(1)) == [Pair("cloze", asked, "二。三。四。五。六。七")]


def test_no_side_of_a_pair_held_out_is_trained_on() -> None:
    pairs = [Pair("s", "a", "1"), Pair("s", "b", "1"), Pair("s", "c", "2"), Pair("t", "d", "2"), Pair("t", "e", "3")]
    left, held = hold_out(pairs, "s", 2, random.Random(1))
    assert {pair.right for pair in held} == {"1", "2"}
    assert left == [Pair("t", "e", "3")]


def test_sha256_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc")
    assert sha256(tmp_path / "f") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
