"""Files as read held against the past: what the library itself and its territory reported at other times.

A file is compared with what was known when it came: everything loaded before it, and itself. So it makes no difference
how files are grouped, and none in which order rows and sheets stand: only that earlier files come first matters.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from data.catalogue import Catalogue
from data.provenance import cell_name, unpack_cell
from data.states import State
from etl.checks.beside_past import Batch, BesidePast
from etl.checks.figures import Finding
from etl.checks.past import Past
from etl.problems import Problem
from etl.storing.packing import Codes, PackedFile


class Comparing:
    """Compares files, one after the other, with the past, which learns from each that is accepted."""

    def __init__(self, catalogue: Catalogue, codes: Codes) -> None:
        self.catalogue = catalogue
        self._checks = BesidePast(catalogue)
        self.numbers = [codes.indicators[code] for code in self._checks.indicators]  # of what is looked at
        self._place_of = np.full(max(codes.indicators.values()) + 1, -1, dtype=np.int64)
        self._place_of[self.numbers] = np.arange(len(self.numbers))
        self._no_category = codes.categories[""]

    def places(self, indicators: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the places of indicators, by their numbers, among those looked at; -1 for the others."""
        found: NDArray[np.int64] = self._place_of[indicators]
        return found

    def new_past(self) -> Past:
        """Return a past of which nothing is known yet."""
        libraries = {code: library.territory for code, library in self.catalogue.libraries.items()}
        return Past(len(self.numbers), libraries)

    def compare(self, file: PackedFile, past: Past) -> PackedFile:
        """Return the file with what its figures show beside the past, which learns them."""
        if file.refused or not file.reports:
            return file
        problems: list[Problem] = []
        batches = list(self._batches(file, past))
        for batch, cells in batches:
            past.learn(batch.libraries, batch.period, batch.values)
            found = [(int(cells[one.report, one.column]), one) for one in self._checks.findings(batch, past)]
            for cell, one in sorted(found, key=lambda at: at[0]):
                problems.append(self._problem(file, past.codes[batch.libraries[one.report]], cell, one))
        return file.tell(*problems) if problems else file

    def _batches(self, file: PackedFile, past: Past) -> Iterator[tuple[Batch, NDArray[np.int64]]]:
        """Yield the reports of each period, the earliest first, with the cells of their figures."""
        rows, reports = file.rows, file.reports
        report = np.repeat(np.arange(len(reports)), [one.readings for one in reports])
        place = self.places(rows.indicator_id)
        taken = (place >= 0) & (rows.category_id == self._no_category) & (rows.state == State.REPORTED)
        values = np.full((len(reports), len(self.numbers)), np.nan)
        cells = np.zeros(values.shape, dtype=np.int64)
        values[report[taken], place[taken]] = rows.value[taken]
        cells[report[taken], place[taken]] = rows.cell[taken]
        territories = {new.code: new.territory for new in file.new_libraries}
        libraries = np.array([past.place(one.library, territories.get(one.library, "")) for one in reports])
        periods = np.array([one.period for one in reports])
        for period in np.unique(periods[~np.isnan(values).all(axis=1)]).tolist():
            chosen = np.flatnonzero(periods == period)
            yield Batch(period, libraries[chosen], values[chosen]), cells[chosen]

    def _problem(self, file: PackedFile, code: str, cell: int, finding: Finding) -> Problem:
        sheet, row, column = unpack_cell(cell)
        name = file.sheets[sheet] if sheet < len(file.sheets) else ""
        library = self.catalogue.libraries.get(code)
        return Problem(
            finding.kind, self.catalogue.checks[finding.kind].severity, file.name, name or None,
            cell_name(row, column), finding.found, {"library": library.name if library else code, **finding.details},
        )  # fmt: skip
