"""M15, codes that lost their zeros."""

from __future__ import annotations

import pytest

KINDS = ("code-restored",)


@pytest.mark.parametrize(("code", "name"), [("MD-OR-2", ""), (2, "")])
def test_lost_zeros_are_restored_and_told(tray, code, name):
    answer = tray.table([1, code, name, 5, 2, 3, ""])
    assert [report.library for report in answer.file.reports] == ["MD-OR-0002"]
    assert answer.kinds == list(KINDS)
