"""The garbage collector is kept away, and comes back as it was."""

import gc

import pytest

from pipeline.collector import uncollected


@pytest.mark.parametrize("was_on", [True, False])
@pytest.mark.parametrize("within", [gc.enable, gc.disable])
def test_the_collector_is_as_it_was_whatever_the_block_does(was_on, within):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
            within()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()
