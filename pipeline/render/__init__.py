"""From the concept graph to a page, tables and exchange formats; the only room that knows pyvis."""

from pipeline.render.changes import write_changes
from pipeline.render.columns import Edges, edges_of
from pipeline.render.cx2 import write_cx2
from pipeline.render.evidence import (
    evidence_name,
    evidence_volumes,
    read_evidence,
    write_evidence_csv,
    write_statements_csv,
)
from pipeline.render.graph_json import read_assertions, read_graph_json, write_graph_json
from pipeline.render.graphml import write_graphml
from pipeline.render.neo4j import write_neo4j
from pipeline.render.page import prepare, render_page, write_page
from pipeline.render.report import write_report
from pipeline.render.tables import (
    write_edges_csv,
    write_nodes_csv,
    write_triads_csv,
)
from pipeline.render.words import count, verb

__all__ = [
    "Edges",
    "count",
    "edges_of",
    "evidence_name",
    "evidence_volumes",
    "prepare",
    "read_assertions",
    "read_evidence",
    "read_graph_json",
    "render_page",
    "verb",
    "write_changes",
    "write_cx2",
    "write_edges_csv",
    "write_evidence_csv",
    "write_graph_json",
    "write_graphml",
    "write_neo4j",
    "write_nodes_csv",
    "write_page",
    "write_report",
    "write_statements_csv",
    "write_triads_csv",
]
