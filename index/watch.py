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
_EMPTY = "{} is empty: what the index holds of it stays until there is a file in it; `jushi forget` removes it"


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
        self._compared: dict[Path, bool] | None = None  # with the index: the folders there, and whether they had files
        self._gone = set[str]()  # names of files that were gone at the last look
        self._emptied = set[Path]()  # folders whose files went all at once: a share that is not mounted, say
        self._closed = set[str]()  # what is said of files that cannot be opened just now
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
        obstacles |= self._closed | {_EMPTY.format(path) for path in self._emptied}
        for new in sorted(obstacles - self._obstacles):
            self._notice(new)
        self._obstacles = obstacles

    def close(self) -> None:
        """Close the index."""
        if self._folder:
            self._folder.close()

    def _follow(self, there: Sequence[Path]) -> None:
        """Follow the folders that are there: of one that is away for a moment, or empty at once, nothing is forgotten."""
        folder = self._opened()
        files = {path: _stamps(path) for path in there}
        before, self._seen = self._seen, {file: stamp for found in files.values() for file, stamp in found.items()}
        if before.keys() - self._seen.keys():
            self._compared = None  # and stays so where the index cannot be written just now
        self._take(
            folder, [file for file, stamp in self._seen.items() if before.get(file) == stamp != self._taken.get(file)]
        )
        filled = {path: bool(found) for path, found in files.items()}
        if self._gone or self._compared != filled:
            kept = {path: set(missing(folder, [path])) for path in there if not filled[path]}
            gone = set(missing(folder, there))
            self._forget(folder, sorted((gone & self._gone).difference(*kept.values())))
            known = self._emptied
            self._emptied = {path for path, names in kept.items() if names & self._gone or (names and path in known)}
            self._gone, self._compared = gone - self._gone, filled  # a file saved anew may be away for a moment

    def _opened(self) -> IndexFolder:
        """The index as it is now; all is compared with one that was made anew."""
        if self._folder is None or not self._folder.refresh():
            self.close()
            self._folder, self._taken, self._compared = self._opening(), {}, None
        return self._folder

    def _take(self, folder: IndexFolder, files: Sequence[Path]) -> None:
        """Take files; one that cannot be opened now is tried at each look, one that cannot be read once it changes."""
        self._closed = set()
        if not files:
            return
        stamps = {file: self._seen[file] for file in files}
        how = self._taking
        report = ingest(folder, files, how.options, processes=how.processes, limits=how.limits, tell=self._tell)
        self._closed = {str(failure) for failure in report.unopened.values()}
        for failure in map(str, report.failures):
            if failure not in self._closed:
                self._notice(failure)
        self._taken |= {file: stamp for file, stamp in stamps.items() if file not in report.unopened}

    def _forget(self, folder: IndexFolder, names: Sequence[str]) -> None:
        """Forget files; one that comes back as old as it was is another."""
        if names:
            folder.forget(*names)
            last = {Path(name).name for name in names}
            self._taken = {file: stamp for file, stamp in self._taken.items() if file.name not in last}
        for name in names:
            self._tell(f"forgot {name}")


def _stamps(folder: Path) -> dict[Path, Stamps]:
    """The files in a folder, and what tells that one was changed."""
    return {file: (*stamp(file), *stamp(file.with_name(file.name + SUFFIX))) for file in files_in(folder)}
