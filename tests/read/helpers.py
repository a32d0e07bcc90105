"""What the tests of the readers share."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import find_sources, read

Result = Article | ReadError


def results(*paths: Path | str) -> list[Result]:
    """Read all there is in some paths."""
    found = list(find_sources(paths))
    return [a for s in found for a in ([s] if isinstance(s, ReadError) else read(s))]


def only_article(path: Path) -> Article:
    """Read the one article of a file that must be readable."""
    (article,) = results(path)
    assert isinstance(article, Article), article
    return article


def only_error(*paths: Path | str) -> ReadError:
    """Read what must give one error and nothing else; it is one printable line."""
    (error,) = results(*paths)
    assert isinstance(error, ReadError), error
    assert str(error).isprintable()
    assert "reader failed" not in error.reason
    return error


def prose(article: Article) -> list[str]:
    """Return the text of each passage."""
    return [article.text[p.start : p.end] for p in article.passages]


def check(article: Article) -> None:
    """Hold an article to the contract of the model."""
    position = 0
    assert article.passages
    for passage in article.passages:
        assert position <= passage.start < passage.end <= len(article.text)
        text = article.text[passage.start : passage.end]
        assert text == text.strip()
        assert re.search(r"[^\W\d_]", text)  # a letter as the readers have it, "¹" and "¼" too
        position = passage.end
    everything = (article.id, article.title, article.text, article.journal, article.doi)
    for text in (*everything, *(p.section for p in article.passages)):
        text.encode("utf-8")  # no lone surrogates
        assert not set(text) & set(map(chr, (*range(9), *range(14, 32), 127)))
    assert article.id and article.id == " ".join(article.id.split())
    assert article.source


class Server(SimpleHTTPRequestHandler):
    """Serves a folder; a name with "secret" is forbidden, one with "cut" ends too early."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if "secret" in self.path:
            self.send_error(403)
        elif "cut" in self.path:
            self.send_response(200)
            self.send_header("Content-Length", "9999")
            self.end_headers()
            self.wfile.write(b"Microglia die. Neurons")
        else:
            super().do_GET()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP in a thread; give its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
