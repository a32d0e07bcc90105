"""Properties that hold for any bytes: readers never raise, and what they give keeps the contract."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import Source, read
from pipeline.read.decoding import tidy
from tests.read.helpers import check, prose, results
from tests.read.makers import pdf, word
from tests.read.test_reading import FILES

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BINARY = {
    "k.pdf": pdf([(72, 700, 20, "Microglia"), (72, 600, 10, "Neurons die. They rest in peace.")]),
    "l.docx": word([("Title", "Microglia"), ("", "Neurons die.")]),
}
SAMPLES = {name: text.encode() for name, text in FILES.items()} | BINARY
FRAGMENTS = [
    b"<", b">", b"</p>", b"<p>", b"]]>", b"<![CDATA[", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe",
    b"{", b"}", b'"', b"\\u0000", b"|t|", b"|a|", b"\n\n", b"\r", b"PMID- ", b"  - ", b"\xef\xbb\xbf",
    b"<document>", b"</article>", b"stream", b"endobj", b"%PDF-", b"PK\x03\x04", b"(" * 50, b"#", b"- ",
]  # fmt: skip


def outcome(name: str, data: bytes) -> list[Article | ReadError]:
    """Read some bytes under a name; articles must keep the contract, errors must be our own."""
    found = list(read(Source(name, id="sample", data=data)))
    assert found
    for result in found:
        check_result(result)
    return found


def check_result(result: Article | ReadError) -> None:
    if isinstance(result, Article):
        check(result)
    else:
        assert "reader failed" not in result.reason, result
        assert str(result).isprintable()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Cut, double, overwrite and insert a few pieces."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 1, 2, 8, 40)))
        piece = chance.choice((b"", bytes(changed[at:end]) * 2, chance.choice(FRAGMENTS)))
        changed[at : end if chance.random() < 0.5 else at] = piece
    return bytes(
        changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.1 else changed
    )


@pytest.mark.parametrize("name", SAMPLES)
@QUICK
@given(seed=st.integers(0, 2**32))
def test_mutated_files_are_articles_or_errors(name: str, seed: int) -> None:
    outcome(name, mutated(SAMPLES[name], random.Random(seed)))


@pytest.mark.parametrize("name", SAMPLES)
@QUICK
@given(data=st.binary(max_size=200))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    outcome(name, data)
    outcome(f"{name}.gz", gzip.compress(data))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@QUICK
@given(text=st.text(max_size=300))
def test_text_and_markdown_keep_any_text(name: str, text: str) -> None:
    (result,) = outcome(name, b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))
    if isinstance(result, Article):
        kept = text.encode("utf-8", "replace").decode()
        assert len(result.text) == len(kept)
        assert all(a == b or a == " " for a, b in zip(result.text, kept, strict=True))


@QUICK
@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    abstract=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200),
)
def test_pubtator_keeps_offsets_in_any_text(title: str, abstract: str) -> None:
    data = f"1|t|{title}\n1|a|{abstract}\n1\t0\t3\tabc\tDisease\tMONDO:1\n".encode()
    (result,) = outcome("a.pubtator", data)
    if isinstance(result, Article):
        assert result.text == tidy(f"{title} {abstract}")


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["documents", "passages", "infons", "text", "title", "id", "sentences", "type"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_json_of_any_shape(value: object) -> None:
    outcome("a.json", json.dumps(value).encode())
    outcome("a.jsonl", json.dumps(value).encode() + b"\n{}\n")


def archive(kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in SAMPLES.items():
                packed.writestr(f"sub/{name}", data)
    else:
        with tarfile.open(fileobj=file, mode="w:gz" if kind == "tgz" else "w") as tar:
            for name, data in SAMPLES.items():
                info = tarfile.TarInfo(f"sub/{name}")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    return file.getvalue()


ARCHIVES = {kind: archive(kind) for kind in ("zip", "tar", "tgz")}


@pytest.mark.parametrize("kind", ARCHIVES)
@QUICK
@given(seed=st.integers(0, 2**32))
def test_mutated_archives(tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(mutated(ARCHIVES[kind], random.Random(seed)))
    found = results(path)
    assert found
    for result in found:
        check_result(result)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for name, data in SAMPLES.items():
        assert [*map(str, outcome(name, data))] == [*map(str, outcome(name, data))]
        assert any(text.startswith("Neurons d") for a in outcome(name, data) for text in prose(a))
