"""What one chart costs the processor: its questions to the database (SQLite, so of this process), its words and its
spec, nothing of it remembered."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from dashboard.asked import Asked
from dashboard.attendance_charts import against_last_year, seasons, trend
from dashboard.attendance_places import by_territory, per_inhabitants
from dashboard.headline import Headline, headline
from dashboard.pages import PAGES
from dashboard.service_charts import mix
from dashboard.site import Site
from dashboard.territory_rates import mapped
from data.catalogue import load_catalogue
from data.queries.services import by_category
from data.store import open_engine, session_factory
from tests.bench.served import SCOPES

VISITS, SERVICES = "V01", "S02"


def _services(asked: Asked, _found: Headline) -> object:
    frame = by_category(asked.session, asked.catalogue, SERVICES, asked.selection)
    return mix(asked, frame, SERVICES)


CHARTS: tuple[Callable[[Asked, Headline], object], ...] = (
    trend, against_last_year, seasons, by_territory, per_inhabitants, mapped, _services,
)  # fmt: skip


def one_chart(database: Path, network: Path) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each chart over each scope: by itself, and with the headline figure of its page."""
    engine = open_engine(f"sqlite:///{database}")
    site = Site.of(load_catalogue(network), session_factory(engine), PAGES)
    gc.collect()
    gc.freeze()  # as app.py does
    alone, with_headline = [], []
    for drawing in (False, True):  # the first time, the language's words and the statements are read
        for search in SCOPES:
            with site.asked(site.address("/ro/attendance", search)) as asked:
                for chart in CHARTS:
                    start = time.thread_time()
                    found = headline(asked, VISITS)
                    between = time.thread_time()
                    if chart(asked, found) is not None and drawing:
                        end = time.thread_time()
                        alone.append((end - between) * 1000)
                        with_headline.append((end - start) * 1000)
    engine.dispose()
    return alone, with_headline
