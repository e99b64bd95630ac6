"""The README's commands print what the README says, in both languages; `python tests/test_readme.py` writes it anew."""

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from index.build import check_paths, ingest
from index.folder import IndexFolder

PROJECT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
# A block that shows a command and what it prints; `make ask Q="…"` is `jushi ask "…"` on the sample corpus.
SHOWN = re.compile(
    r"```console\n\$ (?P<command>(?:make ask|\.venv/bin/jushi (?!ingest|serve)).*)\n(?P<printed>(?:.*\n)*?)```\n"
)
PYTHON = re.compile(r"```python\n(?P<code>(?:.*\n)*?)```\n\n```text\n(?P<printed>(?:.*\n)*?)```\n")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder like a fresh clone after `make ask`."""
    place = tmp_path_factory.mktemp("clone")
    with chdir(_indexed(place)):
        yield place


def _indexed(place: Path) -> Path:
    (place / "seeds").symlink_to(PROJECT / "seeds")
    with chdir(place):
        ingest(IndexFolder.create(Path(".jushi")), check_paths([Path("seeds")]))
    return place


def printed_by(command: str) -> str:
    asked = re.sub(
        r'^make ask(?: Q=("[^"]*"))?$', lambda m: f"jushi ask {m[1] or '一季度集成电路产量增长多少'}", command
    )
    result = CliRunner().invoke(app, shlex.split(asked)[1:])
    return result.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_commands_print_what_is_shown(here: Path, name: str) -> None:
    blocks = list(SHOWN.finditer((PROJECT / name).read_text(encoding="utf-8")))
    assert len(blocks) >= 4
    for block in blocks:
        assert printed_by(block["command"]).rstrip() == block["printed"].rstrip(), block["command"]


@pytest.mark.parametrize("name", READMES)
def test_the_python_example_prints_what_is_shown(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    block = PYTHON.search((PROJECT / name).read_text(encoding="utf-8"))
    assert block
    exec(block["code"], {})
    assert capsys.readouterr().out == block["printed"]


def _rewrite(name: str) -> None:
    path = PROJECT / name
    text = SHOWN.sub(
        lambda m: f"```console\n$ {m['command']}\n{printed_by(m['command']).rstrip()}\n```\n",
        path.read_text(encoding="utf-8"),
    )
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, chdir(_indexed(Path(folder))):
        for readme in sys.argv[1:] or READMES:
            _rewrite(readme)
