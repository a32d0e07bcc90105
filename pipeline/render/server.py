"""The explorer over a finished build, served to this machine only, for graphs past one file.

The page holds every concept and the strongest links; the other links of a concept and all the
sentences of a link are read from the build's files when they are asked for; a very long answer
says how many it leaves out.  There is no route to a file: a request names concepts, never a path.
The server listens on 127.0.0.1 and answers only to that name, so that no other site can reach it
through a visitor's browser.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

from pipeline.errors import InputError
from pipeline.model import ConceptGraph, EdgeColumns, EdgeKey
from pipeline.render.evidence import evidence_files, read_evidence_row
from pipeline.render.graph_json import read_graph_json
from pipeline.render.page import compose, served_policy
from pipeline.render.payload import TOLD, edge_columns, pack, ranked_nodes, strongest

HOST = "127.0.0.1"

HELD_EDGES = 60_000
"""Links in the page from the start: about 2 MB; the others come with their concept."""

MOST_ANSWERED = 5_000
"""Links, or sentences, in one answer; it says how many it leaves out."""


class Explorer:
    """What a build wrote, ready to be asked about.

    Raises:
        InputError: the folder holds no build, or its files are damaged.
    """

    def __init__(self, out: Path) -> None:
        self.graph = read_graph_json(out / "graph.json").graph
        self._evidence = EvidenceFiles(out)
        self._number = {node: index for index, node in enumerate(ranked_nodes(self.graph.nodes))}
        payload = pack(ConceptGraph(self.graph), title=out.resolve().name, most_edges=HELD_EDGES)
        payload.graph["served"] = True
        self.page = compose(replace(payload, chunks=()), policy=served_policy)

    def neighbours(self, node: str) -> dict[str, Any]:
        """Return the strongest links of a concept as columns, and how many are left out.

        Raises:
            KeyError: there is no such concept.
        """
        if node not in self.graph:
            raise KeyError(node)
        links: set[EdgeKey] = {*self.graph.out_edges(node, keys=True)}
        links |= {*self.graph.in_edges(node, keys=True)}
        keys = sorted(links)
        data = [self.graph.edges[key] for key in keys]
        told = {name: [each.get(name, other) for each in data] for name, other in TOLD.items()}
        found = strongest([EdgeColumns(keys, told)], MOST_ANSWERED)
        return edge_columns(found, self._number) | {"left_out": len(keys) - len(found.keys)}

    def sentences(self, source: str, target: str, predicate: str) -> dict[str, Any]:
        """Return the sentences of one link as the page shows them, and how many are left out."""
        edge = source, target, predicate
        found = [_shown(row, source) for row in self._evidence.rows(edge)]
        return {"sentences": found, "left_out": self._evidence.count(edge) - len(found)}


class EvidenceFiles:
    """The tables of evidence on disk, with the place of each link's rows in memory.

    Raises:
        InputError: there is no such table, or it is none of ours.
    """

    def __init__(self, out: Path) -> None:
        self._paths = evidence_files(out)
        self._places: dict[EdgeKey, list[tuple[int, int]]] = {}
        self._names: list[str] = []
        for number, path in enumerate(self._paths):
            try:
                with path.open("rb") as file:
                    self._index(number, _Lines(file))
            except (OSError, ValueError, KeyError, StopIteration, csv.Error) as error:
                raise InputError(f"{path}: no evidence that etiograph wrote; build anew") from error

    def _index(self, number: int, lines: "_Lines") -> None:
        table = csv.reader(lines)
        self._names = next(table)
        columns = [self._names.index(name) for name in ("subject", "object", "predicate")]
        place = lines.position
        for row in table:
            source, target, predicate = (row[column].removeprefix("'") for column in columns)
            edge = _edge(source, target, predicate)
            self._places.setdefault(edge, []).append((number, place))
            place = lines.position

    def count(self, edge: EdgeKey) -> int:
        """Return how many rows a link has."""
        return len(self._places.get(_edge(*edge), ()))

    def rows(self, edge: EdgeKey) -> Iterator[dict[str, str]]:
        """Read one link's rows, in the order of the tables, up to `MOST_ANSWERED`."""
        places = self._places.get(_edge(*edge), [])[:MOST_ANSWERED]
        for number, group in groupby(places, key=itemgetter(0)):
            with self._paths[number].open("rb") as file:
                for _, place in group:
                    file.seek(place)
                    cells = next(csv.reader(_Lines(file)))
                    yield dict(zip(self._names, cells, strict=True))


class _Lines:
    """Lines of a file one by one, so that a reader's place in it is known."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        self.position += len(line)
        return line.decode("utf-8")


def _edge(source: str, target: str, predicate: str) -> EdgeKey:
    """A co-occurrence means both directions: the smaller CURIE stands first."""
    if not predicate and source > target:
        return target, source, predicate
    return source, target, predicate


def _shown(row: dict[str, str], source: str) -> dict[str, Any]:
    evidence, article = read_evidence_row(row)
    return {
        "text": evidence.sentence,
        "section": evidence.section,
        "article": {
            "id": article.id,
            "title": article.title,
            "year": article.year,
            "doi": article.doi,
            "pmid": article.pmid,
        },
        "spans": [offset - evidence.start for offset in (*evidence.subject, *evidence.object)],
        "swapped": evidence.subject_concept != source,
        "negated": evidence.negated,
        "speculative": evidence.speculative,
        "cue": evidence.cue,
        "rule": evidence.rule,
    }


def server(out: Path, *, port: int = 0) -> ThreadingHTTPServer:
    """Make a server of a build's explorer; `serve_forever` runs it.

    Args:
        out: the folder of a build.
        port: where it listens on 127.0.0.1; 0 takes any that is free.

    Raises:
        InputError: the folder holds no build, or the port is taken.
    """
    explorer = Explorer(out)

    class Handler(_Handler):
        pass

    Handler.explorer = explorer
    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"port {port}: {reason}; choose another with --port") from error


class _Handler(BaseHTTPRequestHandler):
    """Three answers: the page, a concept's links, a link's sentences."""

    explorer: Explorer
    server_version = "etiograph"
    sys_version = ""

    def do_GET(self) -> None:
        if not self._asked_by_name():
            self.send_error(HTTPStatus.FORBIDDEN, "open this server as 127.0.0.1")
            return
        address = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(address.query).items()}
        try:
            kind, body = self._answer(address.path, asked)
        except KeyError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(kind, body)

    def _answer(self, path: str, asked: dict[str, str]) -> tuple[str, str]:
        if path == "/":
            return "text/html", self.explorer.page
        if path == "/neighbours":
            return "application/json", json.dumps(self.explorer.neighbours(asked["node"]))
        if path == "/sentences":
            edge = asked["source"], asked["target"], asked.get("predicate", "")
            return "application/json", json.dumps(self.explorer.sentences(*edge))
        raise KeyError(path)

    def _asked_by_name(self) -> bool:
        """Whether the request names this machine, and not a site that only points to it."""
        _, port, *_ = self.connection.getsockname()
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def _send(self, kind: str, body: str) -> None:
        content = body.encode("utf-8", "replace")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base's name)
        """Say nothing: a line for each request tells the user nothing."""
