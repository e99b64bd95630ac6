"""Who holds a post is found by how posts may be written, and told only from what the readers may see."""

from datetime import date
from pathlib import Path

import pytest

from index.build import Options, check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant

TODAY = date(2026, 5, 1)
SAID = {
    "旧.txt": "云溪市发布通报。\n云溪市工业局局长柳青禾表示，水渠修好了。\n各村都很满意。",
    "新.txt": "云溪市发布通报。\n云溪市教育局副局长柳青禾表示，学校开学了。\n各村都很满意。",
    "聘.txt": "云溪果业公告。\n董事会聘任何小渠先生为公司财务总监，原财务总监李水清女士辞职。\n特此公告。",
    "部.txt": "云溪市发布通报。\n工信部发言人陶小青表示，产量回升。\n各厂都很满意。",
}


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    folder = IndexFolder.create(tmp_path / "index")
    for number, (name, text) in enumerate(SAID.items()):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest(folder, check_paths([tmp_path / name]), Options(date(2026, 3, 1 + number), readers=(f"g{number}",)))
    return Assistant(folder)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("云溪市工业局局长是谁", "柳青禾：云溪市工业局局长。[1]"),
        ("云溪市教育局副局长是谁", "柳青禾：云溪市教育局副局长。[1]"),
        ("云溪果业的财务总监是谁", "何小渠：财务总监。[1]"),
        ("财务总监是谁", "何小渠：财务总监。[1]"),
        ("原财务总监是谁", "李水清：原财务总监。[1]"),
        ("工业和信息化部发言人是谁", "陶小青：工信部发言人。[1]"),
        ("工信部发言人是谁", "陶小青：工信部发言人。[1]"),
        ("柳青禾是什么职务", "柳青禾：云溪市教育局副局长。[1]"),  # of the newest document
    ],
)
def test_a_post_however_it_is_written(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, today=TODAY).text == answer


def test_a_post_in_a_company_of_another_name_is_another(assistant: Assistant) -> None:
    assert assistant.ask("松河果业的财务总监是谁", today=TODAY).refused


def test_only_of_what_the_readers_may_see(assistant: Assistant) -> None:
    assert assistant.ask("柳青禾是什么职务", today=TODAY, readers=["g0"]).text == "柳青禾：云溪市工业局局长。[1]"
    assert assistant.ask("柳青禾是什么职务", today=TODAY, readers=["g3"]).refused
    assert assistant.ask("云溪市工业局局长是谁", today=TODAY, readers=["g1", "g3"]).refused
