"""What was done in a stage: cards, activities by format, who took part, the fair with its parts, money and partners."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.campaign_map import participation_map
from dashboard.campaign_words import Shown, stage_chart_words
from dashboard.charts.campaign import More, Row, counted
from dashboard.charts.spec import ChartSpec, Column, TableSpec
from dashboard.content import Card
from dashboard.headline import said_coverage
from dashboard.papers import library_name, territory_name
from dashboard.passports import passport_of, stamped
from dashboard.protection import withheld_at
from dashboard.stories import stories_table
from data.coverage import Coverage
from data.formats import date_text, number, percent
from data.periods import Month
from data.queries.advocacy import money
from data.queries.attendance import total
from data.queries.event_lists import fairs
from data.queries.events import event_totals
from data.queries.participation import ACTIVITIES, taking_part
from data.queries.partners import partners_by_sector, volunteers

_CARDS = ("K01", "K02", "K03", "A01", "A02")  # activities, attendances, media; money raised and local authorities'


def cards(shown: Shown) -> tuple[Card, ...]:
    """Return the sums of the stage, each with its coverage, and how many libraries took part."""
    asked = shown.asked
    made = []
    for code in _CARDS:
        figure = total(asked.session, asked.catalogue, code, asked.selection)
        value = figure.value
        card = Card(
            key=code,
            label=asked.text[f"indicator.{code}.name"],
            value=value,
            shown=asked.text["absent.short"] if value is None else number(value, asked.language),
            note=asked.text[f"unit.{asked.catalogue.indicators[code].unit}.name"],
            coverage=said_coverage(asked, figure.coverage),
        )
        made.append(stamped(asked, card, code))
    return (_took_part(shown), *made)


def _took_part(shown: Shown) -> Card:
    asked = shown.asked
    frame = taking_part(asked.session, asked.catalogue, asked.selection)
    took, told, members = (int(frame[name].sum()) for name in ("taking_part", "reported", "in_network"))
    share = 100 * took / told if told else None
    card = Card(
        key="taking_part",
        label=asked.text["campaign.took_part"],
        value=share,
        shown=asked.text["absent.short"] if share is None else percent(share, asked.language, 0),
        note=asked.text.plural("campaign.took_part_note", told, took=took),
        coverage=asked.text.plural("campaign.in_network", members),
    )
    return stamped(asked, card, ACTIVITIES, "taking_part")


def charts(shown: Shown) -> list[ChartSpec]:
    """Return the activities by format, and the share of libraries that took part by territory, on a map and ranked."""
    frame = taking_part(shown.asked.session, shown.asked.catalogue, shown.asked.selection)
    ranked = _by_territory(shown, frame)
    on_map = participation_map(shown.asked, frame, ranked) if ranked else None
    return [chart for chart in (_by_format(shown), on_map, ranked) if chart]


def _by_format(shown: Shown) -> ChartSpec | None:
    asked, text = shown.asked, shown.asked.text
    frame = event_totals(asked.session, asked.catalogue, asked.selection, by="format", campaign=True)
    if frame.empty:
        return None
    rows = [
        Row(
            text[f"event_format.{row['key']}.name"] if row["key"] else text["campaign.no_format"],
            float(row["events"]),
            more=(_value(row["attendance_counted"]), _value(row["attendance_estimated"]), _value(row["median"])),
        )
        for row in frame.to_dict("records")
    ]
    first = max(rows, key=lambda row: row.value or 0)
    title = text.format("campaign.formats_title", format=first.label.lower())
    listed = "; ".join(f"{row.label}: {number(row.value or 0, asked.language)}" for row in rows)
    coverage = Coverage(int(frame["reported"].max()), int(frame["expected"].max()))
    columns = ("name", "counted", "estimated", "median")
    words = stage_chart_words(
        shown,
        title=title,
        summary=text.format("campaign.dots_summary", title=title, rows=listed),
        table=text["campaign.formats_table"],
        unit=text["campaign.formats_measure"],
        labels={"value": text["campaign.column.events"], **{name: text[f"campaign.column.{name}"] for name in columns}},
        coverage=text.format("campaign.lists", line=said_coverage(asked, coverage)),
        measure=text["campaign.formats_measure"],
        passport=passport_of(asked, ACTIVITIES, "listed"),
        notes=(text["campaign.formats_note"],),
    )
    more: More = (("counted", "whole"), ("estimated", "whole"), ("median", "decimal"))
    return counted(rows, key="campaign-formats", words=words, more=more)


def _by_territory(shown: Shown, frame: pd.DataFrame) -> ChartSpec | None:
    asked, text = shown.asked, shown.asked.text
    frame = frame[frame["reported"] > 0]
    if len(frame) < 2:
        return None
    rows = [
        Row(
            territory_name(asked, row["territory"]),
            100 * row["taking_part"] / row["reported"],
            more=(row["taking_part"], row["reported"], row["in_network"]),
        )
        for row in frame.to_dict("records")
    ]
    lowest = min(rows, key=lambda row: row.value or 0)
    said = percent(lowest.value or 0, asked.language, 0)
    title = text.format("campaign.territories_title", name=lowest.label, share=said)
    columns = ("name", "taking_part", "said", "in_network")
    words = stage_chart_words(
        shown,
        title=title,
        summary=title,
        table=text["campaign.territories_table"],
        unit="%",
        labels={"value": text["campaign.column.share"], **{name: text[f"campaign.column.{name}"] for name in columns}},
        coverage=said_coverage(asked, Coverage(int(frame["reported"].sum()), int(frame["in_network"].sum()))),
        measure=text["campaign.territories_measure"],
        passport=passport_of(asked, ACTIVITIES, "taking_part"),
    )
    more: More = (("taking_part", "whole"), ("said", "whole"), ("in_network", "whole"))
    return counted(rows, key="campaign-territories", words=words, more=more)


def tables(shown: Shown) -> list[TableSpec]:
    """Return the fairs with their parts, money by source, partners by sector, volunteers' hours, the stories told."""
    made = (_fairs(shown), _money(shown), _partners(shown), _volunteers(shown), stories_table(shown.asked))
    return [table for table in made if table.rows]


def _fairs(shown: Shown) -> TableSpec:
    asked, text = shown.asked, shown.asked.text
    frame = fairs(asked.session, asked.catalogue, asked.selection)
    rows = []
    for row in frame.to_dict("records"):
        title = row["title"] if isinstance(row["title"], str) else text["campaign.withheld"]
        part = not pd.isna(row["parent"])
        rows.append(
            (
                text.format("campaign.part_of", title=title) if part else title,
                date_text(row["starts"], asked.language) if not pd.isna(row["starts"]) else None,
                text[f"event_format.{row['format']}.name"] if row["format"] else None,
                _value(row["attendance"]),
                text[f"count_method.{row['method']}.name"] if isinstance(row["method"], str) else None,
                _joint(shown, row["libraries"]),
                ", ".join(row["partners"]) or None,
                " › ".join((row["file"], row["sheet"], row["cell"])),
            )
        )
    shape = _columns(shown, ("name", "date", "format", "attendance", "method", "hosts", "partners", "cell"))
    hidden = withheld_at(frame["withheld"], [column.key for column in shape].index("attendance"))
    return TableSpec("campaign-fairs", text["campaign.fairs_table"], shape, tuple(rows), withheld=hidden)


def _joint(shown: Shown, hosts: Sequence[str]) -> str | None:
    """Return the names of the hosts of a joint event; None for an event of one library."""
    if len(hosts) < 2:
        return None
    known = shown.asked.catalogue.libraries
    names = (known[code].name if code in known else code for code in hosts)
    return ", ".join(library_name(shown.asked, name) for name in names)


def _money(shown: Shown) -> TableSpec:
    asked, text = shown.asked, shown.asked.text
    frame = money(asked.session, asked.catalogue, asked.selection, by="source")
    rows = [
        (
            text[f"source.{row['key']}.name"] if row["key"] else text["campaign.not_said"],
            _value(row["received"]),
            _value(row["pledged"]),
            _value(row["in_kind_received"]),
            int(row["sums"]),
            int(row["libraries"]),
        )
        for row in frame.to_dict("records")
    ]
    shape = _columns(shown, ("source", "received", "pledged", "in_kind", "sums", "libraries_listing"))
    return TableSpec("campaign-money", text["campaign.money_table"], shape, tuple(rows))


def _partners(shown: Shown) -> TableSpec:
    asked, text = shown.asked, shown.asked.text
    frame = partners_by_sector(asked.session, asked.catalogue, asked.selection)
    rows = [
        (
            text[f"sector.{row['sector']}.name"] if row["sector"] else text["campaign.not_said"],
            int(row["names"]),
            int(row["partnerships"]),
            int(row["libraries"]),
        )
        for row in frame.to_dict("records")
    ]
    shape = _columns(shown, ("sector", "names", "partnerships", "libraries_listing"))
    return TableSpec("campaign-partners", text["campaign.partners_table"], shape, tuple(rows))


def _volunteers(shown: Shown) -> TableSpec:
    asked, text = shown.asked, shown.asked.text
    frame = volunteers(asked.session, asked.catalogue, asked.selection, by="month")
    rows = [
        (str(Month.from_period(row["key"])), _value(row["people"]), _value(row["hours"]), int(row["libraries"]))
        for row in frame.to_dict("records")
    ]
    shape = _columns(shown, ("month", "people", "hours", "libraries_listing"))
    return TableSpec("campaign-volunteers", text["campaign.volunteers_table"], shape, tuple(rows))


_TEXTS = ("name", "date", "format", "method", "hosts", "partners", "cell", "source", "sector")


def _columns(shown: Shown, keys: tuple[str, ...]) -> tuple[Column, ...]:
    text = shown.asked.text
    return tuple(
        Column(key, text[f"campaign.column.{key}"], "month" if key == "month" else "text" if key in _TEXTS else "whole")
        for key in keys
    )


def _value(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
