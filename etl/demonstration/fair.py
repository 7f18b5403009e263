"""The fair of 12 September 2017 in Bălți: one event of its host, with activities below it that are not added to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from data.periods import Month
from etl.demonstration.declared import details, questions
from etl.demonstration.happenings import Advocacy, Happening, Helper, Lists
from etl.demonstration.inventing import Joint, Kind
from etl.demonstration.sheets import Reported

_MONEY = {"community": "A01", "authority": "A02", "private": "A03"}


def _fair() -> dict[str, object]:
    return cast(dict[str, object], details()["fair"])


def is_fair(library: str, month: Month) -> bool:
    """Return True for the report that holds the fair."""
    return _fair()["library"] == library and _fair()["month"] == str(month)


def day_of_fair() -> date:
    """Return the day of the fair."""
    day, month, year = map(int, cast(str, _fair()["date"]).split("."))
    return date(year, month, day)


def fair_host() -> str:
    """Return the name of the library that holds the fair."""
    return cast(str, _fair()["host"])


def guest_of(library: str, month: Month, host: str) -> Joint | None:
    """Return the fair as a guest library lists it, naming the host; None for every other library or month."""
    fair = _fair()
    guests = {cast(str, guest["library"]) for guest in cast(list[dict[str, object]], fair["guest"])}
    if library not in guests or fair["month"] != str(month):
        return None
    title, form, category = (cast(str, fair[name]) for name in ("title", "format", "category"))
    return Joint(Kind(form, category, 0.3, {}), title, day_of_fair(), host)


def the_fair(report: Reported) -> tuple[Reported, Lists]:
    """Return the report of the month of the fair with the fair's figures in it, and its lists."""
    fair, columns = _fair(), questions().columns
    place, participants = cast(str, fair["place"]), cast(int, fair["participants"])
    guests = [cast(str, guest["name"]) for guest in cast(list[dict[str, object]], fair["guest"])]
    parent = Happening(
        title=cast(str, fair["title"]), format=cast(str, fair["format"]), category=cast(str, fair["category"]),
        day=day_of_fair(), people=participants, children=cast(int, fair["children"]), method="estimated", place=place,
        outside=True, volunteers=cast(int, fair["volunteers"]), campaign=True,
        partners=(*cast(list[str], fair["partners"]), *guests),
    )  # fmt: skip
    activities = [
        Happening(title, form, category, day_of_fair(), people, children, place=place, outside=True, campaign=True,
                  activity=True)
        for title, form, category, people, children in cast(
            Sequence[tuple[str, str, str, int, int]], fair["activities"]
        )
    ]  # fmt: skip
    helpers = [Helper(*row) for row in cast(list[tuple[str, str, str, int, float]], fair["helpers"])]
    results = [
        Advocacy(action, target, result, amount or None, source, given, in_kind or None)
        for action, target, result, amount, source, given, in_kind in cast(
            list[tuple[str, str, str, float, str, str, float]], fair["results"]
        )
    ]
    told: dict[str, float] = {
        "E01": 1, "E02": participants, "E03": 1, "K01": 1, "K02": participants, "P01": len(helpers),
        "P03": sum(helper.volunteers or 0 for helper in helpers), "P04": sum(helper.hours or 0 for helper in helpers),
        "A01": 0, "A02": 0, "A03": 0, "A04": sum(row.in_kind or 0 for row in results), "A05": len(results), "A06": 1,
    }  # fmt: skip
    for row in results:
        if row.given == "received" and row.amount:
            told[_MONEY[row.source]] += row.amount
    values = list(report.values)
    for code, value in told.items():
        values[columns.index(code)] = value
    return Reported(values), Lists([parent, *activities], helpers, results)
