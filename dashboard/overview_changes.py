"""The ranked list of the overview: territories whose figure changed most on the same libraries, in plain sentences."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from dashboard.asked import Asked
from dashboard.attendance_tables import cell_number
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.headline import Headline
from dashboard.papers import territory_name, two_periods
from dashboard.passports import passport_of
from data.formats import change, number
from data.panel import compare_by_territory
from data.queries.peers import FEWEST

KEY = "changes"
MOST = 5


def largest_changes(asked: Asked, headline: Headline) -> TableSpec | None:
    """Return the territories with the largest changes, up or down, each in a sentence; None where not two compare.

    A territory in which fewer than FEWEST libraries compare is left out: its change would be that of single libraries.
    """
    frame = compare_by_territory(
        asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual
    ).dropna(subset=["change_pct"])
    frame = frame[frame["libraries"] >= FEWEST]
    if len(frame) < 2:
        return None
    largest = frame.sort_values("change_pct", key=abs, ascending=False, kind="stable").head(MOST)
    rows = [_row(asked, one) for one in largest.to_dict("records")]
    links = [asked.address.of_territory(code).href() for code in largest["territory"]]
    title = asked.text.format("overview.changes", indicator=asked.text[f"indicator.{headline.code}.short"])
    table = TableSpec(f"{headline.code.lower()}-{KEY}", title, _columns(asked), tuple(rows), tuple(links))
    return replace(table, passport=passport_of(asked, headline.code, "change"))


def _columns(asked: Asked) -> tuple[Column, ...]:
    text, (now, before) = asked.text, two_periods(asked)
    return (
        Column("territory", text["column.territory"]),
        Column("change_pct", text["column.change_pct"], "percent"),
        Column("value", text.format("column.same_libraries", period=now), "whole"),
        Column("before", text.format("column.same_libraries", period=before), "whole"),
        Column("libraries", text["column.libraries"], "whole"),
        Column("late", text["column.late"], "whole"),
        Column("reported", text["column.reported"], "whole"),
        Column("expected", text["column.expected"], "whole"),
        Column("sentence", text["column.sentence"]),
    )


def _row(asked: Asked, one: Mapping[Hashable, object]) -> tuple[CellValue, ...]:
    name, libraries = territory_name(asked, str(one["territory"])), int(str(one["libraries"]))
    changed, now, before = (float(str(one[key])) for key in ("change_pct", "value", "before"))
    late, reported, expected = (int(str(one[key])) for key in ("late", "reported", "expected"))
    sentence = asked.text.plural(
        "overview.changed",
        libraries,
        change=change(changed, asked.language),
        now=number(now, asked.language),
        before=number(before, asked.language),
        coverage=asked.text.plural("coverage.reports", expected, reported=reported),
    )
    if late:
        sentence = f"{sentence} {asked.text.plural('overview.changed_late', late)}"
    return (name, changed, cell_number(now), cell_number(before), libraries, late, reported, expected, sentence)
