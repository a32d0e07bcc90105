"""What every writer gets."""

import pytest

from pipeline.assemble import assemble
from pipeline.model import ConceptGraph


@pytest.fixture
def concepts(tally) -> ConceptGraph:
    return assemble(tally)
