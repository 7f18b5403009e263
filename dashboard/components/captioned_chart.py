"""The one door through which every chart leaves: with a caption, a summary, its table, its files and its papers."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.address import Address
from dashboard.charts.render.grid import narrowest
from dashboard.charts.render.plotly import DRAWN_KINDS, config, figure
from dashboard.charts.render.svg import data_uri, panel_pictures, picture
from dashboard.charts.spec import ChartSpec, Step
from dashboard.components.links import file_link
from dashboard.components.marked import marked
from dashboard.components.stamp import passport_mark
from dashboard.components.tables import data_table
from dashboard.content import papers_line
from data.wording import Text

_HEIGHT = 340


def captioned_chart(spec: ChartSpec, text: Text, address: Address) -> Component:
    """Return the chart as a figure: the finding above, the picture, then notes, table, files and papers below."""
    drawn = _picture(spec, text.language) if has_values(spec) else html.P(text["chart.empty"], className="empty")
    return html.Figure(
        [
            html.Figcaption([html.H2(spec.title), html.P(spec.subtitle, className="subtitle")]),
            drawn,
            *(html.P(note, className="note") for note in spec.notes),
            html.Div(
                [
                    html.Details([html.Summary(text["chart.table"]), data_table(spec.table, text)]),
                    _downloads(text, replace(address, table=spec.table.key, part=1)),
                ],
                className="chart-tools",
            ),
            html.P(_papers(spec, text, address), className="papers"),
        ],
        className="panel chart",
        id=spec.key,
    )


def _papers(spec: ChartSpec, text: Text, address: Address) -> list[Component | str]:
    """Return the papers; the id of the chart's figure leads to its passport."""
    said = papers_line(spec, text, passport=False)
    if not spec.passport:
        return [said]
    mark = passport_mark(text, spec.passport, address.of_figure(spec.passport).href())
    return [said + text["selection.separator"], mark]


def has_values(spec: ChartSpec) -> bool:
    """Return True where there is anything to draw."""
    return any(value is not None for series in spec.series for value in series.values)


def _picture(spec: ChartSpec, language: str) -> Component:
    """Return the drawn chart; to a screen reader it is a picture that its summary describes.

    On paper it is the SVG, which has the width of the page whatever the screen's was.
    """
    on_paper = html.Img(src=data_uri(picture(spec, language)), alt="", className="on-paper")
    parts: list[Component] = []
    if spec.kind not in DRAWN_KINDS:
        parts = _panels(spec, language)
    else:
        parts = [*([_steps(spec.steps)] if spec.steps else []), _graph(spec, language)]
    # Cells and regions keep their fills in dark colours; what is a line or a bar changes its own.
    leads = f"{' leads' if any(spec.links) else ''}{' steady' if spec.steps else ''}"
    described = marked(
        html.Div([html.Div(parts, className="on-screen"), on_paper], role="img", className=f"picture{leads}"),
        aria_label=spec.summary,
    )
    if spec.kind != "heat":
        return described
    # A narrow screen scrolls the cells sideways, also from the keyboard.
    return marked(html.Div(described, className="wide-picture", role="group", tabIndex="0"), aria_label=spec.title)


def _graph(spec: ChartSpec, language: str) -> Component:
    drawn = figure(spec, language)
    height = cast("dict[str, object]", drawn["layout"]).get("height", _HEIGHT)
    style = {"height": f"{height}px"}
    if spec.kind == "heat":
        style["minWidth"] = f"{narrowest(spec)}px"
    settings = cast("dcc.Graph.Config", config(language))
    return dcc.Graph(id=ids.chart(spec.key), figure=drawn, config=settings, responsive=True, style=style)


def _panels(spec: ChartSpec, language: str) -> list[Component]:
    """Return small multiples beside each other, as many in a row as the screen has room for."""
    panels = [
        html.Div([html.P(name), html.Img(src=data_uri(svg), alt="")]) for name, svg in panel_pictures(spec, language)
    ]
    return [html.Div(panels, className="multiples")]


def _steps(steps: tuple[Step, ...]) -> Component:
    """Return what the fills mean."""
    named = [
        html.Li([html.Span(step.letter, className=f"tone tone-{step.tone}"), html.Span(step.label)]) for step in steps
    ]
    return html.Ul(named, className="steps")


def _downloads(text: Text, address: Address) -> Component:
    """Return the menu of what the chart can be taken away as; the .png is made of the .svg in the browser."""
    png = marked(html.A(text["chart.png"], href=address.href("svg"), className="file-link"), data_png="true")
    links = [
        png,
        file_link(text["chart.svg"], address, "svg"),
        file_link(text["chart.pptx"], address, "pptx"),
        file_link(text["chart.csv"], address, "csv"),
        file_link(text["chart.xlsx"], address, "xlsx"),
        file_link(text["chart.charts"], address, "charts.xlsx"),
    ]
    menu = html.Ul([html.Li(link) for link in links])
    return html.Details([html.Summary(text["chart.download"]), menu], className="menu")
