"""Real workbooks with changed bytes are read or refused, and break nothing.

`pytest tests/etl/hostile/test_mutations.py --mutations 1000` tries a thousand of each.
"""

from __future__ import annotations

import math
import random

import pytest

from tests.etl.hostile.conftest import Ask, refusals, values
from tests.etl.hostile.corpus import GOOD, GOOD_VALUES
from tests.etl.hostile.mutations import mutated
from tests.etl.messes.conftest import FILES

REAL = [
    "m29_rich.xlsx", "m29_rich.xls", "m29_rich.ods", "m29_windows_1250.csv", "m29_unicode.txt", "m12_months.xlsx",
]  # fmt: skip
OF_THE_FILE = {
    "empty-file", "encrypted", "not-a-workbook", "too-heavy", "too-large", "too-many-cells", "unreadable-file",
    "unsafe-archive", "unsafe-content",
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_a_changed_workbook_is_read_or_refused_once(name: str, ask: Ask, request: pytest.FixtureRequest) -> None:
    original = (FILES / name).read_bytes()
    for number in range(request.config.getoption("--mutations")):
        read = ask(name, mutated(original, random.Random(f"{name}{number}")))
        refused = refusals(read)
        if OF_THE_FILE & set(refused):
            assert (len(refused), read.reports) == (1, []), number
        assert all(value is None or (math.isfinite(value) and value >= 0) for value in values(read)), number
    assert values(ask("good.xlsx", GOOD)) == GOOD_VALUES
