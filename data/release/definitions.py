"""What figures mean, as a release keeps it: indicators, groups of territories, and inhabitants."""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import Catalogue
from data.models import Declared, Indicator, RegionGroup
from data.populations import Population


class Definitions(Declared):
    """The declared facts that a figure is computed by."""

    indicators: dict[str, Indicator]
    groups: dict[str, RegionGroup]
    populations: tuple[Population, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Definitions:
        """Return those of a catalogue."""
        return cls(indicators=catalogue.indicators, groups=catalogue.groups, populations=catalogue.populations)

    def within(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with these definitions; what they do not know stays, as it has names and pages."""
        indicators = {code: self.indicators.get(code, one) for code, one in catalogue.indicators.items()}
        groups = {code: self.groups.get(code, one) for code, one in catalogue.groups.items()}
        return replace(catalogue, indicators=indicators, groups=groups, populations=self.populations)
