"""One statement a row: columns are recognised, bad rows never take the good ones down."""

import json

import pytest

from knowledge.model import Kind


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_columns_are_known_by_their_usual_names(write, take):
    french = "Texte;Publié le;Auteur;Canal;Langue;Lien;Type;Identifiant;Rôle\n" + (
        '"On écoute ; on répond.";10/05/2023;Halage;X;fr;https://x.example/1;réponse;17;équipe\n'
    )
    english = jsonl(
        {
            "created_at": "Tue Oct 31 22:08:27 +0000 2017",
            "full_text": "We listen.",
            "username": "halage",
            "platform": "x",
            "permalink": "https://x.example/2",
            "tweet_id": 18,
        }
    )

    one, other = take(write("a.csv", french), write("b.jsonl", english)).documents

    assert one.text == "On écoute ; on répond."
    assert (one.date, one.speaker, one.role) == ("2023-05-10", "Halage", "équipe")
    assert (one.channel, one.language, one.kind) == ("X", "fr", Kind.REPLY)
    assert one.url == "https://x.example/1"
    assert one.source.endswith("/a.csv#17")
    assert (other.text, other.date, other.speaker) == ("We listen.", "2017-10-31", "halage")
    assert (other.channel, other.url) == ("x", "https://x.example/2")
    assert other.source.endswith("/b.jsonl#18")


def test_a_mapping_names_columns_that_nobody_could_guess(write, take):
    path = write("a.csv", "Q1,Q2,text\nWe listen.,2023,ignored\n")

    document = take(path, mapping={"text": "Q1", "date": "Q2"}).document

    assert (document.text, document.date) == ("We listen.", "2023")


def test_a_mapping_to_a_missing_column_says_which_columns_there_are(write, take):
    reason = take(write("a.csv", "a,b\n1,2\n"), mapping={"text": "words"}).reason

    assert "no column 'words'" in reason
    assert "a, b" in reason


def test_a_table_without_a_text_column_says_what_to_do(write, take):
    reason = take(write("a.csv", "when,what\n2023,We listen.\n")).reason

    assert "no column holds the text; its columns are when, what" in reason
    assert "mapping of 'text'" in reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_also_when_others_are_more_frequent(write, take, delimiter):
    row = delimiter.join(["2023", '"We sell, repair; reuse | share, lend, give\tall."'])

    document = take(write("a.csv", f"date{delimiter}text\n{row}\n")).document

    assert document.date == "2023"
    assert document.text.startswith("We sell, repair; reuse | share")


def test_a_cell_may_hold_lines_and_quotes(write, take):
    path = write("a.csv", 'text,date\r\n"One ""line"",\r\nand another.",2023\r\n')

    assert take(path).document.text == 'One "line",\nand another.'


def test_a_bad_row_is_refused_with_its_number_and_the_others_go_on(write, take):
    path = write(
        "a.csv",
        "text,date,visibility\nWe listen.,2023,\nWe act.,soon,\nWe hide.,2023,secret\n"
        "We, forgot, the, quotes\nWe stay.,2024,public\n",
    )

    outcomes = take(path)

    assert [document.text for document in outcomes.documents] == ["We listen.", "We stay."]
    assert [(one.row, one.reason.split(" ")[0]) for one in outcomes.refused] == [
        (2, "date:"),
        (3, "visibility:"),
        (4, "this"),
    ]
    assert "'soon' is not a date" in outcomes.refused[0].reason
    assert "4 cells where the heading has 3" in outcomes.refused[2].reason


def test_a_quotation_mark_left_open_loses_nothing_silently(write, take):
    path = write("a.csv", 'text,date\nWe listen.,2023\n"We act,2023\nWe stay.,2024\n')

    outcomes = take(path)

    assert [document.text for document in outcomes.documents] == ["We listen."]
    assert "never closes" in outcomes.reason


def test_quotation_marks_that_were_not_doubled_refuse_their_row_alone(write, take):
    path = write("a.csv", 'text,date\n"We "act" now",2023\nWe stay.,2024\n')

    outcomes = take(path)

    assert [document.text for document in outcomes.documents] == ["We stay."]
    assert outcomes.refused[0].row == 1


def test_the_hint_that_a_spreadsheet_writes_is_followed(write, take):
    document = take(write("a.csv", "sep=;\r\ntext;date\r\nWe listen, always.;2023\r\n")).document

    assert (document.text, document.date) == ("We listen, always.", "2023")


def test_an_object_where_a_name_should_be_does_not_make_a_row_bad(write, take):
    outcomes = take(write("a.jsonl", jsonl({"text": "We listen.", "user": {"name": "halage"}})))

    assert outcomes.document.speaker is None
    assert "column 'user': 1 values" in outcomes.loaded[0].notes[1]


def test_a_bad_line_of_json_is_refused_with_its_number_and_the_others_go_on(write, take):
    deep = "[" * 100_000
    path = write(
        "a.jsonl",
        jsonl({"text": "We listen."}) + '{"text": \n[1]\n' + deep + '\n{"text": ["a"]}\n\n'
        '{"text": "We\u2028stay."}\n',
    )

    outcomes = take(path)

    assert [document.text for document in outcomes.documents] == ["We listen.", "We\nstay."]
    assert [one.row for one in outcomes.refused] == [2, 3, 4, 5]
    assert "not valid JSON" in outcomes.refused[0].reason
    assert "not a JSON object" in outcomes.refused[1].reason
    assert "holds no text but" in outcomes.refused[3].reason


def test_rows_without_words_are_counted_and_skipped(write, take):
    rows = ["We listen.", "", "  ", None, "*", "…!", "👏👏", "https://x.example/1", "@them 12"]

    outcomes = take(write("a.jsonl", jsonl(*({"text": row} for row in rows))))

    assert outcomes.document.text == "We listen."
    assert [(one.count, one.reason) for one in outcomes.skipped] == [
        (3, "rows without text"),
        (5, "rows with no words, only marks, emoji or addresses"),
    ]


def test_a_table_sorted_another_way_holds_the_same_documents(write, take):
    rows = [{"text": f"We keep promise {number}.", "date": "2023"} for number in range(5)]
    before = take(write("a.jsonl", jsonl(*rows))).documents
    after = take(write("a.jsonl", jsonl(*reversed(rows)))).documents

    assert sorted(before, key=lambda one: one.source) == sorted(after, key=lambda one: one.source)


def test_the_same_words_by_two_people_or_in_two_years_are_two_documents(write, take):
    rows = [
        {"text": "We listen.", "speaker": "Ada", "date": "2023"},
        {"text": "We listen.", "speaker": "Bo", "date": "2023"},
        {"text": "We listen.", "speaker": "Ada", "date": "2024"},
        {"text": "We listen.", "speaker": "Ada", "date": "2023"},
    ]

    outcomes = take(write("a.jsonl", jsonl(*rows)))

    assert len({document.source for document in outcomes.documents}) == 3
    assert [(one.count, one.reason) for one in outcomes.skipped] == [
        (1, "rows that say the same as another row")
    ]


def test_an_id_used_twice_does_not_hide_a_statement(write, take):
    outcomes = take(write("a.csv", "id,text\n7,We listen.\n7,We act.\n8,We stay.\n"))

    sources = [document.source.rsplit("#", 1)[1] for document in outcomes.documents]
    assert len(set(sources)) == 3
    assert sources[0].startswith("7~") and sources[2] == "8"


def test_what_another_tool_means_by_type_does_not_make_a_row_bad(write, take):
    path = write("a.csv", "type,url,text\ncarousel,/p/1,We listen.\nreply,,We answer.\n")

    outcomes = take(path)

    assert [document.kind for document in outcomes.documents] == [Kind.STATEMENT, Kind.REPLY]
    assert "column 'type': 1 values that are not ours to read, left out" in outcomes.loaded[0].notes


def test_what_a_person_mapped_is_held_to_its_word(write, take):
    path = write("a.csv", "type,text\ncarousel,We listen.\n")

    assert "type: 'carousel' must be one of" in take(path, mapping={"kind": "type"}).reason


def test_columns_that_were_not_used_are_told(write, take):
    outcomes = take(write("a.csv", "message,likes\nWe listen.,12\n"))

    assert outcomes.loaded[0].notes == ("columns: text from 'message'", "columns not used: likes")


def test_seconds_of_a_clock_are_no_date(write, take):
    assert "not a date" in take(write("a.csv", "text,timestamp\nWe act.,1654041600\n")).reason


def test_a_lone_unclear_row_is_in_the_language_of_its_table(write, take):
    rows = [{"text": f"Nous tenons parole depuis {year} ans."} for year in range(20)]

    outcomes = take(write("a.jsonl", jsonl(*rows, {"text": "boycott total"})))

    assert {document.language for document in outcomes.documents} == {"fr"}


def test_line_breaks_that_an_export_lost_are_put_back(write, take):
    rows = [
        {
            "text": f"bonjour,nnla réponse {n} est prête. nnous y sommes, n'est-ce pas ?"
            "nvenez : n✅ oui"
        }
        for n in range(30)
    ]

    document = take(
        write("a.jsonl", jsonl(*rows, {"text": "nous ne savons pas, nous non"}))
    ).documents[0]

    assert document.text == (
        "bonjour,\n\nla réponse 0 est prête.\nnous y sommes, n'est-ce pas ?\nvenez :\n✅ oui"
    )
    assert document.notes == ("mended: line breaks put back (4)",)


def test_words_that_begin_with_n_stay_in_a_table_that_lost_nothing(write, take):
    rows = [{"text": f"Note {n} : nginx et npm, nn !"} for n in range(30)]

    assert take(write("a.jsonl", jsonl(*rows))).documents[0].text == "Note 0 : nginx et npm, nn !"


def test_a_heading_alone_is_an_empty_table(write, take):
    assert take(write("a.csv", "text,date\n")).reason == "it has no rows."


def test_a_table_of_too_many_rows_is_refused(write, take):
    from knowledge.loading import Limits

    path = write("a.jsonl", jsonl(*({"text": f"Row {n}"} for n in range(100))))

    assert "more than 99 rows" in take(path, limits=Limits(rows=99)).reason


def test_a_cell_as_long_as_a_book_refuses_its_row(write, take):
    path = write("a.csv", "text,date\n" + "word " * 40_000 + ",2023\nWe stay.,2024\n")

    outcomes = take(path)

    assert outcomes.document.text == "We stay."
    assert "more than 131,072 characters" in outcomes.reason


def test_a_heading_as_long_as_a_book_is_refused(write, take):
    assert take(write("a.csv", "word " * 40_000 + "\n")).refused
