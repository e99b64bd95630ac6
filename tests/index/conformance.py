"""What any engine behind `index.protocol.Store` has to do; a class of tests over a fixture `open_store`.

A subclass gives the fixture: a function that opens the one index of the test, empty at first, each time it is called.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import JushiError
from index.facts.reading import read_facts
from index.lexical import PERIOD_SCORE
from index.periods import period_key
from index.protocol import Store
from index.records import Dating, Document, Entry, Layout, Note, Passage, Person, Place, Span

DAY = date(2026, 4, 18)
DIMENSION = 256  # of the bundled model
Opening = Callable[[], Store]


def entry(name: str, *texts: str, readers: Sequence[str] = (), context: str = "通报") -> Entry:
    """A document with a passage for each text, its facts read, and a person where one is named."""
    text = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    passages = [Passage(name, s, s + len(t), t, context, "薛成岭") for s, t in zip(starts, texts, strict=True)]
    where = Document(name, "通报", text, Dating(DAY, "given", 1.0), "报", "", tuple(readers), (Place(0, 1, 1),))
    at = text.find("局长薛成岭")
    people = [Person("薛成岭", "局长", at, at + 5)] if at >= 0 else []
    layout = Layout((Span(0, 2),), notes=(Note("caption", "灯塔。", 3),))
    return Entry(where, "d", passages, read_facts(text, Span(0, len(text)), name, DAY), people, layout)


def _with_person(name: str, person: str, post: str) -> Entry:
    made = entry(name, f"{post}{person}说灯已亮。", readers=("甲",))
    return replace(made, people=[Person(person, post, 0, len(post + person))])


def direction(*angle: float) -> NDArray[np.float32]:
    """Vectors of length 1 that turn away from the first axis."""
    rows = np.zeros((len(angle), DIMENSION), np.float32)
    rows[:, 0], rows[:, 1] = np.cos(angle), np.sin(angle)
    return rows


def put(
    store: Store, *entries: Entry, name: str = "a.txt", gone: Sequence[str] = (), angles: Sequence[float] = ()
) -> None:
    count = sum(len(e.passages) for e in entries)
    with store.writing():
        rows = direction(*(angles or [n / 100 for n in range(count)]))
        store.write(entries, rows, path=f"/{name}", name=name, digest="d", gone=gone)
        store.settle()


def said(store: Store, words: str, k: int = 10, **asked: object) -> list[str]:
    """Texts found by words."""
    hits = store.search_words(store.words.cut(words), k, **asked)  # type: ignore[arg-type]
    return [store.passages([number])[number].text for number, _ in hits]


def near(store: Store, angle: float, k: int = 10, readers: Sequence[str] | None = None) -> list[str]:
    """Texts found by a vector."""
    hits = store.search_vectors(direction(angle)[0], k, readers=readers)
    return [store.passages([number])[number].text for number, _ in hits]


class Conformance:
    """The tests; pytest runs those of subclasses."""

    @pytest.fixture
    def store(self, open_store: Opening) -> Store:
        return open_store()

    def test_an_empty_index_finds_nothing(self, store: Store) -> None:
        assert store.counts() == {"documents": 0, "passages": 0, "facts": 0, "undated": 0}
        assert (store.sequence, said(store, "灯塔"), near(store, 0), store.people()) == (0, [], [], [])
        assert (store.document("a"), store.layout("a"), store.passages([1]), store.facts(["a"])) == (
            None, Layout(), {}, {},
        )  # fmt: skip
        assert (store.model(), store.coming_model(), store.cut_by()) == (
            store.embedder.record, None, store.words.name,
        )  # fmt: skip

    def test_what_goes_in_comes_out(self, store: Store) -> None:
        one = entry("a#1", "2026年一季度，帆布产量同比增长4.1%。", "局长薛成岭说灯已亮。", readers=("甲",))
        put(store, one, entry("a#2", "渡口停用了三年。"))
        assert [d.id for d in store.documents()] == ["a#1", "a#2"] == store.ids_of_file("a.txt")
        assert (store.document("a#1"), store.layout("a#1")) == (one.document, one.layout)
        assert store.documents_of(["a#1", "gone"]) == {"a#1": one.document}
        everything = list(store.all_passages())
        assert [p for _, p, _ in everything[:2]] == one.passages
        assert [readers for *_, readers in everything] == [("甲",), ("甲",), ()]
        numbers = [number for number, _, _ in everything]
        assert numbers == sorted(set(numbers))
        assert list(store.all_passages(["a#1", "none"])) == everything[:2]
        assert store.passages([*numbers, 999]) == {number: passage for number, passage, _ in everything}
        assert store.facts(["a#1", "a#2"]) == {"a#1": list(one.facts)}
        assert store.facts_of(numbers) == {numbers[0]: list(one.facts), numbers[1]: [], numbers[2]: []}
        assert store.people() == [("a#1", one.people[0])]
        assert store.published(["a#2", "none"]) == {"a#2": DAY}
        assert store.counts() == {"documents": 2, "passages": 3, "facts": 1, "undated": 0}

    def test_people_are_found_by_what_a_text_says_and_by_their_posts(self, store: Store) -> None:
        people = {"a": ("薛成岭", "工業局局长"), "b": ("Ada Yu", "副局长"), "c": ("薛成", "院 长")}
        put(store, *(_with_person(name, *one) for name, one in people.items()))
        named = {
            text: [d for d, _ in store.people(named_in=text)]
            for text in ("薛成岭是谁", "谁是ada yu?", "Ada Yu" + "等" * 99 + "ADA YU", "薛", "")
        }
        assert named == {
            "薛成岭是谁": ["a", "c"],
            "谁是ada yu?": ["b"],
            "Ada Yu" + "等" * 99 + "ADA YU": ["b"],
            "薛": [],
            "": [],
        }
        assert sorted(store.posts(["局长"])) == ["副局长", "工業局局长"]
        assert (store.posts(["工业", "無"]), store.posts(["部长"]), store.posts([])) == (["工業局局长"], [], [])
        assert [d for d, _ in store.people(posts=["副局长", "院 长", "部长"])] == ["b", "c"]
        assert store.people(posts=[]) == []

    def test_a_name_that_no_dictionary_knows_is_found_by_its_pairs(self, store: Store) -> None:
        put(store, entry("a", "锦地罗开花了。"), entry("b", "罗盘坏了。"))
        hits = store.search_words([], 5, pairs=store.words.pairs("锦地罗又名什么"))
        assert [store.passages([number])[number].document for number, _ in hits] == ["a"]
        assert store.rarity(["锦地"]) < store.rarity(["地锦"])

    def test_words_find_the_passages_that_have_them(self, store: Store) -> None:
        put(store, entry("a", "灯塔亮了灯塔", "灯塔在岬角上亮了一夜又一夜", "渡口停用了三年"))
        put(store, entry("b", "古井的水位上升", context="灯塔志"), name="b.txt")
        assert said(store, "灯塔") == ["灯塔亮了灯塔", "灯塔在岬角上亮了一夜又一夜", "古井的水位上升"]
        assert (said(store, "灯塔", 1), said(store, "石桥"), said(store, "")) == (["灯塔亮了灯塔"], [], [])
        rare, common, none = store.rarity(store.words.cut("渡口") + store.words.cut("灯塔") + ["桥"])
        assert 0 <= common < rare < none

    def test_what_is_hidden_makes_no_word_common(self, store: Store) -> None:
        texts = ["灯塔亮了", "灯塔在岬角上亮了一夜又一夜", "渡口停用了三年，灯塔照着渡口", "古井"]
        put(store, *(entry(f"a{n}", text, readers=("甲",) if n % 2 else ()) for n, text in enumerate(texts)))
        asked = store.words.cut("渡口的灯塔亮了")

        def told(readers: list[str]) -> object:
            return store.search_words(asked, 9, readers=readers), store.rarity(asked, readers).tolist()

        before = told(["甲"]), told([])
        assert before[0] != before[1]
        put(store, *(entry(f"b{n}", "渡口" * (n + 1), readers=("乙",)) for n in range(20)), name="b.txt")
        assert (told(["甲"]), told([])) == before
        assert store.rarity(asked).tolist() != before[0][1]  # type: ignore[index]

    def test_equal_passages_come_in_the_order_of_their_ids(self, store: Store) -> None:
        put(store, *(entry(f"a{n}", f"灯塔{'甲乙丙丁'[n]}") for n in range(4)), angles=[0.5] * 4)
        assert said(store, "灯塔", 2) == ["灯塔甲", "灯塔乙"] == near(store, 0, 2)

    def test_the_period_asked_for_comes_alone_and_gains(self, store: Store) -> None:
        put(store, entry("a", "2025年一季度，帆布产量同比增长3.3%。", "2026年一季度，帆布产量同比增长4.1%。"))
        (fact,) = (f for f in store.facts(["a"])["a"] if f.text == "4.1%")
        assert fact.period is not None
        keys = [period_key(fact.period)]
        assert [text[:4] for text in said(store, "帆布产量")] == ["2025", "2026"]
        assert [text[:4] for text in said(store, "帆布产量", periods=keys)] == ["2026"]
        (one,) = store.search_words(store.words.cut("帆布产量"), 5, periods=keys)
        without = dict(store.search_words(store.words.cut("帆布产量"), 5))
        assert one[1] == pytest.approx(without[one[0]] + PERIOD_SCORE, abs=1e-3)
        assert said(store, "渡口", periods=keys) == []

    def test_vectors_find_the_nearest(self, store: Store) -> None:
        put(store, entry("a", "零", "一", "二"), angles=[0.0, 1.0, 2.0])
        assert (near(store, 0.9), near(store, 0.9, 1)) == (["一", "零", "二"], ["一"])
        ((_, product),) = store.search_vectors(direction(0.0)[0], 1)
        assert product == pytest.approx(1.0, abs=1e-3)

    def test_a_document_of_the_same_id_is_replaced(self, store: Store) -> None:
        put(store, entry("a", "灯塔亮了。", "古井干了。"))
        before = {number for number, _, _ in store.all_passages()}
        put(store, entry("a", "渡口停用了三年。"))
        assert (said(store, "灯塔"), said(store, "渡口"), near(store, 0)) == (
            [],
            ["渡口停用了三年。"],
            ["渡口停用了三年。"],
        )
        assert before.isdisjoint(number for number, _, _ in store.all_passages())
        assert (store.passages(sorted(before)), store.counts()["passages"], store.sequence) == ({}, 1, 2)

    def test_what_is_gone_is_not_found(self, store: Store) -> None:
        put(store, *(entry(f"a{n}", f"灯塔{n}号") for n in range(4)))
        put(store, entry("b", "灯塔9号"), name="b.txt")
        put(store, gone=["a0"])
        assert store.forget("a1")
        assert store.sequence == 4
        assert said(store, "灯塔") == ["灯塔2号", "灯塔3号", "灯塔9号"]
        assert sorted(near(store, 0)) == sorted(said(store, "灯塔"))
        assert store.forget("a.txt")
        assert (said(store, "灯塔"), near(store, 0), store.ids_of_file("a.txt")) == (["灯塔9号"], ["灯塔9号"], [])
        before = store.sequence
        assert (store.forget("none"), store.forget("a.txt"), store.sequence) == (False, False, before)

    def test_readers_see_what_is_theirs_and_everybodys(self, store: Store) -> None:
        shown = {"open": (), "board": ("board", "audit"), "crew": ("crew",)}
        put(store, *(entry(name, f"{name}局长薛成岭说灯塔亮了", readers=readers) for name, readers in shown.items()))
        for readers, seen in (
            ([], ["open"]), (["x"], ["open"]), (["crew"], ["open", "crew"]), (["audit", "crew"], ["open", "board", "crew"]),
            (None, ["open", "board", "crew"]), (["*"], ["open"]),
        ):  # fmt: skip
            texts = sorted(f"{name}局长薛成岭说灯塔亮了" for name in seen)
            assert sorted(said(store, "灯塔", readers=readers)) == sorted(near(store, 0, readers=readers)) == texts
            assert [document for document, _ in store.people(readers=readers)] == seen

    def test_readers_can_be_changed(self, store: Store) -> None:
        put(store, entry("a", "灯塔亮了", readers=("board",)), entry("b", "灯塔暗了"))
        numbers = [number for number, _, _ in store.all_passages()]
        assert store.set_readers("a", ["crew"])
        assert store.set_readers("b", ["board"])
        assert [said(store, "灯塔", readers=[r]) for r in ("board", "crew", "x")] == [["灯塔暗了"], ["灯塔亮了"], []]
        assert [near(store, 0, readers=[r]) for r in ("board", "crew", "x")] == [["灯塔暗了"], ["灯塔亮了"], []]
        document = store.document("a")
        assert document is not None
        assert (document.readers, store.sequence) == (("crew",), 3)
        assert [number for number, _, _ in store.all_passages()] == numbers  # the passages are the same
        assert store.set_readers("b", [])
        assert said(store, "灯塔", readers=[]) == ["灯塔暗了"]
        assert not store.set_readers("none", ["x"])

    def test_all_that_may_be_seen_is_found_where_little_may(self, store: Store) -> None:
        hidden = [entry(f"h{n}", "灯塔灯塔灯塔", readers=(f"g{n}", "hidden")) for n in range(297)]
        mine = [entry(f"m{n}", f"渡口边上有一座小的灯塔，是{'甲乙丙'[n]}的", readers=("mine",)) for n in range(3)]
        put(store, *hidden, *mine, angles=[0.0] * 297 + [1.2, 1.3, 1.4])
        texts = [e.passages[0].text for e in mine]
        for readers in (["mine"], ["mine", *(f"x{n}" for n in range(500))]):
            assert (near(store, 0, 3, readers), sorted(said(store, "灯塔", 3, readers=readers))) == (
                texts,
                sorted(texts),
            )
        assert len(said(store, "灯塔", 400, readers=[f"g{n}" for n in range(297)])) == 297

    def test_a_write_that_fails_changes_nothing(self, store: Store) -> None:
        put(store, entry("a", "灯塔亮了"))
        with store.writing(), pytest.raises(ValueError, match="vector"):
            store.write([entry("b", "渡口")], direction(0, 1), path="/b", name="b", digest="d", gone=["a"])
        assert ([d.id for d in store.documents()], store.sequence, near(store, 0)) == (["a"], 1, ["灯塔亮了"])

    def test_another_sees_what_was_written(self, store: Store, open_store: Opening) -> None:
        other = open_store()
        put(store, entry("a", "灯塔亮了"), entry("b", "渡口停了"))
        assert other.refresh()
        assert (said(other, "灯塔"), near(other, 0, 1), other.sequence) == (["灯塔亮了"], ["灯塔亮了"], 1)
        assert store.forget("a")
        assert other.refresh()
        assert (said(other, "灯塔"), near(other, 0), other.sequence) == ([], ["渡口停了"], 2)

    def test_one_writes_at_a_time(self, store: Store, open_store: Opening) -> None:
        other = open_store()
        with store.writing(), pytest.raises(JushiError), other.writing():
            pass
        with other.writing():
            pass

    def test_questions_are_answered_while_another_writes(self, store: Store, open_store: Opening) -> None:
        put(store, entry("a", "灯塔亮了", readers=("board",)))
        reader, wrong, stop = open_store(), list[BaseException](), threading.Event()

        def ask() -> None:
            try:
                while not stop.is_set():
                    assert reader.refresh()
                    assert said(reader, "灯塔", readers=["board"]) == ["灯塔亮了"] == near(reader, 0, 1, ["board"])
                    assert said(reader, "灯塔", readers=["crew"]) == []
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for n in range(5):
            put(store, entry(f"n{n}", f"码头{n}号"), angles=[1.5], gone=[f"n{n - 2}"])
        stop.set()
        for thread in threads:
            thread.join()
        assert wrong == []
