"""Headline figures as a row of cards."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import inside_href
from dashboard.content import Card


def card_row(cards: Sequence[Card]) -> Component:
    """Return the cards beside each other: label, figure, what it means, who reported."""
    return html.Ul([html.Li(_card(card), className="card panel") for card in cards], className="cards")


def _card(card: Card) -> list[Component]:
    return [
        html.H2(inside_href(card.label, card.link) if card.link else card.label, className="card-label"),
        html.P(card.shown, className="card-figure"),
        html.P(card.note, className="card-note"),
        html.P(card.coverage, className="card-coverage"),
    ]
