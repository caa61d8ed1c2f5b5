"""``corail listen``: posts in, the inbox, marks, what leaves it, and what is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
ROWS = (
    "id,author,date,text\n"
    "1,@ana,2026-11-01,When will you halve your plastic packaging?\n"
    "2,bob,2026-11-02,I was rushed to hospital after your cream!\n"
    '3,zoe,2026-11-03,"=SUM(1) call me, @ana"\n'
)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_posts_are_taken_in_shown_marked_and_written_out(
    halte: Run, posts: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    status, told, err = halte("listen", "import", str(posts), str(bad))
    assert (status, told.splitlines()[0][:12]) == (0, "3 new posts ")
    assert "bad.csv: no column holds the text; its columns are a, b." in err

    _, told, _ = halte("listen", "inbox", "--json")
    page = json.loads(told)
    assert (page["unread"], page["posts"][0]["triage"]["urgency"]) == (0, "now")
    [plastic] = [one for one in page["posts"] if one["own_id"] == "1"]
    _, told, _ = halte("listen", "show", plastic["id"][:8])
    assert "On record, it bears on:" in told
    assert "[commitment] “We will halve our plastic packaging by 2030.”" in told

    halte("listen", "mark", plastic["id"], "--state", "answered", "--take")
    _, told, _ = halte("listen", "inbox", "--answered")
    assert "answered, " in told and "1 posts; page 1 of 1." in told
    _, told, _ = halte("listen", "inbox", "--count", "--json")
    assert json.loads(told)["states"] == {"new": 2, "answered": 1}

    out = tmp_path / "out.csv"
    assert halte("listen", "export", str(out))[0] == 0
    written = out.read_text("utf-8-sig")
    assert "'=SUM(1) call me, [@somebody]" in written and "zoe" not in written
    halte("listen", "export", str(out), "--authors")
    assert "zoe" in out.read_text("utf-8-sig")


def test_it_speaks_french_where_its_reader_does(
    halte: Run, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORAIL_LOCALE", "fr")
    assert "3 nouveaux messages" in halte("listen", "import", str(posts))[1]
    assert "tout de suite" in halte("listen", "inbox")[1]
    assert "Trop peu de messages" in halte("listen", "themes")[1]
    assert "Aucune question" in halte("listen", "asked")[1]
    assert "Aucun dirigeant" in halte("listen", "presence")[1]
    assert "Aucun flux" in halte("listen", "feed", "list")[1]

    # A brand with nothing on record is listened to, and that it has nothing is said.
    status, told, err = halte("listen", "import", str(posts), "--brand", "neuve")
    assert (status, "3 nouveaux messages" in told) == (0, True)
    assert "Rien n'est encore au registre de neuve" in err


def test_what_is_not_known_is_refused_in_a_line(halte: Run, posts: Path, tmp_path: Path) -> None:
    halte("listen", "import", str(posts))
    for words, expected in (
        (("inbox", "--urgency", "soon"), "Unknown urgency 'soon'"),
        (("inbox", "--state", "open"), "Unknown state 'open'"),
        (("inbox", "--since", "soon"), "is not a date"),
        (("show", "mffffff"), "no post begins with"),
        (("mark", "mffffff"), "Say what to mark"),
        (("theme", "t-1"), "No theme 't-1'"),
        (("export", str(tmp_path / "a.doc")), "can be written"),
        (("import", str(posts), "--map", "words=text1"), "No field is called"),
        (("feed", "add", "telex", "https://a.example"), "A feed is one of"),
    ):
        status, _, err = halte("listen", *words)
        assert (status, err.count("\n")) == (2, 1), words
        assert expected in err


def test_an_author_is_forgotten_only_on_a_clear_word(halte: Run, posts: Path) -> None:
    halte("listen", "import", str(posts))
    assert halte("listen", "erase", "--author", "bob", given="")[0] == 2
    assert halte("listen", "erase", "--author", "bob", "--yes")[1] == "1 posts erased for good.\n"
    assert "0 new posts" in halte("listen", "import", str(posts))[1]
    assert "hospital" not in halte("listen", "inbox")[1]
