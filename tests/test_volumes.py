"""Volumes of evidence, written here or in other processes."""

import pytest

from pipeline import volumes
from pipeline.batch import update
from pipeline.settings import Batch
from pipeline.store import Choice, open_store
from tests import fakes

CHOICE = Choice({c.id: c for c in fakes.CONCEPTS.values()}.get)


@pytest.fixture
def store(tmp_path):
    fakes.write_articles(tmp_path / "in", 12)
    with open_store(tmp_path / "out") as store:
        update(store, [tmp_path / "in"], fakes.make, Batch("serial"), lambda _: None)
        yield store


def write(store, folder):
    folder.mkdir()
    with volumes.written(store.shelf(CHOICE), [0], folder):
        pass
    return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def test_other_processes_write_the_same(store, tmp_path, monkeypatch):
    here = write(store, tmp_path / "here")
    monkeypatch.setattr(volumes, "FEW", 0)
    monkeypatch.setattr("pipeline.render.write_statements_csv", None)  # in this process
    there = write(store, tmp_path / "there")
    assert here == there
    assert [name for name, _ in there] == ["evidence.csv"]


@pytest.mark.parametrize("few", [0, 4])
def test_a_volume_that_cannot_be_written_is_an_error(store, tmp_path, monkeypatch, few):
    monkeypatch.setattr(volumes, "FEW", few)
    told = pytest.raises(OSError, match="No such file or directory")
    with told, volumes.written(store.shelf(CHOICE), [0], tmp_path / "gone"):
        pass


def test_an_error_of_the_block_is_not_hidden(store, tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "FEW", 0)
    shelf = store.shelf(CHOICE)
    with pytest.raises(KeyError), volumes.written(shelf, [0], tmp_path):
        raise KeyError
