"""What the endpoints call: ask, search, look a document up; each in a thread of the pool."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from api.configuration import Configuration, configured
from api.limits import Gate
from api.live import Live
from index.errors import UsageError
from index.records import Document, Hit, Layout
from rag.assistant import LONGEST_QUESTION, Assistant
from rag.records import Answer

READERS = None  # until there are keys, whoever is on this machine sees every document, as on the command line

T = TypeVar("T")

_WARM_UP = "去年一季度产量增长多少"  # reads a period and a figure, so that what these need is loaded


@dataclass(frozen=True, slots=True)
class Service:
    """The assistant behind the endpoints.

    Attributes:
        live: The index as it is now.
        today: The day questions are asked on, where they do not say.
        gate: The threads in which they are answered.
    """

    live: Live
    today: Callable[[], date] = date.today
    gate: Gate = field(default_factory=Gate)

    @classmethod
    def of(cls, index: Path, today: Callable[[], date] = date.today) -> "Service":
        """Serve the index in a folder as it is configured here; it is opened by the first question."""
        configuration = configured()

        def opened(path: Path) -> Assistant:
            # the index may have been embedded anew, as that says now
            configuration.models.choice = Configuration.read().embedder()
            return configuration.open(path)

        return cls(Live(index, opened), today)

    async def ask(self, question: str, *, today: date | None = None, history: Sequence[str] = ()) -> Answer:
        """Answer a question.

        Args:
            question: What is asked.
            today: The day it is asked, where it is not the service's.
            history: Earlier questions, oldest first.

        Returns:
            The answer, or a refusal.

        Raises:
            BrokenIndexError: The index cannot be opened.
            Problem: Too many are waiting.
            UsageError: The question is empty or too long.
        """
        day = today or self.today()
        return await self._with(lambda a: a.ask(question, today=day, history=history, readers=READERS))

    async def search(self, question: str, k: int, *, today: date | None = None) -> list[Hit]:
        """Find the k nearest passages.

        Args:
            question: What is asked.
            k: How many.
            today: The day it is asked, where it is not the service's.

        Returns:
            The passages, best first.

        Raises:
            BrokenIndexError: The index cannot be opened.
            Problem: Too many are waiting.
            UsageError: The question is empty or too long.
        """
        day = today or self.today()
        return await self._with(lambda a: a.search(question, k, today=day, readers=READERS))

    async def document(self, name: str) -> tuple[Document, Layout] | None:
        """Look up a document.

        Args:
            name: Its id.

        Returns:
            The document with what it was set as; None where there is none.

        Raises:
            BrokenIndexError: The index cannot be opened.
            Problem: Too many are waiting.
        """

        def look(assistant: Assistant) -> tuple[Document, Layout] | None:
            found = assistant.folder.document(name)
            return (found, assistant.folder.layout(name)) if found else None

        return await self._with(look)

    async def ready(self) -> int:
        """Open the index, if it is not open.

        Returns:
            Its sequence.

        Raises:
            BrokenIndexError: The index cannot be opened.
            Problem: Too many are waiting.
        """
        return await self._with(lambda a: a.folder.sequence)

    def warm_up(self) -> None:
        """Open the index and load what a first question loads.

        Raises:
            BrokenIndexError: The index cannot be opened.
        """
        with self.live.assistant() as assistant:
            assistant.ask(_WARM_UP, today=self.today())

    async def _with(self, work: Callable[[Assistant], T]) -> T:
        def asked() -> T:
            with self.live.assistant() as assistant:
                return work(assistant)

        return await self.gate.run(asked)


def checked(question: str) -> str:
    """Check a question before a stream is begun for it.

    Args:
        question: What is asked.

    Returns:
        The question.

    Raises:
        UsageError: It is empty or too long.
    """
    if not question.strip():
        raise UsageError("the question is empty: type what you want to know")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"the question has {len(question):,} characters: the limit is {LONGEST_QUESTION:,}")
    return question
