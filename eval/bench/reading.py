"""Finding the passage of a reading question among news: `python -m eval.bench.reading DATA_DIR`.

The passages of DRCD test and CMRC trial stand among web news. For each set it prints recall at 1 and 10 and
MRR@10 of the document that answers, for what people use: rank-bm25 over jieba words, and LangChain's ensemble of that and
FAISS over the bundled embedder; and for ours: the words' index alone, the vectors alone, their sum, and the ranker. No
question is ranked by a model that has learned from its article (`eval.fit_ranker.crossed`). The baselines want the extra
`bench`; without it a line says so.
"""

import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from eval.fit_ranker import SEED, crossed
from eval.training.passages import Ranking, of_made, of_reading
from eval.training.reading import SETS, ReadingQuestion, open_reading, read_questions
from index.embed import Embedder
from index.folder import IndexFolder

DEPTH = 60  # passages of a baseline, so that ten documents are among them

Places = dict[str, list[int]]


def main(
    data: Path,
    index: Annotated[Path, typer.Option(help="Where the index is, or will be made.")] = Path(".jushi-reading"),
    questions: Annotated[int, typer.Option(help="How many of each set are judged.")] = 500,
    distractors: Annotated[int, typer.Option(help="How many news articles stand beside the passages.")] = 25_000,
) -> None:
    """Print a line a method for each set."""
    folder = open_reading(data, index, distractors=distractors)
    asked = [q for name in SETS for q in read_questions(data, name)]
    ranked = list(of_reading(folder, asked))
    scores = crossed(ranked, of_made(folder, SEED))
    theirs = baselines(folder)
    sys.stdout.write(f"{folder.counts()['passages']} passages\n")
    for name in SETS:
        rows = [n for n, q in enumerate(asked) if q.set == name]
        chosen = random.Random(SEED).sample(rows, min(questions, len(rows)))
        places = theirs.places([asked[n] for n in chosen]) if theirs else {}
        for n in chosen:
            for method, score in (*_ours(ranked[n]), ("ranker", scores[n])):
                places.setdefault(method, []).append(place(_documents(ranked[n], score), asked[n].document))
        sys.stdout.write(f"\n{name}: {len(chosen)} questions\n")
        sys.stdout.writelines(f"{method:22} {measures(found)}\n" for method, found in places.items())


def measures(places: Sequence[int]) -> str:
    """R@1, R@10 and MRR@10 of the places (from 1; 0: not found) of the right documents."""
    r1 = sum(p == 1 for p in places) / len(places)
    r10 = sum(0 < p <= 10 for p in places) / len(places)
    mrr = sum(1 / p for p in places if 0 < p <= 10) / len(places)
    return f"R@1 {r1:.3f}  R@10 {r10:.3f}  MRR@10 {mrr:.3f}"


def place(documents: Iterable[str], wanted: str) -> int:
    """The place of a document, from 1, in a ranking of passages by their documents; 0 where it is not there."""
    order = list(dict.fromkeys(documents))
    return order.index(wanted) + 1 if wanted in order else 0


def _ours(ranking: Ranking) -> list[tuple[str, NDArray[Any]]]:
    lexical, dense = np.array([f.lexical for f in ranking.found]), np.array([f.dense for f in ranking.found])
    return [("words alone", lexical), ("vectors alone", dense), ("sum of both", ranking.fused)]


def _documents(ranking: Ranking, scores: NDArray[Any]) -> list[str]:
    """The documents of the passages that a method found, best first."""
    return [ranking.found[n].passage.document for n in np.argsort(-scores, kind="stable") if scores[n] > 0]


class Baselines:
    """Rank-bm25 over jieba words, and LangChain's ensemble of it and FAISS, over the passages of an index."""

    def __init__(self, folder: IndexFolder) -> None:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_core.documents import Document

        documents = [
            Document(page_content=passage.text, metadata={"document": passage.document})
            for _, passage, _ in folder.all_passages()
        ]
        self._words: Any = BM25Retriever.from_documents(documents, preprocess_func=_jieba, k=DEPTH)
        vectors = _vectors(folder.embedder, documents).as_retriever(search_kwargs={"k": DEPTH})
        self._both: Any = EnsembleRetriever(retrievers=[self._words, vectors], weights=[0.5, 0.5])

    def ensemble(self, text: str) -> Sequence[Any]:
        """What LangChain's ensemble finds."""
        found: Sequence[Any] = self._both.invoke(text)
        return found

    def places(self, asked: Sequence[ReadingQuestion]) -> Places:
        """The place of each question's document by method."""
        methods: Mapping[str, Any] = {"rank-bm25": self._words, "LangChain's ensemble": self._both}
        return {
            name: [place((d.metadata["document"] for d in retriever.invoke(q.text)), q.document) for q in asked]
            for name, retriever in methods.items()
        }


def baselines(folder: IndexFolder) -> Baselines | None:
    """The baselines, where what they need is installed."""
    try:
        return Baselines(folder)
    except ImportError as error:
        sys.stdout.write(f"no baselines: {error}; pip install 'jushi[bench]'\n")
        return None


def _jieba(text: str) -> list[str]:
    """Jieba's words as they are, through rjieba."""
    import rjieba

    return [word for word in rjieba.cut(text) if word.strip()]


def _vectors(embedder: Embedder, documents: Sequence[Any]) -> Any:
    """LangChain's FAISS over our embedder."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vector.tolist() for vector in embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(embedder.embed_queries([text])[0].tolist())

    return FAISS.from_documents(list(documents), Ours())


if __name__ == "__main__":
    typer.run(main)
