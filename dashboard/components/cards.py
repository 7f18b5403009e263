"""Headline figures as a row of cards."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import inside_href
from dashboard.components.stamp import passport_mark
from dashboard.content import Card
from data.wording import Text


def card_row(cards: Sequence[Card], text: Text) -> Component:
    """Return the cards beside each other: label, figure, what it means, who reported, its passport."""
    return html.Ul([html.Li(_card(card, text), className="card panel") for card in cards], className="cards")


def _card(card: Card, text: Text) -> list[Component]:
    return [
        html.H2(inside_href(card.label, card.link) if card.link else card.label, className="card-label"),
        html.P(card.shown, className="card-figure"),
        html.P(card.note, className="card-note"),
        html.P(card.coverage, className="card-coverage"),
        *([html.P(passport_mark(text, card.passport, card.passport_link), className="stamp")] if card.passport else []),
    ]
