"""A fact sheet -> its PDF: one tagged A4 page (PDF/UA-1) with its fonts. One compiler a thread; never fork after it.

A process pool that typesets in forked children hangs; threads do not, and children that never typeset come to no harm.
"""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import typst

from dashboard.factsheets.sheet import Sheet
from dashboard.fonts import FOLDER

TEMPLATE = Path(__file__).with_name("sheet.typ")
_TIGHT = (1.0, 0.94, 0.88)  # tried in this order until everything stands on one page
_TOO_LONG = "more than one page"  # as the template says it

_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
_of_thread = threading.local()


class TooLong(Exception):
    """The words of a sheet do not fit on one page, however tightly they are set."""


def pdf(sheet: Sheet, made_at: datetime) -> bytes:
    """Return the PDF of a sheet, the same bytes for the same sheet and moment; raises TooLong."""
    said = sheet.as_json()
    for tight in _TIGHT:
        try:
            made = _compiler().compile(
                format="pdf",
                sys_inputs={"sheet": said, "tight": str(tight)},
                pdf_standards=["ua-1"],
                timestamp=made_at.replace(microsecond=0),  # it takes whole seconds only
            )
        except typst.TypstError as error:
            if _TOO_LONG not in str(error):
                raise
        else:
            return made if isinstance(made, bytes) else b""
    raise TooLong(sheet.document)


def _compiler() -> typst.Compiler:
    if not hasattr(_of_thread, "compiler"):
        _of_thread.compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts)
    compiler: typst.Compiler = _of_thread.compiler
    return compiler
