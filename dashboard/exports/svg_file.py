"""The first chart of a page as .svg: a sheet that can be quoted, with its finding, its notes and its papers."""

from __future__ import annotations

import json

from dashboard.charts.render.svg import sheet
from dashboard.charts.spec import ChartSpec
from dashboard.content import PageContent, papers_line
from data.wording import Text


def svg_body(content: PageContent, text: Text) -> bytes:
    """Return the chart as a UTF-8 document; raises IndexError for a page without one."""
    return drawn_chart(content.charts[0], text["selection.separator"].join(content.labels), text).encode()


def drawn_chart(spec: ChartSpec, label: str, text: Text) -> str:
    """Return a chart as a document that stands by itself; it carries its numbers, so that a picture can be checked."""
    return sheet(spec, text.language, papers=papers_line(spec, text), label=label, data=_numbers(spec))


def _numbers(spec: ChartSpec) -> str:
    """Return what the picture draws as JSON: its categories, and the values of each series; a gap is null."""
    series = [{"label": one.label, "values": one.values, "low": one.low, "high": one.high} for one in spec.series]
    if spec.steps:  # cells and regions are filled by classes: what is said in them stands in the table
        series = [{"label": one.label, "shown": one.shown} for one in spec.series]
    return json.dumps({"key": spec.key, "categories": spec.category_labels, "series": series}, ensure_ascii=False)
