"""What somebody may not see changes nothing of what he is told: no answer, no order, no figure beside it."""

import json

import pytest

from eval.golden import load
from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant
from tests.conftest import GOLDEN, ROOT, TODAY

READERS = ["crew"]
QUESTIONS = [g.question for g in load(GOLDEN / "seeds.jsonl") if g.kind != "english"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def beside_hidden(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The sample corpus, and documents for others that say what is asked, each with a figure."""
    made = tmp_path_factory.mktemp("hidden")
    texts = [f"{q.rstrip('？?')}？答：{9000 + n}.7亿元，增长{n}.3%。" for n, q in enumerate(QUESTIONS)]
    rows = [
        {
            "id": f"h{n}",
            "title": "内部通报",
            "text": "".join(texts[n : n + 4]),
            "readers": ["board"],
            "date": "2026-04-30",
        }
        for n in range(len(texts))
    ]
    (made / "h.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    folder = IndexFolder.create(made / "index")
    ingest(folder, check_paths([made / "h.jsonl", ROOT / "seeds"]))
    return Assistant(folder)


def told(assistant: Assistant, question: str) -> tuple[object, ...]:
    """All that an answer says but its times, and the order of what is found."""
    a = assistant.ask(question, today=TODAY, readers=READERS)
    hits = assistant.search(question, 10, today=TODAY, readers=READERS)
    near = [(hit.passage.document, hit.passage.start) for hit in hits]
    return a.text, a.refused, a.others, a.related, a.assumed, near


def test_nobody_is_told_otherwise(seeds: Assistant, beside_hidden: Assistant) -> None:
    assert len(QUESTIONS) > 150
    other = [q for q in QUESTIONS if told(beside_hidden, q) != told(seeds, q)]
    assert other == []
