"""The forms of a network: what each asks, in its order, as forms.toml of the network's folder declares it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from data.catalogue import Catalogue
from data.loading_files import DefinitionError, read_tables
from data.loading_network import open_network
from data.models import Category, Declared, Indicator, MonthField
from data.periods import Month, is_year

FILE = "forms.toml"

Role = Literal["library", "territory", "network"]  # of a sender, as the layout of its file says


class Deadline(Declared):
    """A step on the way of a report: by when who sends it to whom, in months after the end of the period."""

    sender: str  # key of text [party]
    receiver: str
    months_after: int = Field(ge=1)  # the end of the period: 1 is the next month, or January of the next year
    day: int = Field(ge=1, le=31)
    counts: bool = False  # the step whose date "on time" is measured by: where the report reaches this database
    confirmed: bool = True
    since: MonthField | None = None  # the periods it holds for; of a year its last month
    until: MonthField | None = None

    def holds(self, period: int) -> bool:
        """Return True for a stored period it holds for."""
        last = last_month(period)
        return (self.since is None or self.since <= last) and (self.until is None or last <= self.until)

    def due(self, period: int) -> date:
        """Return the last day on which the report of a stored period is on time."""
        month = last_month(period).plus(self.months_after)
        return date(month.year, month.month, min(self.day, monthrange(month.year, month.month)[1]))


def last_month(period: int) -> Month:
    """Return the month with which a stored period ends."""
    return Month(period, 12) if is_year(period) else Month.from_period(period)


class Form(Declared):
    """What a form asks: indicators of the library, and indicators asked once for each service category."""

    code: str  # "monthly" or "annual"
    name: str  # what its files are called, e.g. NVT-LUNAR
    version: str
    indicators: tuple[str, ...]
    children: dict[str, str] = Field(default={})  # indicator -> its part that is asked beside it: of which children
    by_category: tuple[str, ...] = ()
    consolidated: tuple[str, ...] = ()  # of by_category, what the table of a whole territory asks
    categories: tuple[str, ...] = ()
    precedence: tuple[Role, ...] = ()  # of two senders of one report the one named first counts, whichever came later
    deadlines: tuple[Deadline, ...] = ()  # in the order of the report's way

    @model_validator(mode="after")
    def _one_counts(self) -> Form:
        if self.deadlines and not any(step.counts for step in self.deadlines):
            raise ValueError("one of the deadlines must say counts = true")
        return self

    def chain(self, period: int) -> tuple[Deadline, ...]:
        """Return the deadlines that hold for a stored period, in the order of the report's way."""
        return tuple(step for step in self.deadlines if step.holds(period))

    def due(self, period: int) -> date | None:
        """Return the last day on which the report of a stored period is on time; None where none is declared."""
        return next((step.due(period) for step in self.chain(period) if step.counts), None)


def load_forms(network: Path) -> dict[str, Form]:
    """Return the forms by code; none where the network declares none. Raises DefinitionError."""
    path = open_network(network).find(FILE)
    return read_tables(path, Form) if path else {}


def form_of(catalogue: Catalogue, code: str, month: Month) -> Form:
    """Return a form with what it asks in a month; raises DefinitionError for one that is not declared."""
    path = catalogue.folder / FILE
    form = load_forms(catalogue.folder).get(code)
    if form is None:
        raise DefinitionError(path, code, "the network has no such form", f"declare [{code}] with what it asks")
    asked = {
        "indicators": (*form.indicators, *form.children, *form.children.values(), *form.by_category),
        "categories": form.categories,
    }
    for key, codes in asked.items():
        declared = getattr(catalogue, key)
        unknown = next((one for one in codes if one not in declared), None)
        if unknown:
            raise DefinitionError(path, f"{code}.{key}", f"{unknown!r} is not declared", "correct the code")
    indicators, categories = catalogue.indicators, catalogue.categories
    return form.model_copy(
        update={
            "indicators": tuple(one for one in form.indicators if _lives(indicators[one], month)),
            "by_category": tuple(one for one in form.by_category if _lives(indicators[one], month)),
            "consolidated": tuple(one for one in form.consolidated if _lives(indicators[one], month)),
            "categories": tuple(one for one in form.categories if _lives(categories[one], month)),
        }
    )


def _lives(declared: Indicator | Category, month: Month) -> bool:
    return declared.since <= month and (declared.until is None or month <= declared.until)
