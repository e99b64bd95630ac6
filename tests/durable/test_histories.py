"""Whatever is done to an index, it answers as a plain engine does, and nobody is told what somebody else may read."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.folder import IndexFolder
from index.protocol import Store
from rag.assistant import Assistant
from tests.durable.story import MODELS
from tests.index.conformance import entry, near, put, said
from tests.index.plain import Plain

TODAY = date(2026, 5, 1)
GROUPS, USERS, DOCUMENTS = 60, 500, 120
MANY = 9_999

pytestmark = pytest.mark.slow

names = st.sampled_from([f"d{n}" for n in range(5)])
readers = st.lists(st.sampled_from(["甲组", "乙组", "丙组"]), max_size=2, unique=True)
texts = st.lists(
    st.sampled_from(["灯塔在一号", "渡口在二号", "古井，灯塔", "2026年一季度，帆布产量同比增长4.1%。", "局长薛成岭说灯已亮。"]),
    min_size=1, max_size=3,
)  # fmt: skip
changes = st.one_of(
    st.tuples(st.just("forget"), st.one_of(names, names.map("{}.txt".format))),
    st.tuples(st.just("readers"), names, readers),
    st.tuples(st.just("put"), names, texts, readers, st.lists(names, max_size=1)),
    st.tuples(st.just("open")),
)


def do(store: Store, what: str, *how: object) -> None:
    match (what, *how):
        case ("forget", str(name)):
            store.forget(name)
        case ("readers", str(name), list(groups)):
            store.set_readers(name, groups)
        case ("put", str(name), list(lines), list(groups), list(gone)):
            angles = [len(line) / 10 for line in lines]
            put(store, entry(name, *lines, readers=groups), name=f"{name}.txt", gone=gone, angles=angles)


def told(store: Store) -> list[object]:
    """All that can be asked of an engine, for several who ask."""
    everything: list[object] = [store.sequence, store.counts(), list(store.documents()), store.people()]
    for groups in (None, [], ["甲组"], ["乙组", "丙组", "别组"]):
        everything += [sorted(said(store, word, MANY, readers=groups)) for word in ("灯塔", "帆布", "局长")]
        everything += [near(store, 0.9, MANY, groups), store.people(readers=groups)]
    held = [document.id for document in store.documents()]
    return [*everything, store.facts(held), [p for _, p, _ in store.all_passages()]]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(changes, min_size=1, max_size=12))
def test_any_history_is_that_of_a_plain_engine(history: Sequence[tuple[object, ...]]) -> None:
    plain = Plain()
    with TemporaryDirectory() as place:
        engine = IndexFolder.create(Path(place) / "index", models=MODELS)
        for what, *how in history:
            if what == "open":
                engine.close()
                engine = IndexFolder.open(Path(place) / "index", models=MODELS)
            else:
                do(engine, str(what), *how)
                do(plain, str(what), *how)
            assert told(engine) == told(plain)
        engine.close()
        assert IndexFolder.check(Path(place) / "index", MODELS) is None


def canary(n: int) -> tuple[str, str]:
    """A word and a value that one document alone has; none is a part of another."""
    return f"qx{n:03}z", f"{100 + n}.37%"


def test_no_canary_is_told_to_who_may_not_see_it(tmp_path: Path) -> None:
    dice = random.Random(7)
    store = IndexFolder.create(tmp_path / "index", models=MODELS)
    shown: dict[int, list[str]] = {}

    def write(*numbers: int) -> None:
        entries = []
        for n in numbers:
            word, value = canary(n)
            shown[n] = [f"g{g}" for g in dice.sample(range(GROUPS), dice.choice((0, 1, 1, 2, 5, 30)))]
            line = f"2026年一季度，{word}灯塔产量同比增长{value}，订单都来自{word}。"
            person = f"{word}局长薛成岭说，{word}渡口停用了三年。"
            entries.append(entry(f"{word}-d", line, person, readers=shown[n], context=f"{word}通报"))
        put(store, *entries, name=f"{numbers[0]}.txt", angles=[dice.random() for _ in range(2 * len(numbers))])

    for start in range(0, DOCUMENTS, 20):
        write(*range(start, start + 20))
    for n in dice.sample(range(DOCUMENTS), 30):  # what was seen by some is seen by others, or by nobody
        match n % 3:
            case 0:
                shown[n] = [f"g{dice.randrange(GROUPS)}"]
                assert store.set_readers(f"{canary(n)[0]}-d", shown[n])
            case 1:
                write(n)
            case _:
                assert store.forget(f"{canary(n)[0]}-d")
                shown[n] = ["nobody"]
    assistant, asked = Assistant(store), store.words.cut("灯塔渡口通报")
    vector = store.embedder.embed_queries(["灯塔"])[0]
    for user in range(USERS):
        groups = [f"g{g}" for g in dice.sample(range(GROUPS), dice.choice((0, 1, 2, 5, 20)))]
        may = {n for n, only in shown.items() if not only or set(only) & set(groups)}
        hits = {n for n, _ in store.search_words(asked, MANY, readers=groups)}
        assert hits == {n for n, _ in store.search_vectors(vector, MANY, readers=groups)}
        hidden = [c for n in shown if n not in may for c in canary(n)]
        somebody = canary(dice.randrange(DOCUMENTS))[0]
        questions = [
            "2026年一季度灯塔产量同比增长多少",
            "薛成岭是什么职务",
            f"{somebody}渡口停用了几年",
            "灯塔出口额是多少",
        ]
        answers = [assistant.ask(question, today=TODAY, readers=groups) for question in questions]
        everything = repr([answers, store.passages(sorted(hits)), store.people(readers=groups)]) + repr(
            assistant.search("灯塔订单", 50, readers=groups)
        )
        asked_for = (
            everything.replace(f"{somebody}渡口停用了几年", "").replace(somebody, "")
            if somebody in hidden
            else everything
        )
        assert [c for c in hidden if c in asked_for] == [], f"user {user} in {groups}"
        assert len(hits) == 2 * len(may), f"user {user} in {groups}"
    store.close()
