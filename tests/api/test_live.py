"""One assistant for all, swapped when its index has changed, closed when nobody asks it any more."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from api.live import Live
from index.errors import BrokenIndexError
from index.folder import IndexFolder
from rag.assistant import Assistant
from tests.api.conftest import Indexed


class Opening:
    """Opens an index and remembers what it opened."""

    def __init__(self) -> None:
        self.opened: list[Assistant] = []

    def __call__(self, path: Path) -> Assistant:
        self.opened.append(Assistant.open(path))
        return self.opened[-1]


def _is_closed(assistant: Assistant) -> bool:
    try:
        assistant.folder.counts()
    except (BrokenIndexError, sqlite3.ProgrammingError):
        return True
    return False


def test_an_index_that_does_not_change_is_opened_once(indexed: Indexed) -> None:
    opening = Opening()
    live = Live(indexed({"id": "a", "text": "栽树。"}), opening)
    for _ in range(3):
        with live.assistant() as assistant:
            assert assistant is opening.opened[0]
    live.close()
    assert _is_closed(opening.opened[0])


def test_a_change_is_followed_by_the_one_that_is_open(indexed: Indexed) -> None:
    opening = Opening()
    live = Live(indexed({"id": "a", "text": "栽树。"}), opening)
    with live.assistant() as assistant:
        assert [h.passage.text for h in assistant.search("栽花")] == ["栽树。"]
        indexed({"id": "a", "text": "栽花。"})
        with live.assistant() as again:
            assert [h.passage.text for h in again.search("栽花")] == ["栽花。"]
    assert len(opening.opened) == 1
    live.close()


def test_the_old_one_is_closed_only_when_nobody_asks_it(indexed: Indexed) -> None:
    opening = Opening()
    path = indexed({"id": "a", "text": "栽树。"})
    live = Live(path, opening)
    with live.assistant() as old:
        shutil.rmtree(path)
        indexed({"id": "b", "text": "栽花。"})
        with live.assistant() as new:
            assert new is not old
            assert not _is_closed(old)
    assert _is_closed(old)
    assert not _is_closed(new)
    live.close()


def test_an_index_that_was_made_anew_in_its_place_is_seen(indexed: Indexed, tmp_path: Path) -> None:
    path = indexed({"id": "a", "text": "栽树。"})
    live = Live(path)
    with live.assistant() as assistant:
        assert assistant.folder.document("a")
        sequence = assistant.folder.sequence
    shutil.rmtree(path)
    with pytest.raises(BrokenIndexError, match="no index in"), live.assistant():
        pass
    indexed({"id": "b", "text": "栽花。"})
    with live.assistant() as assistant:
        assert assistant.folder.document("b")
        assert assistant.folder.sequence == sequence
    live.close()


def test_an_index_that_is_being_written_can_be_asked(indexed: Indexed) -> None:
    path = indexed({"id": "a", "text": "栽树。"})
    live = Live(path)
    writer = IndexFolder.open(path)
    with writer.writing(), live.assistant() as assistant:
        assert assistant.search("栽树")[0].passage.text == "栽树。"
    writer.store.close()
    live.close()
