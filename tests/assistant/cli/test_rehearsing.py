"""``corail rehearse``: asked from the record, answered, judged, kept, gone on with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
PLASTIC = ("rehearse", "--brand", "halte", "--topic", "plastic", "--language", "en")


def test_a_rehearsal_asks_from_the_record_and_tells_what_each_answer_is_worth(
    halte: Run, tmp_path: Path
) -> None:
    file = tmp_path / "answers.txt"
    file.write_text(
        "We cut plastic packaging by 18 %\nbetween 2020 and 2025.\n\n"
        "Next year we take all the plastic out, you have my word.\n",
        encoding="utf-8",
    )
    status, told, _ = halte(*PLASTIC, "--answers", str(file))
    assert status == 0
    # Its first question quotes the record to the letter; the promise is pressed at once.
    assert "We will halve our plastic packaging by 2030." in told
    assert "> We cut plastic packaging by 18 % between 2020 and 2025." in told
    assert "Promise: “Next year we take all the plastic out, you have my word.”" in told
    assert "you have my word" in told.rpartition("Journalist:")[2]


def test_an_answer_that_reads_as_vague_is_told_by_its_words_and_its_hedges_once(
    halte: Run, tmp_path: Path
) -> None:
    file = tmp_path / "answers.txt"
    loose = "Perhaps, with various stakeholders, some things will hopefully change over time."
    file.write_text(loose, encoding="utf-8")
    status, told, _ = halte(*PLASTIC, "--answers", str(file))
    assert status == 0
    assert "Reads as vague: no figure; no date; no name; loose words: “various”" in told
    assert "Sounds unsure: hedged by “Perhaps”, “hopefully”." in told
    assert "Takes back what it says" not in told


def test_it_is_kept_and_can_be_gone_on_with(halte: Run) -> None:
    status, told, _ = halte(*PLASTIC, given="We have said what we have said.\n\n")
    assert status == 0
    found = re.search(r"--resume (\w+)", told)
    assert found is not None
    status, more, _ = halte(
        "rehearse", "--resume", found[1], "--json", given="It was 18 % by 2025.\n"
    )
    assert status == 0
    one = json.loads(more)
    answers = [turn["answer"] for turn in one["turns"]]
    assert answers == ["We have said what we have said.", "It was 18 % by 2025.", None]
    first, second, third = one["turns"]
    assert first["assessment"]["technique"]["answered"] is False
    assert second["assessment"]["technique"]["answered"] is True
    assert third["assessment"] is None
    asked = [turn["question"]["text"] for turn in one["turns"]]
    assert len(set(asked)) == 3
    assert first["question"]["quoted"][0]["date"]


def test_what_cannot_be_is_refused_with_a_sentence(halte: Run, tmp_path: Path) -> None:
    status, _, told = halte(*PLASTIC, "--challenger", "oracle", given="")
    assert status == 2 and "journalist" in told
    status, _, told = halte(*PLASTIC, "--answers", str(tmp_path / "none.txt"))
    assert status == 2 and "none.txt" in told
    bad = tmp_path / "bad.json"
    bad.write_text('[{"answer": 1}]', encoding="utf-8")
    status, _, told = halte(*PLASTIC, "--answers", str(bad))
    assert status == 2 and "list of texts" in told
    status, _, told = halte("rehearse", "--resume", "nobody", given="")
    assert status == 2 and "no rehearsal" in told


def test_a_rehearsal_is_debriefed_listed_and_written_to_a_file(halte: Run, tmp_path: Path) -> None:
    given = "Next year we take all the plastic out, you have my word.\n\n"
    status, told, _ = halte(*PLASTIC, "--as", "Ada Quist", given=given)
    assert status == 0
    found = re.search(r"--debrief (\w+)", told)
    assert found is not None

    status, told, _ = halte("rehearse", "--debrief", found[1], "--json")
    assert status == 0
    one = json.loads(told)
    assert (one["rehearsal"], one["speaker"]) == (found[1], "Ada Quist")
    [turn] = one["turns"]
    assert turn["held"] is False
    # A pledge was held up: what answers it is how far the brand has come, with its source.
    assert turn["better"]["footing"] == "record"
    assert "We cut plastic packaging by 18 %" in turn["better"]["text"]
    [source] = {c["id"] for s in turn["better"]["sentences"] for c in s["citations"]}
    assert source in {one["id"] for one in one["sources"]}

    file = tmp_path / "debrief.pdf"
    status, told, _ = halte("rehearse", "--debrief", found[1], "--out", str(file))
    assert status == 0 and file.read_bytes().startswith(b"%PDF")
    status, told, _ = halte("rehearse", "--mine", "--json")
    assert [r["rehearsal"] for r in json.loads(told)["rehearsals"]] == [found[1]]


def test_a_brief_is_printed_or_written_and_a_wrong_file_is_refused(
    halte: Run, tmp_path: Path
) -> None:
    status, told, _ = halte("brief", "plastic", "--brand", "halte", "--language", "en")
    assert status == 0
    assert "We will halve our plastic packaging by 2030." in told
    file = tmp_path / "brief.docx"
    status, _, _ = halte("brief", "plastic", "-b", "halte", "-l", "en", "--out", str(file))
    assert status == 0 and file.read_bytes().startswith(b"PK")
    status, _, told = halte("brief", "plastic", "-b", "halte", "--out", "brief.txt")
    assert status == 2 and ".docx" in told
    status, _, told = halte("rehearse", "--out", "debrief.pdf")
    assert status == 2 and "--debrief" in told


def test_a_challenger_of_ones_own_is_dropped_in_as_a_file_listed_and_asks(
    halte: Run, tmp_path: Path
) -> None:
    _, told, _ = halte("rehearse", "--list", "--language", "en")
    folder = Path(told.rpartition("as a file: ")[2].strip())
    assert "  journalist" in told
    page = (Path(__file__).parents[3] / "docs/rehearsal.md").read_text("utf-8")
    folder.mkdir(parents=True)
    # The example of the documentation is one that works.
    mayor = page.split("```markdown\n")[1].split("```")[0]
    (folder / "mayor.md").write_text(mayor, encoding="utf-8")
    _, told, _ = halte("rehearse", "--list", "--json", "--language", "fr")
    listed = {one["challenger"]: one for one in json.loads(told)}
    assert listed["mayor"] == {
        "challenger": "mayor",
        "label": "Maire",
        "who": "Dirige la ville de votre usine.",
        "own": True,
    }
    assert not listed["journalist"]["own"]
    status, told, _ = halte(*PLASTIC, "--challenger", "mayor", given="")
    assert status == 0
    assert "Mayor: " in told


def test_a_model_is_not_asked_for_where_none_is_configured(halte: Run) -> None:
    status, _, told = halte(*PLASTIC, "--engine", "model", given="")
    assert status == 2 and "No chat model is configured" in told
    status, _, told = halte(*PLASTIC, "--engine", "oracle", given="")
    assert status == 2 and "record or model" in told
