import sqlite3
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.store import Choice, Skipped, open_store, pack
from pipeline.store.columns import EVIDENCE, MENTION
from tests.store.samples import annotate

MS, T, B = "MONDO:0005301", "CL:0000084", "CL:0000236"
CHOICE = Choice(concepts=lambda curie: None)


def one(name="a", text=None, **more):
    return pack(annotate(text or f"{{T cells|{T}}} drive {{MS|{MS}}}.", name=name, **more))


def test_what_was_added_is_known_after_reopening(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
    with open_store(tmp_path) as store:
        assert store.known() == {"a.txt": ("d1", "")}
        assert set(store.tally(CHOICE).nodes) == {MS, T}


def test_an_unfinished_source_is_not_known_but_its_parts_are(tmp_path):
    with open_store(tmp_path) as store:
        store.put("a.jsonl", "d1", 0, one())
        store.put("a.jsonl", "d1", 3, Skipped("a.jsonl#3", "no text", "add some"))
        assert store.known() == {}
        assert store.parts("a.jsonl", "d1") == {0}
        assert store.parts("a.jsonl", "other") == frozenset()


def test_changed_content_replaces_what_the_source_held(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
    with open_store(tmp_path) as store:
        store.add("a.txt", "d2", [one(text=f"{{B cells|{B}}} do not.")])
        assert set(store.tally(CHOICE).nodes) == {B}
        assert store.known() == {"a.txt": ("d2", "")}


def test_remove_subtracts(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
        store.add("b.txt", "d2", [one("b", f"{{B cells|{B}}} and {{MS|{MS}}}.")])
        both = store.tally(CHOICE)
        store.remove(["a.txt"])
        left = store.tally(CHOICE)
    assert both.nodes[MS].articles == 2
    assert set(left.nodes) == {MS, B}
    assert left.nodes[MS].articles == 1
    assert set(left.articles) == {"b"}


def test_same_content_under_two_names_counts_once(tmp_path):
    with open_store(tmp_path) as store:
        store.add("z.txt", "d", [one("z")])
        store.add("a.txt", "d", [one("a")])
        tally = store.tally(CHOICE)
        assert tally.nodes[MS].articles == 1
        assert tally.articles["a"].source == "a.txt"
        assert store.duplicates() == [("z.txt", "a.txt")]
        store.remove(["a.txt"])
        assert set(store.tally(CHOICE).articles) == {"z"}


def test_two_contents_under_one_id_keep_apart(tmp_path):
    with open_store(tmp_path) as store:
        store.add("x/a.txt", "d1", [one("a")])
        store.add("y/a.txt", "d2", [one("a", f"{{B cells|{B}}}.")])
        articles = store.tally(CHOICE).articles
    assert [a.source for a in articles.values()] == ["x/a.txt", "y/a.txt"]
    first, second = articles
    assert first == "a" and second.startswith("a~")


def test_other_rules_forget_everything(tmp_path):
    with open_store(tmp_path, fingerprint="1") as store:
        store.add("a.txt", "d1", [one()])
    with open_store(tmp_path, fingerprint="2") as store:
        assert store.known() == {}
        assert store.tally(CHOICE).nodes == {}


def test_skipped_names_file_reason_and_remedy(tmp_path):
    bad = Skipped("b.pdf", "the file is encrypted", "save it without a password")
    with open_store(tmp_path) as store:
        store.add("b.pdf", "d", [bad])
        assert store.skipped() == [bad]
        store.add("b.pdf", "d2", [one()])
        assert store.skipped() == []


def test_a_second_build_is_told_who_holds_the_folder(tmp_path):
    code = "import sys; from pathlib import Path; from pipeline.store import open_store\n"
    code += "with open_store(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout.readline() == "held\n"
        told = pytest.raises(StoreError, match=f"held by another build .process {other.pid} on")
        with told, open_store(tmp_path):
            pass
        other.kill()
    with open_store(tmp_path):
        pass


def test_what_was_added_survives_kill_but_not_half_a_record(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from pipeline.store import open_store\n"
        "from tests.store.test_store import one\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    store.add('a.txt', 'd1', [one()])\n"
        "    store.commit()\n"
        "    store.put('b.txt', 'd2', 0, one('b', 'Other {MS|MONDO:0005301}.'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    with open_store(tmp_path) as store:
        assert store.known() == {"a.txt": ("d1", "")}
        assert set(store.tally(CHOICE).articles) == {"a"}


def test_a_damaged_store_names_the_file_and_the_remedy(tmp_path):
    (tmp_path / "store.sqlite").write_bytes(b"not a database" * 100)
    told = pytest.raises(StoreError, match=r"store\.sqlite: file is not a database; delete this")
    with told, open_store(tmp_path):
        pass


@pytest.mark.parametrize(
    "tables",
    ['CREATE TABLE "my table" (a)', "CREATE TABLE meta (a)", "CREATE TABLE meta (key, value)"],
)
def test_a_database_of_another_program_is_left_as_it_is(tmp_path, tables):
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute(tables)
    before = path.read_bytes()
    told = pytest.raises(StoreError, match=r"store\.sqlite: another program's .*choose another")
    with told, open_store(tmp_path):
        pass
    assert path.read_bytes() == before


def test_a_store_of_other_rules_is_made_anew_whatever_else_is_in_it(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
        store._db.execute('CREATE TABLE "my ""own"" table" (a)')
    with open_store(tmp_path, fingerprint="other") as store:
        assert store.known() == {}


def test_any_other_mistake_of_the_database_has_a_remedy_too(tmp_path):
    with open_store(tmp_path) as store:
        store._db.execute("DROP TABLE source")
    told = pytest.raises(StoreError, match="no such table: source; delete this file and build")
    with told, open_store(tmp_path) as store:
        store.known()


def test_a_full_disk_is_an_error_with_a_remedy_and_loses_nothing(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
    with pytest.raises(StoreError, match="make room"), open_store(tmp_path) as store:
        store._db.execute("PRAGMA max_page_count = 1")
        for i in range(1000):
            store.add(f"{i}.txt", f"{i}", [one(f"{i}", f"{{MS|{MS}}} number {i}.")])
    with open_store(tmp_path) as store:
        assert store.known() == {"a.txt": ("d1", "")}


def test_matrices_can_be_read_by_others(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one(relations=[(0, "causes", 1)])])
        (mentions, evidence) = store._db.execute("SELECT mentions, evidence FROM found").fetchone()
        concepts = dict(store._db.execute("SELECT key, text FROM concept"))
        terms = dict(store._db.execute("SELECT key, text FROM term"))
        assert store.counts()["mentions"] == 2
        assert store.counts()["relations"] == 1
    rows = np.frombuffer(mentions, MENTION)
    assert [(terms[row["form"]], concepts[row["concept"]]) for row in rows] == [
        ("T cells", T),
        ("MS", MS),
    ]
    said = [row for row in np.frombuffer(evidence, EVIDENCE) if row["number"] >= 0]
    assert [(row["subject"], terms[row["predicate"]], row["object"]) for row in said] == [
        (0, "causes", 1)
    ]


def test_taking_up_an_unfinished_source_tries_what_was_skipped_again(tmp_path):
    with open_store(tmp_path) as store:
        store.put("a.jsonl", "d1", 0, one())
        store.put("a.jsonl", "d1", 1, Skipped("a.jsonl#2", "it takes too long", "split it"))
    with open_store(tmp_path) as store:
        store.put("a.jsonl", "d1", 1, one("b", f"{{MS|{MS}}} at last."))
        store.finish("a.jsonl", "d1")
        assert store.skipped() == []
        assert set(store.tally(CHOICE).articles) == {"a", "b"}


def test_a_stamp_holds_until_the_store_changes(tmp_path):
    with open_store(tmp_path) as store:
        store.add("a.txt", "d1", [one()])
        assert store.stamp() == ""
        store.seal("written")
    with open_store(tmp_path) as store:
        store.tally(CHOICE)
        store.remove([])
        assert store.stamp() == "written"
        store.remove(["a.txt"])
        assert store.stamp() == ""
        store.seal("again")
        store.add("b.txt", "d1", [one()])
        assert store.stamp() == ""
