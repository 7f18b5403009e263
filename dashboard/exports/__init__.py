"""Files to take away: what a page says at its address, as tables, workbooks, drawings, slides, all with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.content import PageContent
from dashboard.exports.chart_workbook import charts_xlsx_body
from dashboard.exports.csv_file import csv_body
from dashboard.exports.data_workbook import xlsx_body
from dashboard.exports.file_names import file_name
from dashboard.exports.json_file import json_body
from dashboard.exports.pptx_file import pptx_body
from dashboard.exports.svg_file import svg_body
from data.wording import Text

__all__ = ["EXTENSIONS", "Export", "UnknownExtension", "export"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: dict[str, tuple[str, Callable[[PageContent, Text], bytes]]] = {
    "csv": ("text/csv", csv_body),
    "xlsx": (_WORKBOOK, xlsx_body),
    "charts.xlsx": (_WORKBOOK, charts_xlsx_body),
    "json": ("application/json", json_body),
    "svg": ("image/svg+xml", svg_body),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx_body),
}
EXTENSIONS = tuple(_WRITERS)


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand out."""

    body: bytes
    mimetype: str
    filename: str


class UnknownExtension(ValueError):
    """No file of this kind is made; the message names those that are."""


def export(content: PageContent, extension: str, text: Text) -> Export:
    """Return the file of a page's content; raises UnknownExtension for a kind that is not made of it.

    An .svg is made of a chart: of a page without any there is none.
    """
    if extension not in _WRITERS or (extension == "svg" and not content.charts):
        raise UnknownExtension(f"no .{extension} is made here; choose one of {', '.join(EXTENSIONS)}")
    mimetype, write = _WRITERS[extension]
    return Export(body=write(content, text), mimetype=mimetype, filename=file_name(content, extension, text))
