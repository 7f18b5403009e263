"""The id of every component that a callback, a style or a skip link names."""

from __future__ import annotations

ADDRESS = "address"  # the one dcc.Location
FRAME = "frame"  # header, filters, page and footer: drawn once a language
NAVIGATION = "navigation"
FILTERS = "filters"
FILTER_BAR = "filter-bar"
FILTERS_BUTTON = "filters-button"
TROUBLE = "trouble"  # the notice of a page that could not be fetched
THEME = "theme"  # the button of light and dark
PAGE = "page"  # what is redrawn when the address changes
MAIN = "main"  # where the skip link leads

PERIOD_FROM = "filter-from"
PERIOD_TO = "filter-to"
TERRITORY = "filter-territory"
GROUP = "filter-group"
KIND = "filter-kind"
LIBRARY = "filter-library"
# Lists for what only the page shown asks (Page.choices); which key each of them writes follows from the page.
CHOICES = ("filter-choice-1", "filter-choice-2", "filter-choice-3")

SHOWN = "shown"  # what the page drawn is: its title, where its filters stand, what its own lists offer
LANGUAGE = "language"  # of the frame drawn


def chart(key: str) -> dict[str, str]:
    """Return the id of a drawn chart: a click in any of them may lead on."""
    return {"type": "chart", "key": key}
