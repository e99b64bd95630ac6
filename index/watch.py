"""An index kept equal to folders: what comes is taken, what changes replaced, what goes forgotten.

Folders are looked at again and again. What tells of changes by itself (inotify, the library watchfiles) tells nothing of
network folders, where offices keep their files, and to look at 100,000 files takes half a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import ingest, missing
from index.durable import stamp
from index.errors import BrokenIndexError, BusyIndexError, JushiError
from index.folder import IndexFolder
from index.limits import Limits
from index.read.sidecar import SUFFIX
from index.sources import PLAIN, Options, files_in

Stamps = tuple[int, ...]  # those of a file and of its sidecar
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taking:
    """How files are taken: what is said of all, and the processes that read them within limits."""

    options: Options = PLAIN
    processes: int = 0
    limits: Limits | None = None


class Watch:
    """Folders, with their files as they were last seen and last taken.

    Args:
        paths: The folders.
        opening: Opens the index, and opens it again where it was replaced.
        taking: How files are taken.
        tell: Is given a line a change.
        notice: Is given what is in the way, once while it is.
    """

    def __init__(
        self, paths: Sequence[Path], opening: Callable[[], IndexFolder], taking: Taking, tell: Tell, notice: Tell
    ) -> None:
        self._paths, self._opening, self._taking = paths, opening, taking
        self._tell, self._notice = tell, notice
        self._folder: IndexFolder | None = None
        self._seen: dict[Path, Stamps] = {}
        self._taken: dict[Path, Stamps] = {}
        self._there: Sequence[Path] = ()  # those folders that were there at the last look
        self._gone = set[str]()  # names of files that were gone at the last look
        self._obstacles: set[str] = set()

    def look(self) -> None:
        """Take files that have not changed since the last look, and forget those that are gone since; the rest waits.

        Raises:
            BrokenIndexError: The index is damaged, or gone.
        """
        obstacles = {f"no such folder: {path}; waiting for it" for path in self._paths if not path.is_dir()}
        try:
            self._follow([path for path in self._paths if path.is_dir()])
        except BusyIndexError as error:
            obstacles.add(str(error).replace("wait for it to end, then try again", "waiting for it to end"))
        except BrokenIndexError:
            raise
        except JushiError as error:  # no room on the disk, say
            obstacles.add(f"{error}; trying again")
        except OSError as error:  # a folder that went while it was looked at
            obstacles.add(f"cannot read {error.filename}: {error.strerror}; trying again")
        for new in sorted(obstacles - self._obstacles):
            self._notice(new)
        self._obstacles = obstacles

    def close(self) -> None:
        """Close the index."""
        if self._folder:
            self._folder.close()

    def _follow(self, there: Sequence[Path]) -> None:
        """Follow the folders that are there: of one that is away for a moment nothing is forgotten."""
        folder = self._opened()
        before, self._seen = self._seen, _stamps(there)
        self._take(
            folder, [file for file, stamp in self._seen.items() if before.get(file) == stamp != self._taken.get(file)]
        )
        if self._gone or there != self._there or before.keys() - self._seen.keys():
            gone = set(missing(folder, there))
            self._forget(folder, sorted(gone & self._gone))  # a file that is saved anew may be away for a moment
            self._gone, self._there = gone - self._gone, there

    def _opened(self) -> IndexFolder:
        """The index as it is now; all is compared with one that was made anew."""
        if self._folder is None or not self._folder.refresh():
            self.close()
            self._folder, self._taken, self._there = self._opening(), {}, ()
        return self._folder

    def _take(self, folder: IndexFolder, files: Sequence[Path]) -> None:
        if not files:
            return
        stamps = {file: self._seen[file] for file in files}
        how = self._taking
        report = ingest(folder, files, how.options, processes=how.processes, limits=how.limits, tell=self._tell)
        for failure in report.failures:
            self._notice(str(failure))
        self._taken |= stamps

    def _forget(self, folder: IndexFolder, names: Sequence[str]) -> None:
        if names:
            folder.forget(*names)
        for name in names:
            self._tell(f"forgot {name}")


def _stamps(folders: Sequence[Path]) -> dict[Path, Stamps]:
    """The files in folders, and what tells that one was changed."""
    return {file: (*stamp(file), *stamp(file.with_name(file.name + SUFFIX))) for f in folders for file in files_in(f)}
