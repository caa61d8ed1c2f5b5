"""What the commands print with ``--json`` is what ``corail schema`` says of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from assistant import assembly
from assistant.assembly import Assistant
from assistant.cli import COMMANDS, app, load
from assistant.errors import BadRequest
from assistant.model import Post
from assistant.outputs.catalogue import outputs, schema
from assistant.settings import Settings
from tests.assistant.api.test_api import strict
from tests.assistant.cli.test_json import walk
from tests.conftest import WordEmbedder

POST = "You promised less plastic packaging. Where is it?"
PRAISE = "Thank you for the plastic packaging you took away, the returnable glass bottle is great."
BLAME = "Your plastic packaging is a shame, returnable glass bottle or not, nobody believes you."
ASK = "Would you look at how we count plastic in our packaging, and tell us what is wrong with it?"
CHANGED = (
    {"text": "We will halve our plastic packaging by 2030.", "date": "2024-06-01"}
    | {"speaker": "Claire Vasseur"},
    {"text": "We will halve our plastic packaging by 2035.", "date": "2026-06-01"}
    | {"speaker": "C. Vasseur"},
)
Prints = Callable[..., Any]


class House:
    """One house with the example brand, whose commands are called one after the other."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self.assistant = assistant
        self.folder = folder
        self.printed: dict[str, Any] = {}

    def run(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        return done.exit_code, done.stdout

    def prints(self, command: str, *more: str, status: int = 0) -> Any:
        """Run a command, by its words in the catalogue; what it prints, which fits its schema."""
        found, told = self.run(*command.split(), *more, "--json")
        assert found == status, (command, told)
        value = json.loads(told)
        Draft202012Validator(strict(schema(command))).validate(value)
        assert value, f"{command}: nothing was printed that could be held against the schema"
        self.printed[command] = value
        return value

    def file(self, name: str, text: str = "") -> str:
        path = self.folder / name
        if text:
            path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    settings = Settings(
        data_dir=folder / "data", locale="en", actor="Ada", notices_webhook="http://127.0.0.1:9/"
    )
    built = assembly.build(settings, clock=lambda: date(2026, 11, 22), embedder=WordEmbedder())
    with pytest.MonkeyPatch.context() as patch, built as assistant:
        assistant.ensure_example()
        patch.setenv("CORAIL_DATA_DIR", str(folder / "data"))
        patch.setattr(assembly, "build", lambda _: nullcontext(assistant))
        yield House(assistant, folder)


def test_every_command_that_prints_json_has_a_schema() -> None:
    commands = dict(pair for name in COMMANDS for pair in walk(name, load(name)))
    options = {
        name: {option for one in command.params for option in one.opts}
        for name, command in commands.items()
    }
    assert {name for name, known in options.items() if "--json" in known} == {
        name.partition(" --")[0] for name in outputs()
    }
    for name in outputs():
        command, _, option = name.partition(" --")
        assert not option or f"--{option}" in options[command], f"{name}: no such option"


# Long, for it calls every command there is: once each, in this process, in one house with a record.
def test_what_the_commands_print_is_what_their_schemas_say(house: House) -> None:
    for room in (_replies, _rehearsals, _record, _inbox, _reef, _purpose, _people):
        room(house)
    assert house.printed.keys() == outputs().keys()


def test_a_schema_is_asked_for_in_the_words_of_the_command(house: House) -> None:
    for words in ("record list", "listen inbox --count"):
        status, told = house.run("schema", *words.split())
        assert (status, json.loads(told)) == (0, schema(words))
    with pytest.raises(BadRequest, match="record list"):
        house.run("schema", "nonsense")


def _replies(house: House) -> None:
    prints, file = house.prints, house.file
    assert prints("draft", POST)["answered"]
    held = prints("check", "We will halve our plastic by 2027, and pay 400 euros a tonne.")
    assert held["voice"] and held["findings"] and held["passages"]
    prints("search", "plastic packaging")
    assistant = house.assistant
    one = assistant.review.open("ronsel", Post(POST), "We hear you.", assistant.person())
    assistant.ledger.comment(one.id, "Fine.", assistant.person(), version=1)
    assistant.ledger.freeze("ronsel", "An accident", assistant.person())
    assistant.ledger.lift("ronsel", assistant.person())
    prints("notices")
    prints("review list")
    assert prints("review show", one.id)["comments"]
    prints("review export", one.id, file("one.docx"))
    prints("review export-all", file("all.csv"))


def _rehearsals(house: House) -> None:
    prints, file = house.prints, house.file
    answers = file(
        "answers.txt",
        "Perhaps, with various stakeholders, some things will hopefully change over time.\n\n"
        "We put 2,290 tonnes of plastic packaging on the market in 2024.\n\n"
        "Next year we take all the plastic out, you have my word.\n",
    )
    asked = ("--topic", "plastic", "--language", "en", "--answers", answers)
    one = prints("rehearse", *asked)
    judged = [turn["assessment"] for turn in one["turns"] if turn["assessment"]]
    assert any(told["promises"] for told in judged) and judged[0]["delivery"]
    prints("rehearse --list")
    told = prints("rehearse --debrief", one["rehearsal"])
    assert any(turn["weaknesses"] and turn["better"] for turn in told["turns"])
    assert told["lines"] and told["steps"] and told["sources"]
    assert prints("rehearse --mine")["progress"]["sessions"]
    brief = prints("brief", "plastic packaging")
    assert brief["positions"] and brief["promises"] and brief["figures"] and brief["questions"]


def _record(house: House) -> None:
    prints, file = house.prints, house.file
    given = file("more.md", "We will halve our plastic packaging by 2031, not by 2027.")
    new = prints("ingest", given, "--brand", "ronsel", "--default", "speaker=Ronsel")["documents"][
        0
    ]
    prints("brand list")
    prints("brand set", "ronsel", "handles=@ronsel")
    prints("record commitments")
    first, second, *_ = [one["id"] for one in prints("record list") if one["id"] != new]
    prints("record show", first)
    prints("record edit", first, "title=Plastic")
    prints("record supersede", first, second)
    assert prints("record remove", second)["current_again"]
    undone = prints("record done")[0]["number"]
    prints("record undo", str(undone))
    rows = file("rows.jsonl", "".join(json.dumps(row) + "\n" for row in CHANGED))
    taken = prints("ingest", rows, "--brand", "halte", "--no-propose")
    prints("record look", taken["documents"][-1], "--brand", "halte")
    proposal = prints("record proposed", "--brand", "halte")[0]["id"]
    prints("record decide", proposal, "--accept", "--brand", "halte")
    assert prints("record speakers", "--brand", "halte")["likely"]
    prints("record alias", "C. Vasseur", "Claire Vasseur", "--brand", "halte")
    prints("record rebuild", "--brand", "halte")
    archive = file("kept.zip")
    prints("record backup", archive)
    prints("record restore", archive, "--replace")
    prints("schema")
    prints("settings")


def _inbox(house: House) -> None:
    prints, file = partial(_ours, house.prints), house.file
    path = house.folder / "posts.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out).writerow
        write(("id", "text", "author", "channel", "date"))
        for n in range(6):
            for text in (
                f"{PRAISE} {n}",
                f"{BLAME} {n}",
                f"How do you pay the milk, in {n} words?",
            ):
                write((f"{n}{text[:3]}", text, f"@p{n}{text[:3]}", "x", f"2026-11-0{n + 1}"))
        write(("own", "Plastic packaging: 18 % less since 2020.", "@ronsel", "x", "2026-11-09"))
    prints("listen import", str(path), "--own-handle", "ronsel")
    [post, *_] = prints("listen inbox")["posts"]
    prints("listen inbox --count")
    assert prints("listen show", post["id"])["why"]
    prints("listen mark", post["id"], "--note", "Ask Ines.")
    theme = prints("listen themes")["themes"][0]["theme"]["id"]
    prints("listen theme", theme)
    prints("listen consensus", theme)
    prints("listen asked")
    prints("listen presence")
    prints("listen export", file("posts.jsonl"))
    prints("listen erase", "--author", "@p1You", "--yes")
    feed = prints("listen feed add", "rss", "http://127.0.0.1:9/posts.xml")["id"]
    prints("listen feed read", status=1)
    assert prints("listen feed list")[0]["error"]
    prints("listen feed drop", feed)


def _reef(house: House) -> None:
    prints, file = partial(_ours, house.prints), house.file
    added = prints("reef add", "Sea Watch", "-c", "ngos", "--topic", "plastic", "--tie", "paid: x")
    said = ("--disputes", "Their packaging is still plastic.", "--source", "A letter")
    assert prints("reef edit", "sea", "--who", "Keeps the coast.")["who"] == "Keeps the coast."
    assert prints("reef note", "sea", *said)["disputes"][0]["number"] == 1
    told = prints("reef contact", "sea", "--about", "The count", "--crisis")
    assert (told["last_contact"], told["only_in_crises"]) == (told["contacts"][0], True)
    assert prints("reef consent", "sea", "given", "--scope", "the count")["citable"]
    again = prints("reef show", "sea")
    assert again in prints("reef list")
    assert prints("reef voices", "plastic packaging")["voices"]
    prints("reef holes")
    brief = prints("reef brief", "sea", "--about", "plastic packaging", "--ask", ASK)
    same = ("ties", "disputes", "last_contact")
    assert [brief[name] for name in same] == [again[name] for name in same], "told alike"
    assert brief["facts"]
    row = {"name": "Growers", "community": "farmers"}
    assert prints("reef import", file("reef.json", json.dumps([row])))[0]["added"] == ["Growers"]
    prints("reef export", file("reef.csv"))
    assert prints("reef erase", "sea", "--yes") == {"erased": added["id"]}


def _purpose(house: House) -> None:
    prints, file = partial(_ours, house.prints), house.file
    assert prints("purpose open", "--example")["answers"] == 61
    more = file("more.csv", "answer,site\nTo pay farmers fairly and on time.,Auvry\n,Auvry\n")
    assert prints("purpose import", more, "--map", "text=answer", "--map", "group:site=site")[
        "added"
    ]
    assert prints("purpose list")[0]["answers"] == 62
    told = prints("purpose themes")
    assert told["themes"] and told["spreads"]
    for command in ("few", "tensions", "words"):
        prints(f"purpose {command}")
    told = prints("purpose gap")
    assert told["lines"] and told["missing"]
    written = prints("purpose write", "We exist to pay farmers.", "-l", "en")["candidate"]
    number = str(written["number"])
    told = prints("purpose candidates")
    assert told["candidates"] == [written]
    ready = next(n for n, one in enumerate(told["proposals"], 1) if "[" not in one["text"])
    assert prints("purpose candidates --take", str(ready))["pieces"]
    prints("purpose vote", number)
    prints("purpose comment", "Plain enough.", "--on", number)
    prints("purpose export", file("call.csv"))
    assert prints("purpose close")["answers"] == 62
    prints("purpose outcome", number, "--internal")
    assert prints("purpose erase", "--whole")["answers"] == 62


def _people(house: House) -> None:
    prints, file = house.prints, house.file
    key = prints("people key add", "--called", "newsroom")
    assert key["key"].startswith("corail_")
    [listed] = prints("people key list")
    assert "key" not in listed
    prints("people key revoke", listed["id"])
    secret = file("secret", "a long enough pass phrase\n")
    for name in ("Ada", "Ben"):
        prints("people add", name, "--role", "administrator", "--password-file", secret)
    assert prints("people list")[0]["roles"] == ["administrator"]
    assert prints("people key add", "Ada", "--role", "administrator")["roles"]
    for words, why in (
        ((), "say whose"),
        (("Ada", "--role", "reviewer"), "gives nobody a right"),
    ):
        with pytest.raises(BadRequest, match=why):
            house.run("people", "key", "add", *words)
    prints("people roles", "Ben", "--role", "drafter")
    prints("people password", "Ben", "--password-file", secret)
    prints("people away", "Ben", "--from", "2026-11-23")
    prints("people disable", "Ben")
    prints("people erase", "Ben", "--yes")
    checkpoint = file("journal.json")
    prints("journal checkpoint", checkpoint)
    assert prints("journal verify", "--against", checkpoint)["holds"] is True
    assert prints("journal show")
    prints("journal export", file("journal.jsonl"))


def _ours(prints: Prints, command: str, *more: str, status: int = 0) -> Any:
    return prints(command, *more, "--brand", "ronsel", status=status)
