"""What can go wrong, as one tree; every message is one line that names the thing and what to do.

JushiError
├── BusyIndexError      another process is writing the index (exit code 1)
├── UsageError          the call itself makes no sense (exit code 2)
├── UnreadableFileError a file that cannot be ingested; the others go on (exit code 3)
└── BrokenIndexError    the index is missing, damaged or of another version (exit code 4)
"""


class JushiError(Exception):
    """Base of all errors meant for the user; `exit_code` is what the command line ends with."""

    exit_code = 1


class BusyIndexError(JushiError):
    """Another process is writing the index; it can be tried again."""


class UsageError(JushiError):
    """The call itself makes no sense: an unknown folder, a malformed date."""

    exit_code = 2


class UnreadableFileError(JushiError):
    """A file, or a line of a documents file, that cannot be ingested."""

    exit_code = 3


class BrokenIndexError(JushiError):
    """The index is missing, damaged or was written by another version."""

    exit_code = 4
