"""What a sender and a manager are told of a figure that a declared correction changes, in three languages."""

from __future__ import annotations

import pytest

from etl.intake import make_context, read_one
from etl.messages import message
from tests.etl.messes.made import write_table

LIBRARIES = (
    "code,name,kind,territory,in_network_from\nMD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01\n"
)
CORRECTION = """
[[correction]]
library = "MD-OR-0001"
month = "2017-06"
indicator = "A07"
{what}
reason = {{ ro = "suma este în mii de lei", ru = "сумма в тысячах леев", en = "the amount is in thousands of lei" }}
"""


@pytest.fixture
def read(tmp_path):
    """Return what reads a table with one budget over a network with one correction."""

    def run(what, budget):
        (tmp_path / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
        (tmp_path / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
        (tmp_path / "corrections.toml").write_text(CORRECTION.format(what=what), encoding="utf-8")
        path = write_table(tmp_path / "iunie.xlsx", [[1, "MD-OR-0001", "", 100, 40, 30, budget]])
        read = read_one(path, path.name, make_context(tmp_path))
        told = ("value-corrected", "value-withdrawn", "correction-outdated")
        return [problem for problem in read.problems if problem.kind in told]

    return run


@pytest.mark.parametrize(
    ("what", "budget", "kind", "severity"),
    [
        ("scale = 1000\nexpect_below = 100", 15.5, "value-corrected", "note"),
        ("scale = 1000\nexpect_below = 100", 15500, "correction-outdated", "warn"),
        ("withdraw = true\nexpect = 15.5", 15.5, "value-withdrawn", "note"),
        ('value = 15500\nexpect_text = "multe"', "multe", "value-corrected", "note"),
        ('value = 15500\nexpect_text = "multe"', 15500, "correction-outdated", "warn"),
    ],
)
def test_it_is_told_at_the_cell(read, what, budget, kind, severity):
    (problem,) = read(what, budget)
    assert (problem.kind, problem.severity, problem.cell) == (kind, severity, "G6")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("ro", ["15.5", "15.500", "suma este în mii de lei", "iunie 2017"]),
        ("ru", ["15.5", "15 500", "сумма в тысячах леев", "июнь 2017"]),
        ("en", ["15.5", "15,500", "the amount is in thousands of lei", "June 2017"]),
    ],
)
def test_the_reason_is_told_in_the_reader_s_language_only(read, language, parts):
    (problem,) = read("scale = 1000\nexpect_below = 100", 15.5)
    said = message(problem, language).replace("\u00a0", " ")
    assert [part for part in parts if part not in said] == []
    assert sum(reason in said for reason in ("mii de lei", "тысячах леев", "thousands of lei")) == 1
