"""All counts of the store: what the assembly of a graph is handed."""

import sqlite3
from dataclasses import replace

from pipeline.model import Tally
from pipeline.store.edges import Edges
from pipeline.store.labels import Labels
from pipeline.store.legend import Legend
from pipeline.store.nodes import Nodes


class Counts:
    """The counts of every node and edge; articles are in source order.

    Attributes:
        tally: the counts, without the evidence of edges.
    """

    def __init__(self, db: sqlite3.Connection, labels: Labels, legend: Legend) -> None:
        (sentences,) = db.execute("SELECT coalesce(sum(read), 0) FROM article").fetchone()
        articles = {article.id: article for article in labels.articles}
        nodes = Nodes(legend)
        self._edges = Edges(db, labels, legend, nodes.add)
        edges, least = self._edges.tally(), self._edges.least
        self.tally = Tally(sentences, articles, nodes.tally(), edges, least)

    def told(self) -> Tally:
        """Return the counts with the evidence of edges, its sentences looked up."""
        edges = self.tally.edges._replace(evidence=self._edges.evidence())
        return replace(self.tally, edges=edges)
