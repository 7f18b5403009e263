"""One figure by its key: the value that may be shown, the reports behind it, and the libraries it stands on."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Coverage
from data.figure_ids import FigureKey, Said
from data.measures import ForbiddenAggregation
from data.panel import Comparison, compare
from data.queries.attendance import total
from data.queries.populations import Inhabitants, inhabitants, per_1000
from data.queries.reporting import Rates, rates
from data.queries.services import by_category

RECEIVED = "Q02"  # reports received: of these there are rates only, counted from the reports themselves


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What the database says of a figure. `value` None: nobody reported, it is withheld, or its rule forbids it."""

    value: float | None
    coverage: Coverage
    withheld: bool = False  # a small count of a sensitive service (data.disclosure)
    forbidden: ForbiddenAggregation | None = None
    libraries: int | None = None  # of the comparable panel; None: the figure compares nothing
    comparison: Comparison | None = None
    people: Inhabitants | None = None  # of a rate


def figure_value(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    """Return the protected value of a figure as the pages show it."""
    try:
        return _by_category(session, catalogue, figure) if figure.category else _whole(session, catalogue, figure)
    except ForbiddenAggregation as error:
        return FigureValue(None, Coverage(0, 0), forbidden=error)


def _whole(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    asked = (session, catalogue, figure.indicator, figure.selection)
    if figure.indicator == RECEIVED or figure.said in ("on_time", "content"):
        return _of_reports(figure.said, rates(session, catalogue, figure.selection, annual=figure.annual))
    if figure.said == "change":
        found = compare(*asked, annual=figure.annual)
        coverage = Coverage(found.reported, found.expected)
        return FigureValue(found.change_pct, coverage, libraries=found.libraries, comparison=found)
    over_all = total(*asked, annual=figure.annual)
    if figure.said == "reporting":
        share = over_all.coverage.share
        return FigureValue(None if share is None else share * 100, over_all.coverage)
    if figure.said == "rate":
        people = inhabitants(catalogue, figure.selection)
        return FigureValue(per_1000(over_all.value, people), over_all.coverage, people=people)
    return FigureValue(over_all.value, over_all.coverage)


def _of_reports(said: Said, found: Rates) -> FigureValue:
    share = {"on_time": found.rate_on_time, "content": found.content}.get(said, found.rate)
    on_time = found.on_time if said == "on_time" else None
    coverage = Coverage(found.actual if on_time is None else on_time, found.expected)
    return FigureValue(None if share is None else share * 100, coverage)


def _by_category(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    frame = by_category(session, catalogue, figure.indicator, figure.selection)
    rows = frame.loc[frame["category"] == figure.category].to_dict("records")
    if not rows:
        return FigureValue(None, Coverage(0, int(frame["expected"].max()) if len(frame) else 0))
    row = rows[0]
    coverage = Coverage(int(row["reported"]), int(row["expected"]))
    if row["withheld"]:
        return FigureValue(None, coverage, withheld=True)
    compared = int(row["panel"]) if figure.said == "change" else None
    value = {
        "change": row["change_pct"],
        "reporting": None if coverage.share is None else coverage.share * 100,
        "rate": per_1000(float(row["value"]), inhabitants(catalogue, figure.selection)),
    }.get(figure.said, row["value"])
    return FigureValue(None if value is None or pd.isna(value) else float(value), coverage, libraries=compared)
