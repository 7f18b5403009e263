"""One library: what the register says of it, its place among its peers, its services, events, partners and reports."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.asked import Asked
from dashboard.attendance_tables import cell_number
from dashboard.charts.building import counts, numbers, period_code
from dashboard.charts.libraries import Measured, on_range_of_peers
from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, TableSpec
from dashboard.headline import Headline, said_coverage
from dashboard.papers import chart_words, territory_name
from dashboard.protection import withheld_at
from dashboard.reporting_completeness import states
from dashboard.service_charts import mix
from data.formats import month_name, percent
from data.models import Library
from data.queries.annotations import annotations_for
from data.queries.event_lists import events
from data.queries.partners import partners
from data.queries.peers import PeerRange, peer_ranges
from data.queries.services import by_category
from data.statuses import LibraryStatus

SERVICES = "S02"
FACTS, NOTED = "library-facts", "library-noted"


def peers_chart(asked: Asked, code: str, found: Sequence[Headline]) -> ChartSpec | None:
    """Return the library on the range of its peers; None where it has too few of them."""
    over = (asked.session, asked.catalogue, asked.selection, code, [one.code for one in found])
    ranges = peer_ranges(*over, annual=asked.annual)
    rows = [_measured(asked, one) for one in ranges]
    if not any(row.of_median is not None for row in rows):
        return None
    text, first = asked.text, next(row for row in rows if row.of_median is not None)
    compared = next(one.indicator for one, row in zip(ranges, rows, strict=True) if row is first)
    listed = "; ".join(
        text.format("libraries.peers_row", measure=row.name, share=_share(asked, row.of_median))
        for row in rows
        if row.of_median is not None
    )
    title = text.format("libraries.peers_title", measure=first.name, share=_share(asked, first.of_median))
    words = chart_words(
        asked,
        compared,
        said="peers",
        title=title,
        summary=text.plural("libraries.peers_summary", first.peers, rows=listed),
        table="peers",
        coverage=said_coverage(asked, found[0].figure.coverage),
        notes=(text.plural("libraries.peers_note", first.peers),),
        measure=text["libraries.peers_measure"],
        labels={
            "name": text["column.indicator"],
            "value": text["libraries.own_value"],
            "library": text["libraries.this_library"],
            **{key: text[f"libraries.{key}"] for key in ("peers_range", "low", "median", "high", "peers")},
            "of_median_pct": text["libraries.of_median"],
        },
    )
    return on_range_of_peers(rows, key="library-peers", words=words, unit="%")


def _measured(asked: Asked, one: PeerRange) -> Measured:
    name = asked.text[f"indicator.{one.indicator}.short"]
    return Measured(name, one.value, one.low, one.median, one.high, one.peers)


def _share(asked: Asked, value: float | None) -> str:
    return percent(value or 0.0, asked.language, 0)


def services_chart(asked: Asked) -> ChartSpec | None:
    """Return what the library's services are for; None where it reports none by category."""
    frame = by_category(asked.session, asked.catalogue, SERVICES, asked.selection, fixed=asked.fixed)
    return mix(asked, frame, SERVICES) if frame["value"].sum() else None


def tables(asked: Asked, code: str) -> list[TableSpec]:
    """Return what the register says, the reports, events and partners, and what happened, without empty ones."""
    made = (_facts(asked, code), _reports(asked), _events(asked), _partners(asked), _noted(asked, code))
    return [table for table in made if table.rows]


def _facts(asked: Asked, code: str) -> TableSpec:
    text, library = asked.text, asked.library
    declared = asked.catalogue.libraries.get(code)
    said: list[tuple[str, CellValue]] = [(text["libraries.code"], code)]
    if library:
        said.append((text["column.kind"], text[f"library_kind.{library.kind}.name"]))
        said.append((text["column.territory"], territory_name(asked, library.territory)))
    if declared:
        said += _declared(asked, declared)
    columns = (Column("fact", text["libraries.fact"]), Column("value", text["libraries.said"]))
    rows = tuple((name, value) for name, value in said if value is not None)
    return TableSpec(FACTS, text["libraries.facts"], columns, rows)


def _declared(asked: Asked, one: Library) -> list[tuple[str, CellValue]]:
    text = asked.text
    since = month_name(one.in_network_from, asked.language) if one.in_network_from else text["libraries.outside"]
    return [
        (text["libraries.since"], since),
        (text["libraries.population"], one.population),
        (text["libraries.staff"], one.staff),
        (text["libraries.computers"], one.computers),
        (text["reporting.column.contact"], one.contact),
        (text["reporting.column.phone"], one.phone),
        (text["reporting.column.email"], one.email),
    ]


def _reports(asked: Asked) -> TableSpec:
    text = asked.text
    frame = states(asked).sort_values("period", ascending=False, kind="stable")
    when = Column("month", text["column.year"]) if asked.annual else Column("month", text["column.month"], "month")
    columns = (
        when,
        Column("state", text["libraries.report_state"]),
        Column("received", text["reporting.column.received"], "day"),
        Column("days_late", text["libraries.days_late"], "whole"),
        Column("versions", text["libraries.versions"], "whole"),
        Column("content", text["reporting.content.name"], "percent"),
    )
    rows = zip(
        [period_code(int(period)) for period in frame["period"]],
        [text[f"reporting.state.{state}.name"] for state in frame["state"]],
        [None if pd.isna(moment) else moment.date().isoformat() for moment in frame["received_at"]],
        counts(frame["days_late"]),
        counts(frame["versions"]),
        numbers(frame["content_pct"]),
        strict=True,
    )
    return TableSpec("library-reports", text["libraries.reports"], columns, tuple(rows))


def _events(asked: Asked) -> TableSpec:
    text = asked.text
    frame = events(asked.session, asked.catalogue, asked.selection)
    rows = [
        (
            row["title"] if isinstance(row["title"], str) else text["campaign.withheld"],
            None if pd.isna(row["starts"]) else row["starts"].isoformat(),
            text[f"event_format.{row['format']}.name"] if row["format"] else None,
            cell_number(row["attendance"]),
            text[f"count_method.{row['method']}.name"] if isinstance(row["method"], str) else None,
            " › ".join((row["file"], row["sheet"], row["cell"])),
        )
        for row in frame.to_dict("records")
    ]
    kinds: dict[str, ColumnKind] = {"date": "day", "attendance": "whole"}
    keys = ("name", "date", "format", "attendance", "method", "cell")
    columns = tuple(Column(key, text[f"campaign.column.{key}"], kinds.get(key, "text")) for key in keys)
    hidden = withheld_at(frame["withheld"], keys.index("attendance"))
    return TableSpec("library-events", text["libraries.events"], columns, tuple(rows), withheld=hidden)


def _partners(asked: Asked) -> TableSpec:
    text = asked.text
    frame = partners(asked.session, asked.catalogue, asked.selection)
    rows = [
        (row["name"], text[f"sector.{row['sector']}.name"] if row["sector"] else None, int(row["months"]))
        for row in frame.to_dict("records")
    ]
    columns = (
        Column("name", text["campaign.column.name"]),
        Column("sector", text["campaign.column.sector"]),
        Column("months", text["libraries.months"], "whole"),
    )
    return TableSpec("library-partners", text["libraries.partners"], columns, tuple(rows))


def _noted(asked: Asked, code: str) -> TableSpec:
    """Return what became of the library at any time, and the annotations of the months shown."""
    text, language = asked.text, asked.language
    rows: list[tuple[CellValue, ...]] = [
        (str(one.since), str(one.until) if one.until else None, _status(asked, one))
        for one in asked.catalogue.statuses.get(code, ())
    ]
    for noted in annotations_for(asked.catalogue, asked.selection):
        one = noted.annotation
        rows.append((str(one.first_month), one.last.strftime("%Y-%m") if one.last else None, one.says(language)))
    columns = (
        Column("since", text["filter.from"], "month"),
        Column("until", text["filter.to"], "month"),
        Column("what", text["libraries.what"]),
    )
    return TableSpec(NOTED, text["libraries.noted"], columns, tuple(sorted(rows, key=lambda row: str(row[0]))))


def _status(asked: Asked, one: LibraryStatus) -> str:
    other = asked.catalogue.libraries.get(one.other or "")
    detail = other.name if other else one.former_name or one.where or ""
    said = asked.text[f"libraries.status.{one.status}"]
    return f"{said}: {detail}" if detail else said
