"""Does Corail find the passage that answers, and more often than its peers?

Two sets of the shared data: 01, short colloquial questions in French to the official answers of an
institution; 02, questions in English put to one company's report, whose paragraphs experts judged.
Corail ingests them as anybody would, and searches as a draft does. Beside it, in the same run:

- *dense*: LangChain's Chroma wrapper over the same embeddings, whole documents with their titles;
- *dense, passages*: the same over Corail's own passages, a document ranked by its best;
- *BM25*: ``bm25s``, stemmed, stop words out, whole documents with their titles;
- *rank fusion*: reciprocal ranks (k = 60) of the first and the third;
- for 01, *the institution's engine*, as it ranked at the time.

Prints each measure's mean over questions, and Corail's difference from each peer with its 95 %
interval by paired bootstrap.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scores import MEASURES, measure, paired
from benchmarks.workbench import arguments, require, table

SEED = 20261122
ADDRESS = "https://example.invalid/"
DEEP = 60
Search = Callable[[str], list[str]]
"""question -> ids of documents, best first, each once."""


@dataclass(frozen=True)
class Collection:
    """Documents (id, title, text) that are searched together."""

    name: str
    language: str
    documents: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Question:
    """A question to one collection, with the grades of what answers it."""

    collection: str
    text: str
    relevant: Mapping[str, float]
    engine: tuple[str, ...] = ()


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    for number, read in (("01", french_answers), ("02", reports)):
        collections, questions = read(options.shared / "eval")
        print(f"\n{number}: {len(questions)} questions, {len(collections)} collection(s)")
        with tempfile.TemporaryDirectory() as scratch:
            compare(collections, questions, options.data or Path(scratch))


def french_answers(folder: Path) -> tuple[list[Collection], list[Question]]:
    """01: the institution's questions and answers, one collection."""
    rows = _lines(require(folder, "01_cnil_corpus.jsonl"))
    documents = tuple((r["doc_id"], r["title"], r["text"]) for r in rows)
    questions = [
        Question(
            "cnil",
            row["query"],
            dict.fromkeys(row["relevant_doc_ids"], 1.0),
            tuple(row["eptica_v2_ranking"] or row["eptica_v1_ranking"]),
        )
        for row in _lines(require(folder, "01_cnil_queries.jsonl"))
    ]
    return [Collection("cnil", "fr", documents)], questions


def reports(folder: Path) -> tuple[list[Collection], list[Question]]:
    """02: each report is a collection of its paragraphs."""
    paragraphs: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in _lines(require(folder, "02_report_paragraphs.jsonl")):
        paragraphs[row["report"]].append((row["section_id"], row["title"], row["text"]))
    grades: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in _lines(require(folder, "02_climretrieve_qrels.jsonl")):
        found = grades[row["report"], row["query"]]
        found[row["section_id"]] = max(found.get(row["section_id"], 0.0), row["relevance"])
    names = {name: f"report-{number}" for number, name in enumerate(sorted(paragraphs), 1)}
    collections = [
        Collection(names[name], "en", tuple(documents)) for name, documents in paragraphs.items()
    ]
    questions = [Question(names[report], text, found) for (report, text), found in grades.items()]
    return collections, questions


def compare(
    collections: Sequence[Collection], questions: Sequence[Question], scratch: Path
) -> None:
    """Put the questions to Corail and its peers, and print what they found."""
    from assistant.assembly import build
    from assistant.settings import Settings

    with build(Settings(data_dir=scratch, locale="en")) as assistant:
        searches = {c.name: _searches(assistant, c, scratch) for c in collections}
        found: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
        for question in questions:
            for name, search in searches[question.collection].items():
                found[name].append(measure(search(question.text), question.relevant))
            if question.engine:
                found["the institution's engine"].append(
                    measure(question.engine, question.relevant)
                )
    values = {
        name: {m: np.array([row[m] for row in rows]) for m in MEASURES}
        for name, rows in found.items()
    }
    table(
        ["engine", *MEASURES],
        [[name, *(f"{told[m].mean():.3f}" for m in MEASURES)] for name, told in values.items()],
    )
    print()
    rows = []
    for peer in values:
        if peer == "Corail":
            continue
        cells = [peer]
        for name in MEASURES:
            mean, low, high, _ = paired(values["Corail"][name], values[peer][name], SEED)
            cells.append(f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]")
        rows.append(cells)
    table(["Corail less ...", *MEASURES], rows)


def _searches(assistant: Any, collection: Collection, scratch: Path) -> dict[str, Search]:
    scratch.mkdir(parents=True, exist_ok=True)
    path = scratch / f"{collection.name}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for identity, title, text in collection.documents:
            row = {"title": title, "text": text, "language": collection.language}
            row["url"] = f"{ADDRESS}{identity}"
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    assistant.ingest([path], brand=collection.name)
    retriever = assistant.retriever(collection.name)
    ids = [entry.id for entry in assistant.record.catalogue(collection.name)]
    cut = assistant.record.passages(collection.name, ids).values()
    passages = [(passage.url, passage.text) for passage in cut]
    # Texts that are the same to the letter are on record once: found, all of them are.
    same: defaultdict[str, list[str]] = defaultdict(list)
    for identity, _, text in collection.documents:
        same[text].append(identity)
    alike = {f"{ADDRESS}{i}": same[text] for i, _, text in collection.documents}
    embedder = _Kept(assistant)

    def each(addresses: Iterable[str]) -> list[str]:
        return _each_once(identity for address in addresses for identity in alike[address])

    whole = [(i, f"{title}\n{text}") for i, title, text in collection.documents]
    dense = _chroma(whole, embedder, f"{collection.name}-whole")
    by_passage = _chroma(passages, embedder, f"{collection.name}-passages")
    words = _bm25(whole, collection.language)
    return {
        "Corail": lambda question: each(h.passage.url for h in retriever.search(question, k=DEEP)),
        "dense": dense,
        "dense, passages": lambda question: each(by_passage(question)),
        "BM25": words,
        "rank fusion": lambda question: _fused([dense(question), words(question)]),
    }


class _Kept:
    """The embedding model, with what it gave kept in the record as Corail keeps its own."""

    def __init__(self, assistant: Any) -> None:
        self._model, self._record = assistant.embedder, assistant.record

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        from knowledge.model import vector_key

        keys = [vector_key(text) for text in texts]
        found = self._record.vectors(self._model.name, keys)
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in found}
        if missing:
            made = self._model.embed_documents(list(missing.values()))
            self._record.keep_vectors(self._model.name, dict(zip(missing, made, strict=True)))
            found = self._record.vectors(self._model.name, keys)
        return [[float(x) for x in found[key]] for key in keys]

    def embed_query(self, text: str) -> list[float]:
        made: list[float] = self._model.embed_query(text)
        return made


def _chroma(texts: Sequence[tuple[str, str]], embedder: Any, name: str) -> Search:
    import chromadb
    from langchain_chroma import Chroma

    store = Chroma(
        name,
        embedder,
        client=chromadb.EphemeralClient(),
        collection_metadata={"hnsw:space": "cosine"},
    )
    store.add_texts([text for _, text in texts], metadatas=[{"of": of} for of, _ in texts])
    size = min(DEEP, len(texts))
    return lambda question: _each_once(
        found.metadata["of"] for found in store.similarity_search(question, k=size)
    )


def _bm25(texts: Sequence[tuple[str, str]], language: str) -> Search:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer({"fr": "french", "en": "english"}[language])

    def tokens(said: list[str]) -> Any:
        return bm25s.tokenize(said, stopwords=language, stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([text for _, text in texts]), show_progress=False)
    ids = [of for of, _ in texts]
    size = min(DEEP, len(ids))

    def search(question: str) -> list[str]:
        rows, scores = index.retrieve(tokens([question]), k=size, show_progress=False)
        return [ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    return search


def _fused(rankings: Iterable[Sequence[str]], k: int = 60) -> list[str]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
    scores: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, name in enumerate(ranking, 1):
            scores[name] += 1 / (k + rank)
    return sorted(scores, key=lambda name: -scores[name])


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
