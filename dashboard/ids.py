"""The id of every component that a callback, a style or a skip link names."""

from __future__ import annotations

ADDRESS = "address"  # the one dcc.Location
FRAME = "frame"  # header, filters, page and footer: drawn once a language
NAVIGATION = "navigation"
FILTERS = "filters"
FILTER_BAR = "filter-bar"
FILTERS_BUTTON = "filters-button"
PAGE = "page"  # what is redrawn when the address changes
MAIN = "main"  # where the skip link leads

PERIOD_FROM = "filter-from"
PERIOD_TO = "filter-to"
TERRITORY = "filter-territory"
GROUP = "filter-group"
KIND = "filter-kind"

SHOWN = "shown"  # what the page drawn is: its title, its language, the months it shows
LANGUAGE = "language"  # of the frame drawn
