"""What changed between two builds."""

import dataclasses

from pipeline.assemble import assemble, compare
from pipeline.model import EdgeTallies


def test_no_change(tally):
    difference = compare(assemble(tally), assemble(tally))
    assert difference.articles == (3, 3)
    assert not any(
        (
            difference.new_concepts,
            difference.lost_concepts,
            difference.new_edges,
            difference.lost_edges,
            difference.changed,
            difference.newly_contradicted,
        )
    )


def test_what_came_and_what_went(tally):
    causes = ("GO:0006954", "MONDO:0005301", "causes")
    promotes = ("CL:0000134", "GO:0006954", "promotes")
    edges = [
        edge._replace(articles=2) if edge.predicate == "causes" else edge
        for edge in tally.edges.rows()
        if edge.predicate != "promotes"
    ]
    nodes = {key: node for key, node in tally.nodes.items() if key != "CL:0000815"}
    other = assemble(dataclasses.replace(tally, edges=EdgeTallies.of(edges), nodes=nodes))
    gone = compare(assemble(tally), other)
    assert gone.lost_concepts == ("CL:0000815",)
    assert gone.names["CL:0000815"] == "regulatory T cell"
    assert (gone.lost_edges, gone.new_edges) == ((promotes,), ())
    assert gone.changed == ((causes, 1, 2),)
    came = compare(other, assemble(tally))
    assert (came.new_concepts, came.new_edges) == (("CL:0000815",), (promotes,))
    assert came.newly_contradicted == (promotes,)  # "inhibits" was contradicted by a denial


def test_assertions_only(tally):
    edges = tuple(edge for edge in tally.edges.rows() if edge.target != "MONDO:0007915")
    before = assemble(dataclasses.replace(tally, edges=EdgeTallies.of(edges)))
    difference = compare(before, assemble(tally), assertions_only=True)
    assert difference.new_edges == (("CL:0000134", "MONDO:0007915", "treats"),)
    assert len(compare(before, assemble(tally)).new_edges) == 2
