"""From relations to the concept graph: counts, statistics, layout, communities."""

from pipeline.assemble.difference import compare
from pipeline.assemble.graph import assemble, connect, placed, places
from pipeline.assemble.ontology import is_a_edges, roll_up
from pipeline.assemble.triads import triads

__all__ = [
    "assemble",
    "compare",
    "connect",
    "is_a_edges",
    "placed",
    "places",
    "roll_up",
    "triads",
]
