"""M10, Cyrillic letters that look Latin inside codes and names."""

from __future__ import annotations

import pytest

KINDS = ()


@pytest.mark.parametrize(("code", "name"), [("МD-ОR-0002", ""), ("MD-OR-0002", "")])
def test_look_alikes_do_not_matter_for_a_code(tray, code, name):
    answer = tray.table([1, code, name, 5, 2, 3, ""])
    assert [report.library for report in answer.file.reports] == ["MD-OR-0002"]
    assert answer.kinds == list(KINDS)
