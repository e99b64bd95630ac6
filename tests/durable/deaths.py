"""Plays a story in processes of which each dies before another of the calls that change files; says what was wrong then.

    python -m tests.durable.deaths FOLDER kill|cut PART PARTS

Each process is forked from this one, which has all that is slow to load and never opens an index itself.
"""

import json
import os
import pickle
import random
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from index.facts.reading import read_facts
from index.folder import IndexFolder
from index.records import Span
from index.words import Words
from rag.model import figure_model, passage_model, sentence_model
from rag.understand import understand
from tests.durable.calls import Calls
from tests.durable.disk import CUTS, Disk
from tests.durable.story import MODELS, SAID, STORY, TODAY, Seen, asking, seen

DIED = 86


@dataclass
class Death:
    """Ends this process before a call that changes a file of a folder, the `fatal`-th from now; counts them.

    Args:
        disk: What is safe of the folder.
        fatal: Which call; 0 for none.
        cut: Whether the power goes, too.
    """

    disk: Disk
    fatal: int = 0
    cut: bool = False
    count: int = 0

    def __post_init__(self) -> None:
        Calls(self.before, self.disk.synced)

    def before(self, call: str, path: Path) -> None:
        if self.disk.root not in path.parents:
            return
        self.count += 1
        if self.count == self.fatal:
            if self.cut:
                dice = random.Random(self.fatal)
                self.disk.cut(CUTS[self.fatal % len(CUTS)], dice)
            os.write(2, f"{call} {path.relative_to(self.disk.root)}\n".encode())
            os._exit(DIED)
        if call in ("os.remove", "os.rename"):
            self.disk.going(path)


def forked(work: Callable[[], object], log: Path) -> int:
    """Do something in a process of its own; gives how it ended. What it returns is pickled in `log`."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        os.dup2(os.open(log.with_suffix(".err"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        result = work()
        log.write_bytes(pickle.dumps(result))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


class Play:
    """The story, step by step; what is seen after each, and what of the folder is safe then.

    Args:
        work: An empty folder.
        cut: Whether the power goes, too.
    """

    def __init__(self, work: Path, cut: bool) -> None:
        self.work, self.cut, self.log = work, cut, work / "log"
        self.folder, self.sources = work / "index", work / "sources"
        self.after: list[Seen] = [Seen({}, {})]  # what is seen after so many steps
        self.calls: list[int] = []  # how many there are in each step
        self.whole()

    def whole(self) -> None:
        """Play all of it without a death; what each step leaves is kept to begin from."""
        for step in range(len(STORY)):
            self._must(partial(self._act, step))
            count, names, files = pickle.loads(self.log.read_bytes())
            self.calls.append(count)
            shutil.copytree(self.folder, self._kept(step + 1))
            self._kept(step + 1).with_suffix(".disk").write_bytes(pickle.dumps((names, files)))
            self._must(partial(seen, self.folder))
            self.after.append(pickle.loads(self.log.read_bytes()))

    def deaths(self, part: int, parts: int) -> None:
        """Die before each call of each step, and print what was wrong then; of `parts` that share the work, do one."""
        points = [(step, n) for step, count in enumerate(self.calls) for n in range(1, count + 1)]
        for step, n in points[part::parts]:
            died = forked(partial(self._act, step, n), self.log)
            call = self._errors()
            if died != DIED:
                _say(f"step {step}, call {n}: did not die ({died}): {call}")
            elif forked(partial(self._look, step, n), self.log):
                _say(f"step {step}, before call {n}, {call}: {self._errors()}")
        _say(len(points[part::parts]))

    def _act(self, step: int, fatal: int = 0) -> object:
        shutil.rmtree(self.folder, ignore_errors=True)
        if step:
            shutil.copytree(self._kept(step), self.folder)
            names, files = pickle.loads(self._kept(step).with_suffix(".disk").read_bytes())
            disk = Disk(self.folder, {(self.folder / p).stat().st_ino: file for p, file in files.items()}, names)
        else:
            self.folder.mkdir()
            disk = Disk(self.folder)
        death = Death(disk, fatal, self.cut)
        STORY[step](self.folder, self.sources)
        return death.count, disk.names, disk.present()

    def _look(self, step: int, n: int) -> None:
        """Open what is left, look at it, verify it, do the step again; raises where something is wrong."""
        before, after = self.after[step], self.after[step + 1]
        if n % 2 and IndexFolder.is_there(self.folder):
            self._verify()  # before anything has opened it, or after
        if step or IndexFolder.is_there(self.folder):
            found = seen(self.folder).documents
            for document in {*before.documents, *after.documents, *found}:
                either = (before.documents.get(document), after.documents.get(document))
                assert found.get(document) in either, f"{document} is {found.get(document)}, not one of {either}"
        if not n % 2 and IndexFolder.is_there(self.folder):
            self._verify()
        STORY[step](self.folder, self.sources)
        again = seen(self.folder)
        assert again == after, f"done again it is {again}, not {after}"

    def _verify(self) -> None:
        finding = IndexFolder.check(self.folder, MODELS)
        assert finding is None, finding

    def _must(self, work: Callable[[], object]) -> None:
        if forked(work, self.log):
            raise RuntimeError(self._errors())

    def _errors(self) -> str:
        return self.log.with_suffix(".err").read_text(errors="replace").strip()

    def _kept(self, step: int) -> Path:
        return self.work / f"clean-{step}"


def _say(result: str | int) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def _warm() -> None:
    """Load what is slow to load, for all who are forked."""
    Words().cut("一")
    MODELS.wanted()
    np.unique(np.zeros(1))
    for model in (figure_model, passage_model, sentence_model):
        model()
    read_facts(SAID["灯塔"], Span(0, len(SAID["灯塔"])), "", TODAY)
    understand(asking("灯塔"), TODAY, Words())


def main() -> None:
    work, how, part, parts = sys.argv[1:]
    _warm()
    Path(work).mkdir()
    Play(Path(work), cut=how == "cut").deaths(int(part), int(parts))


if __name__ == "__main__":
    main()
