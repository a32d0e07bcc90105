"""The concept graph as columns and as NetworkX has it."""

from pipeline.assemble import assemble
from pipeline.model import ConceptGraph


def test_columns_and_networkx_tell_the_same_graph(tally):
    concepts = assemble(tally)
    nodes, (edges,) = dict(concepts.nodes), concepts.edges()
    graph = concepts.graph
    assert dict(graph.nodes(data=True)) == nodes
    assert sorted(edges.keys) == sorted(graph.edges(keys=True)) == list(edges.keys)
    assert dict(edges.rows()) == {key: graph.edges[key] for key in edges.keys}
    assert concepts.counts == graph.graph == {"sentences": 40, "articles": 3}
    assert ConceptGraph(graph).edges() == [edges.__class__(tuple(edges.keys), edges.values)]


def test_what_is_changed_in_the_graph_is_changed(tally):
    concepts = assemble(tally)
    concepts.graph.add_edge("CL:0000134", "MONDO:0005301", key="is_a", kind="is_a")
    kinds = [kind for each in concepts.edges() for kind in each.values["kind"]]
    assert kinds.count("is_a") == 1
    assert len(concepts.edges()) == 3
