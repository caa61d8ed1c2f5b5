"""Markdown and text: front matter is checked, words come in without their markup."""

import pytest

from knowledge.errors import BadInput
from knowledge.model import Kind, Visibility

ENGLISH = """---
title: "Packaging: what we promised"
kind: commitment
speaker: Ada Mistral
role: chair
date: 2023-05
channel: press release
language: en
url: https://halage.example/packaging
supersedes: packaging-2021.md
visibility: embargoed
embargoed_until: 2026-01-31
expires: 31/12/2030
owner: knowledge@halage.example
---
# Packaging

We will stop **all** plastic film by 2027.
"""

FRENCH = """---
titre: Nos emballages
type: engagement
auteur: Ada Mistral
rôle: présidente
date: mai 2023
canal: communiqué
langue: français
lien: https://halage.example/emballages
remplace: emballages-2021.md
visibilité: interne
embargo: 31 janvier 2026
expiration: 2030-12-31
responsable: Mémoire
---
Nous arrêtons le film plastique en 2027.
"""


def test_front_matter_says_who_spoke_when_and_who_may_read(write, take):
    document = take(write("packaging.md", ENGLISH)).document

    assert document.title == "Packaging: what we promised"
    assert document.kind is Kind.COMMITMENT
    assert (document.speaker, document.role) == ("Ada Mistral", "chair")
    assert document.date == "2023-05"
    assert document.channel == "press release"
    assert document.language == "en"
    assert document.url == "https://halage.example/packaging"
    assert document.supersedes == "packaging-2021.md"
    assert document.access.visibility is Visibility.EMBARGOED
    assert document.access.embargoed_until == "2026-01-31"
    assert document.access.expires == "2030-12-31"
    assert document.access.owner == "knowledge@halage.example"
    assert document.text == "# Packaging\n\nWe will stop all plastic film by 2027."


def test_front_matter_may_be_in_french(write, take):
    document = take(write("emballages.md", FRENCH)).document

    assert document.title == "Nos emballages"
    assert document.kind is Kind.COMMITMENT
    assert (document.speaker, document.role) == ("Ada Mistral", "présidente")
    assert document.date == "2023-05"
    assert document.language == "fr"
    assert document.supersedes == "emballages-2021.md"
    assert document.access.visibility is Visibility.INTERNAL
    assert document.access.embargoed_until == "2026-01-31"
    assert document.access.owner == "Mémoire"


def test_a_document_without_a_date_stays_undated(write, take):
    document = take(write("note.md", "We listen to those who disagree.")).document

    assert document.date is None
    assert document.kind is Kind.STATEMENT
    assert document.access.visibility is Visibility.PUBLIC


@pytest.mark.parametrize(
    ("line", "named", "advice"),
    [
        ("date: soon", "date: 'soon'", "write 2023-05-10, 2023-05 or 2023"),
        ("date: 31/02/2023", "date: '31/02/2023'", "not a date"),
        ("genre: poème", "genre: 'poème'", "must be one of purpose, statement"),
        ("visibilité: secrète", "visibilité: 'secrète'", "must be one of public, internal"),
        ("embargo: 2026", "embargo: '2026'", "a whole day"),
        ("expires: never", "expires: 'never'", "not a date"),
        ("language: klingon", "language: 'klingon'", "such as fr or en"),
        ("url: javascript:alert(1)", "url: 'javascript:alert(1)'", "https://"),
        ("speaker: [a, b]", "speaker", "one value"),
        ("title: " + "long " * 200, "title:", "longer than 500"),
    ],
)
def test_a_bad_value_refuses_the_file_and_names_the_key(write, take, line, named, advice):
    reason = take(write("note.md", f"---\n{line}\n---\nWe listen.")).reason

    assert named in reason
    assert advice in reason


def test_broken_front_matter_names_the_line(write, take):
    broken = "---\nspeaker: Ada\ntitle: Packaging: what we promised\n---\nWe listen."

    assert "not valid YAML, line 3" in take(write("note.md", broken)).reason


def test_the_same_fact_said_twice_with_two_values_is_refused(write, take):
    twice = "---\ntitle: One\ntitre: Deux\n---\nWe listen."

    assert "'title' and 'titre'" in take(write("note.md", twice)).reason


def test_values_stay_as_they_were_written(write, take):
    document = take(write("note.md", "---\ntitle: NO\nspeaker: 007\n---\nWe listen.")).document

    assert (document.title, document.speaker) == ("NO", "007")


def test_front_matter_that_explodes_is_refused_not_expanded(write, take):
    bomb = "---\na: &a [x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )

    outcomes = take(write("note.md", bomb + "speaker: *h\n---\nWe listen."))

    assert "speaker must be one value" in outcomes.reason


def test_front_matter_nested_without_end_is_refused(write, take):
    assert "not valid YAML" in take(write("a.md", "---\na: " + "[" * 9_000 + "\n---\nHi.")).reason


def test_keys_that_are_not_ours_are_told_and_left_out(write, take):
    outcomes = take(write("note.md", "---\ntags: [a]\ndraft: true\n---\nWe listen."))

    assert outcomes.loaded[0].notes == ("front matter not used: tags, draft",)


def test_a_rule_across_the_page_is_not_front_matter(write, take):
    document = take(write("note.md", "---\nWe listen to all.\n---\nAnd we answer.")).document

    assert document.text == "---\nWe listen to all.\n---\nAnd we answer."


def test_text_files_may_have_front_matter_too(write, take):
    document = take(write("note.txt", "---\nspeaker: Ada\n---\nWe *listen*.")).document

    assert document.speaker == "Ada"
    assert document.text == "We *listen*."


def test_a_title_comes_from_the_first_heading_or_the_file_name(write, take):
    outcomes = take(
        write("a.md", "# Our *plan*\n\nWe listen."), write("net-zero_2023.md", "We listen.")
    )

    assert [document.title for document in outcomes.documents] == ["Our plan", "net zero 2023"]


def test_what_marks_words_goes_and_what_shapes_the_page_stays(write, take):
    text = """## Our *pledge*

We said **net zero** by [2040](https://halage.example/a_(b) "why"), see `the plan`.[^1]
![chart](https://tracker.example/x.png)
It is snake_case, 2 * 3 * 4, and ~~certain~~ <b>public</b>\\*.

- one **point**
- another

| a | b |
|---|---|
| `1` | 2 |

```
**kept** as [code](x)
```
<!-- a note to ourselves -->
"""
    document = take(write("note.md", text)).document

    assert document.text == (
        "## Our pledge\n\nWe said net zero by 2040, see the plan.\n\n"
        "It is snake_case, 2 * 3 * 4, and certain public*.\n\n- one point\n- another\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n**kept** as [code](x)\n```"
    )


def test_paragraphs_that_an_editor_wrapped_are_whole_again(write, take):
    text = (
        "# Our plan\n\n"
        "We said in 2019 that every box would be made of paper, and in 2023 that\n"
        "one in twelve still was not; we will say the same next year if it is so.\n\n"
        "- The first point is long enough to be wrapped by the editor that wrote\n"
        "  it, at this place\n"
        "- The second is not\n\n"
        "```\nThis stays as it is, long enough to be wrapped by any editor at all\nyes\n```\n"
    )

    assert take(write("plan.md", text)).document.text == (
        "# Our plan\n\n"
        "We said in 2019 that every box would be made of paper, and in 2023 that one in twelve "
        "still was not; we will say the same next year if it is so.\n\n"
        "- The first point is long enough to be wrapped by the editor that wrote it, "
        "at this place\n"
        "- The second is not\n\n"
        "```\nThis stays as it is, long enough to be wrapped by any editor at all\nyes\n```"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour à tous\nNous sommes là demain\nMerci",
        "Dear neighbours,\nwe have heard what you said of the noise, and we agree with you.\nAda",
        "We have heard what you said of the noise at night in May.  \nAda Mistral, chair",
    ],
)
def test_lines_that_were_broken_by_hand_stay(write, take, text):
    kept = text.replace("  \n", "\n")

    assert take(write("note.txt", text)).document.text == kept


def test_a_document_says_its_language_or_it_is_detected(write, take):
    outcomes = take(
        write("a.md", "---\nlanguage: fr-CA\n---\nOK."),
        write("b.md", "Wir haben unser Versprechen noch nicht gehalten."),
        write("c.md", "Nous tenons nos promesses."),
    )

    assert [document.language for document in outcomes.documents] == ["fr", "de", "fr"]


def test_defaults_fill_in_what_a_file_does_not_say(write, take):
    path = write("a.md", "---\nspeaker: Ada\n---\nWe listen.")

    document = take(path, defaults={"speaker": "Halage", "kind": "réponse"}).document

    assert (document.speaker, document.kind) == ("Ada", Kind.REPLY)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"defaults": {"colour": "blue"}}, "'colour'"),
        ({"defaults": {"date": "soon"}}, "date: 'soon'"),
        ({"mapping": {"words": "text"}}, "'words'"),
    ],
)
def test_a_field_that_does_not_exist_is_an_error_of_the_caller(tmp_path, take, options, named):
    with pytest.raises(BadInput, match=named):
        take(tmp_path, **options)


def test_a_file_of_marks_alone_holds_no_text(write, take):
    assert "no text found" in take(write("note.md", "---\ntitle: A\n---\n* * *\n\n1.")).reason


def test_the_source_is_the_absolute_path(write, take, monkeypatch, tmp_path):
    write("deep/note.md", "We listen.")
    monkeypatch.chdir(tmp_path)
    from pathlib import Path

    document = take(Path("deep/../deep/note.md")).document

    assert document.source == (tmp_path / "deep" / "note.md").as_posix()
