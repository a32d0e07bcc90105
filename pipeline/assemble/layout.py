"""Where each concept stands on the map: communities as islands, their members inside, no overlap.

The layout is nested.  A group too large for a dense force model is split into communities, each
is laid out by itself and becomes a disc, and the discs are placed by the same force model.  So
every step handles at most `DENSE` bodies, and neighbours of one community stay together.
"""

from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from pipeline.assemble.communities import Weights, pair_weights, partition

Points = NDArray[np.float64]
"""One row (x, y) a body."""

Rows = NDArray[np.int64]
"""Numbers of bodies."""

DENSE = 250
"""Most bodies of one force model: all pairs of 250 take about two milliseconds a step."""

STEPS = 150
"""Steps of the force model; the energy of 250 bodies no longer falls visibly after 120."""

FEWEST_STEPS = 50
"""Steps for a handful of bodies, which start close to where they rest."""

GAP = 10.0
"""Least free space between two nodes, in the units of the layout (a small node's radius is 8)."""

FILL = 0.18
"""Share of a group's disc that its nodes cover: below it the nodes look lost, above it their names
have no room."""

FILL_DISCS = 0.66
"""The same for the discs of groups within the whole map."""

DRAWN = 1000
"""A map of more nodes shows this many at first, the strongest, swollen into the room of the rest."""

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def node_radius(articles: int, most: int) -> float:
    """Radius at which a node is drawn, in the units of the layout; its area grows with articles.

    >>> node_radius(0, 100), node_radius(25, 100), node_radius(100, 100)
    (6.0, 17.0, 28.0)
    """
    return round(6 + 22 * (max(articles, 0) / max(most, 1)) ** 0.5, 1)


def swell(nodes: int) -> float:
    """How much larger the nodes drawn at first are, so that a large map is not dust.

    >>> swell(500), swell(4000), swell(100_000)
    (1.0, 2.0, 4.0)
    """
    return round(min(4.0, max(1.0, nodes / DRAWN) ** 0.5), 2)


def place(
    graph: nx.MultiDiGraph,
    *,
    communities: Mapping[str, int] | None = None,
    weights: Weights | None = None,
) -> dict[str, tuple[float, float]]:
    """Position every node; the same graph gives the same positions, rounded to a tenth.

    Args:
        graph: nodes with `articles`, edges with `kind` and `articles`.
        communities: each node's community, as `detect` numbers them; found here where not given.
        weights: what `pair_weights` makes of the graph, where that is known.

    >>> graph = nx.MultiDiGraph([("a", "b")])
    >>> sorted(place(graph)) == ["a", "b"] and place(graph) == place(graph)
    True
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    weights = pair_weights(graph) if weights is None else weights
    groups = communities if communities is not None else partition(nodes, weights)
    counts = [int(graph.nodes[node].get("articles", 0)) for node in nodes]
    most = max(counts)
    radii = np.array([node_radius(count, most) for count in counts])
    row = {node: number for number, node in enumerate(nodes)}
    links = _symmetric(
        [row[source] for source, _ in weights],
        [row[target] for _, target in weights],
        np.sqrt(np.array(list(weights.values()), dtype=np.float64)),
        len(nodes),
    )
    labels = np.array([groups[node] for node in nodes], dtype=np.int64)
    points = _nested(links, radii + GAP / 2, labels)
    points = _apart(points, radii + GAP / 2)
    if len(nodes) > DRAWN:
        first = _strongest(graph, nodes)
        points[first] = _apart(points[first], swell(len(nodes)) * radii[first] + GAP / 2)
    return {
        node: (round(float(x), 1), round(float(y), 1))
        for node, (x, y) in zip(nodes, points, strict=True)
    }


def _strongest(graph: nx.MultiDiGraph, nodes: list[str]) -> NDArray[np.int64]:
    """Rows of the nodes that the page draws at first: those in most articles."""
    data = [graph.nodes[node] for node in nodes]
    order = sorted(
        range(len(nodes)),
        key=lambda row: (-data[row].get("articles", 0), -data[row].get("mentions", 0), nodes[row]),
    )
    return np.array(order[:DRAWN], dtype=np.int64)


def _symmetric(rows: list[int], columns: list[int], values: Points, size: int) -> csr_array:
    both = (np.r_[rows, columns].astype(np.int64), np.r_[columns, rows].astype(np.int64))
    return coo_array((np.r_[values, values], both), shape=(size, size)).tocsr()


def _nested(links: csr_array, radii: Points, labels: NDArray[np.int64]) -> Points:
    """Lay out each label's bodies by themselves, then the labels as discs."""
    _, member, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    groups = _members(member, sizes)
    result, discs = np.zeros((len(radii), 2)), np.zeros(len(sizes))
    discs[member] = radii  # of those that are alone
    for number, group in groups.items():
        result[group] = _arranged(links[group][:, group], radii[group])
        discs[number] = np.max(np.hypot(*result[group].T) + radii[group])
    centres = _arranged(_merged(links, member, len(sizes)), discs, FILL_DISCS)[member]
    strength = np.asarray(links.sum(axis=1)).reshape(-1, 1)
    outward = links @ centres - strength * centres
    for group in groups.values():
        result[group] = _turned(result[group], outward[group])
    return centres + result


def _members(member: Rows, sizes: Rows) -> dict[int, Rows]:
    """Return the rows of each group of several, by its number."""
    order = np.argsort(member, kind="stable")
    rows = np.split(order, np.cumsum(sizes)[:-1])
    return {int(number): rows[number] for number in np.flatnonzero(sizes > 1)}


def _merged(links: csr_array, member: NDArray[np.int64], size: int) -> csr_array:
    """Sum the links between the members of each two groups."""
    pairs = links.tocoo()
    rows, columns = member[pairs.row], member[pairs.col]
    keep = rows != columns
    return coo_array((pairs.data[keep], (rows[keep], columns[keep])), shape=(size, size)).tocsr()


def _turned(points: Points, outward: Points) -> Points:
    """Rotate a group so that its members lie towards what they are linked to elsewhere."""
    x, y = points.T
    along = float(np.sum(x * outward[:, 0] + y * outward[:, 1]))
    across = float(np.sum(x * outward[:, 1] - y * outward[:, 0]))
    angle = np.arctan2(across, along)
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


def _arranged(links: csr_array, radii: Points, fill: float = FILL) -> Points:
    """Place bodies around the origin: the linked in the middle, the others around them."""
    degree = np.diff(links.indptr)
    inside, outside = np.flatnonzero(degree > 0), np.flatnonzero(degree == 0)
    points = np.zeros((len(radii), 2))
    reach = 0.0
    if len(inside):
        points[inside] = _linked(links[inside][:, inside], radii[inside], fill)
        points[inside] -= np.average(points[inside], axis=0, weights=radii[inside] ** 2)
        reach = float(np.max(np.hypot(*points[inside].T) + radii[inside]))
    points[outside] = _sunflower(radii[outside], reach)
    return points


def _linked(links: csr_array, radii: Points, fill: float) -> Points:
    if len(radii) <= DENSE:
        return _apart(_drawn_together(_forces(links, radii), radii, fill), radii)
    pairs = links.tocoo()
    names = [f"{number:08d}" for number in range(len(radii))]
    upper = pairs.row < pairs.col
    ends = zip(pairs.row[upper], pairs.col[upper], pairs.data[upper], strict=True)
    weights = {(names[a], names[b]): float(weight) for a, b, weight in ends}
    found = partition(names, weights, resolution=1.5)
    labels = np.array([found[name] for name in names], dtype=np.int64)
    if len(np.unique(labels)) in (1, len(radii)):
        labels = np.arange(len(radii)) // DENSE  # nothing to split by: any blocks will do
    return _nested(links, radii, labels)


def _drawn_together(points: Points, radii: Points, fill: float) -> Points:
    """Scale positions down until the bodies cover at least `fill` of the disc that they span."""
    reach = float(np.quantile(np.hypot(*points.T) + radii, 0.95))
    covered = float(np.sum(radii**2)) / reach**2
    return points * min(1.0, (covered / fill) ** 0.5)


def _sunflower(radii: Points, inner: float = 0.0) -> Points:
    """Bodies on a golden spiral from radius `inner` outwards, the largest first."""
    order = np.argsort(-radii, kind="stable")
    area = np.cumsum(radii[order] ** 2) * 1.6
    start = inner + float(radii.max(initial=0.0)) if inner else 0.0
    distance = np.sqrt(start**2 + area - (area[0] if len(area) and not inner else 0.0))
    angle = GOLDEN_ANGLE * np.arange(len(radii))
    points = np.zeros((len(radii), 2))
    points[order] = np.c_[distance * np.cos(angle), distance * np.sin(angle)]
    return points


def _forces(links: csr_array, radii: Points) -> Points:
    """Fruchterman and Reingold's model (1991) with bodies of different sizes.

    Two bodies rest at the sum of their radii where only they attract each other.  A link's pull is
    divided by both ends' total strength, so that a hub does not swallow its neighbours.
    """
    weights = links.toarray()
    strength = weights.sum(axis=1)
    pull = weights / np.sqrt(np.outer(strength, strength))
    pull *= len(radii) / max(float(pull.sum()), 1e-9)
    order = np.argsort(np.argsort(-strength, kind="stable"), kind="stable")
    start = _sunflower(np.full(len(radii), float(np.sqrt(np.mean(radii**2)))))
    points = start[order]
    rest = np.add.outer(radii, radii)
    np.fill_diagonal(rest, 0.0)
    bond = 1.2 * pull / np.where(rest, rest, 1.0)
    size = float(radii.mean())
    steps = FEWEST_STEPS + (STEPS - FEWEST_STEPS) * len(radii) // DENSE
    x, y = points.T.copy()
    for step in range(steps):
        reach = (1 - step / steps) * 2 * radii
        x, y = _step(x, y, rest**2, bond, radii, size, reach)
    return np.stack([x, y], axis=1)


def _step(
    x: Points, y: Points, rest: Points, bond: Points, radii: Points, size: float, reach: Points
) -> tuple[Points, Points]:
    """Move each body by the forces on it, as far as it may reach; `rest` is squared."""
    across, down = np.subtract.outer(x, x), np.subtract.outer(y, y)
    square = across * across
    square += down * down
    np.maximum(square, 1e-6, out=square)
    push = rest / (square * np.sqrt(square)) - bond
    pull = radii / size * 0.03
    dx = np.einsum("ij,ij->i", push, across) * radii * 0.3 - x * pull
    dy = np.einsum("ij,ij->i", push, down) * radii * 0.3 - y * pull
    share = np.minimum(1.0, reach / np.maximum(np.sqrt(dx * dx + dy * dy), 1e-9))
    return x + dx * share, y + dy * share


def _apart(points: Points, radii: Points, *, rounds: int = 120) -> Points:
    """Move bodies that overlap away from each other until none does or the rounds are over.

    Of two, the larger yields less, by their areas: many small ones would else throw it far off.
    """
    points = points.copy()
    sizes = np.floor(np.log2(radii)).astype(np.int64)
    slack = float(radii.min(initial=np.inf))
    looked: Points | None = None  # where they were when neighbours were last looked up
    for _ in range(rounds):
        if looked is None or np.abs(points - looked).max() > slack / 4:
            looked = points.copy()
            first, second = _near(points, radii, sizes, slack)
            yields = radii[second] ** 2 / (radii[first] ** 2 + radii[second] ** 2)
        apart = points[first] - points[second]
        distance = np.hypot(*apart.T)
        deep = radii[first] + radii[second] - distance
        hit = deep > 1e-3
        if not hit.any():
            break
        same = distance[hit] < 1e-6  # on the same spot: any direction, but always the same one
        angle = GOLDEN_ANGLE * (first[hit] + second[hit])
        safe = np.maximum(distance[hit], 1e-6)[:, None]
        unit = np.where(same[:, None], np.c_[np.cos(angle), np.sin(angle)], apart[hit] / safe)
        shift = unit * (1.04 * deep[hit])[:, None]
        for axis in (0, 1):
            given = shift[:, axis] * yields[hit]
            points[:, axis] += np.bincount(first[hit], given, len(points))
            points[:, axis] -= np.bincount(second[hit], shift[:, axis] - given, len(points))
    return points


def _near(points: Points, radii: Points, sizes: Rows, slack: float = 0.0) -> tuple[Rows, Rows]:
    """Return all pairs of bodies that overlap or lack less than `slack` of it, and others about as near.

    Each body is looked up among those of its size (a power of two) and the smaller ones, within its
    own reach: a few large discs would else make neighbours of all.
    """
    found = []
    for size in np.unique(sizes):
        own, others = np.flatnonzero(sizes == size), np.flatnonzero(sizes <= size)
        reach = 2 * float(radii[own].max()) + slack
        tree = cKDTree(points[others])
        near = cKDTree(points[own]).sparse_distance_matrix(tree, reach, output_type="ndarray")
        pairs = np.stack([own[near["i"]], others[near["j"]]])
        once = (sizes[pairs[1]] < size) | (pairs[0] < pairs[1])
        found.append(pairs[:, once])
    first, second = np.concatenate(found, axis=1)
    return first, second
