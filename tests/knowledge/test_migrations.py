"""From any earlier revision to this one: nothing is lost, whole or not at all, and once."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from knowledge import schema
from knowledge.database import Database
from knowledge.errors import RecordUnavailable
from knowledge.journal import Journal
from knowledge.record import Record
from tests.knowledge import old

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("each_migration")


def has_the_tables_of_the_code(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, schema.metadata) == []


def address(database):
    if database.engine.dialect.name == "sqlite":
        return database.place
    return database.engine.url.render_as_string(hide_password=False)


# What they make


def test_the_migrations_make_the_tables_that_the_code_expects(database):
    assert has_the_tables_of_the_code(database)
    assert database.revision() == schema.REVISION


def test_the_code_names_the_last_migration():
    assert ScriptDirectory(old.SCRIPTS).get_heads() == [schema.REVISION]


def test_every_earlier_revision_has_a_record_to_test_with():
    assert [path.stem for path in sorted(old.HERE.iterdir())] == old.revisions()


def test_migrating_again_changes_nothing(database):
    with database.reading() as connection:
        key = connection.execute(text("SELECT value FROM secrets")).scalar_one()
    database.migrate()
    with database.reading() as connection:
        assert connection.execute(text("SELECT value FROM secrets")).scalar_one() == key
    assert re.fullmatch("[0-9a-f]{64}", key)


# Upward from each


@pytest.mark.parametrize("revision", old.revisions())
def test_a_record_of_an_earlier_corail_is_brought_up_with_all_that_it_holds(
    new_database, item, revision
):
    rows = old.make(new_database, revision)
    assert new_database.revision() == revision

    new_database.migrate()

    assert new_database.revision() == schema.REVISION
    assert has_the_tables_of_the_code(new_database)
    assert old.same(old.found(new_database), rows)

    record, journal = Record(new_database), Journal(new_database)
    last = rows["journal"][-1]
    assert (journal.head().seq, journal.head().digest) == (last["seq"], last["digest"])
    assert journal.verify(journal.head()).holds
    assert {one.actor for one in journal.entries()} == {row["name"] for row in rows["actors"]}

    halage, amont = sorted(record.brands(), key=lambda one: one.name, reverse=True)
    assert (halage.title, halage.names) == ("Halage, coopérative", ("Halage",))
    assert record.documents(amont.name) == []
    documents = record.documents("halage", removed=True)
    assert len(documents) == len(rows["documents"])
    [pledge] = [one for one in documents if one.title == "Notre engagement — « zéro plastique »"]
    assert (pledge.speaker, pledge.date, pledge.language) == ("Inès Fabre", "2021-05-03", "fr")
    [passage] = [one for one in record.catalogue("halage") if one.document_id == pledge.id]
    whole = record.passages("halage", [passage.id])[passage.id]
    assert whole.text.startswith("Nous réduirons notre plastique de 30 % d'ici 2025.")
    assert whole.access.owner == "Inès"
    assert record.text("halage", pledge.id).startswith(whole.text)
    assert sum(one.superseded_by is not None for one in documents) == 1
    _, vectors = record.all_vectors("halage", "words-16")
    assert vectors.shape == (len(rows["vectors"]), 16)

    # And it goes on: the chain of the time before carries what is done now.
    record.add("halage", [item("We mend.", "/b.md")], "maya")
    assert journal.head().seq > last["seq"]
    assert journal.verify().holds


# Cut off in the middle

# Migrates, and is killed after so many statements.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from knowledge.database import Database

database, left = Database.open(sys.argv[1]), int(sys.argv[2])

@event.listens_for(database.engine, "after_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    if connection.get_execution_options().get("corail_writes"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

database.migrate()
print(left, flush=True)
"""


def statements_of(database):
    """How many statements the whole migration takes, told by one that is given up."""
    seen = []

    def counted(connection, _cursor, statement, *_):
        if connection.get_execution_options().get("corail_writes"):
            seen.append(statement)

    class GivenUp(Exception):
        pass

    def give_up(connection):
        if connection.get_execution_options().get("corail_writes"):
            raise GivenUp

    event.listen(database.engine, "after_cursor_execute", counted)
    event.listen(database.engine, "commit", give_up)
    try:
        with pytest.raises(GivenUp):
            database.migrate()
    finally:
        event.remove(database.engine, "commit", give_up)
        event.remove(database.engine, "after_cursor_execute", counted)
    made = [one for one in seen if "CREATE TABLE" in one]
    assert len(made) > 10, "it was given up before its end"
    return len(seen)


def migrate_elsewhere(database, statements):
    command = [sys.executable, "-c", KILLED, address(database), str(statements)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("part", [0.2, 0.8, 1.0])
def test_a_migration_that_was_killed_left_the_record_as_it_was_and_is_done_again(
    new_database, part
):
    """At its beginning, on its way, and when all was done but kept."""
    first = old.revisions()[0]
    rows = old.make(new_database, first)
    before = old.found(new_database)

    killed = migrate_elsewhere(new_database, max(1, int(statements_of(new_database) * part)))

    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "")
    assert new_database.revision() == first
    assert old.found(new_database) == before
    new_database.migrate()
    assert has_the_tables_of_the_code(new_database)
    assert old.same(old.found(new_database), rows)
    assert Journal(new_database).verify().holds


# Several at once


@pytest.mark.parametrize("revision", [None, old.revisions()[0], old.revisions()[-1]])
def test_processes_that_start_at_once_migrate_once(new_database, revision):
    rows = old.make(new_database, revision) if revision else {}
    script = (
        "import sys; from knowledge.database import Database; "
        "database = Database.open(sys.argv[1]); print('ready', flush=True); sys.stdin.readline(); "
        "database.migrate(); print(database.revision(), flush=True)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, address(new_database)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [one.stdout.readline() for one in started] == ["ready\n"] * 3
    for one in started:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[0] for one in started]

    assert told == [f"{schema.REVISION}\n"] * 3
    assert [one.returncode for one in started] == [0, 0, 0]
    assert has_the_tables_of_the_code(new_database)
    assert old.same(old.found(new_database), rows)
    with new_database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM secrets")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_threads_that_start_at_once_migrate_once(tmp_path):
    path = tmp_path / "record.sqlite"
    failures = []

    def start() -> None:
        database = Database.open(path)
        try:
            barrier.wait()
            database.migrate()
        except Exception as error:
            failures.append(error)
        finally:
            database.close()

    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Database.open(path).reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM secrets")).scalar() == 1


# A newer one


def test_a_record_of_a_newer_corail_is_refused_untouched(database, item):
    Record(database).add("halage", [item("We sort.")], "maya")
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = old.found(database)
    with pytest.raises(RecordUnavailable, match=r"newer Corail \(revision 9999.*Upgrade Corail"):
        database.migrate()
    assert database.revision() == "9999"
    assert old.found(database) == before


def test_a_command_over_a_record_of_a_newer_corail_says_so_in_a_line(tmp_path):
    database = Database.open(tmp_path / "corail.sqlite")
    database.migrate()
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "record", "list"],
        cwd=ROOT,
        env=os.environ | {"CORAIL_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"corail: The record at .* newer Corail .* Upgrade Corail\.\n", done.stderr)
