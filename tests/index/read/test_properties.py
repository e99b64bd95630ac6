from datetime import date
from pathlib import Path

import pytest

from index.read.properties import created, only_pictures, unread_pages, useful_title
from index.records import Dating

PATH = Path("files/报告.pdf")


@pytest.mark.parametrize("title", ["望江市统计公报", "Quarterly report of ships"])
def test_a_title_names_what_the_text_is_about(title: str) -> None:
    assert useful_title(f"  {title} ", PATH) == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "报告",
        "报告.pdf",
        "Microsoft Word - 报告.doc",
        "Untitled",
        "无标题",
        "文档1.docx",
        "幻灯片 1",
        "a.indd",
        "12-3",
        "about:blank",
    ],
)
def test_what_programs_put_there_is_no_title(title: str) -> None:
    assert useful_title(title, PATH) == ""


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([], ""),
        ([2], "报告.pdf: page 2 has no text; install jushi[ocr] to read it"),
        ([2, 5, 6, 7], "报告.pdf: pages 2, 5–7 have no text; install jushi[ocr] to read them"),
        ([1, 2, 9], "报告.pdf: pages 1, 2, 9 have no text; install jushi[ocr] to read them"),
    ],
)
def test_pages_without_text_are_named(pages: list[int], said: str) -> None:
    assert unread_pages(PATH, pages) == said


def test_files_of_pictures_alone_are_named() -> None:
    assert (
        str(only_pictures(PATH, 3))
        == f"cannot read {PATH}: its 3 pages are pictures without text; install jushi[ocr] to read them"
    )


def test_the_day_of_creation_is_a_weak_dating() -> None:
    day = date(2026, 4, 22)
    assert created(day) == Dating(day, "created 2026-04-22, the file's own properties", 0.3)
