"""Method: every indicator with its definition, unit and rule, the states of a cell, and how periods are compared."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.components.marked import marked
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import data_table
from dashboard.content import PageContent
from dashboard.page import Page
from dashboard.papers import page_content
from data.measures import OVER_MONTHS
from data.states import State

KEY = "method"
_STANDARDS = ("11620", "16439")  # an indicator names one of these, else a clause of ISO 2789
_SECTIONS = ("panel", "coverage", "apart")


def content(asked: Asked) -> PageContent:
    """Return the method as tables, generated from the definitions, and the paragraphs that explain it."""
    tables = (_indicators(asked), _rules(asked), _states(asked))
    paragraphs = [asked.text[f"page.method.{section}"] for section in _SECTIONS]
    return page_content(asked, KEY, finding=asked.text["page.method.lead"], sentences=paragraphs, tables=tables)


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page: how figures are compared first, then what each of them is."""
    text = asked.text
    paragraphs = [
        html.Section([html.H2(text[f"page.method.{section}_title"]), html.P(paragraph)], className="panel prose")
        for section, paragraph in zip(_SECTIONS, content.sentences, strict=True)
    ]
    indicators, *others = content.tables
    tables = [_section(table, asked) for table in (*others, indicators)]
    return page_frame(content, asked.text, [html.Div(paragraphs, className="columns"), *tables], figures=False)


def _section(table: TableSpec, asked: Asked) -> Component:
    parts = [html.H2(table.title, id=table.key), data_table(table, asked.text)]
    return marked(html.Section(parts, className="panel definitions"), aria_labelledby=table.key)


def _indicators(asked: Asked) -> TableSpec:
    text = asked.text
    columns = tuple(Column(name, text[f"column.{name}"]) for name in ("indicator", "definition", "unit", "rule", "iso"))
    rows = tuple(
        (
            text[f"indicator.{code}.name"],
            text[f"indicator.{code}.definition"],
            text[f"unit.{indicator.unit}.name"],
            text[f"rule.{indicator.rule}.name"],
            _standard(indicator.iso),
        )
        for code, indicator in asked.catalogue.indicators.items()
    )
    return TableSpec("indicators", text["table.indicators"], columns, rows)


def _standard(iso: str | None) -> str | None:
    if iso is None:
        return None
    return f"ISO {iso}" if iso in _STANDARDS else f"ISO 2789, {iso}"


def _rules(asked: Asked) -> TableSpec:
    text = asked.text
    rows = tuple((text[f"rule.{rule}.name"], text[f"rule.{rule}.explanation"]) for rule in OVER_MONTHS)
    columns = (Column("rule", text["column.rule"]), Column("meaning", text["column.meaning"]))
    return TableSpec("rules", text["table.rules"], columns, rows)


def _states(asked: Asked) -> TableSpec:
    text = asked.text
    names = [state.name.lower() for state in State]
    rows = tuple((text[f"state.{name}.name"], text[f"state.{name}.explanation"]) for name in names)
    columns = (Column("state", text["column.state"]), Column("meaning", text["column.meaning"]))
    return TableSpec("states", text["table.states"], columns, rows)


PAGE = Page(KEY, content, body, filters=())
