import random
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.model import Concept
from pipeline.store import Choice, open_store, pack
from tests.store.samples import annotate, mention

MS, T, B, ACT = "MONDO:0005301", "CL:0000084", "CL:0000236", "GO:0042110"
ALL = Choice(concepts=lambda curie: None)


def tally(tmp_path, annotations, choice=ALL):
    with open_store(tmp_path) as store:
        for n, annotation in enumerate(annotations):
            store.add(f"{n:03}.txt", str(n), [pack(annotation)])
        return store.tally(choice), list(store.evidence(choice))


def edges(tally):
    return {(e.source, e.target, e.predicate): e for e in tally.edges.rows()}


def test_sentences_and_articles_are_counted_once(tmp_path):
    texts = [
        f"{{T cells|{T}}}, {{T cells|{T}}} in {{MS|{MS}}}.\n{{MS|{MS}}} again by {{T cells|{T}}}.",
        f"{{MS|{MS}}} needs {{T lymphocytes|{T}}}.\nNothing here.",
    ]
    found, evidence = tally(tmp_path, [annotate(t, name=f"a{n}") for n, t in enumerate(texts)])
    edge = edges(found)[T, MS, ""]
    assert (edge.sentences, edge.articles) == (3, 2)
    assert found.sentences == 4
    node = found.nodes[T]
    assert (node.mentions, node.sentences, node.articles) == (4, 3, 2)
    assert node.names == (("T cells", 3), ("T lymphocytes", 1))
    assert len(evidence) == 3


def test_a_name_inside_another_co_occurs_but_one_span_read_twice_does_not(tmp_path):
    annotation = annotate("T cell activation in MS.")
    found = (
        mention(0, "T cell activation", ACT),
        mention(0, "T cell", T),
        mention(21, "MS", MS),
        mention(21, "MS", B),
    )
    found, _ = tally(tmp_path, [replace(annotation, mentions=found)])
    assert set(edges(found)) == {(T, ACT, ""), (ACT, MS, ""), (T, MS, ""), (B, ACT, ""), (T, B, "")}


def test_relations_keep_their_direction_and_flags(tmp_path):
    text = f"{{T cells|{T}}} may drive {{MS|{MS}}}."
    annotation = annotate(text, relations=[(0, "causes", 1, "s")], year=2020)
    denied = annotate(
        f"{{MS|{MS}}} not from {{T cells|{T}}}.",
        name="b",
        relations=[(1, "causes", 0, "n")],
        year=2011,
    )
    found, evidence = tally(tmp_path, [annotation, denied])
    edge = edges(found)[T, MS, "causes"]
    assert (edge.affirming, edge.supposing, edge.denying) == (0, 1, 1)
    assert (edge.negated, edge.speculative) == (1, 1)
    assert (edge.first_year, edge.last_year) == (2011, 2020)
    assert [e.article for e in edge.evidence] == ["a", "b"]
    last = [e for e in evidence if e.predicate][-1]
    assert (last.subject_concept, last.subject) == (T, (12, 19))


def test_an_article_counts_by_its_clearest_statement(tmp_path):
    text = f"{{T cells|{T}|n}} and {{MS|{MS}}}.\n{{T cells|{T}}} and {{MS|{MS}}}."
    found, _ = tally(tmp_path, [annotate(text)])
    edge = edges(found)[T, MS, ""]
    assert (edge.affirming, edge.denying, edge.negated) == (1, 0, 1)
    assert edge.evidence[0].sentence == "T cells and MS."
    assert edge.evidence[0].start == 16


def test_co_occurrence_evidence_is_in_text_order(tmp_path):
    found, _ = tally(tmp_path, [annotate(f"{{MS|{MS}}} and {{T cells|{T}}}.")])
    (evidence,) = found.edges.evidence[0]
    assert (evidence.subject_concept, evidence.object_concept) == (MS, T)
    assert (evidence.subject, evidence.object) == ((0, 2), (7, 14))
    assert evidence.section == "abstract"


def test_the_best_evidence_comes_from_different_articles(tmp_path):
    twice = f"{{MS|{MS}}} and {{T|{T}}} here.\n{{MS|{MS}}} and {{T|{T}}} there."
    old = annotate(twice, name="old", year=1990)
    new = annotate(twice, name="new", year=2020)
    choice = Choice(concepts=lambda curie: None, evidence_per_edge=3)
    found, _ = tally(tmp_path, [old, new], choice)
    assert [e.article for e in found.edges.evidence[0]] == ["new", "old", "new"]


def test_renaming_merges_concepts_before_counting(tmp_path):
    text = f"{{MS|{MS}}} by {{x|LOCAL:x}} and {{y|LOCAL:y}}."
    concepts = [Concept("LOCAL:x", "x", "Mechanism"), Concept("LOCAL:y", "y", "Mechanism")]
    choice = Choice(concepts=lambda curie: None, rename=lambda c: c.replace("LOCAL:y", "LOCAL:x"))
    found, _ = tally(tmp_path, [annotate(text, concepts=concepts)], choice)
    assert [(e.source, e.target, e.sentences) for e in found.edges.rows()] == [("LOCAL:x", MS, 1)]
    assert found.nodes["LOCAL:x"].mentions == 2
    assert found.nodes["LOCAL:x"].concept == concepts[0]


@pytest.mark.parametrize("keep", [False, True])
def test_generic_mentions_and_concepts_stay_out_unless_kept(tmp_path, keep):
    text = f"{{MS|{MS}}} and {{expression|{ACT}|g}} of {{cells|{B}}}."
    generic = Concept(B, "B", "CellType", generic=True)
    choice = Choice(concepts={B: generic}.get, keep_generic=keep)
    found, _ = tally(tmp_path, [annotate(text)], choice)
    assert set(found.nodes) == ({MS, ACT, B} if keep else {MS})


def test_concepts_come_from_the_vocabulary_then_the_article_then_the_text(tmp_path):
    known = Concept(MS, "multiple sclerosis", "Disease")
    own = Concept("LOCAL:reset", "immune reset", "Mechanism", participants=(T,))
    text = f"{{MS|{MS}}}, {{reset|LOCAL:reset}}, {{T  cells|{T}}}."
    choice = Choice(concepts={MS: known}.get)
    found, _ = tally(tmp_path, [annotate(text, concepts=[own])], choice)
    concepts = {curie: node.concept for curie, node in found.nodes.items()}
    assert concepts == {MS: known, own.id: own, T: Concept(T, "T cells", "CellType")}


def test_evidence_ids_agree_and_are_unique(tmp_path):
    text = f"{{MS|{MS}}}, {{T|{T}}}, {{B|{B}}} and {{T|{T}}}."
    found, evidence = tally(
        tmp_path, [annotate(text, relations=[(1, "causes", 0), (1, "treats", 0)])]
    )
    by_id = {e.id: e for e in evidence}
    assert len(by_id) == len(evidence) == 5
    assert {e.id: e for edge in found.edges.rows() for e in edge.evidence} == by_id


def test_pairs_in_few_articles_can_be_left_out(tmp_path):
    texts = [f"{{MS|{MS}}} {{T|{T}}}.", f"{{MS|{MS}}} {{T|{T}}} {{B|{B}}}."]
    annotations = [annotate(t, name=t, relations=[(0, "causes", 1)]) for t in texts[:1]]
    annotations += [annotate(texts[1], name="b")]
    choice = Choice(concepts=lambda curie: None, minimum_articles=2)
    found, _ = tally(tmp_path, annotations, choice)
    assert set(edges(found)) == {(T, MS, ""), (MS, T, "causes")}


@pytest.mark.parametrize(("maximum", "least", "kept"), [(2, 1, 2), (1, 2, 1), (0, 3, 0)])
def test_as_many_pairs_are_kept_as_a_graph_can_hold(tmp_path, maximum, least, kept):
    annotations = [annotate(f"{{MS|{MS}}} {{T|{T}}} no {n}.", name=f"{n}") for n in range(2)]
    annotations += [annotate(f"{{B|{B}}} {{T|{T}}}.", name="b")]
    choice = Choice(concepts=lambda curie: None, maximum_pairs=maximum)
    found, evidence = tally(tmp_path, annotations, choice)
    assert (found.minimum_articles, len(found.edges.source)) == (least, kept)
    assert len(evidence) == 3


def test_the_order_of_adding_makes_no_difference(tmp_path):
    rng = random.Random(4)
    concepts = [MS, T, B, ACT, "LOCAL:x", "LOCAL:y"]
    annotations = []
    for n in range(30):
        lines = [" ".join(f"{{w{c[:2]}|{c}}}" for c in rng.sample(concepts, 3)) for _ in range(3)]
        flags = rng.choice(["", "n", "s"])
        verbs = rng.sample(["causes", "treats", "inhibits"], 2)
        relations = [(0, verb, 1, flags) for verb in verbs]
        annotations.append(
            annotate("\n".join(lines), name=f"i{n % 20}", relations=relations, year=n)
        )
    results = []
    for attempt in range(3):
        order = list(range(30))
        rng.shuffle(order)
        with open_store(tmp_path / str(attempt)) as store:
            for n in order:
                store.add(f"{n:03}.txt", str(n), [pack(annotations[n])])
            for n in order[:5]:
                store.remove([f"{n:03}.txt"])
            for n in order[:5]:
                store.add(f"{n:03}.txt", str(n), [pack(annotations[n])])
            found = store.tally(ALL)
            orders = (list(found.articles), list(found.nodes), list(store.evidence(ALL)))
            results.append((found, orders))
    assert results[0] == results[1] == results[2]


def many(tmp_path, count=30):
    """A store of articles of three sentences each, about six concepts."""
    rng = random.Random(8)
    concepts = [MS, T, B, ACT, "LOCAL:x", "LOCAL:y"]
    with open_store(tmp_path) as store:
        for n in range(count):
            drawn = [rng.sample(concepts, 3) for _ in range(3)]
            lines = [" ".join(f"{{w{c[:2]}|{c}}}" for c in each) for each in drawn]
            annotation = annotate("\n".join(lines), name=f"a{n}", relations=[(0, "causes", 1)])
            store.add(f"{n:03}.txt", str(n), [pack(annotation)])
    return tmp_path


@pytest.mark.parametrize("maximum", [5, 100])
def test_counting_in_slices_and_blocks_makes_no_difference(tmp_path, monkeypatch, maximum):
    choice = Choice(concepts=lambda curie: None, maximum_pairs=maximum)
    with open_store(many(tmp_path)) as store:
        whole, evidence = store.tally(choice), list(store.evidence(choice))
        monkeypatch.setattr("pipeline.store.edges.SLICE_ROWS", 20)
        monkeypatch.setattr("pipeline.store.columns.BLOCK_ARTICLES", 4)
        assert store.tally(choice) == whole
        assert list(store.evidence(choice)) == evidence
    assert 0 < len([e for e in whole.edges.rows() if not e.predicate]) <= maximum


def test_edges_keep_fewer_sentences_where_there_are_many(tmp_path):
    with open_store(many(tmp_path)) as store:
        whole = store.tally(Choice(concepts=lambda curie: None))
        fewer = store.tally(Choice(concepts=lambda curie: None, maximum_evidence=60))
    kept = [len(edge.evidence) for edge in fewer.edges.rows()]
    assert sum(kept) <= 60 < sum(len(edge.evidence) for edge in whole.edges.rows())
    assert all(kept)
    for edge, other in zip(fewer.edges.rows(), whole.edges.rows(), strict=True):
        assert edge.evidence == other.evidence[: len(edge.evidence)]
        assert edge.sentences == other.sentences


def test_volumes_share_the_articles_out_by_their_content(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.store.labels.VOLUME_ARTICLES", 4)
    with open_store(many(tmp_path)) as store:
        before = store.volumes()
        with closing(store.shelf(ALL).open()) as tell:
            told = [{each.article.id for each in tell(n)} for n in range(len(before))]
        changed = annotate(f"Another {{MS|{MS}}} and {{T cell|{T}}}.", name="a7")
        store.add("007.txt", "new", [pack(changed)])
        after = store.volumes()
    assert len(before) == 8
    assert sorted(id_ for ids in told for id_ in ids) == sorted(f"a{n}" for n in range(30))
    assert 1 <= sum(a != b for a, b in zip(before, after, strict=True)) <= 2
