"""M09, names without diacritics, with cedillas, with î for â."""

from __future__ import annotations

import pytest

KINDS = ()

CELLS = [("", "Biblioteca publica Soldanesti"), ("", "Biblioteca Publică Şoldăneşti")]


@pytest.mark.parametrize(("code", "name"), CELLS)
def test_diacritics_do_not_matter_for_a_name(tray, code, name):
    answer = tray.table([1, code, name, 5, 2, 3, ""])
    assert [report.library for report in answer.file.reports] == ["MD-OR-0002"]
    assert answer.kinds == list(KINDS)
