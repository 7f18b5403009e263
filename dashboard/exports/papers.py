"""The papers of a file in words, and as tables: who reported, whose figures, of which day, under which licence."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.spec import Column, TableSpec
from dashboard.content import PageContent
from data.wording import Text

PASSPORT = "passport"  # the key of columns that hold ids
EMBARGO = "embargo"  # the key of columns that hold the label


def papers(content: PageContent, text: Text) -> list[tuple[str, str]]:
    """Return labels and words: of which day the figures are, whose, and under which licence."""
    said = {
        "as_of": content.as_of,
        "source": content.source,
        "licence": content.licence or text["export.no_licence"],
    }
    return [(text[f"export.{key}"], words) for key, words in said.items()]


def about(content: PageContent, text: Text) -> list[tuple[str, str]]:
    """Return labels and words of all that a file says of itself; what there is nothing to say about is left out."""
    said = [
        (text["export.demonstration"], text["selection.separator"].join(content.labels)),
        (text["export.finding"], content.finding),
        (text["export.passport"], content.passport),
        (text["export.empty"], content.empty),
        (text["export.filters"], content.filters),
        (text["export.coverage"], content.coverage),
        *papers(content, text),
    ]
    return [(label, words) for label, words in said if words]


def cards_table(content: PageContent, text: Text) -> TableSpec:
    """Return the headline figures of a page as a table, each with the id of its passport where it has one."""
    columns = (
        Column("figure", text["export.figure"]),
        Column("value", text["export.value"], "figure"),
        Column("note", text["export.note"]),
        Column("coverage", text["export.coverage"]),
        Column(PASSPORT, text["export.passport"]),
    )
    rows = tuple(
        (card.label, card.value, card.note or None, card.coverage or None, card.passport or None)
        for card in content.cards
    )
    return TableSpec("headline-figures", text["export.headline"], columns, rows)


def tables_of(content: PageContent, text: Text) -> list[TableSpec]:
    """Return every table of a page, its headline figures first."""
    return [*([cards_table(content, text)] if content.cards else []), *content.tables]


def labelled(content: PageContent, table: TableSpec, text: Text) -> TableSpec:
    """Return a table as plain ones are written: under embargo each row says so, and keeps it where it is copied."""
    if content.embargo is None:
        return table
    columns = (*table.columns, Column(EMBARGO, text["export.embargo"]))
    return replace(table, columns=columns, rows=tuple((*row, content.embargo.words) for row in table.rows))


def passport_of(content: PageContent, table: TableSpec) -> str:
    """Return the id of the figure that a table, or the chart drawn of it, is of; "" where there is none."""
    charted = (chart.passport for chart in content.charts if chart.table.key == table.key)
    return table.passport or next(charted, "")


def passports_said(content: PageContent, table: TableSpec, text: Text) -> str:
    """Return the ids of the figures that a table is of: of all of it, or of each of its columns by name."""
    named = [f"{column.label} {column.passport}" for column in table.columns if column.passport]
    return passport_of(content, table) or text["selection.separator"].join(named)


def terms_table(content: PageContent, text: Text) -> TableSpec:
    """Return what the page counts: each indicator with its unit and its definition."""
    columns = tuple(Column(key, text[f"export.{key}"]) for key in ("indicator", "unit", "definition"))
    rows = tuple((term.name, term.unit, term.definition) for term in content.terms)
    return TableSpec("front-indicators", text["export.indicators"], columns, rows)
