from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.embed import StaticEmbedder
from index.folder import IndexFolder
from index.records import Dating, Document, Entry, Layout, Passage
from index.tokens import tokens_of, with_tokens

TEXT = "灯塔在岬角上亮了，灯塔也亮了。\n“灯塔？”他问。\u3000The Lighthouse shone.\n——。"


@pytest.fixture(scope="module")
def bundled() -> StaticEmbedder:
    return StaticEmbedder.load()


def entry(*texts: str) -> Entry:
    document = Document("a", "", "".join(texts), Dating(date(2026, 4, 18), "given", 1.0), "")
    starts = np.cumsum([0, *map(len, texts)]).tolist()
    passages = [Passage("a", s, s + len(t), t, "") for s, t in zip(starts, texts, strict=False)]
    return Entry(document, "d", passages, [], [], Layout())


def sets(embedder: StaticEmbedder, *passages: Passage) -> list[list[set[int]]]:
    return [[set(some.tolist()) for some in tokens] for tokens in tokens_of(embedder, passages)]


def test_each_sentence_has_its_own_tokens_once(bundled: StaticEmbedder) -> None:
    (written,) = with_tokens(bundled, [entry(TEXT, "渡口停用了。")])
    cut = bundled.tokens(["灯塔在岬角上亮了，灯塔也亮了。", "“灯塔？", "”他问。", "The Lighthouse shone.", "——。"])
    right = [[set(some.tolist()) for some in cut], [set(bundled.tokens(["渡口停用了。"])[0].tolist())]]
    assert sets(bundled, *written.passages) == right
    assert [len(some) for some in tokens_of(bundled, written.passages)[0]] == [len(some) for some in right[0]]
    assert written == entry(TEXT, "渡口停用了。")


def test_what_has_none_or_those_of_another_model_is_cut_when_it_is_read(bundled: StaticEmbedder) -> None:
    (written,) = with_tokens(bundled, [entry(TEXT)])
    (passage,) = written.passages
    other = StaticEmbedder("other", bundled.tokenizer, bundled.table, cut_by=1)
    assert sets(other, passage, replace(passage, tokens=b"")) == sets(bundled, passage) * 2
    read = sets(bundled, replace(passage, tokens=passage.tokens[:4] + b"\x07\0\xff\xff"), replace(passage, tokens=b""))
    assert read == [[{7}], *sets(bundled, passage)]


def test_a_model_of_more_tokens_than_two_bytes_number_keeps_none(bundled: StaticEmbedder) -> None:
    large = StaticEmbedder("large", bundled.tokenizer, np.zeros((1 << 16, 1), np.float32))
    assert [p.tokens for e in with_tokens(large, [entry(TEXT)]) for p in e.passages] == [b""]


def test_an_index_keeps_them(bundled: StaticEmbedder, tmp_path: Path) -> None:
    folder = IndexFolder.create(tmp_path)
    made = entry(TEXT, "")
    with folder.writing():
        vectors = folder.embedder.embed_passages([p.text for p in made.passages])
        folder.write([made], vectors, path="/a", name="a", digest="d")
        folder.settle()
    (written,) = with_tokens(bundled, [made])
    assert [p.tokens for p in folder.passages([1, 2]).values()] == [p.tokens for p in written.passages]
