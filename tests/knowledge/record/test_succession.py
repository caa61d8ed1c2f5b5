"""What stands in the place of what, as sources declare it and people decide it."""

import pytest
from sqlalchemy import event

from knowledge.errors import BadInput
from knowledge.model import (
    document_id,
)

OLD = "We will halve our emissions by 2030.\nWe will publish our progress each spring."
NEW = "We will halve our emissions by 2032.\nWe will publish our progress each spring."


@pytest.mark.parametrize(
    "ref", ["/halage/2019/pledge.md", "pledge.md", "../2019/pledge.md", " Pledge of 2019 ", "id"]
)
@pytest.mark.parametrize("first", ["target", "declaration"])
def test_a_declared_successor_is_found_whichever_comes_first(record, item, ref, first):
    target = item(OLD, "/halage/2019/pledge.md", title="Pledge of 2019")
    old = document_id("halage", target[0])
    declaring = item(NEW, "/halage/new.md", supersedes=old if ref == "id" else ref)
    batches = [target, declaring] if first == "target" else [declaring, target]

    for one in batches:
        record.add("halage", [one], "maya")

    new = document_id("halage", declaring[0])
    assert record.document("halage", old).superseded_by.document_id == new
    assert record.document("halage", new).superseded_by is None


def test_a_declaration_that_could_mean_two_documents_waits_for_a_person(record, item):
    record.add(
        "halage",
        [item(OLD, "/a.md", title="Pledge"), item("By 2025.", "/b.md", title="Pledge")],
        "m",
    )
    record.add("halage", [item(NEW, "/c.md", title="Pledge", supersedes="Pledge")], "maya")
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_a_path_tells_apart_two_files_of_one_name(record, item):
    record.add("halage", [item(OLD, "/2019/p.md"), item("By 2025.", "/2020/p.md")], "maya")
    record.add("halage", [item(NEW, "/new.md", supersedes="2019/p.md")], "maya")
    [past] = [d for d in record.documents("halage") if d.superseded_by]
    assert past.source == "/2019/p.md"


def test_an_empty_declaration_means_nothing(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes=" ")], "maya")
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_of_two_that_replace_the_same_document_the_first_stands(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    [past] = [d for d in record.documents("halage") if d.superseded_by]
    first = past.superseded_by.document_id
    record.add("halage", [item("By 2040.", "/c.md", supersedes="a.md")], "maya")
    assert record.document("halage", past.id).superseded_by.document_id == first

    record.remove("halage", first, "jo")
    [other] = record.add("halage", [item("By 2041.", "/d.md", supersedes="a.md")], "maya")
    assert record.document("halage", past.id).superseded_by.document_id == other.document_id


def test_two_that_declare_to_replace_each_other_make_no_circle(record, item):
    record.add(
        "halage",
        [item(OLD, "/a.md", supersedes="b.md"), item(NEW, "/b.md", supersedes="a.md")],
        "maya",
    )
    assert [entry.superseded_by is None for entry in record.documents("halage")].count(True) == 1


def test_a_circle_is_refused(record, item):
    a, b, c = (
        k.document_id
        for k in record.add("halage", [item(f"By {n}.", f"/{n}.md") for n in "abc"], "maya")
    )
    record.supersede("halage", a, b, "maya")
    record.supersede("halage", b, c, "maya")
    for old, new in ((c, a), (b, a), (a, a)):
        with pytest.raises(BadInput, match="cannot supersede"):
            record.supersede("halage", old, new, "maya")
    assert record.document("halage", a).superseded_by.document_id == c


def test_what_a_person_undid_is_not_declared_again(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    [old] = [d for d in record.documents("halage") if d.superseded_by]

    assert record.unsupersede("halage", old.id, "jo").superseded_by is None
    record.add("halage", [item("We sort.", "/c.md")], "maya")

    assert record.document("halage", old.id).superseded_by is None


def test_a_source_that_takes_its_declaration_back_leaves_the_other_current(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    record.add("halage", [item(NEW, "/b.md")], "maya")
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_a_correction_of_an_old_statement_does_not_make_it_current(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    [kept] = record.add("halage", [item(OLD + " (corrected)", "/a.md")], "maya")

    successor = record.document("halage", kept.document_id).superseded_by
    assert successor.document_id == document_id("halage", item(NEW, "/b.md")[0])


def test_what_waits_for_its_target_is_found_without_a_look_at_every_document(record, item):
    engine, asked = record.database.engine, []
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by how much there is")

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, *_):
        if "supersedes IS NOT NULL" in statement:
            asked.append((statement, parameters))

    record.add("halage", [item(OLD)], "maya")
    [(statement, parameters)] = asked
    with record.database.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert "ix_documents_declaring" in plan[0][3]
