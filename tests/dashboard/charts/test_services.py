"""Services as charts: what is withheld is marked as such, and nothing else is."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.services import Given, ranked
from dashboard.charts.words import ChartWords

WORDS = ChartWords(
    language="en",
    title="IT literacy comes first",
    subtitle="Service participations",
    summary="IT literacy comes first.",
    unit="participations",
    table="By category",
    labels={"category": "Category", "value": "Participations", "change_pct": "Change, %", "offering": "Libraries"},
    source="Novateca",
    as_of="20 January 2018",
    coverage="11 of 12 libraries",
    low="low coverage",
    indicator="S02",
)
GIVEN = Given(
    WORDS,
    {"DI.ITL": "IT literacy", "HE.PSY": "Psychological support", "HE.HEA": "Health"},
    (("category", "text"), ("value", "whole"), ("change_pct", "percent"), ("offering", "whole")),
)
FRAME = pd.DataFrame(
    {
        "category": ["DI.ITL", "HE.PSY", "HE.HEA"],
        "value": [120.0, None, 30.0],
        "change_pct": [None, None, 5.0],
        "offering": [9, 2, 4],
        "withheld": [False, True, False],
    }
)


def test_what_is_withheld_is_told_from_what_nobody_knows() -> None:
    spec = ranked(FRAME, "value", key="services-mix", given=GIVEN)
    assert [row[0] for row in spec.table.rows] == ["IT literacy", "Health", "Psychological support"]
    assert spec.table.rows[0][2] is None
    assert spec.table.withheld == {(2, 1), (2, 2)}
    assert spec.indicator == "S02"
