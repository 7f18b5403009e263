"""The passport of one figure: its value, what it is, over what, how sure, and how to cite it; found by its id.

Of an estimated effect it is drawn from dashboard.effect_passport.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.address import FIGURE as KEY
from dashboard.address import Address
from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.components.links import inside
from dashboard.components.marked import marked
from dashboard.components.page_frame import page_frame
from dashboard.components.search import search_field
from dashboard.components.tables import data_table, folded
from dashboard.content import Card, PageContent
from dashboard.effect_passport import SINCE, effect_content
from dashboard.effect_passport import shown_at as effect_shown_at
from dashboard.figure_behind import behind
from dashboard.figure_beside import beside
from dashboard.figure_places import PLACES, places
from dashboard.figure_slides import figure_slides
from dashboard.headline import headline_codes
from dashboard.page import Page
from dashboard.papers import page_content
from dashboard.restated import CAUSES, STATUS, restated
from data.campaign.effects import effect_of
from data.catalogue import Catalogue
from data.check_letters import UnreadableFigure
from data.passports import OutOfBounds, Passport, figure_of, passport
from data.queries.figure import FOUND, of_reports
from data.queries.listed_figures import COUNTED

_BECAME = (STATUS, CAUSES, SINCE)
ID = "id"  # the key of what is typed into the field


def content(asked: Asked) -> PageContent:
    """Return what the passport says; without an id, how to look one up."""
    text = asked.text
    if not asked.address.item:
        return page_content(asked, KEY, finding=text["figure.lead"])
    try:
        effect = effect_of(asked.address.item, asked.catalogue)
        if effect is not None:
            content = effect_content(asked, effect)
            return replace(content, slides=figure_slides(content, _BECAME, text)) if content.cards else content
        release = asked.release.name if asked.release else ""
        said = passport(asked.session, asked.catalogue, asked.address.item, text, release=release)
    except OutOfBounds:
        return page_content(asked, KEY, empty=text["figure.not_yours" if effect is None else "effect.not_yours"])
    except UnreadableFigure:  # a library that an open register may have, and has not
        return page_content(asked, KEY, empty=text["figure.unknown"])
    card = Card(
        key=said.figure.indicator,
        label=said.name,
        value=said.value,
        shown=said.shown,
        note=text["selection.separator"].join(
            [*([said.said] if said.said != said.name else []), said.scope, said.period]
        ),
        coverage=said.coverage_words,
        passport=said.id,
    )
    content = page_content(
        asked,
        KEY,
        finding=text.format("figure.finding", id=said.id),
        coverage=said.coverage_words,
        sentences=said.caveats,
        cards=[card],
        tables=[
            _table(asked, said),
            *restated(asked, said.figure),
            *behind(asked, said.figure),
            *beside(asked, said.figure),
            *places(asked, said.figure),
        ],
    )
    content = replace(content, filters=text["selection.separator"].join([said.scope, said.period]))
    return replace(content, slides=figure_slides(content, _BECAME, text))


def _table(asked: Asked, said: Passport) -> TableSpec:
    """Return the passport as rows: what, and what of it; the last one is how to cite it."""
    text = asked.text
    values = {
        "definition": said.definition,
        "rule": said.rule,
        "version": said.version,
        "scope": said.scope,
        "period": said.period,
        "panel": said.panel,
        "as_of": said.as_of,
        "source": said.source,
        "licence": said.licence,
        "cite": said.citation,
    }
    rows = tuple((text[f"figure.row.{key}"], value) for key, value in values.items() if value)
    columns = (Column("fact", text["figure.fact"]), Column("value", text["figure.said"]))
    return TableSpec("passport", text["page.figure.title"], columns, rows, passport=said.id)


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    text = asked.text
    field = search_field(text["figure.field"], text["figure.find"], ID, "")
    look_up = html.Section([html.H2(text["figure.another"]), field], className="panel look-up")
    if not content.tables:
        return page_frame(content, text, [look_up], figures=False)
    *facts, (_, citation) = content.tables[0].rows
    terms = [part for name, said in facts for part in (html.Dt(name), html.Dd(said))]
    caveats = html.Ul([html.Li(caveat) for caveat in content.sentences])
    parts = [
        _value(content.cards[0], asked),
        *(_became(table, asked) for table in content.tables[1:] if table.key in _BECAME),
        _section(text["figure.what"], [html.Dl(terms, className="said-of-figure")]),
        *(_became(table, asked) for table in content.tables[1:] if table.key not in (*_BECAME, PLACES)),
        _section(text["figure.caveats"], [caveats]),
        _section(text["figure.cite"], _cite(str(citation), asked)),
        *(
            html.Div(folded(table, text, asked.address), className="panel details")
            for table in content.tables
            if table.key == PLACES
        ),
    ]
    return page_frame(content, text, [html.Div([*parts, look_up], className="stack")], figures=False)


def _value(card: Card, asked: Asked) -> Component:
    parts = [
        html.H2(card.label, className="card-label"),
        html.P(card.shown, className="card-figure"),
        html.P(card.note, className="card-note"),
        html.P(card.coverage, className="card-coverage"),
    ]
    there = _shown_at(asked)
    if there is not None:
        parts.append(html.P(inside(asked.text["figure.see"], there)))
    return html.Section(parts, className="panel card")


def _became(table: TableSpec, asked: Asked) -> Component:
    """Return what became of the figure, or what stands beside it; where there is nothing, its title says so."""
    shown = [data_table(table, asked.text)] if table.rows else []
    return html.Section([html.H2(table.title), *shown], className="panel became")


def _shown_at(asked: Asked) -> Address | None:
    """Return where the site shows the figure with what surrounds it; None where no page does."""
    effect = effect_of(asked.address.item, asked.catalogue)
    if effect is not None:
        return effect_shown_at(asked, effect)
    figure = figure_of(asked.address.item, asked.catalogue)
    address = Address(asked.language, selection=figure.selection, release=asked.address.release)
    if figure.said in FOUND:
        return address.on("reporting").choosing(view="findings")
    if figure.said in ("overdue", "chased"):
        return address.on("reporting").choosing(view="chase")
    if figure.said in ("replaced", "answered_anew", "moved"):
        return address.on("reporting").choosing(view="resubmissions")
    if of_reports(figure):
        return address.on("reporting")
    if figure.said in ("taking_part", "listed", *COUNTED):
        return address.on("campaign")
    if figure.said == "monthly_rate":
        return address.on("territories").choosing(measure=figure.indicator)
    if figure.said == "peers":
        return address.on("libraries")
    if figure.category:
        return address.on("services").choosing(measure=figure.indicator)
    if figure.indicator in headline_codes(asked):
        return address.on("attendance").choosing(measure=figure.indicator)
    return None


def _cite(citation: str, asked: Asked) -> list[Component]:
    button = marked(
        html.Button(asked.text["figure.copy"], type="button", className="quiet"),
        data_copy_text=asked.text["figure.copied"],
    )
    copy = html.Div([button, html.Span("", className="said", role="status")], className="copy-link")
    return [marked(html.Blockquote(citation), data_text="true"), copy]


def _section(title: str, parts: Sequence[Component]) -> Component:
    return html.Section([html.H2(title), *parts], className="panel prose")


def _is_there(catalogue: Catalogue, item: str) -> bool:
    try:
        if effect_of(item, catalogue) is None:
            figure_of(item, catalogue)
    except UnreadableFigure:
        return False
    return True


PAGE = Page(KEY, content, body, filters=(), listed=False, item=ID, has=_is_there, missing="figure.unknown")
