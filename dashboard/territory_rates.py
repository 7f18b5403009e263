"""Territories and groups of territories by rate, per 1,000 inhabitants and month: charts and tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from dashboard.asked import Asked
from dashboard.attendance_places import denominator, rates, territory_names
from dashboard.charts.spec import ChartSpec, Column, TableSpec
from dashboard.charts.territories import Place, by_rate
from dashboard.headline import Headline, low_coverage, said_coverage
from dashboard.papers import chart_words
from data.boundaries import FILE as BOUNDARIES
from data.boundaries import outlines
from data.bounds import bounds_of
from data.coverage import Coverage
from data.formats import number, percent
from data.models import RegionGroup
from data.queries.attendance import territory_totals, total
from data.queries.populations import inhabitants, per_1000
from data.rate_classes import RateClasses, load_rate_classes
from data.selection import Selection, group_name


def mapped(asked: Asked, found: Headline) -> tuple[ChartSpec, ChartSpec] | None:
    """Return the map and the ranked list of an indicator's rates; None where no territory has one."""
    months = _months(asked)
    classes = load_rate_classes().get(found.code)
    if not months or classes is None:
        return None
    totals = territory_totals(asked.session, asked.catalogue, found.code, asked.selection, annual=asked.annual)
    frame, people = rates(asked, totals)
    places = _places(asked, frame.assign(value=frame["value"] / months), classes)
    known = sorted((place for place in places if place.rate is not None), key=lambda place: -(place.rate or 0.0))
    if not known:
        return None
    text = asked.text
    name = text[f"indicator.{found.code}.short"]
    measure = text.format("territories.measure", indicator=name)
    first, last = known[0], known[-1]
    form = "several" if len(known) > 1 else "one"
    ends = {"first": first.name, "high": first.shown, "last": last.name, "low": last.shown}
    coverage = Coverage(int(frame["reported"].sum()), int(frame["expected"].sum()))
    words = chart_words(
        asked,
        found.code,
        said="monthly_rate",
        title=text.format(f"territories.title.{form}", **ends),
        summary=text.format(f"territories.summary.{form}", measure=measure, **ends),
        table="per_inhabitants",
        coverage=said_coverage(asked, coverage),
        notes=(*denominator(asked, people), *low_coverage(text, coverage)),
        measure=measure,
        labels={"value": measure, "total": name, "inhabitants": text["column.inhabitants"]},
    )
    links = {code: asked.address.of_territory(code).href() for code in asked.catalogue.territories}
    named = class_names(asked, classes)
    on_map, as_list = by_rate(
        places,
        outlines(asked.catalogue),
        key=found.code.lower(),
        words=words,
        classes=named,
        no_data=text["territories.no_data"],
        links=links,
    )
    title = map_title(asked, [place.step for place in known], named)
    return replace(on_map, title=title or on_map.title, notes=(*on_map.notes, *credit(asked))), as_list


def map_title(asked: Asked, steps: Sequence[int | None], classes: Sequence[str]) -> str:
    """Return what a map says at a glance: the class of most territories, the lowest of several; "" for one."""
    known = [step for step in steps if step is not None]
    if len(known) < 2:
        return ""
    [(step, count)] = Counter(sorted(known)).most_common(1)
    return asked.text.format("territories.map_title", step=classes[step], count=count, all=len(known))


def credit(asked: Asked) -> tuple[str, ...]:
    """Return the sentence that credits the boundaries as their licence asks."""
    made = [one for one in asked.catalogue.credits.values() if BOUNDARIES in one.files]
    return tuple(asked.text.format("territories.credit", credit=f"{one.credit}, {one.licence}") for one in made)


def _places(asked: Asked, frame: pd.DataFrame, classes: RateClasses) -> list[Place]:
    names, rows = territory_names(asked), {row["territory"]: row for row in frame.to_dict("records")}
    places = []
    for code in names:
        row = rows.get(code)
        rate = None if row is None or math.isnan(row["value"]) else float(row["value"])
        shown = asked.text["territories.no_data"] if rate is None else number(rate, asked.language, 1)
        places.append(
            Place(
                code=code,
                name=names[code],
                rate=rate,
                step=None if rate is None else classes.place(rate),
                shown=shown,
                total=None if row is None or math.isnan(row["total"]) else float(row["total"]),
                inhabitants=None if row is None or math.isnan(row["inhabitants"]) else float(row["inhabitants"]),
                reported=int(row["reported"]) if row else 0,
                expected=int(row["expected"]) if row else 0,
            )
        )
    return places


def class_names(asked: Asked, classes: RateClasses, *, shares: bool = False) -> list[str]:
    """Return the names of the classes, from low to high; of `shares`, in per cent."""
    text = asked.text
    ends = [percent(end, asked.language, 0) if shares else number(end, asked.language) for end in classes.ends]
    between = [text.format("territories.between", low=low, high=high) for low, high in pairwise(ends)]
    return [
        text.format("territories.up_to", high=ends[0]),
        *between,
        text.format("territories.above", low=ends[-1]),
    ]


def groups_table(asked: Asked, found: Headline) -> TableSpec | None:
    """Return each group of territories with its rate; None in a network without groups, and for whoever may not see
    all of each."""
    if not asked.catalogue.groups or not bounds_of(asked.session).everything:
        return None
    text = asked.text
    rows, links = [], []
    for code, group in asked.catalogue.groups.items():
        rows.append(_group_row(asked, found, code, group))
        links.append(_group_href(asked, code))
    measure = text.format("territories.measure", indicator=text[f"indicator.{found.code}.short"])
    columns = (
        Column("group", text["territories.group"]),
        Column("value", measure, "decimal"),
        Column("total", text[f"indicator.{found.code}.short"], "whole"),
        Column("inhabitants", text["column.inhabitants"], "whole"),
        Column("reported", text["column.reported"], "whole"),
        Column("expected", text["column.expected"], "whole"),
        Column("kind", text["territories.group_kind"]),
    )
    return TableSpec("groups", text["territories.groups"], columns, tuple(rows), tuple(links))


def _group_row(asked: Asked, found: Headline, code: str, group: RegionGroup) -> tuple[str | float | int | None, ...]:
    chosen = asked.selection
    selection = Selection(chosen.start, chosen.end, group=code, kinds=chosen.kinds)
    figure = total(asked.session, asked.catalogue, found.code, selection, annual=asked.annual)
    people, months = inhabitants(asked.catalogue, selection), _months(asked)
    rate = per_1000(figure.value, people)
    kind = asked.text[f"territories.kind.{group.kind}" if group.confirmed else "territories.kind.unconfirmed"]
    return (
        group_name(code, asked.text, asked.catalogue),
        rate / months if rate is not None and months else None,
        figure.value,
        people.value,
        figure.reported,
        figure.expected,
        kind,
    )


def _group_href(asked: Asked, code: str) -> str:
    address = asked.address
    return replace(address, selection=replace(address.selection, group=code, territories=(), library=None)).href()


def _months(asked: Asked) -> int:
    first_last = asked.months
    return first_last[0].until(first_last[1]) if first_last else 0
