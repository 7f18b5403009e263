"""What a PDF says of itself, read with another program than the one that wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import cast, create_string_buffer
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True)
class Read:
    """A PDF as read: pages, tagged or not, title, words, tags with their alternative texts, fonts that are missing."""

    pages: int
    tagged: bool
    title: str
    language: str
    words: str
    tags: tuple[tuple[str, str], ...]  # kind, alternative text
    outside: tuple[str, ...]  # words that do not lie on the page
    not_embedded: int


def read(body: bytes) -> Read:
    """Return what a PDF of one page says."""
    pdf = pypdfium2.PdfDocument(body)
    page = pdf[0]
    text = page.get_textpage()
    width, height = page.get_size()
    outside = [
        text.get_text_bounded(*box)
        for box in (text.get_rect(place) for place in range(text.count_rects()))
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height
    ]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
    found = Read(
        pages=len(pdf),
        tagged=bool(raw.FPDFCatalog_IsTagged(pdf.raw)),
        title=pdf.get_metadata_value("Title"),
        language=_text(raw.FPDFCatalog_GetLanguage, pdf.raw),
        words=text.get_text_range(),
        tags=tuple(tag for root in roots for tag in _tags(root)),
        outside=tuple(outside),
        not_embedded=sum(not raw.FPDFFont_GetIsEmbedded(font) for font in _fonts(page)),
    )
    raw.FPDF_StructTree_Close(tree)
    pdf.close()
    return found


def _tags(element: object) -> Iterator[tuple[str, str]]:
    yield _text(raw.FPDF_StructElement_GetType, element), _text(raw.FPDF_StructElement_GetAltText, element)
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            yield from _tags(child)


def _fonts(page: pypdfium2.PdfPage) -> Iterator[object]:
    for one in page.get_objects():
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            yield raw.FPDFTextObj_GetFont(one.raw)


def _text(ask, of: object) -> str:
    size = ask(of, None, 0)
    buffer = create_string_buffer(size)
    ask(of, cast(buffer, ask.argtypes[1]), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
