"""The ids of the figures that pages show: they follow from what is asked, so that no question is put for them."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asked import Asked
from dashboard.content import Card
from data.figure_ids import FigureKey, Said, figure_id
from data.wording import Text


def passport_of(asked: Asked, code: str, said: Said = "total", category: str = "") -> str:
    """Return the id of a figure over the selection; "" where there are no months."""
    if asked.months is None:
        return ""
    return figure_id(FigureKey(code, asked.selection, said, category, asked.annual))


def stamped(asked: Asked, card: Card, code: str, said: Said = "total") -> Card:
    """Return a card with the id of its figure, and where that is looked up."""
    figure = passport_of(asked, code, said)
    return replace(card, passport=figure, passport_link=asked.address.of_figure(figure).href() if figure else "")


def with_figure(text: Text, sentence: str, figure: str) -> str:
    """Return a sentence that tells a figure, with its id; page_content(figures=…) makes that a link."""
    return f"{sentence} {text.format('passport.figure', id=figure)}."
