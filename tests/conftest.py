"""Indexes that several tests ask: the sample corpus, the real documents, and a small archive of invented bulletins."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from eval.golden import Verdict, load
from eval.run import run
from index.build import check_paths, ingest
from index.facts.reading import read_facts
from index.figures import find_figures
from index.folder import IndexFolder
from index.periods import find_periods
from index.records import Dating, Document, Passage, Span
from index.words import Words
from rag.assistant import Assistant
from rag.records import Answer, Candidate

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "eval" / "golden"
REAL = ROOT.parent / "shared" / "seeds"
TODAY = date(2026, 5, 1)

# An archive of an invented town: the same indicators in several periods, two bulletins that disagree.
ARCHIVE: list[dict[str, object]] = [
    {
        "id": "2025-07",
        "title": "上半年经济运行简报",
        "date": "2025-07-20",
        "source": "云溪市统计局",
        "text": "上半年，轴承产量同比增长7.5%，齿轮产量同比增长3.2%。一季度，轴承产量增长6.4%。\n"
        "截至6月底，换电站总数达到212座。上半年，摩托车产销分别完成51.2万辆和50.7万辆，同比分别增长8.1%和6.9%。",
    },
    {
        "id": "2026-01",
        "title": "2025年全年工业情况",
        "date": "2026-01-22",
        "source": "云溪市统计局",
        "text": "2025年，轴承产量同比增长8.2%，轴承出口额占全部出口额的比重为36.5%。\n"
        "全年新增就业12.4万人。截至2025年底，换电站总数达到268座。",
    },
    {
        "id": "2026-04",
        "title": "一季度工业运行发布会",
        "date": "2026-04-18",
        "source": "云溪日报",
        "text": "云溪市政府新闻办4月18日举行新闻发布会，云溪市工业局局长柳青禾介绍2026年一季度工业运行情况。\n"
        "记者：一季度轴承行业情况怎么样？\n"
        "柳青禾：一季度，轴承产量同比增长9.3%，轴承、齿轮出口额同比分别增长21.7%、14.8%。"
        "产能利用率为76.4%，比去年同期提高1.9个百分点。截至3月底，换电站总数达到301座。\n"
        "记者：为什么轴承行业回升？\n"
        "柳青禾：轴承行业回升，主要是因为风电订单集中交付，老厂房改造也已完成。\n"
        "记者：下一步有哪些举措？\n"
        "柳青禾：下一步主要有三项举措：一是建设公共检测中心，服务中小企业。二是更新老旧机床。三是培训技工两千人。\n"
        "《云溪市轴承质量管理办法》自2026年7月1日起施行。",
    },
    {
        "id": "2026-04-b",
        "title": "一季度轴承快讯",
        "date": "2026-04-20",
        "source": "溪口晚报",
        "text": "2026年一季度，轴承利润为4.6亿元。",
    },
    {
        "id": "2026-04-c",
        "title": "一季度轴承利润",
        "date": "2026-04-19",
        "source": "云溪日报",
        "text": "2026年一季度，轴承利润为4.8亿元。",
    },
    {
        "id": "inner",
        "title": "内部通报",
        "date": "2026-04-25",
        "source": "云溪市工业局",
        "readers": ["office"],
        "text": "2026年一季度，拖拉机产量同比增长5.5%。",
    },
]


def _assistant(path: Path, source: Path) -> Assistant:
    folder = IndexFolder.create(path)
    report = ingest(folder, check_paths([source]))
    assert report.failures == []
    return Assistant(folder)


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers from the sample corpus."""
    return _assistant(tmp_path_factory.mktemp("seeds") / "index", ROOT / "seeds")


@pytest.fixture(scope="session")
def seeds_verdicts(seeds: Assistant) -> dict[str, Verdict]:
    """The golden questions over the sample corpus, asked once; by question. English ones are left out."""
    goldens = [g for g in load(GOLDEN / "seeds.jsonl") if g.kind != "english"]
    return {v.golden.question: v for v in run(seeds, goldens, today=TODAY)}


@pytest.fixture(scope="session")
def real_documents(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers from the real documents."""
    if not REAL.is_dir():
        pytest.skip("the real documents of ../shared/seeds are not here")
    return _assistant(tmp_path_factory.mktemp("real") / "index", REAL)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers from the bulletins of an invented town."""
    folder = tmp_path_factory.mktemp("archive")
    lines = [json.dumps(document, ensure_ascii=False) for document in ARCHIVE]
    (folder / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return _assistant(folder / "index", folder / "archive.jsonl")


@pytest.fixture(scope="session")
def candidate() -> Callable[..., Candidate]:
    """Make a candidate of one paragraph: its document, its passage and its facts."""

    def make(
        text: str, day: date = date(2026, 4, 20), name: str = "d", speaker: str = "", context: str = ""
    ) -> Candidate:
        document = Document(name, "", text, Dating(day, "given", 1.0), name)
        passage = Passage(name, 0, len(text), text, context, speaker)
        return Candidate(passage, document, tuple(read_facts(text, Span(0, len(text)), name, day)), 1.0)

    return make


@pytest.fixture(scope="session")
def unfounded() -> Callable[[Assistant, Answer], list[str]]:
    """Give what of an answer does not stand where it says; nothing, when all does."""
    return _unfounded


def _unfounded(assistant: Assistant, answer: Answer) -> list[str]:
    wrong = []
    for citation in answer.citations:
        document = assistant.folder.document(citation.document)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            wrong.append(f"[{citation.n}] is not the document's text: {citation.quote}")
    quotes = {citation.n: citation.quote for citation in answer.citations}
    wrong += [
        f"{f.fact.text} is not in [{f.citation}]" for f in answer.figures if f.fact.text not in quotes[f.citation]
    ]
    said = re.sub(r"\[\d+\]", "", answer.text)
    spans = [Span(m.start, m.end) for m in find_periods(said, TODAY)]
    quoted = "".join(quotes.values())
    figures = find_figures(said, 0, len(said), spans)
    of_cells = [
        f.fact.text + f.fact.unit for f in answer.figures if " | " in quotes[f.citation]
    ]  # the unit in the head
    return wrong + [f"{f.text} is in no quote" for f in figures if f.text not in quoted and f.text not in of_cells]
