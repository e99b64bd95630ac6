"""What is imported, from where, and what it costs: roots are ours, imports are lazy, an answer needs no torch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOTS = ("api", "eval", "rag", "index")
HEAVY = {"torch", "transformers", "sentence_transformers", "langchain_core", "langchain_text_splitters", "fastapi"}
HEAVY |= {"rank_bm25", "jieba", "charset_normalizer", "rich"}
MOST_MEMORY = 400  # MB that a cold `jushi ask` may take

ASK = """
import json, sys
from pathlib import Path
sys.argv = ["jushi", "ask", "一季度帆布产量增长多少", "--today", "2026-05-01", "--index", sys.argv[1], "--json"]
from api.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
status = Path("/proc/self/status").read_text().split()  # ru_maxrss is that of the process it was forked from, if larger
most = int(status[status.index("VmHWM:") + 1])
print(json.dumps({"code": code, "kilobytes": most, "modules": sorted({m.split(".")[0] for m in sys.modules})}))
"""


def python(*words: str, cwd: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_each_root_is_ours_from_anywhere(tmp_path: Path) -> None:
    """A package of somebody else called `api` would win, were it installed; see CONTRIBUTING.md."""
    printed = python(
        "-c",
        f"import {', '.join(ROOTS)}; print(api.__file__, eval.__file__, rag.__file__, index.__file__)",
        cwd=tmp_path,
    )
    assert [Path(file) for file in printed.split()] == [ROOT / root / "__init__.py" for root in ROOTS]


@pytest.mark.parametrize("root", ROOTS)
def test_importing_a_root_does_nothing(root: str) -> None:
    code = f"import sys; before = set(sys.modules); import {root}; print(*sorted(set(sys.modules) - before))"
    assert python("-c", code).split() == [root]


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_an_answer_imports_nothing_heavy_and_fits_in_memory(tmp_path: Path) -> None:
    text = "2026年一季度，帆布产量同比增长4.1%。"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text, "date": "2026-04-18"}), encoding="utf-8")
    python(
        "-c",
        "from api.cli import main; main()",
        "ingest",
        str(tmp_path / "a.jsonl"),
        "--index",
        str(tmp_path / "index"),
    )
    answer, cost = map(json.loads, python("-c", ASK, str(tmp_path / "index")).splitlines())
    assert answer["figures"][0]["text"] == "4.1%"
    assert (cost["code"] or 0) == 0
    assert HEAVY.intersection(cost["modules"]) == set()
    assert cost["kilobytes"] / 1024 <= MOST_MEMORY


def test_help_imports_neither_index_nor_numbers() -> None:
    code = (
        "import sys; sys.argv = ['jushi', 'ask', '--help']; from api.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted(sys.modules))"
    )
    loaded = set(python("-c", code).splitlines()[-1].split())
    assert {"numpy", "faiss", "tantivy", "rjieba", "index.folder", "rag.assistant"} & loaded == set()
