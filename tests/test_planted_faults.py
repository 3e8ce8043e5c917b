"""The table of planted faults fits the sources: each can still be planted, and the tests that catch it are there."""

import pytest

from tools import planted_faults

FAULTS = planted_faults.faults()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_fault_can_be_planted_and_its_tests_are_there(fault):
    source = planted_faults.HERE / "src/palabre" / fault.file
    tests = fault.caught_by.partition(" -k ")[0].split()

    assert source.read_text().count(fault.before) == 1
    assert [name for name in tests if not (planted_faults.HERE / name).exists()] == []
