"""The first chart of a page as .png in twice its size, for the terminal: the browser makes its own from the .svg.

typst draws the .svg with the bundled Noto Sans: no browser, and no font of the machine, is needed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dashboard.content import PageContent
from dashboard.exports.svg_file import svg_body
from dashboard.fonts import FOLDER
from data.wording import Text

if TYPE_CHECKING:
    import typst

_SCALE = 2
_POINTS = 72  # of an inch: a pixel of the .svg is laid out as a point
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.title)"""
_SIZE = re.compile(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"')


def png_body(content: PageContent, text: Text) -> bytes:
    """Return the picture; raises IndexError for a page without a chart."""
    return png_of(svg_body(content, text).decode(), content.charts[0].title)


def png_of(svg: str, title: str) -> bytes:
    """Return a drawing as pixels, twice as many as it has."""
    import typst  # here: a server that forks workers must not have it yet

    size = _SIZE.match(svg)
    if size is None:
        raise ValueError("this .svg does not say its width and height in pixels at its beginning")
    source = _PAGE.format(width=size[1], height=size[2]).encode()
    drawn = typst.compile(
        source,
        font_paths=_fonts(),
        format="png",
        ppi=_SCALE * _POINTS,
        sys_inputs={"svg": svg, "title": title},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("one page was drawn as several")
    return drawn


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
