"""All counts of the store: what the assembly of a graph is handed."""

import sqlite3

from pipeline.model import Tally
from pipeline.store.edges import Edges
from pipeline.store.labels import Labels
from pipeline.store.legend import Legend
from pipeline.store.nodes import Nodes


def count(db: sqlite3.Connection, labels: Labels, legend: Legend) -> Tally:
    """Count every node and edge; articles are in source order."""
    (sentences,) = db.execute("SELECT coalesce(sum(read), 0) FROM article").fetchone()
    articles = {article.id: article for article in labels.articles}
    edges = Edges(db, labels, legend)
    nodes = Nodes(db, legend).tally()
    return Tally(sentences, articles, nodes, edges.tally(), edges.least)
