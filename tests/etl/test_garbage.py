"""Files that are read leave nothing that only a search for garbage would find: that costs a sixth of the time."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

from etl.intake import make_context, read_one


def test_no_sheet_waits_to_be_looked_for(demonstration: Path) -> None:
    context = make_context(demonstration / "network")
    paths = sorted((demonstration / "files").rglob("*.xlsx"))[:12]
    for path in paths:  # what is remembered for later files is no garbage
        read_one(path, path.name, context)
    gc.collect()
    gc.disable()
    try:
        for path in paths:
            read_one(path, path.name, context)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = Counter(type(one).__name__ for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    ours = {"Book", "Sheet", "Reading", "Report", "ReadList", "Record", "FieldReader", "CalamineSheet", "ZipInfo"}
    assert {name: count for name, count in left.items() if name in ours} == {}
