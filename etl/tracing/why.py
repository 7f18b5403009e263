"""Why a figure is what it is: the cell, its text, its correction and its versions; of a total, its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.measures import parts as parts_of
from data.queries.attendance import library_totals, monthly_totals, territory_totals, total
from data.queries.obligations import Obligation, obligations
from data.queries.reporting import state
from data.queries.scope import Scope, scope_of
from data.queries.sources import Source, sources
from data.queries.versions import Value, Version, values, versions
from data.states import State
from etl.tracing.asked import Period, Subject

Numbers = Mapping[str, tuple[float | None, State]]  # category -> value and state
PartKind = Literal["library", "territory", "period", "indicator"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total: of a library with its sources, of a territory, of a month, or an indicator of a ratio."""

    kind: PartKind
    code: str
    value: float | None
    reported: int
    expected: int
    name: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What another version said of the same question; `said` None: it did not ask it."""

    version: int
    status: str
    file: str
    received_at: datetime
    category: str
    said: Value | None


@dataclass(frozen=True, slots=True)
class Why:
    """A figure and what it stands on. `absent`: why there is none, a key of text [trace.absent]."""

    subject: Subject
    period: Period
    indicator: str
    category: str
    value: float | None
    reported: int
    expected: int
    sources: tuple[Source, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    parts: tuple[Part, ...] = ()
    absent: str | None = None
    refused: tuple[str, ...] = field(default=())  # files about it that were refused


def why(
    session: Session, catalogue: Catalogue, subject: Subject, period: Period, indicator: str, category: str = ""
) -> Why:
    """Return what a figure stands on; raises data.measures.ForbiddenAggregation where there can be none."""
    asking = _Asking(session, catalogue, subject, period)
    measure = catalogue.indicators[indicator]
    made_of = parts_of(measure)
    if made_of:
        figure = total(session, catalogue, indicator, asking.selection, annual=period.annual)
        numbers = figure.value, figure.reported, figure.expected
        return Why(subject, period, indicator, category, *numbers, parts=tuple(map(asking.of_indicator, made_of)))
    if subject.kind == "library" and period.one:
        return asking.of_report(indicator, category)
    figure = total(session, catalogue, indicator, asking.selection, annual=period.annual, category=category)
    parts = asking.places(indicator, category) if period.one else asking.periods(indicator, category)
    return Why(subject, period, indicator, category, figure.value, figure.reported, figure.expected, parts=tuple(parts))


class _Asking:
    """One question, with everything needed to answer its parts."""

    def __init__(self, session: Session, catalogue: Catalogue, subject: Subject, period: Period) -> None:
        self.session, self.catalogue, self.subject, self.period = session, catalogue, subject, period
        self.selection = subject.selection(period)

    @property
    def scope(self) -> Scope:
        return scope_of(self.session, self.catalogue, self.selection, annual=self.period.annual)

    def of_indicator(self, code: str) -> Part:
        """Return a part of a ratio."""
        figure = total(self.session, self.catalogue, code, self.selection, annual=self.period.annual)
        one_report = self.subject.kind == "library" and self.period.one
        found = tuple(sources(self.session, self.scope, code)) if one_report else ()
        return Part("indicator", code, figure.value, figure.reported, figure.expected, sources=found)

    def periods(self, indicator: str, category: str) -> list[Part]:
        """Return the months of a total over several."""
        frame = monthly_totals(self.session, self.catalogue, indicator, self.selection, category=category)
        return [Part("period", *row) for row in _numbers(frame, "period")]

    def places(self, indicator: str, category: str) -> list[Part]:
        """Return the libraries of a territory's total, the territories of any other."""
        asked = (self.session, self.catalogue, indicator, self.selection)
        if self.subject.kind != "territory":
            frame = territory_totals(*asked, annual=self.period.annual, category=category)
            return [Part("territory", *row) for row in _numbers(frame, "territory")]
        frame = library_totals(*asked, annual=self.period.annual, category=category)
        names = dict(zip(frame["library"], frame["name"], strict=True))
        by_library: dict[str, list[Source]] = {}
        for source in self._sources(indicator, category):
            by_library.setdefault(source.library, []).append(source)
        parts = [
            Part("library", code, value, reported, expected, names[code], tuple(by_library.get(code, ())))
            for code, value, reported, expected in _numbers(frame, "library")
        ]
        return sorted(parts, key=lambda part: (part.value is None, -(part.value or 0), part.code))

    def of_report(self, indicator: str, category: str) -> Why:
        """Return what a library's own figure of one period stands on."""
        found = self._sources(indicator, category)
        numbers = [one.said.value for one in found if one.said.value is not None]
        owed = next((row for row in obligations(self.session, self.scope)), None)
        told = versions(self.session, self.subject.code, self.period.stored)
        in_force = {one.submission_id for one in found}
        now = {one.category: _number(one.said) for one in found}
        earlier = [
            other
            for version in told
            if version.submission_id is not None and version.submission_id not in in_force
            for other in self._earlier(version, indicator, category, now)
        ]
        absent = None
        if not numbers:
            absent = found[0].said.state.name.lower() if found else _why_absent(owed)
        return Why(
            self.subject, self.period, indicator, category,
            value=sum(numbers) if numbers else None,
            reported=int(bool(numbers)),
            expected=int(owed is not None and owed.owed),
            sources=tuple(found),
            earlier=tuple(earlier),
            absent=absent,
            refused=tuple(version.file for version in told if version.status == "refused"),
        )  # fmt: skip

    def _sources(self, indicator: str, category: str) -> list[Source]:
        return [one for one in sources(self.session, self.scope, indicator) if category in ("", one.category)]

    def _earlier(self, version: Version, indicator: str, category: str, now: Numbers) -> list[Earlier]:
        """Return what another version said of the question; of several categories those it said otherwise."""
        said = values(self.session, version.submission_id or 0)
        of_version = (version.version or 0, version.status, version.file, version.received_at)
        asked = [key for key in said if key[0] == indicator and category in ("", key[1])]
        if not asked:
            return [Earlier(*of_version, category, None)]
        told = [Earlier(*of_version, key[1], said[key]) for key in asked]
        return (
            told if len(told) == 1 else [one for one in told if one.said and _number(one.said) != now.get(one.category)]
        )


def _number(said: Value) -> tuple[float | None, State]:
    return said.value, said.state


def _why_absent(owed: Obligation | None) -> str:
    if owed is None:
        return "outside"
    if owed.actual:
        return "not_asked"
    return state(owed, datetime.now(UTC))


def _numbers(frame: pd.DataFrame, key: str) -> list[tuple[str, float | None, int, int]]:
    """Return key, value, reported, expected of each row; None for a value that nobody reported."""
    columns = (frame[name].tolist() for name in (key, "value", "reported", "expected"))
    return [
        (str(code), None if value != value else float(value), int(reported), int(expected))
        for code, value, reported, expected in zip(*columns, strict=True)
    ]
