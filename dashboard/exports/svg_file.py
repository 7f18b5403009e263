"""The first chart of a page as .svg: a sheet that can be quoted, with its finding, its notes and its papers."""

from __future__ import annotations

from dashboard.charts.render.svg import sheet
from dashboard.content import PageContent, papers_line
from data.wording import Text


def svg_body(content: PageContent, text: Text) -> bytes:
    """Return the chart as a UTF-8 document; raises IndexError for a page without one."""
    spec = content.charts[0]
    return sheet(spec, text.language, papers=papers_line(spec, text), label=content.demonstration).encode()
