"""Articles, turns, speakers and dates of real files against a hand-made key: `python -m eval.bench.structure FILES_DIR`.

The key names each file by the first characters of its name. It has a row an article: where its headline stands in the
file and how long it is (0: it has none, then where its text begins), its day, and where each turn begins and who speaks.
Offsets are code points of the file. A labelled turn begins behind its label. A turn is found when one of the article's
begins in the same paragraph, at that place or before it, and holds it; each counts once.
"""

import json
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from index.dates import date_articles
from index.read import read_file
from index.read.text import read_text
from index.records import Article
from index.repair import repair
from index.segment import segment

KEY = Path(__file__).parents[2] / "tests" / "seeds_key.json"
Row = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """How many the key has (`_known`), how many of those were found or right, and how many were found in all."""

    articles_known: int = 0
    articles: int = 0
    articles_found: int = 0
    titles: int = 0
    days: int = 0
    turns_known: int = 0
    turns: int = 0
    turns_found: int = 0
    speakers: int = 0

    def add(self, other: "Score") -> None:
        """Add another's counts to these."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


class Original:
    """The text of a file, and where a code point of an article's canonical text stands in it."""

    def __init__(self, text: str):
        self.text = text
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._solid = [at for at, character in enumerate(text) if not character.isspace()]
        self._closed = "".join(text[at] for at in self._solid)

    def place(self, article: Article, offset: int) -> int:
        """The offset in the file, -1 where that line of the file does not have the character."""
        first, number = article.lines[bisect_right(article.lines, offset, key=lambda line: line[0]) - 1]
        skipped = len("".join(article.text[first:offset].split()))
        start, end = self._lines[number - 1], self._lines[number]
        opening = article.text[first : first + 4].split()
        begin = self.text.find(opening[0], start, end) if opening else -1
        solid = [at for at in range(max(begin, start), end) if not self.text[at].isspace()]
        found = solid[skipped] if begin >= 0 and skipped < len(solid) else -1
        return found if found >= 0 and self.text[found] == article.text[offset] else -1

    def places(self, title: str) -> list[int]:
        """All offsets at which a title stands, line breaks and spaces aside."""
        wanted, at, found = "".join(title.split()), -1, []
        while wanted and (at := self._closed.find(wanted, at + 1)) >= 0:
            found.append(self._solid[at])
        return found


def score_file(path: Path, rows: Sequence[Row]) -> Score:
    """Compare what is read of one file with its rows of the key."""
    articles, original = segment(repair(read_file(path).lines)), Original(read_text(path))
    days = [dating.day for dating in date_articles(articles, given=None, file_name=path.name)]
    score = Score(
        articles_known=len(rows),
        articles=len(articles),
        turns_known=sum(len(row["turns"]) for row in rows),
        turns=sum(len(article.turns) for article in articles),
    )
    left = list(zip(articles, days, strict=True))
    for row in rows:
        match = next((pair for pair in left if _is_that(pair[0], row, original)), None)
        if match is None:
            continue
        left.remove(match)
        article, day = match
        score.articles_found += 1
        score.titles += not row["length"] or len(article.title) == row["length"]
        score.days += str(day) == row["day"]
        found = _turns(article, row, original)
        score.turns_found += len(found)
        score.speakers += sum(found)
    return score


def _is_that(article: Article, row: Row, original: Original) -> bool:
    if row["length"]:
        return row["headline"] in original.places(article.title)
    return bool(original.place(article, 0) == row["headline"])


def _turns(article: Article, row: Row, original: Original) -> list[bool]:
    """Of every turn found, whether its speaker is right."""
    spans = [
        (original.place(article, t.start), original.place(article, t.end - 1), t.start, t.speaker)
        for t in article.turns
    ]
    right = []
    for offset, speaker in row["turns"]:
        for span in spans:
            start, end, at, said_by = span
            stop = article.text.find("\n", at)
            paragraph = original.place(article, (len(article.text) if stop < 0 else stop) - 1)
            if 0 <= start <= offset <= min(end, paragraph):
                right.append(said_by == speaker)
                spans.remove(span)
                break
    return right


def show(score: Score) -> str:
    """The counts in three lines."""
    s = score
    return (
        f"articles  {s.articles_found} of {s.articles_known} found, {s.articles - s.articles_found} too many; "
        f"titles right {s.titles}\n"
        f"turns     {s.turns_found} of {s.turns_known} found, {s.turns - s.turns_found} too many; "
        f"speakers right {s.speakers}\n"
        f"dates     {s.days} of {s.articles_known} right\n"
    )


def main(files: Path, key: Annotated[Path, typer.Option(help="The hand-made key, a JSON file.")] = KEY) -> None:
    """Print the counts of all files of the key, and a line a file."""
    rows: Mapping[str, list[Row]] = json.loads(key.read_text(encoding="utf-8"))
    total = Score()
    for name, known in rows.items():
        score = score_file(next(files.glob(f"{name}*")), known)
        total.add(score)
        sys.stdout.write(
            f"{name}: articles {score.articles_found}/{score.articles_known}, turns {score.turns_found}/"
            f"{score.turns_known}, speakers {score.speakers}/{score.turns_known}, dates {score.days}/{len(known)}\n"
        )
    sys.stdout.write(show(total))


if __name__ == "__main__":
    typer.run(main)
