"""Archives: every member read, ids unique, order fixed."""

import gzip
import io
import pickle
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.model import Article
from pipeline.read import Source, digest, find_sources, read
from tests.read.helpers import prose, results
from tests.read.test_reading import FILES


def packed(kind: str, members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file.getvalue()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return gzip.compress(file.getvalue()) if kind == "tar.gz" else file.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_every_format_in_an_archive(tmp_path: Path, kind: str) -> None:
    members = {}
    for name, text in FILES.items():
        own = text.replace(
            "Microglia", f"Microglia {name}"
        )  # articles that differ but in their ids
        members[f"in/{name}"] = own.encode()
        members[f"gz/{name}.gz"] = gzip.compress(own.replace(name, f"{name} packed").encode())
    members |= {"in/figure.png": b"\x89PNG", "__MACOSX/in/._a.txt": b"junk", "in/README.md": b"no"}
    path = tmp_path / f"all.{kind}"
    path.write_bytes(packed(kind, members))
    found = [item for item in results(path) if isinstance(item, Article)]  # the rest tells of ids
    assert len(found) == 2 * len(FILES)
    for article in found:
        assert article.source.startswith(f"{path}!")
        assert any(text.startswith("Neurons d") for text in prose(article))


def test_members_of_a_zip_are_sources_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Microglia die.")
    (tmp_path / "a.zip").write_bytes(
        packed("zip", {"x.txt": b"Neurons die.", "y.txt": b"They do."})
    )
    sources = [s for s in find_sources([tmp_path]) if isinstance(s, Source)]
    assert [s.id for s in sources] == ["a.zip/x", "y", f"{tmp_path.name}/x"]
    for source in sources:
        copy = pickle.loads(pickle.dumps(source))
        assert copy == source and digest(copy) == digest(source)
        assert [a.text for a in read(copy)] == [a.text for a in read(source)]
