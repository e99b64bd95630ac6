import gzip
import json
from pathlib import Path

import pytest

from eval.fit_ranker import of_reading_sets
from eval.training.passages import ANSWERS, BESIDE, of_made, of_reading
from eval.training.reading import NEWS, ReadingQuestion, open_reading, read_questions, reading_file
from eval.training.sentences import readings
from index.errors import UsageError
from index.folder import IndexFolder

NAME = "drcd_test"
LONG = "云溪水渠由村里修建，全长三公里，灌溉两岸良田。" * 14
READING = {
    "passages": ["云溪水渠在1958年通水。", LONG + "\n渠首的闸门由县里更换。"],
    "queries": [
        {"id": "7-1-1", "q": "云溪水渠哪年通水？", "pid": 0, "answers": ["1958年", "1958年"]},
        {"id": "8-1-1", "q": "闸门由谁更换？", "pid": 1, "answers": ["县里"]},
        {"id": "9-1-1", "q": " ", "pid": 0, "answers": ["1958年"]},
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(reading_file(tmp_path, NAME), "wt", encoding="utf-8") as out:
        json.dump(READING, out, ensure_ascii=False)
    with gzip.open(tmp_path / NEWS, "wt", encoding="utf-8") as out:
        for n in range(3):
            out.write(json.dumps({"id": n, "text": f"第{n}座码头的两道闸门正在更换。"}, ensure_ascii=False) + "\n")
    return tmp_path


@pytest.fixture
def folder(data: Path) -> IndexFolder:
    return open_reading(data, data / "index", [NAME], distractors=2)


def test_questions_are_of_articles(data: Path) -> None:
    first, second = read_questions(data, NAME)
    assert first == ReadingQuestion(NAME, "云溪水渠哪年通水？", "drcd_test-0", ("1958年",), "drcd_test 7")
    assert (second.document, second.article) == ("drcd_test-1", "drcd_test 8")


def test_the_index_is_made_once(data: Path, folder: IndexFolder) -> None:
    assert sorted(d.id for d in folder.store.documents()) == ["drcd_test-0", "drcd_test-1", "web-0", "web-1"]
    again = open_reading(data, data / "index", [NAME], distractors=2)
    assert again.store.sequence == folder.store.sequence
    with pytest.raises(UsageError, match="holds 4 documents, not 5"):
        open_reading(data, data / "index", [NAME])


def test_what_passages_are_worth(data: Path, folder: IndexFolder) -> None:
    first, second = of_reading(folder, read_questions(data, NAME))
    worth = {f.passage.document: int(w) for f, w in zip(first.found, first.worth, strict=True)}
    assert worth["drcd_test-0"] == ANSWERS
    assert not any(w for name, w in worth.items() if name != "drcd_test-0")
    assert set(second.worth.tolist()) == {0, BESIDE, ANSWERS}
    assert (first.group, second.group) == ("drcd_test 7", "drcd_test 8")


def test_questions_are_made_of_the_words_of_news(folder: IndexFolder) -> None:
    made = of_made(folder, seed=1)
    assert sorted(r.group for r in made) == ["web-0", "web-1"]
    for ranking in made:
        best = ranking.weighed[int(ranking.worth.argmax())]
        assert best.passage.document == ranking.group
        assert set(ranking.question.text[:-1]) & set(best.passage.text)
        assert ranking.weight < 1


def test_sentences_are_read_with_the_answer_and_without(data: Path, folder: IndexFolder) -> None:
    _, read = of_reading_sets(folder, read_questions(data, NAME) * 3, ())
    told, elsewhere, beside = read[:3]
    assert [one.without for one in (told, elsewhere, beside)] == ["nothing", "documents", "sentences"]
    assert [one.answerable for one in (told, elsewhere, beside)] == [True, False, False]
    assert [s.text for s, right in zip(told.read, told.right, strict=True) if right] == ["云溪水渠在1958年通水。"]
    assert not elsewhere.right.any()
    assert not beside.right.any()
    assert all(s.candidate.document.id != "drcd_test-0" for s in elsewhere.read)
    told, _, beside = read[3:6]
    left, gone = ({s.text for s in one.read if s.candidate.document.id == "drcd_test-1"} for one in (beside, told))
    assert gone - left == {"渠首的闸门由县里更换。"}
    assert left


def test_only_what_is_known_to_be_all_is_taken_away(data: Path, folder: IndexFolder) -> None:
    ranking, _ = of_reading(folder, read_questions(data, NAME))
    scores = ranking.fused[: len(ranking.rows)]
    read = readings(folder, ranking, scores, lambda s: "1958" in s.text, {"drcd_test-0"}, knows_all=False)
    assert [one.without for one in read] == ["nothing", "documents"]
