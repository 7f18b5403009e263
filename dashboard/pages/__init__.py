"""PAGES, the explicit list: what is not here does not exist. The order is that of the navigation."""

from __future__ import annotations

from dashboard.page import Page
from dashboard.pages import (
    about,
    attendance,
    campaign,
    figure,
    libraries,
    method,
    overview,
    reporting,
    services,
    territories,
)

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    attendance.PAGE,
    services.PAGE,
    campaign.PAGE,
    territories.PAGE,
    libraries.PAGE,
    reporting.PAGE,
    method.PAGE,
    about.PAGE,
    figure.PAGE,
)
