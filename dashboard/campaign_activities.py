"""What was done in a stage: cards, activities by format, who took part; its lists are in dashboard.campaign_lists."""

from __future__ import annotations

import pandas as pd

from dashboard.campaign_lists import list_tables
from dashboard.campaign_map import participation_map
from dashboard.campaign_words import Shown, stage_chart_words
from dashboard.charts.campaign import More, Row, counted
from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.content import Card
from dashboard.headline import low_coverage, said_coverage
from dashboard.papers import territory_name
from dashboard.passports import passport_of, stamped
from dashboard.stories import stories_table
from data.coverage import Coverage
from data.formats import number, percent
from data.queries.attendance import total
from data.queries.events import event_totals
from data.queries.known import known
from data.queries.participation import ACTIVITIES, taking_part

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
            more=(known(row["attendance_counted"]), known(row["attendance_estimated"]), known(row["median"])),
        )
        for row in frame.to_dict("records")
    ]
    first = max(rows, key=lambda row: row.value or 0)
    coverage = Coverage(int(frame["reported"].max()), int(frame["expected"].max()))
    said = "campaign.formats_few" if coverage.low else "campaign.formats_title"
    title = text.format(said, format=first.label.lower())
    listed = "; ".join(f"{row.label}: {number(row.value or 0, asked.language)}" for row in rows)
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
        notes=(*low_coverage(text, coverage), text["campaign.formats_note"]),
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
        coverage=said_coverage(
            asked, Coverage(int(frame["reported"].sum()), int(frame["in_network"].sum())), of_libraries=True
        ),
        measure=text["campaign.territories_measure"],
        passport=passport_of(asked, ACTIVITIES, "taking_part"),
    )
    more: More = (("taking_part", "whole"), ("said", "whole"), ("in_network", "whole"))
    return counted(rows, key="campaign-territories", words=words, more=more)


def tables(shown: Shown) -> list[TableSpec]:
    """Return the fairs with their parts, money by source, partners by sector, volunteers' hours, the stories told."""
    made = (*list_tables(shown.asked), stories_table(shown.asked))
    return [table for table in made if table.rows]
