"""Corail as a library: its example holds, and LangChain takes its parts as they are."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import assistant as corail
from assistant import Assistant, providers
from tests.assistant.cli.conftest import ROWS

ROOT = Path(__file__).parents[2]
Write = Callable[[str, str], Path]


def _statements(write: Write) -> Path:
    rows = [
        {"id": n, "text": text, "date": day, "speaker": "Halte"}
        for n, (text, day) in enumerate(ROWS)
    ]
    return write("statements.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def test_the_example_in_the_package_s_own_words_runs(
    tmp_path: Path, write: Write, embedder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "embedder", lambda settings: embedder)
    given = {"folder": tmp_path / "data", "statements": _statements(write)}
    found = doctest.DocTestFinder(recurse=False).find(corail, "assistant", extraglobs=given)
    runner = doctest.DocTestRunner()
    told: list[str] = []
    for example in found:
        runner.run(example, out=told.append)
    assert runner.tries >= 3
    assert runner.failures == 0, "".join(told)


def test_importing_the_package_imports_nothing_of_ours_or_heavy() -> None:
    code = (
        "import sys, assistant; "
        "print(set(sys.modules) & {'pydantic', 'numpy', 'assistant.assembly'}); "
        "print(all(getattr(assistant, name) for name in assistant.__all__))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.split("\n")[:2] == ["set()", "True"]


def test_langchain_takes_the_retriever_and_the_embeddings_as_they_are(
    assistant: Assistant, write: Write
) -> None:
    from langchain_core.documents import Document
    from langchain_core.language_models import FakeListChatModel
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnablePassthrough
    from langchain_core.vectorstores import InMemoryVectorStore

    assistant.ingest([_statements(write)], brand="halte")
    asked: list[str] = []

    def as_text(documents: list[Document]) -> str:
        asked.append("\n".join(f"[{d.metadata['date']}] {d.page_content}" for d in documents))
        return asked[-1]

    retriever = assistant.retriever("halte")
    chain = (
        {"context": retriever | as_text, "question": RunnablePassthrough()}
        | ChatPromptTemplate.from_messages([("system", "{context}"), ("user", "{question}")])
        | FakeListChatModel(responses=["We said that we will halve it by 2030."])
        | StrOutputParser()
    )
    assert chain.invoke("plastic packaging") == "We said that we will halve it by 2030."
    assert "[2025-06-01] We will halve our plastic packaging by 2030." in asked[0]

    found = retriever.invoke("plastic packaging", k=1, until="2025")
    assert [one.metadata["date"] for one in found] == ["2025-06-01"]
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    table = page.partition("| key |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(found[0].metadata)

    store = InMemoryVectorStore(assistant.embedder)
    store.add_texts([text for text, _ in ROWS])
    assert store.similarity_search("plastic packaging by 2030", k=1)[0].page_content == ROWS[1][0]
