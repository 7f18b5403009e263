"""The page as a PowerPoint deck, or one chart of it as a slide; charts stay native, with their own workbooks."""

from __future__ import annotations

from dashboard.content import PageContent
from dashboard.exports.slides.deck import deck_of
from dashboard.exports.slides.of_page import slides_of
from data.wording import Text


def pptx_body(content: PageContent, text: Text) -> bytes:
    """Return the presentation."""
    return deck_of(slides_of(content, text), content, text)
