"""The README's commands print what the README says, in both languages; `python tests/test_readme.py` writes it anew."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from api.cli import app
from api.configuration import Configuration
from eval.gate import read_gate
from eval.golden import load
from index.build import check_paths, ingest
from index.embed import EmbedderChoice
from index.folder import IndexFolder
from rag.settings import RerankerSettings

PROJECT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
SERVED = "127.0.0.1:8000"  # where the README's examples find the service
# A block that shows a command and what it prints; `make ask Q="…"` is `jushi ask "…"` on the sample corpus.
SHOWN = re.compile(
    r"```console\n\$ (?P<command>(?:make ask|curl|\.venv/bin/jushi (?!ingest|serve)).*)\n(?P<printed>(?:.*\n)*?)```\n"
)
PYTHON = re.compile(r"```python\n(?P<code>(?:.*\n)*?)```\n\n```text\n(?P<printed>(?:.*\n)*?)```\n")
# The row that tells how good the answers over the sample corpus are, with figures of the gate's last line.
ROW = re.compile(r"^(?P<what>\|[^|\n]*\|)(?P<figures>[^|\n]*)(?=\| `\.venv/bin/jushi eval gate` \|$)", re.MULTILINE)
RATE = re.compile(r"[\d.]+%")
SERVE = (sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0")


class Clone:
    """A folder like a fresh clone after `make ask`, and the service over it at another port than the README's."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.printed_by = cache(self._printed_by)
        self.printed_by_code = cache(self._printed_by_code)

    def rates(self) -> list[str]:
        """What the row of the gate's table for all questions says of right, figure and wrong."""
        heads, *rows = (line.split() for line in self.printed_by(".venv/bin/jushi eval gate").splitlines())
        (everything,) = (row for row in rows if row[:1] == ["all"] and len(row) == len(heads))
        return [everything[heads.index(head)] for head in ("right", "figure", "wrong")]

    def _printed_by(self, command: str) -> str:
        if command.startswith("curl"):
            return self._curl(command)
        asked = re.sub(
            r'^make ask(?: Q=("[^"]*"))?$', lambda m: f"jushi ask {m[1] or '一季度集成电路产量增长多少'}", command
        )
        return CliRunner().invoke(app, shlex.split(asked)[1:]).stdout

    def _curl(self, command: str) -> str:
        """Send what `curl -s URL --json BODY | jq -r .PATH` sends, and follow the path as jq does."""
        curl, silent, url, option, body, pipe, jq, raw, path = shlex.split(command)
        assert (curl, silent, option, pipe, jq, raw) == ("curl", "-s", "--json", "|", "jq", "-r")
        reply = httpx.post(url.replace(SERVED, self._address), json=json.loads(body))
        value: Any = reply.raise_for_status().json()
        for key in re.findall(r"\w+", path):
            value = value[int(key) if key.isdigit() else key]
        return self._as_shown(str(value))

    def _printed_by_code(self, code: str) -> str:
        command = [sys.executable, "-c", code.replace(SERVED, self._address)]
        return self._as_shown(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def _as_shown(self, printed: str) -> str:
        return printed.replace(self._address, SERVED)


@contextmanager
def _cloned(place: Path) -> Iterator[Clone]:
    for name in ("seeds", "eval", "jushi.toml"):
        (place / name).symlink_to(PROJECT / name)
    with chdir(place):
        ingest(IndexFolder.create(Path(".jushi")), check_paths([Path("seeds")]))
        with subprocess.Popen(SERVE, stderr=subprocess.PIPE, text=True) as service:
            said = service.stderr.readline() if service.stderr else ""
            found = re.search(r"http://(127\.0\.0\.1:\d+)", said)
            assert found, said
            yield Clone(found[1])
            service.terminate()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    with _cloned(tmp_path_factory.mktemp("clone")) as made:
        yield made


def _text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_commands_print_what_is_shown(clone: Clone, name: str) -> None:
    blocks = list(SHOWN.finditer(_text(name)))
    assert len(blocks) == 7
    for block in blocks:
        assert clone.printed_by(block["command"]).rstrip() == block["printed"].rstrip(), block["command"]


@pytest.mark.parametrize("name", READMES)
def test_the_python_examples_print_what_is_shown(clone: Clone, name: str) -> None:
    blocks = list(PYTHON.finditer(_text(name)))
    assert len(blocks) == 2
    for block in blocks:
        assert clone.printed_by_code(block["code"]) == block["printed"], block["code"]


@pytest.mark.parametrize("name", READMES)
def test_the_figures_are_those_of_the_gate(clone: Clone, name: str) -> None:
    (row,) = ROW.finditer(_text(name))
    assert RATE.findall(row["figures"]) == clone.rates()


@pytest.mark.parametrize("name", READMES)
def test_the_golden_set_and_the_thresholds_of_the_recipe_are_read(tmp_path: Path, name: str) -> None:
    (golden,) = re.findall(r"```json\n((?:.*\n)*?)```\n", _text(name))
    (tmp_path / "golden.jsonl").write_text(golden, encoding="utf-8")
    tables = re.findall(r"```toml\n((?:.*\n)*?)```\n", _text(name))
    (tmp_path / "jushi.toml").write_text("\n".join(tables), encoding="utf-8")  # one file has all of them
    assert Configuration.read(tmp_path / "jushi.toml").vocabulary().plain("规上企业") == "规模以上企业"
    assert Configuration.read(tmp_path / "jushi.toml").embedder() == EmbedderChoice("BAAI/bge-m3")
    reranker = tomllib.loads((tmp_path / "jushi.toml").read_text(encoding="utf-8"))["reranker"]
    assert RerankerSettings.model_validate(reranker).model == "BAAI/bge-reranker-v2-m3"
    gate = read_gate(tmp_path / "jushi.toml")
    assert gate.thresholds == {"all": {"figure-accuracy": 0.9, "wrong-figure-rate": 0.02}}
    assert [golden.refuse for golden in load(gate.golden_set)] == [False, True]


@pytest.mark.parametrize("name", READMES)
def test_what_is_linked_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", _text(name))
    assert links
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_both_languages_show_the_same_examples() -> None:
    examples = [re.findall(r"^\$ .*|^```\w+\n(?:.*\n)*?```", _text(name), re.MULTILINE) for name in READMES]
    assert examples[0] == examples[1]


def _rewrite(name: str, clone: Clone) -> None:
    text = SHOWN.sub(
        lambda m: f"```console\n$ {m['command']}\n{clone.printed_by(m['command']).rstrip()}\n```\n", _text(name)
    )
    text = PYTHON.sub(lambda m: f"```python\n{m['code']}```\n\n```text\n{clone.printed_by_code(m['code'])}```\n", text)
    rates = iter(clone.rates())
    text = ROW.sub(lambda m: m["what"] + RATE.sub(lambda _: next(rates), m["figures"]), text)
    (PROJECT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, _cloned(Path(folder)) as made:
        for readme in sys.argv[1:] or READMES:
            _rewrite(readme, made)
