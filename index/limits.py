"""What one job may take: seconds and megabytes, laid upon the process that does it."""

import math
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import UsageError

try:
    import resource
except ImportError:  # Windows: only the clock limits a job there
    resource = None  # type: ignore[assignment]

SECONDS = 8.0  # two million characters take five; with what starting and storing take, a file is done with in ten
MEGABYTES = 512  # a book takes 250; twice that for each core's process leaves an office machine usable
_LIBRARIES = 64  # of these are pages of program files, which the limit on data does not count
_MOST_SECONDS = 600.0  # of a job that asks for more, as one that recognises page after page


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take: seconds, both by the clock and of the processors; megabytes, its process included."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES

    @classmethod
    def from_environment(cls, said: Mapping[str, str] = os.environ) -> "Limits":
        """Take the limits that `JUSHI_READ_SECONDS` and `JUSHI_READ_MB` give, else the usual ones.

        Args:
            said: The environment.

        Returns:
            The limits.

        Raises:
            UsageError: A value is no number above 0.
        """
        seconds = _number(said, "JUSHI_READ_SECONDS", SECONDS)
        return cls(seconds, math.ceil(_number(said, "JUSHI_READ_MB", MEGABYTES)))

    @property
    def too_long(self) -> str:
        """What is said of a job that took longer."""
        return f"reading it took more than {self.seconds:g} s; split it, or set JUSHI_READ_SECONDS"

    @property
    def too_large(self) -> str:
        """What is said of a job that took more memory."""
        return f"reading it took more than {self.megabytes} MB; split it, or set JUSHI_READ_MB"

    def more(self, seconds: float, megabytes: int) -> "Limits":
        """Limits with so many seconds more, and at least so many megabytes; ten minutes are the most."""
        most = max(self.seconds, _MOST_SECONDS)
        return Limits(min(self.seconds + seconds, most), max(self.megabytes, megabytes))


def lay(limits: Limits, since: float) -> None:
    """Lay limits upon this process: more data fails to be allocated, more processor time ends it.

    Args:
        limits: What the job may take.
        since: The processor time of this process when the job began, in seconds.
    """
    if resource is None:
        return
    megabytes = max(limits.megabytes - _LIBRARIES, _LIBRARIES)
    _lower(resource.RLIMIT_DATA, megabytes << 20)
    _lower(resource.RLIMIT_CPU, math.ceil(since + limits.seconds))
    _lower(resource.RLIMIT_CORE, 0)


def lift() -> None:
    """Take the limits off this process, so that it can answer, and be given the next job."""
    if resource is not None:
        for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CPU):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (hard, hard))


def spent() -> float:
    """Processor time of this process, in seconds."""
    return time.process_time()


def _lower(kind: int, most: int) -> None:
    """Set the soft limit; the hard one stays, so that the next job's may be higher."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _number(said: Mapping[str, str], name: str, usual: float) -> float:
    value = said.get(name, "")
    try:
        number = float(value) if value.strip() else float(usual)
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        raise UsageError(f"{name} is {value!r:.40}; it must be a number above 0")
    return number
