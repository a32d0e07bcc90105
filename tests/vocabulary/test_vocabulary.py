import json
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.errors import VocabularyError
from pipeline.model import Concept
from pipeline.settings import Settings
from pipeline.vocabulary import Vocabulary, files, load, local_id
from pipeline.vocabulary.compile import compile_names, names_of, words_of
from pipeline.vocabulary.files import CURIE, read_vocabulary
from pipeline.vocabulary.vocabulary import _fingerprint, merge
from pipeline.vocabulary.words import key_of


@pytest.fixture(scope="module")
def vocabulary():
    return load()


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("multiple sclerosis", "MONDO:0005301"),
        ("t cell", "CL:0000084"),
        ("seizure", "HP:0001250"),
        ("inflammation", "GO:0006954"),
        ("weight gain", "HP:0004324"),
        ("prader willi", "MONDO:0008300"),
    ],
)
def test_every_source_is_in_the_vocabulary(vocabulary, name, curie):
    assert curie in {reading.concept for reading in vocabulary.readings(name)}


@pytest.mark.parametrize("name", ["was", "can", "all", "disease", "cell"])
def test_everyday_words_are_no_names(vocabulary, name):
    assert vocabulary.readings(name) == []


def test_ancestors_reach_the_root(vocabulary):
    assert {"CL:0000542", "CL:0000000"} <= vocabulary.ancestors("CL:0000084")


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_ancestors_in_a_cycle_do_not_depend_on_who_asks_first(order):
    parents = {"a": ["b"], "b": ["c"], "c": ["a", "root"], "d": ["a"]}
    found = Vocabulary(
        {each: [each, "T", [], parents[each], [], "", False] for each in parents}, {}, ""
    )
    assert {each: "".join(sorted(found.ancestors(each) - {"root"})) for each in order} == {
        "a": "bc", "b": "ac", "c": "ab", "d": "abc",
    }  # fmt: skip
    assert all("root" in found.ancestors(each) for each in order)


def test_ancestors_may_be_many():
    chain = {str(n): [str(n), "T", [], [str(n + 1)], [], "", False] for n in range(5000)}
    assert len(Vocabulary(chain, {}, "").ancestors("0")) == 5000


def test_qualifiers_of_diseases_are_left_out(vocabulary):
    assert "MONDO:0021136" not in vocabulary  # rare


def test_a_second_load_comes_from_the_cache_unless_it_is_damaged(tmp_path):
    steps = []
    settings = Settings(cache=tmp_path)
    first = load(settings, report=lambda *step: steps.append(step))
    assert steps
    steps.clear()
    second = load(settings, report=lambda *step: steps.append(step))
    assert not steps
    assert second.concept("CL:0000084") == first.concept("CL:0000084")
    for path in tmp_path.iterdir():
        path.write_bytes(b"\x93\x01")
    assert "CL:0000084" in load(settings)


def test_users_terms_join_and_bring_a_new_type(tmp_path):
    path = tmp_path / "therapies.tsv"
    path.write_text("id\tname\ttype\tsynonyms\nEX:1\tplasma exchange\tTherapy\tplasmapheresis\n")
    found = load(Settings(vocabularies=(path,)))
    assert found.readings("plasmapheresis")[0].type == "Therapy"
    assert "Therapy" in found.types


def test_the_order_of_users_files_counts_and_their_place_does_not(tmp_path, monkeypatch):
    a, b = tmp_path / "a.tsv", tmp_path / "b.tsv"
    a.write_text("id\tname\ttype\nEX:1\tplasma exchange\tTherapy\n")
    b.write_text("id\tname\ttype\nWHY:1\tplasma exchange\tTherapy\n")
    monkeypatch.chdir(tmp_path)

    def fingerprint(*paths):
        return load(Settings(vocabularies=paths, cache=tmp_path)).fingerprint

    assert "EX:1" in load(Settings(vocabularies=(a, b), cache=tmp_path))
    assert "WHY:1" in load(Settings(vocabularies=(b, a), cache=tmp_path))
    assert fingerprint(a, b) == fingerprint(Path("a.tsv"), b) != fingerprint(b, a)


def test_the_fingerprint_covers_all_rules(monkeypatch):
    hashed = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: hashed.append(path) or b"")
    _fingerprint(Settings())
    folder = Path(files.__file__).parent
    assert {path for path in folder.rglob("*.*") if path.suffix != ".pyc"} == set(hashed)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("a.tsv", "name\ttype\nx\tT\n", "no column id"),
        ("a.tsv", "# mine\nid\tname\ttype\n\n#\nEX:1\t\tT\n", "line 5: needs a name"),
        ("a.tsv", "id\tname\ttype\nEX:1\tx\t<script>\n", "a type of letters"),
        ("a.jsonl", '{"label": "T"}\n', "line 1"),
        ("a.csv", "", "unknown kind"),
        ("a.tsv", "id\tname\ttype\nEX:1\tna\xefve\tT\n", "not UTF-8"),
        ("a.jsonl", '{"label": "T", "pattern": "na\xefve"}\n', "not UTF-8"),
        (
            "a.obo",
            "format-version: 1.2\n\n[Term]\nid: EX:1\nname: na\xefve\n",
            "not readable as OBO",
        ),
    ],
)
def test_bad_vocabularies_are_named(tmp_path, file, content, message):
    path = tmp_path / file
    path.write_text(content, "latin-1")
    with pytest.raises(VocabularyError, match=message) as error:
        list(read_vocabulary(path))
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)


def test_a_missing_vocabulary_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"nowhere\.tsv"):
        load(Settings(vocabularies=(tmp_path / "nowhere.tsv",)))


def test_pattern_files_of_spacy_are_read(tmp_path):
    path = tmp_path / "patterns.jsonl"
    path.write_text(
        '{"label": "Drug", "pattern": "aspirin", "id": "EX:2"}\n'
        '{"label": "Drug", "pattern": [{"LOWER": "folic"}, {"LOWER": "acid"}]}\n'
    )
    assert list(read_vocabulary(path)) == [
        Concept("EX:2", "aspirin", "Drug"),
        Concept(local_id("folic acid"), "folic acid", "Drug"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"pattern": [{"LOWER": {"IN": ["folic", "folinic"]}}, {"LOWER": "acid"}]},
        {"pattern": [{"LOWER": "folic", "OP": "?"}, {"LOWER": "acid"}]},
        {"pattern": [{"LEMMA": "acid"}]},
        {"pattern": ["acid"]},
        {"pattern": {"LOWER": "acid"}},
        {"pattern": []},
        {"pattern": " "},
        {"pattern": None},
        {"label": 5},
        {"label": "my label"},
    ],
)
def test_patterns_that_are_no_phrase_are_refused(tmp_path, fields):
    path = tmp_path / "patterns.jsonl"
    path.write_text("\n" + json.dumps({"label": "Drug", "pattern": "aspirin"} | fields))
    with pytest.raises(VocabularyError, match=r"patterns\.jsonl, line 2: not a label") as error:
        list(read_vocabulary(path))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("T cell (CD4+)", "t-cell-cd4"),
        ("α-blocker", "alpha-blocker"),
        ("Β-BLOCKER", "beta-blocker"),
        ("TNF–ά", "tnf-alpha"),
        ("Sjögren’s sign", "sjogren-s-sign"),
    ],
)
def test_local_ids_spell_what_is_no_ascii(name, local):
    assert local_id(name) == f"LOCAL:{local}"


@pytest.mark.parametrize(
    "names", [("干细胞", "细胞"), ("клетка", "клетки"), ("干 cell", "细 cell"), ("↑", "↓")]
)
def test_names_in_other_scripts_have_local_ids_of_their_own(names):
    one, other = map(local_id, names)
    assert one != other
    assert CURIE.fullmatch(one) and one.isascii()


def test_obo_files_are_read(tmp_path):
    path = tmp_path / "my_terms.obo"
    path.write_text(
        "format-version: 1.2\n\n[Term]\nid: EX:1\nname: top\n\n[Term]\nid: EX:2\nname: part\n"
        'synonym: "piece" EXACT []\nis_a: EX:1\n'
    )
    assert Concept("EX:2", "part", "MyTerms", ("piece",), ("EX:1",)) in list(read_vocabulary(path))


def test_a_name_in_two_ontologies_is_one_concept():
    merged = merge(
        iter([
            Concept("MONDO:1", "seizure disorder", "Disease", ("fits",)),
            Concept("HP:1", "Fits", "Disease", ("convulsions",)),
        ])
    )  # fmt: skip
    assert [c.id for c in merged] == ["MONDO:1"]
    assert "convulsions" in merged[0].synonyms


def test_hp_s_degrees_and_bracketed_acronyms_are_no_names():
    names = compile_names([
        Concept("HP:1", "Severe itching", "Disease"), Concept("M:1", "severe ague", "Disease"),
        Concept("M:2", "giant itching tumor (git)", "Disease"),
    ])  # fmt: skip
    assert sorted(names) == ["giant itching tumor", "severe ague"]


def test_what_makes_a_disease_likelier_is_no_name():
    names = compile_names([
        Concept("M:1", "susceptibility to ague", "Disease", ("ague susceptibility",)),
        Concept("M:2", "insensitivity to hormone", "Disease"),
    ])  # fmt: skip
    assert sorted(names) == ["insensitivity to hormone"]


def test_an_acronym_keeps_its_case():
    names = compile_names([Concept("X:1", "glow", "T"), Concept("X:2", "GLOW", "T")])
    assert {(r.concept, r.surface) for r in names["glow"]} == {("X:1", ""), ("X:2", "GLOW")}


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("acute myeloid leukemia", "MONDO:0018874"),
        ("Sheehan syndrome", "MONDO:0019618"),
        ("non-Hodgkin lymphoma", "MONDO:0018908"),
    ],
)
def test_a_concepts_own_name_means_that_concept_first(vocabulary, name, curie):
    assert vocabulary.readings(key_of(name))[0].concept == curie


def test_no_synonym_takes_a_name_from_the_concept_that_bears_it(vocabulary):
    own: dict[tuple[str, str], set[str]] = {}
    concepts = list(map(vocabulary.__getitem__, vocabulary))
    words = words_of(concepts)
    for concept in concepts:
        for name, label in names_of(concept, words):
            if label:
                own.setdefault((concept.type, key_of(name)), set()).add(concept.id)
    taken = []
    for (kind, key), bearers in own.items():
        first = next((r for r in vocabulary.readings(key) if r.type == kind), None)
        if first and bearers & {r.concept for r in vocabulary.readings(key)}:
            taken += [key] if first.concept not in bearers else []
    assert taken == []


def test_a_prefix_is_split_from_words_only():
    names = [Concept("X:1", "preeclampsia", "Disease"), Concept("X:2", "retinitis", "Disease")]
    words = words_of([*names, Concept("X:3", "eclampsia", "Disease")])
    assert [[name for name, _ in names_of(c, words)] for c in names] == [
        ["preeclampsia", "pre-eclampsia"],
        ["retinitis"],
    ]


def test_a_concept_that_comes_again_adds_all_that_is_said_of_it():
    first = Concept("X:1", "ague", "T", ("fever",), ("X:2",))
    again = Concept("X:1", "chills", "T", ("fever",), ("X:3", "X:2"), category="sign", generic=True)
    whole = Concept("X:1", "ague", "T", ("fever", "chills"), ("X:2", "X:3"), (), "sign", True)
    assert merge(iter([first, again])) == [whole]


def test_findings_that_we_name_too_have_their_parents(vocabulary):
    assert "HP:0001507" in vocabulary["HP:0004324"].parents


@pytest.mark.parametrize("kind", ["Therapy", "banned"])
def test_a_line_that_gives_a_known_concept_another_type_is_refused(tmp_path, kind):
    path = tmp_path / "own.tsv"
    path.write_text(f"id\tname\ttype\nCL:0000084\tT cell\t{kind}\n")
    told = f"own.tsv: CL:0000084 has the type CellType, not {kind}; give it that type or another id"
    with pytest.raises(VocabularyError, match=told):
        load(Settings(vocabularies=(path,), cache=tmp_path))


def test_what_an_obo_file_shares_with_an_ontology_keeps_its_type(tmp_path):
    path = tmp_path / "parts.obo"
    path.write_text(
        "format-version: 1.2\n\n[Term]\nid: EX:1\nname: grouped\n\n"
        '[Term]\nid: CL:0000084\nname: T cell\nsynonym: "tee" EXACT []\nis_a: EX:1\n'
    )
    found = load(Settings(vocabularies=(path,), cache=tmp_path))
    cell = found["CL:0000084"]
    assert (cell.type, cell.synonyms[-1], cell.parents[-1]) == ("CellType", "tee", "EX:1")
    assert found["EX:1"].type == "Parts"


def test_what_lies_below_a_concept_that_joined_another_lies_below_that_one():
    concepts = [
        Concept("MONDO:1", "hypertension", "Disease"),
        Concept("HP:1", "Hypertension", "Disease"),
        Concept("HP:2", "Systolic hypertension", "Disease", parents=("HP:1",)),
    ]
    assert merge(iter(concepts))[1].parents == ("MONDO:1",)


def test_findings_have_their_ancestors(vocabulary):
    parents = {p for curie in vocabulary for p in vocabulary[curie].parents}
    assert parents and parents <= set(vocabulary)


def test_a_synonym_that_spells_the_own_name_leaves_it_the_own_name():
    concept = Concept("X:1", "T-cell", "CellType", ("T cell",))
    assert [reading.label for reading in compile_names([concept])["t cell"]] == [True]


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("Henoch–Schönlein purpura", "MONDO:0019167"),
        ("gastro-oesophageal reflux disease", "MONDO:0007186"),
        ("skin disease", "MONDO:0005093"),
        ("bone marrow depression", "LOCAL:myelosuppression"),
        ("respiratory depression", "LOCAL:respiratory-depression"),
        ("ST depression", "HP:0012250"),
    ],
)
def test_names_of_diseases_in_texts_lead_to_their_concept(vocabulary, name, concept):
    assert vocabulary.named(key_of(name), "Disease")[0] == concept
