"""A small network in a database whose stage did what the test says it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

import numpy as np
import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from data.campaign.windows import stage_months
from data.catalogue import Catalogue
from data.models import Campaign, Stage, Theme
from data.periods import Month, months
from data.schema import NO_CATEGORY, observation, source_file, submission
from data.states import State
from data.store import writing

STAGE = Stage(
    code="S",
    start=date(2017, 5, 1),
    end=date(2017, 6, 30),
    kind="library-led",
    themes=(Theme(month=Month(2017, 5), categories=("HE.HEA",)), Theme(month=Month(2017, 6), categories=("EC.AGR",))),
)
SPAN = tuple(months(Month(2015, 1), Month(2017, 11)))
CATEGORIES = ("HE.HEA", "EC.AGR", "EC.JOB", "CL.CUL", "GG.CIV")
TAKING, STAYING = 60, 40

Build = Callable[..., Session]
RECEIVED = datetime(2017, 12, 5, tzinfo=UTC)


class Reports(Protocol):
    """What the fixture `reports` offers."""

    engine: Engine
    catalogue: Catalogue

    def library(self, code: str, **known: object) -> None: ...
    def session(self) -> Session: ...


@pytest.fixture
def network(catalogue: Catalogue) -> Catalogue:
    """The shipped definitions with a campaign of one stage of two months."""
    return replace(catalogue, campaigns={"C": Campaign(code="C", stages=(STAGE,))})


@pytest.fixture
def build(reports: Reports) -> Build:
    """Return what fills a database with a network in which 60 libraries took part in the stage and 40 did not.

    `visits`: how many times as many visits those had in the stage; `themes`: how many times as many participations
    the category of a theme month had, in every library.
    """

    def fill(visits: float = 1.0, themes: Mapping[str, float] | None = None) -> Session:
        stream = np.random.default_rng(3)
        rows: list[dict[str, object]] = []
        for number in range(TAKING + STAYING):
            size = float(np.exp(stream.normal(4, 0.4)))
            for month in SPAN:
                lifted = visits if number < TAKING and month in stage_months(STAGE) else 1.0
                active = 2 if number < TAKING and month in stage_months(STAGE) else 0
                values = {"V01": stream.poisson(size * lifted), "E02": stream.poisson(size / 2), "K01": active}
                rows += [_row(reports, number, month, code, "-", value) for code, value in values.items()]
                for category in CATEGORIES:
                    lift = (themes or {}).get(category, 1.0) if category in _promoted(month) else 1.0
                    participations = stream.poisson(size / 5 * lift)
                    rows.append(_row(reports, number, month, "S02", category, participations))
        _store(reports, rows)
        return reports.session()

    return fill


def _promoted(month: Month) -> tuple[str, ...]:
    return tuple(code for theme in STAGE.themes if theme.month == month for code in theme.categories)


def _row(reports: Reports, number: int, month: Month, code: str, category: str, value: float) -> dict[str, object]:
    categories = ["-", *reports.catalogue.categories]
    return {
        "indicator_id": 1 + list(reports.catalogue.indicators).index(code),
        "category_id": NO_CATEGORY if category == "-" else categories.index(category),
        "library_id": number + 1,
        "period": month.period,
        "value": float(value),
        "state": State.REPORTED,
        "submission_id": 1 + number * len(SPAN) + SPAN.index(month),
        "cell": 0,
    }


def _store(reports: Reports, rows: list[dict[str, object]]) -> None:
    file = {"id": 1, "sha256": "0", "name": "a.xlsx", "size": 1, "sheets": "[]", "status": "accepted"}
    sent = {(row["submission_id"], row["library_id"], row["period"]) for row in rows}
    for number in range(TAKING + STAYING):
        reports.library(f"MD-{'OR' if number % 2 else 'BA'}-{number:04d}", since=201401, population=1_000 + 10 * number)
    with writing(reports.engine) as connection:
        connection.execute(insert(source_file), {**file, "received_at": RECEIVED})
        connection.execute(
            insert(submission),
            [
                {
                    "id": number, "source_file_id": 1, "library_id": library, "form": "monthly", "period": period,
                    "version": 1, "status": "accepted", "received_at": RECEIVED,
                }
                for number, library, period in sorted(sent)
            ],
        )  # fmt: skip
        connection.execute(insert(observation), rows)
