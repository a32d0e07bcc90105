"""What strangers and accidents put into a folder: one error line each, and the rest is read."""

import errno
import gzip
import io
import json
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import Source, digest, find_sources, limits, read
from tests.read.helpers import check, only_article, only_error, prose, results
from tests.read.makers import pdf, word

PROSE = "Microglia in disease\n\nMicroglia engulf synapses. Neurons die.\n"


def zipped(members: int) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        for number in range(members):
            archive.writestr(f"{number}.txt", PROSE)
    return file.getvalue()


def tarred(members: int) -> bytes:
    with tarfile.open(fileobj=(file := io.BytesIO()), mode="w") as tar:
        for number in range(members):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(PROSE)
            tar.addfile(info, io.BytesIO(PROSE.encode()))
    return file.getvalue()


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t \n", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "no sentences"),
        ("numbers.txt", b"1 2 3\n\n4 5 6 ... ???\n", "no sentences"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "binary|no format"),
        ("cut.xml", b"<article><front><article-meta>", "broken"),
        ("wrong.xml", b"<article><body><p>Cells</b></p></body></article>", "broken"),
        ("other.xml", b"<recipe><p>Flour and eggs.</p></recipe>", "no format"),
        ("bodyless.nxml", b"<article><front/><body/></article>", "no sentences"),
        ("cut.json", b'{"id": "a", "text": "Cel', "JSON is broken"),
        ("other.json", b'{"recipe": "flour"}', "no title and no text"),
        ("number.json", b"17", "no article"),
        ("deep.json", b"[" * 100_000 + b"]" * 100_000, "nested too deep|no article"),
        ("none.pubtator", b"just words\n", "no articles"),
        ("none.nbib", b"just words\n", "no articles"),
        ("empty.xml", b"<PubmedArticleSet></PubmedArticleSet>", "no articles"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "damaged"),
        ("text.pdf", b"Microglia die.", "no PDF"),
        ("text.docx", b"Microglia die.", "damaged"),
        ("cut.docx", b"PK\x03\x04" + bytes(40), "damaged"),
        ("cut.txt.gz", gzip.compress(PROSE.encode() * 99)[:-20], "damaged"),
        ("text.txt.zip", b"Microglia die.", "damaged"),
        ("cut.tar", b"\0" * 257 + b"ustar" + b"\0" * 300, "damaged|no articles"),
        ("script.html", b"<script>let asthma = 1</script>", "no sentences"),
        ("german.txt", "Die Zellen der Patienten sind nicht von der Krankheit betroffen, und das "
         "Gewebe ist mit dem der Kontrollen zu vergleichen.".encode("cp1252"), "German"),
        ("russian.txt", ("Клетки иммунной системы " * 9).encode("koi8-r"), "script|valid"),
        ("chinese.txt", ("细胞死亡与炎症有关" * 20).encode(), "Cjk script"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    bad = write(tmp_path / name, data)
    write(tmp_path / "zz.txt", PROSE)
    *errors, article = results(tmp_path)
    assert isinstance(article, Article) and article.id == "zz"
    (error,) = errors
    assert isinstance(error, ReadError)
    assert error.source.startswith(str(bad)) and error.remedy
    assert any(part in error.reason for part in reason.split("|")), error.reason
    assert str(only_error(bad)) == str(error)


def test_a_missing_path_and_an_empty_folder(tmp_path: Path) -> None:
    assert "no such file" in only_error(tmp_path / "gone").reason
    assert ".txt" in only_error(tmp_path).remedy


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    text = "Sjögren's disease\r\n\r\nNaïve T cells die in Sjögren's disease.\r\n" * 3
    assert only_article(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "declared", ["utf-16", "UTF-32", "idna", "punycode", "undefined", "rot13", "hex", "cp037", "x"]
)
def test_an_encoding_that_xml_cannot_be_in_is_not_believed(tmp_path: Path, declared: str) -> None:
    body = "<article><body><p>Naïve T cells die.</p></body></article>"
    data = f'<?xml version="1.0" encoding="{declared}"?>{body}'
    assert only_article(write(tmp_path / "a.xml", data)).text == "Naïve T cells die."


def test_a_damaged_byte_does_not_lose_the_file(tmp_path: Path) -> None:
    data = ("Naïve β cells die. " * 30).encode() + b"\xff end."
    text = only_article(write(tmp_path / "a.txt", data)).text
    assert text.startswith("Naïve β cells") and text.endswith("\ufffd end.")


def test_control_characters_leave_the_offsets_as_they_are(tmp_path: Path) -> None:
    article = only_article(write(tmp_path / "a.txt", b"T\x00cells die.\x0b \x1bB cells\x7f live."))
    assert article.text == "T cells die.\x0b  B cells  live."
    check(article)


def test_marks_of_direction_turn_nothing(tmp_path: Path) -> None:
    text = "Mast \u202ecells\u202c promote \u200fasthma. \u2066Lupus\u2069 too."
    article = only_article(write(tmp_path / "a.txt", text))
    assert article.text == "Mast  cells  promote  asthma.  Lupus  too."
    html = only_article(write(tmp_path / "a.html", f"<p>{text}</p>"))
    assert html.text == "Mast cells promote asthma. Lupus too."


def test_lone_surrogates_do_not_get_in(tmp_path: Path) -> None:
    line = '{"id": "a\\ud800", "title": "\\udfff", "text": "Cells\\ud83d die."}'
    article = only_article(write(tmp_path / "a.jsonl", line))
    assert article.text.endswith("Cells\ufffd die.")
    check(article)


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "the secret asthma")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    data = f"""<!DOCTYPE article [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY l0 "lol">{laughs}
        <!ENTITY % p SYSTEM "http://localhost:9/x.dtd"> %p;]>
        <article><front/><body><p>Cells &x; die &l9; of &alpha;-toxin.</p></body></article>"""
    start = time.process_time()
    (result,) = results(write(tmp_path / "a.xml", data))
    assert time.process_time() - start < 2
    if isinstance(result, Article):
        assert result.text == "Cells die of α-toxin."
    assert "secret asthma" not in str(result)


def test_an_entity_that_no_one_declared_does_not_lose_the_paragraph(tmp_path: Path) -> None:
    data = "<!DOCTYPE article SYSTEM 'x.dtd'><article><body><p>T cells&x;<sup>+</sup> die.</p></body></article>"
    assert only_article(write(tmp_path / "a.xml", data)).text == "T cells+ die."


@pytest.mark.parametrize(
    ("name", "opening", "closing"),
    [
        ("a.xml", "<article><body>" + "<sec>" * 5000, "</sec>" * 5000 + "</body></article>"),
        ("a.html", "<body>" + "<div><b>" * 20_000, ""),
        ("a.md", "> " * 5000, ""),
        ("b.md", "[" * 20_000, ""),
        ("c.md", "- " * 5000, ""),
        ("a.json", '{"documents":' * 5000, "}" * 5000),
    ],
)
def test_nesting_without_end_is_no_crash_and_no_hang(
    tmp_path: Path, name: str, opening: str, closing: str
) -> None:
    path = write(tmp_path / name, f"{opening}<p>Microglia die.</p>{closing}")
    start = time.process_time()
    (result,) = results(path)
    assert time.process_time() - start < 10
    assert "reader failed" not in str(result)


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "$ " * 50_000, "a" * 200_000, "\u200f" * 9999, " " * 200_000, "\t\r" * 9999],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pubtator"])
def test_runs_of_one_character_are_read_in_time(tmp_path: Path, name: str, text: str) -> None:
    start = time.process_time()
    (result,) = results(write(tmp_path / name, f"1|t|Cells die. {text} end"))
    assert time.process_time() - start < 5
    assert "reader failed" not in str(result)


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "bomb.txt.gz", gzip.compress(b"asthma " * 9_000_000))
    assert "times its size" in only_error(path).reason


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(60_000_000))
        archive.writestr("b.txt", PROSE)
    error, article = results(tmp_path / "bomb.zip")
    assert isinstance(error, ReadError) and "times its size" in error.reason
    assert isinstance(article, Article)


def test_a_word_document_of_a_million_paragraphs_is_refused(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>asthma</w:t></w:r></w:p>" * 1_000_000
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}">{body}</w:document>')
    assert "times its size" in only_error(tmp_path / "a.docx").reason


def test_paths_do_not_lead_out_of_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../evil.txt", PROSE)
        archive.writestr("good.txt", PROSE)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        for name in ("../evil.txt", "/evil.txt", "good.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(PROSE)
            tar.addfile(info, io.BytesIO(PROSE.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    found = results(tmp_path)
    assert [a.id for a in found if isinstance(a, Article)] == ["good", "b/good"]
    errors = [e for e in found if isinstance(e, ReadError)]
    assert len(errors) == 3 and all("out of the archive" in e.reason for e in errors)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "b.tar.gz"]


@pytest.mark.parametrize("packing", ["", "gz"])
def test_an_archive_that_is_cut_off_in_a_member_keeps_what_came_before(
    tmp_path: Path, packing: str
) -> None:
    path = tmp_path / ("a.tar.gz" if packing else "a.tar")
    with tarfile.open(path, f"w:{packing}") as tar:
        for name in ("one.txt", "two.pubtator"):
            data = os.urandom(99_999).hex().encode() if name.startswith("two") else PROSE.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    path.write_bytes(path.read_bytes()[: -path.stat().st_size // 2])
    first, *errors = results(path)
    assert isinstance(first, Article) and first.id == "a/one"
    assert errors
    for error in errors:
        assert isinstance(error, ReadError) and "damaged or cut off" in error.reason


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", PROSE)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    assert "archive in" in only_error(tmp_path / "a.zip").reason


def test_links_out_of_the_folder_and_loops_are_refused(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.txt", PROSE)
    folder = tmp_path / "in"
    write(folder / "real.txt", PROSE)
    (folder / "alias.txt").symlink_to(folder / "real.txt")
    (folder / "leak.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nothing")
    found = results(folder)
    assert len([a for a in found if isinstance(a, Article)]) == 1
    reasons = {Path(e.source).name: e.reason for e in found if isinstance(e, ReadError)}
    assert reasons.keys() == {"leak.txt", "loop", "gone.txt"}
    assert "out of the folder" in reasons["leak.txt"] and "link to a folder" in reasons["loop"]


def test_hidden_files_and_files_about_the_folder_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "README.md", "LICENSE", "a.txt"):
        write(tmp_path / name, PROSE)
    assert [a.id for a in results(tmp_path) if isinstance(a, Article)] == ["a"]
    assert only_article(tmp_path / "README.md").id == "README"


def test_other_files_are_named(tmp_path: Path) -> None:
    write(tmp_path / "table.csv", "a,b\n1,2\n")
    write(tmp_path / "image.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    write(tmp_path / "pubtator_without_suffix", "1|t|Microglia die.\n")
    found = results(tmp_path)
    assert [type(item) for item in found] == [ReadError, Article, ReadError]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in only_error(tmp_path).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PROSE).chmod(0)
    assert "may not be read" in only_error(tmp_path / "a.txt").reason


@pytest.mark.parametrize(
    ("name", "number", "reason"),
    [
        ("a.txt", errno.EACCES, "may not be read"),
        ("a.txt", errno.EIO, "cannot read it"),
        ("a.unknown", errno.EACCES, "may not be read"),
        ("a.zip", errno.EACCES, "may not be read"),
    ],
)
def test_a_file_that_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, reason: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    path = write(tmp_path / name, PROSE)
    write(tmp_path / "b.json", '{"id": "b", "text": "Neurons die."}')
    monkeypatch.setattr("pipeline.read.source.open", refuse, raising=False)
    monkeypatch.setattr("zipfile.ZipFile", refuse)
    first, *_ = results(tmp_path)
    assert isinstance(first, ReadError) and reason in first.reason
    assert first.source == str(path)


@pytest.mark.parametrize(
    ("where", "limit", "name", "data", "reason"),
    [
        ("streams.MAX_STREAM_BYTES", 50, "a.txt", PROSE.encode(), "more than 50 bytes"),
        ("docx.MAX_PARAGRAPHS", 2, "a.docx", word([("", "Cells die.")] * 3), "2 paragraphs"),
        ("docx.MAX_DOCUMENT_BYTES", 50, "a.docx", word([("", "Cells die.")]), "unpacks to more"),
        ("pdf.MAX_PAGES", 1, "a.pdf", pdf([(9, 9, 9, "Cells")], [(9, 9, 9, "die.")]), "1 pages"),
        ("pdf.MAX_ARTICLE_CHARS", 9, "a.pdf", pdf([(9, 9, 9, "Cells die here.")]), "9 characters"),
        ("html.MAX_DEPTH", 3, "a.html", b"<div>" * 4 + b"Cells die.", "too deep"),
        ("finding.MAX_MEMBERS", 1, "a.zip", zipped(2), "1 members"),
        ("tar.MAX_MEMBERS", 1, "a.tar", tarred(2), "1 members"),
    ],
)  # fmt: skip
def test_limits_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, limit: int, name: str, data: bytes,
    reason: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(f"pipeline.read.{where}", limit)
    *_, error = results(write(tmp_path / name, data))
    assert isinstance(error, ReadError)
    assert reason in error.reason and error.remedy


def test_a_file_too_large_to_be_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.read.streams.whole.__kwdefaults__", {"limit": 50})
    assert "larger than 50 bytes" in only_error(write(tmp_path / "a.txt", PROSE)).reason


def test_an_unclosed_record_does_not_lose_the_next(tmp_path: Path) -> None:
    record = "<document><id>{}</id><passage><text>Neurons die.</text></passage>"
    text = f"<collection>{record.format(1)}{record.format(2)}</document></collection>"
    error, article = results(write(tmp_path / "a.xml", text))
    assert isinstance(error, ReadError) and "document 1" in error.source
    assert isinstance(article, Article) and article.id == "2"


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PROSE)
    (source,) = find_sources([path])
    assert isinstance(source, Source)
    path.unlink()
    (error,) = read(source)
    assert isinstance(error, ReadError) and "no such file" in error.reason
    with pytest.raises(ReadError, match="no such file"):
        digest(source)


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pubtator", "1|t|Microglia die.\n\n2|t|Neurons die.\n")
    reading = read(Source(str(path), id="a"))
    first = next(reading)
    write(path, "1|t|Something else.\n")
    *_, last = reading
    assert isinstance(first, Article)
    assert isinstance(last, ReadError) and "changed" in last.reason


def test_an_article_longer_than_any_real_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "cell " * (limits.MAX_ARTICLE_CHARS // 5 + 1))
    assert "characters" in only_error(path).reason


def test_a_line_over_the_limit_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.read.records.MAX_RECORD_BYTES", 1000)
    text = "1|t|Microglia die.\n2|t|" + "x" * 5000 + "\n3|t|Neurons die.\n"
    found = results(write(tmp_path / "a.pubtator", text))
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "3"]
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert "line 2" in error.reason


def test_a_record_over_the_limit_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.read.records.MAX_RECORD_BYTES", 300_000)
    record = "<document><id>{}</id><passage><text>{}</text></passage></document>"
    long, short = record.format(1, "cell " * 300_000), record.format(2, "Neurons die.")
    path = write(tmp_path / "a.xml", f"<collection>{long}{short}</collection>")
    error, *articles = results(path)
    assert isinstance(error, ReadError) and "larger than" in error.reason
    assert [article.id for article in articles if isinstance(article, Article)] == ["2"]


def test_one_id_twice_loses_nothing(tmp_path: Path) -> None:
    text = "1|t|Microglia die.\n\n1|t|Neurons die.\n\n1|t|Microglia die.\n"
    first, told, second, again = results(write(tmp_path / "a.pubtator", text))
    assert [first.id, second.id] == ["1", "1#2"]
    assert isinstance(told, ReadError) and "kept as 1#2" in told.reason
    assert isinstance(again, ReadError) and "twice" in again.reason


def test_one_id_with_two_texts_knows_both_again(tmp_path: Path) -> None:
    texts = ("Microglia die.", "Neurons die.", "Neurons die.", "T cells die.", "Microglia die.")
    lines = "\n\n".join(f"1|t|{text}" for text in texts)
    found = results(write(tmp_path / "a.pubtator", lines))
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "1#2", "1#3"]
    errors = [item.reason for item in found if isinstance(item, ReadError)]
    assert ["twice" in reason for reason in errors] == [False, True, False, True]


def test_files_of_one_name_get_ids_by_folder(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/c/x.txt", "b/y.txt", "b/y.md", "z.txt"):
        write(tmp_path / name, f"{PROSE} {name}")
    ids = [s.id for s in find_sources([tmp_path]) if isinstance(s, Source)]
    assert ids == ["a/x", "c/x", "b/x", "y.md", "y.txt", "z"]


def test_names_that_cannot_be_printed(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode(b"caf\xe9\n\x1b.txt"), PROSE)
    article = only_article(tmp_path)
    check(article)
    assert article.source.isprintable()


@pytest.mark.skipif(os.name == "nt", reason="no names with line ends there")
def test_of_names_that_look_the_same_the_second_is_told(tmp_path: Path) -> None:
    for name in ("a\n.txt", "a\\n.txt"):
        (tmp_path / name).write_text("Microglia die.")
    article, error = results(tmp_path)
    assert isinstance(article, Article) and isinstance(error, ReadError)
    assert article.source == str(tmp_path / "a") + r"\n.txt"
    assert str(error) == rf"{article.source} (2): its name looks like another's; rename it"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"7|t|Microglia die.\n"))
    monkeypatch.setattr(sys, "stdin", stdin)
    (article,) = results("-")
    assert isinstance(article, Article)
    assert (article.id, article.source, prose(article)) == ("7", "-", ["Microglia die."])


@pytest.mark.parametrize(("data", "ids"), [(tarred(2), ["stdin/0", "stdin/1"]), (zipped(1), [])])
def test_archives_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = results("-")
    assert [item.id for item in found if isinstance(item, Article)] == ids
    assert ids or (isinstance(found[0], ReadError) and "save it as a file" in found[0].remedy)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PROSE)
    assert len(results(tmp_path, path, tmp_path / "." / "a.txt")) == 1


def test_a_line_of_json_does_not_lose_the_others(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"Microglia die. {n}"}) for n in range(3)]
    lines[1] = lines[1][:-4]
    first, error, last = results(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [first.id, last.id] == ["0", "2"]
    assert isinstance(error, ReadError) and "line 2" in error.source
