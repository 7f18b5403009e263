"""Files to take away: what a page says at its address, as tables, workbooks, drawings, slides, all with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.content import PageContent, leaving
from dashboard.exports.chart_workbook import charts_xlsx_body
from dashboard.exports.csv_file import csv_body
from dashboard.exports.data_package import Said, zip_body
from dashboard.exports.data_workbook import xlsx_body
from dashboard.exports.file_names import file_name
from dashboard.exports.json_file import json_body
from dashboard.exports.png_file import png_body
from dashboard.exports.pptx_file import pptx_body
from dashboard.exports.svg_file import svg_body
from data.wording import Text

__all__ = ["EXTENSIONS", "IN_EVERY_LANGUAGE", "Export", "UnknownExtension", "export"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: dict[str, tuple[str, Callable[[PageContent, Text], bytes]]] = {
    "csv": ("text/csv", csv_body),
    "xlsx": (_WORKBOOK, xlsx_body),
    "charts.xlsx": (_WORKBOOK, charts_xlsx_body),
    "json": ("application/json", json_body),
    "svg": ("image/svg+xml", svg_body),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx_body),
}
# Said in every language at once.
_PACKAGES: dict[str, tuple[str, Callable[[Sequence[Said]], bytes]]] = {"zip": ("application/zip", zip_body)}
IN_EVERY_LANGUAGE = tuple(_PACKAGES)
# Drawn on the terminal only: at an address the browser makes its .png of the .svg.
_TERMINAL: dict[str, tuple[str, Callable[[PageContent, Text], bytes]]] = {"png": ("image/png", png_body)}
EXTENSIONS = (*_WRITERS, *_PACKAGES)  # those of an address
FIXED = tuple(_PACKAGES)  # they leave for good: what they withhold takes others with it (data.disclosure)
_DRAWN = ("svg", "png")  # made of a chart


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand out."""

    body: bytes
    mimetype: str
    filename: str


class UnknownExtension(ValueError):
    """No file of this kind is made; the message names those that are."""


def export(content: PageContent, extension: str, text: Text, others: Sequence[Said] = ()) -> Export:
    """Return the file of a page's content; raises UnknownExtension for a kind that is not made of it.

    Drawings are made of a chart: of a page without any there is none. `others` is the same in the other languages, for
    the kinds that say it IN_EVERY_LANGUAGE.
    """
    content, others = leaving(content), [(leaving(one), words) for one, words in others]
    writers = {**_WRITERS, **_TERMINAL}
    name = file_name(content, extension, text)
    if extension in _PACKAGES:
        mimetype, pack = _PACKAGES[extension]
        return Export(body=pack([(content, text), *others]), mimetype=mimetype, filename=name)
    if extension not in writers or (extension in _DRAWN and not content.charts):
        raise UnknownExtension(f"no .{extension} is made here; choose one of {', '.join([*writers, *_PACKAGES])}")
    mimetype, write = writers[extension]
    return Export(body=write(content, text), mimetype=mimetype, filename=name)
