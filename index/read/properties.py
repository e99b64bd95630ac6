"""What files of placed text say of themselves, as far as it means something."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from index.errors import UnreadableFileError
from index.records import Dating

_CREATED = 0.3  # certainty: when a file was made is not when its text was published
_OFFICE = re.compile(
    r"(?:Microsoft (?:Word|Excel|PowerPoint)|WPS|幻灯片|文档|演示文稿|工作簿|无标题|未命名|新建|Untitled|Document|Presentation|"
    r"Slide|Book|PowerPoint|title)\b[ 　]*[-–—]?|.*\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|html?|txt|indd|fit|ps|tmp|s2|s92)$|"
    r"about:|https?:|file:|[\W\d_]*$",
    re.IGNORECASE,
)


def useful_title(title: str, path: Path) -> str:
    """A title that names what the text is about; "" for a file's name, or what a program put there."""
    title = " ".join(title.split())
    if _OFFICE.match(title) or title.casefold() in (path.name.casefold(), path.stem.casefold()):
        return ""
    return title if len(title) >= 4 else ""


def created(day: date) -> Dating:
    """The dating that a file's day of creation gives."""
    return Dating(day, f"created {day.isoformat()}, the file's own properties", _CREATED)


def only_pictures(path: Path, pages: int) -> UnreadableFileError:
    """The error for a file whose pages are all pictures, where OCR is not installed."""
    what, them = ("its page is a picture", "it") if pages == 1 else (f"its {pages} pages are pictures", "them")
    return UnreadableFileError(f"cannot read {path}: {what} without text; install jushi[ocr] to read {them}")


def unread_pages(path: Path, pages: Sequence[int]) -> str:
    """One line that names the pages that could not be read; "" when there are none.

    Args:
        path: the file.
        pages: pages without text, counted from 1, ascending.

    Returns:
        `scan.pdf: pages 2, 5–7 have no text; install jushi[ocr] to read them`.
    """
    if not pages:
        return ""
    runs = [[page for _, page in run] for _, run in groupby(enumerate(pages), lambda pair: pair[1] - pair[0])]
    names = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    one = len(pages) == 1
    return (
        f"{path.name}: page{'' if one else 's'} {names} {'has' if one else 'have'} no text;"
        f" install jushi[ocr] to read {'it' if one else 'them'}"
    )
