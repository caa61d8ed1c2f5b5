"""A folder is read whole, in a stable order, and every file in it gets an outcome."""

from knowledge.loading import walk


def test_folders_are_walked_recursively_in_order_without_hidden_files(write, tmp_path):
    for name in ("b/two.md", "a/one.md", "zero.md", ".hidden.md", ".git/config.md", "a/.x/y.md"):
        write(name, "We listen.")

    names = [path.relative_to(tmp_path).as_posix() for path in walk([tmp_path])]

    assert names == ["zero.md", "a/one.md", "b/two.md"]


def test_a_file_named_twice_is_read_once(write, tmp_path):
    path = write("one.md", "We listen.")

    assert walk([path, tmp_path, path]) == [path]


def test_files_of_other_kinds_are_skipped_with_a_reason(write, take, tmp_path):
    write("film.mp4", b"\0\0\0\x18ftyp")
    write("README", "We listen.")
    write("note.md", "We listen.")

    outcomes = take(tmp_path)

    assert len(outcomes.documents) == 1
    assert [(one.path.name, one.reason) for one in outcomes.skipped] == [
        ("README", "files ending in nothing are not read."),
        ("film.mp4", "files ending in .mp4 are not read."),
    ]


def test_an_extension_in_capitals_is_the_same_extension(write, take):
    assert take(write("NOTE.MD", "We listen.")).document.text == "We listen."


def test_a_loop_of_links_ends(write, take, tmp_path):
    write("a/note.md", "We listen.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert take(tmp_path).document.text == "We listen."


def test_a_file_name_of_broken_bytes_gives_a_source_that_can_be_kept(tmp_path, take):
    import os

    path = os.fsencode(tmp_path) + b"/caf\xe9.md"
    with open(path, "wb") as file:
        file.write(b"We listen.")

    document = take(tmp_path).document

    assert document.source.endswith("/caf\ufffd.md")
    assert document.title == "caf\ufffd"


def test_a_folder_of_many_files_is_read_one_by_one(write, tmp_path):
    from knowledge.loading import load

    write("a.md", "We listen.")
    write("b.md", "We act.")

    outcomes = load([tmp_path])

    assert next(outcomes).path.name == "a.md"
    (tmp_path / "b.md").write_text("We answer.")
    assert next(outcomes).documents[0].text == "We answer."
