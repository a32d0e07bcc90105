"""Articles on other machines: fsspec's memory stands for an object store, a thread serves HTTP."""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import Source, digest, find_sources, limits, remote
from tests.read.helpers import check, only_article, only_error, results, served

PROSE = "Microglia in disease\n\nMicroglia engulf synapses. Neurons die.\n"


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def zipped(**members: str) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return file.getvalue()


def test_a_folder_is_walked_as_one_on_disk_is(memory: fsspec.AbstractFileSystem) -> None:
    names = ("b/x.txt", "a.txt", "b/c/x.txt", ".hidden.txt", "README.md", "pic.png", ".git/z.txt")
    for name in names:
        memory.pipe(f"/corpus/{name}", f"{PROSE} {name}".encode())
    memory.pipe("/elsewhere/a.txt", PROSE.encode())
    memory.pipe("/corpus/z.zip", zipped(one=PROSE, two="Neurons die."))
    found = results("memory://corpus")
    articles = [item for item in found if isinstance(item, Article)]
    assert [a.source.removeprefix("memory://corpus/") for a in articles] == [
        "a.txt", "b/c/x.txt", "b/x.txt", "z.zip!one.txt", "z.zip!two.txt",
    ]  # fmt: skip
    assert [a.id for a in articles] == ["a", "c/x", "b/x", "one", "two"]
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert error.source == "memory://corpus/pic.png"
    for article in articles:
        check(article)


def test_a_file_is_read_and_hashed_by_its_content(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/a.txt", PROSE.encode())
    (source,) = find_sources(["memory://a.txt"])
    assert isinstance(source, Source) and source.size == len(PROSE)
    before = digest(source)
    memory.pipe("/a.txt", PROSE.encode())
    assert digest(source) == before
    memory.pipe("/a.txt", PROSE.upper().encode())
    assert digest(source) != before
    assert only_article("memory://a.txt").text == PROSE.upper()


def test_a_folder_that_holds_a_build_is_not_read_back(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("report.md", "store.sqlite", "graph.html", "a.txt"):
        memory.pipe(f"/out/{name}", PROSE.encode())
    assert only_article("memory://out").id == "a"


def test_a_stale_listing_is_not_believed(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/c/a.txt", PROSE.encode())
    assert len(results("memory://c")) == 1
    memory.pipe("/c/b.txt", PROSE.encode())
    assert len(results("memory://c")) == 2


def test_bombs_and_limits_are_those_of_files(memory: fsspec.AbstractFileSystem) -> None:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(60_000_000))
        archive.writestr("../evil.txt", PROSE)
    memory.pipe("/c/a.zip", file.getvalue())
    memory.pipe("/c/b.txt", b"cell " * (limits.MAX_ARTICLE_CHARS // 5 + 1))
    evil, bomb, long = results("memory://c")
    assert isinstance(evil, ReadError) and "out of the archive" in evil.reason
    assert isinstance(bomb, ReadError) and "times its size" in bomb.reason
    assert isinstance(long, ReadError) and "characters" in long.reason


def test_names_do_not_lead_to_another_file_system(
    memory: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(PROSE)
    memory.pipe(f"/c/x::file:/{tmp_path}/secret.txt", PROSE.encode())
    assert not [item for item in results("memory://c") if isinstance(item, Article)]
    assert "::" in only_error(f"memory://x::file://{tmp_path}/secret.txt").reason


def test_folders_without_end_are_left(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MAX_FOLDERS", 3)
    memory.pipe("/c/a/b/c/d/e.txt", PROSE.encode())
    assert "folders" in only_error("memory://c").reason


def test_a_web_server(tmp_path: Path) -> None:
    folder = tmp_path / "served"
    (folder / "sub").mkdir(parents=True)
    (folder / "a b.txt").write_text(PROSE)
    (folder / "z.zip").write_bytes(zipped(one="Glia die."))
    (folder / "sub" / "c.txt").write_text("Neurons die.")
    (folder / "gone.txt").symlink_to(folder / "nothing")
    (folder / "secret.txt").write_text(PROSE)
    (folder / "cut.txt").write_text(PROSE)
    with served(folder) as url:
        assert only_article(f"{url}sub/c.txt").source == f"{url}sub/c.txt"
        found = {item.source.removeprefix(url): item for item in results(url)}
    assert sorted(found) == [
        "a%20b.txt",
        "cut.txt",
        "gone.txt",
        "secret.txt",
        "sub/c.txt",
        "z.zip!one.txt",
    ]
    errors = {name: e.reason for name, e in found.items() if isinstance(e, ReadError)}
    assert sorted(errors) == ["cut.txt", "gone.txt", "secret.txt"]
    assert "no such file" in errors["gone.txt"] and "403" in errors["secret.txt"]
    assert "fetched" in errors["cut.txt"]


@pytest.mark.parametrize(
    ("url", "reason", "remedy"),
    [
        ("memory://nothing/a.txt", "no such file", "check"),
        ("http://[bad/a.txt", "no address", "check"),
        ("nosuch://bucket/a.txt", "Protocol not known", "check"),
        ("http://127.0.0.1:9/a.txt", "Connect", "connection"),
        ("ftp://me:hidden@host/a.txt", "password", "environment"),
    ],
)
def test_what_cannot_be_fetched_is_named(url: str, reason: str, remedy: str) -> None:
    error = only_error(url)
    assert reason in error.reason and remedy in error.remedy
    assert "hidden" not in str(error)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    error = only_error("s3://bucket/a.txt")
    assert "s3fs" in error.reason and "install" in error.remedy
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert only_error("memory://a.txt").remedy == "pip install 'etiograph[remote]'"


def test_a_file_url_is_a_path_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(PROSE)
    article = only_article(f"file://{tmp_path}/a%20b.txt")
    assert article.source == str(tmp_path / "a b.txt")
    assert len(results(f"file://{tmp_path}", tmp_path)) == 1
