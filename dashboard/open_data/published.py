"""The figures that are open: of releases, by month, of each territory and of the network, never of a library.

A month of a territory that fewer libraries reported than stand behind any published figure is withheld. Where that is
one territory of a month, the next smallest goes with it, or the network's figure would tell it. Only what may be added
is offered, month by month: no sum over months can then tell what a month does not.
"""

from __future__ import annotations

import pandas as pd

from dashboard.memory import Memory
from dashboard.public.declared import declared
from dashboard.site import Site
from data.catalogue import Catalogue
from data.disclosure import withheld
from data.measures import OVER_MONTHS
from data.queries.territory_months import territory_months
from data.queries.totals import only_annual
from data.release.stored import Release

NETWORK = ""  # the territory of a figure of the whole network
_MOST = 60  # indicators of releases that are remembered


class Published:
    """Answers with rows of what is published; the same question is answered from memory while nobody writes."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._figures: Memory[pd.DataFrame] = site.memory(_MOST)
        self._offered: Memory[tuple[str, ...]] = site.memory(_MOST)

    def releases(self) -> list[Release]:
        """Return the releases that may be shown, the newest reports first."""
        return self._site.releases.shown()

    def named(self, name: str) -> Release | None:
        """Return the release of a name; without one the newest; None where there is none."""
        if name:
            return self._site.releases.named(name)
        return next(iter(self.releases()), None)

    def catalogue(self, release: Release) -> Catalogue:
        """Return what figures meant in a release."""
        with self._site.releases.reading(release) as (_, catalogue):
            return catalogue

    def indicators(self, release: Release) -> tuple[str, ...]:
        """Return the codes of the indicators that are open: those that add up, and are reported by month."""
        moment = self._offered.moment()
        found = self._offered.recall(moment, release.id)
        if found is None:
            with self._site.releases.reading(release) as (session, catalogue):
                adding = (code for code, one in catalogue.indicators.items() if OVER_MONTHS[one.rule] == "add")
                found = tuple(code for code in adding if not only_annual(session, catalogue, code))
            self._offered.keep(moment, release.id, found)
        return found

    def figures(self, release: Release, indicator: str) -> pd.DataFrame:
        """Return one row per territory and month, the network first: territory, period (YYYYMM), value, reported,
        expected, status (reported, withheld, not_reported)."""
        moment, key = self._figures.moment(), (release.id, indicator)
        found = self._figures.recall(moment, key)
        if found is None:
            with self._site.releases.reading(release) as (session, catalogue):
                found = protected(territory_months(session, catalogue, indicator), declared().least_libraries)
            self._figures.keep(moment, key, found)
        return found


def protected(frame: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the rows with the network's, which are the sums of the territories', and without what is withheld."""
    if frame.empty:
        return frame.assign(status=pd.Series(dtype="object"))
    hidden = frame.groupby("period")["reported"].transform(
        lambda counts: withheld([float(count) for count in counts], [least] * len(counts))
    )
    over_all = frame.groupby("period", as_index=False)[["value", "reported", "expected"]].sum(min_count=1)
    over_all.insert(0, "territory", NETWORK)
    few = over_all["reported"].between(1, least - 1)
    rows = pd.concat([over_all, frame], ignore_index=True)
    hides = pd.concat([few, hidden.astype(bool)], ignore_index=True)
    rows["status"] = "reported"
    rows.loc[rows["value"].isna(), "status"] = "not_reported"
    rows.loc[hides, "status"] = "withheld"
    rows.loc[hides, "value"] = float("nan")
    return rows
