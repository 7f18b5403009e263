"""The one door through which every chart leaves: with a caption, a summary, its table, its files and its papers."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.charts.render.plotly import config, figure
from dashboard.charts.spec import ChartSpec
from dashboard.components.links import file_link
from dashboard.components.marked import marked
from dashboard.components.tables import data_table
from data.wording import Text

_HEIGHT = 340


def captioned_chart(spec: ChartSpec, text: Text, address: Address) -> Component:
    """Return the chart as a figure: the finding above, the picture, then notes, table, file and papers below."""
    papers = text["selection.separator"].join(
        [spec.coverage, text.format("frame.source", source=spec.source), text.format("frame.as_of", date=spec.as_of)]
    )
    return html.Figure(
        [
            html.Figcaption([html.H2(spec.title), html.P(spec.subtitle, className="subtitle")]),
            picture(spec, text.language),
            *(html.P(note, className="note") for note in spec.notes),
            html.Div(
                [
                    html.Details([html.Summary(text["chart.table"]), data_table(spec.table, text)]),
                    file_link(text["chart.csv"], replace(address, table=spec.table.key, part=1), "csv"),
                ],
                className="chart-tools",
            ),
            html.P(papers, className="papers"),
        ],
        className="panel chart",
        id=spec.key,
    )


def picture(spec: ChartSpec, language: str) -> Component:
    """Return the drawn chart; to a screen reader it is a picture that its summary describes."""
    drawn = figure(spec, language)
    height = cast("dict[str, object]", drawn["layout"]).get("height", _HEIGHT)
    settings = cast("dcc.Graph.Config", config(language))
    graph = dcc.Graph(figure=drawn, config=settings, responsive=True, style={"height": f"{height}px"})
    return marked(html.Div(graph, role="img", className="picture"), aria_label=spec.summary)
