"""``corail reef``: from an empty reef to a brief for one ally, in the terminal and as JSON."""

from __future__ import annotations

import json

ASK = "Would you look at how we count plastic in our packaging, and tell us what is wrong with it?"


def test_an_ally_is_added_heard_asked_and_forgotten(halte, tmp_path):
    run = halte
    assert run("reef", "list")[1] == "Nobody is on the reef yet.\n"
    tie = ["--tie", "paid: an audit in 2024"]
    status, out, _ = run("reef", "add", "Sea Watch", "-c", "ngos", "--topic", "plastic", *tie)
    assert (status, out.split("  ")[1]) == (0, "Sea Watch\n")
    said = ["--disputes", "Their packaging is still plastic.", "--source", "Letter"]
    assert run("reef", "note", "sea", *said, "--date", "2026-05-01")[0] == 0
    assert run("reef", "contact", "sea", "--about", "The count", "--crisis")[0] == 0
    found = json.loads(run("reef", "voices", "plastic packaging", "--json")[1])
    [voice] = found["voices"]
    assert [one["words"] for one in voice["disputes"]] == ["Their packaging is still plastic."]
    assert (voice["citable"], voice["ties"]) == (False, ["paid: an audit in 2024"])
    assert "only ever heard from the brand in a crisis" in run("reef", "holes")[1]

    status, _, err = run("reef", "consent", "sea", "given")
    assert (status, "For what was consent given" in err) == (2, True)
    told = run("reef", "consent", "sea", "given", "--scope", "the count")[1]
    assert told.startswith("Sea Watch: May be cited today")
    file = tmp_path / "ask.pdf"
    command = ["reef", "brief", "sea", "--about", "plastic packaging", "--ask", ASK]
    made = json.loads(run(*command, "--out", str(file), "--json")[1])
    assert made["facts"][0]["words"].startswith("We") and made["facts"][0]["date"]
    assert file.read_bytes()[:4] == b"%PDF"
    run("reef", "add", "Other", "-c", "peers")
    changed = json.loads(
        run("reef", "edit", "sea", "--who", "Ask for Ada.", "--no-ties", "--json")[1]
    )
    assert (changed["who"], changed["ties"], changed["topics"]) == ("Ask for Ada.", [], ["plastic"])
    told = json.loads(run("journal", "show", "--json")[1])[-1]
    assert (told["act"], told["detail"]["changed"]) == ("ally described", ["ties", "who"])
    assert "on the reef already" in run("reef", "edit", "other", "--name", "sea watch")[2]
    status, _, err = run("reef", "brief", "other", "--about", "plastic", "--ask", ASK)
    assert (status, "nearly the text that was put to Sea Watch" in err) == (2, True)

    assert run("reef", "erase", "sea", "--yes")[0] == 0
    assert "no ally" in run("reef", "show", "sea")[2]
    assert run("journal", "verify")[0] == 0


def test_a_file_with_a_mistake_is_refused_whole_and_a_good_one_comes_out_again(
    halte, write, tmp_path
):
    run = halte
    said = [{"words": "Fair pay.", "date": "2026-01-02", "source": "Fair"}]
    row = {"name": "Growers", "community": "martians", "shares": said}
    bad = write("bad.json", f"[\n{json.dumps(row)}\n]")
    status, _, err = run("reef", "import", str(bad))
    assert (status, "line 2: 'martians' is none of" in err) == (2, True)
    assert json.loads(run("reef", "list", "--json")[1]) == []
    good = write("good.json", json.dumps([row | {"community": "farmers"}]))
    assert run("reef", "import", str(good))[1].endswith("1 added, 0 there already.\n")
    for kind in ("csv", "json", "jsonl", "svg"):
        assert run("reef", "export", str(tmp_path / f"reef.{kind}"))[0] == 0
    assert (tmp_path / "reef.svg").read_text().startswith("<svg")
    assert "Fair pay." in (tmp_path / "reef.csv").read_text("utf-8")
    told = json.loads(run("journal", "show", "--json")[1])
    assert [one["act"] for one in told][-1] == "allies exported"
