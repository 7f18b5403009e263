"""What is said of services from packed values is what the observations say, counted one by one; in releases, too."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import select

from data.category_values import CELL
from data.periods import Month
from data.queries.services import by_category
from data.release.frozen import frozen_engine
from data.release.making import make_release, pack_values
from data.schema import RELEASED, category_values
from data.selection import Selection
from data.store import session_factory, writing

NOW, THEN = (201701, 201702, 201703), (201601, 201602, 201603)
CATEGORIES = ("CL.CUL", "DI.ITL", "EC.AGR", "CO.COM")
LIBRARIES = {
    f"MD-{place}-{number:04d}": kind for place in ("OR", "BA") for number, kind in enumerate(("sat", "raional") * 3)
}
SCOPES = {
    "": LIBRARIES,
    "territories": [code for code in LIBRARIES if code.startswith("MD-BA")],
    "kinds": [code for code, kind in LIBRARIES.items() if kind == "sat"],
    "library": ["MD-OR-0002"],
}
ASKED = {"territories": ("MD-BA",), "kinds": ("sat",), "library": "MD-OR-0002"}
Facts = dict[tuple[int, str, str], float]


@pytest.fixture
def facts(reports) -> Facts:
    """Return what twelve libraries report, with gaps; agriculture is asked about from 2017 on, and in March 2016."""
    chance = random.Random(8)
    for code, kind in LIBRARIES.items():
        reports.library(code, kind=kind)
    told: Facts = {}
    for period in (*NOW, *THEN):
        present = chance.sample(list(LIBRARIES), 8)
        for category in CATEGORIES:
            if category == "EC.AGR" and period in THEN[:2]:
                continue
            some = {code: float(chance.choice([0, 3, 40])) for code in present if chance.random() < 0.5}
            reports.report("S02", period, some, category_code=category)
            told |= {(period, code, category): value for code, value in some.items()}
    return told


def counted(facts: Facts, libraries) -> dict[str, dict[str, float]]:
    """Return the sums, the panel and the offers of each category, one observation after the other."""
    asked = {(period, category) for period, _code, category in facts}
    both = {(period, category) for period, category in asked if (period - 100, category) in asked}
    panel = {
        (period, code)
        for period in NOW
        for code in libraries
        if any((period, code, one) in facts for one in CATEGORIES if (period, one) in both)
        and any((period - 100, code, one) in facts for one in CATEGORIES if (period, one) in both)
    }
    found = {}
    for category in CATEGORIES:
        mine = {
            key: value for key, value in facts.items() if key[0] in NOW and key[1] in libraries and key[2] == category
        }
        pairs = [(period, code) for period, code in panel if (period, category) in both]
        found[category] = {
            "value": sum(mine.values()),
            "offering": len({code for (_period, code, _category), value in mine.items() if value > 0}),
            "reporting": len({code for _period, code, _category in mine}),
            "reported": len(mine),
            "now": sum(facts.get((period, code, category), 0) for period, code in pairs),
            "before": sum(facts.get((period - 100, code, category), 0) for period, code in pairs),
            "panel": len({code for _period, code in panel}) if pairs else 0,
        }
    return found


@pytest.mark.parametrize("over", SCOPES)
def test_services_are_counted_as_one_by_one(reports, facts, catalogue, over) -> None:
    asked = {over: ASKED[over]} if over else {}
    with reports.session() as session:
        frame = by_category(session, catalogue, "S02", Selection(Month(2017, 1), Month(2017, 3), **asked))
    expected = counted(facts, SCOPES[over])
    rows = {row["category"]: row for row in frame.to_dict("records")}
    assert rows.keys() == {category for category, row in expected.items() if row["reported"]}
    for category, row in rows.items():
        told = {name: 0 if row[name] != row[name] else row[name] for name in expected[category]}
        assert told == expected[category], category


def cells_of(connection, table) -> list[tuple[object, ...]]:
    rows = connection.execute(select(table.c.indicator_id, table.c.period, table.c.territory, table.c.cells))
    return sorted((*row[:3], cell) for row in rows for cell in np.frombuffer(row.cells, dtype=CELL).tolist())


def test_a_release_and_an_earlier_version_are_packed_alike(reports, facts, catalogue) -> None:
    year = Selection(Month(2017, 1), Month(2017, 3))
    with reports.session() as session:
        before = by_category(session, catalogue, "S02", year).to_dict("records")
    made = make_release(reports.engine, catalogue, "2017", datetime(2018, 1, 1, tzinfo=UTC))
    with writing(reports.engine) as connection:
        tables = (category_values, RELEASED["category_values"])
        kept = [cells_of(connection, table) for table in tables]
        for table in tables:
            connection.execute(table.delete())
        pack_values(connection)
        assert [cells_of(connection, table) for table in tables] == kept and all(kept)
        connection.execute(category_values.delete())
    own = frozen_engine(reports.engine, made)
    with session_factory(own)() as session:
        assert by_category(session, catalogue, "S02", year).to_dict("records") == before
    own.dispose()
