"""What is known of libraries at other times: figures by indicator, library and month, or year, each apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from data.periods import is_year

_LEAST_MONTH = 10_000  # stored periods below it are years
_MORE = 24  # months or years of room made at a time


def step_of(period: int) -> int:
    """Return a stored period as a number that grows by one a month (of a year: a year)."""
    if is_year(period):
        return period
    year, month = divmod(period, 100)
    return year * 12 + month - 1


class Series:
    """Figures of one form: `values` is indicators x libraries x steps, NaN where nothing is known."""

    def __init__(self, indicators: int, libraries: int) -> None:
        self.first = 0
        self.values: NDArray[np.float64] = np.full((indicators, libraries, 1), np.nan)  # the last step stays unknown

    def column(self, step: int) -> int:
        """Return the place of a step among the values; of one outside them the place of what is unknown."""
        place = step - self.first
        unknown = self.values.shape[2] - 1
        return place if 0 <= place < unknown else unknown

    def make_room(self, first: int, last: int) -> None:
        """Make room for the steps from `first` to `last`."""
        indicators, libraries, columns = self.values.shape
        start, stop = self.first, self.first + columns - 1
        if start <= first and last < stop:
            return
        if start == stop:
            start = stop = first
        new_start, new_stop = min(first, start), max(last + _MORE, stop)
        values = np.full((indicators, libraries, new_stop - new_start + 1), np.nan)
        values[:, :, start - new_start : stop - new_start] = self.values[:, :, :-1]
        self.first, self.values = new_start, values

    def widen(self, libraries: int) -> None:
        """Make room for so many libraries."""
        indicators, known, columns = self.values.shape
        if libraries > known:
            more = np.full((indicators, libraries - known, columns), np.nan)
            self.values = np.concatenate([self.values, more], axis=1)

    def put(self, libraries: NDArray[np.int64], step: int, figures: NDArray[np.float64]) -> None:
        """Take note of figures (libraries x indicators); what is not given leaves what was known."""
        column = self.column(step)
        known = self.values[:, libraries, column]
        self.values[:, libraries, column] = np.where(np.isnan(figures.T), known, figures.T)


class Past:
    """Everything known at a moment, of libraries by code. It learns file after file, in the order they are checked."""

    def __init__(self, indicators: int, territories: Mapping[str, str]) -> None:
        self.codes = list(territories)
        self._places = {code: place for place, code in enumerate(territories)}
        self._names: dict[str, int] = {}
        self.territories = np.array([self._number(name) for name in territories.values()], dtype=np.int64)
        self.monthly = Series(indicators, len(territories))
        self.annual = Series(indicators, len(territories))

    def _number(self, territory: str) -> int:
        return self._names.setdefault(territory, len(self._names))

    def place(self, code: str, territory: str = "") -> int:
        """Return the place of a library; a new one of an open register gets the next."""
        if code not in self._places:
            self._places[code] = len(self.codes)
            self.codes.append(code)
            self.territories = np.append(self.territories, self._number(territory))
            for series in (self.monthly, self.annual):
                series.widen(len(self.codes))
        return self._places[code]

    def neighbours(self, libraries: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the places of all libraries of the territories of these, theirs among them, in order."""
        return np.flatnonzero(np.isin(self.territories, self.territories[libraries]))

    def series(self, period: int) -> Series:
        """Return the figures of a period's form."""
        return self.annual if is_year(period) else self.monthly

    def earlier(self, libraries: NDArray[np.int64], period: int, back: int) -> NDArray[np.float64]:
        """Return the figures of libraries so many months (years) before a period: indicators x libraries."""
        series = self.series(period)
        found: NDArray[np.float64] = series.values[:, libraries, series.column(step_of(period) - back)]
        return found

    def months_of(self, year: int, libraries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the monthly figures of a year: indicators x libraries x 12."""
        columns = [self.monthly.column(year * 12 + month) for month in range(12)]
        return self.monthly.values[:, libraries][:, :, columns]

    def learn(self, libraries: NDArray[np.int64], period: int, figures: NDArray[np.float64]) -> None:
        """Take note of what libraries (by place) report of a period: libraries x indicators, NaN where nothing."""
        series, step = self.series(period), step_of(period)
        series.make_room(step, step)
        series.put(libraries, step, figures)

    def fill(
        self,
        indicators: NDArray[np.int64],
        libraries: NDArray[np.int64],
        periods: NDArray[np.int64],
        values: NDArray[np.float64],
    ) -> None:
        """Take note of many single figures, given column by column."""
        for series, chosen in ((self.annual, periods < _LEAST_MONTH), (self.monthly, periods >= _LEAST_MONTH)):
            if chosen.any():
                stored = periods[chosen]
                steps = stored if series is self.annual else stored // 100 * 12 + stored % 100 - 1
                series.make_room(int(steps.min()), int(steps.max()))
                series.values[indicators[chosen], libraries[chosen], steps - series.first] = values[chosen]
