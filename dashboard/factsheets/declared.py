"""What a fact sheet prints, when it is refused, and the one thing it asks for: factsheets.toml, checked when read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from data.loading_files import DefinitionError, build, read_toml
from data.models import Declared
from data.panel import Comparison

FILE = Path(__file__).with_name("factsheets.toml")
PlaceKind = Literal["library", "territory"]
Amount = Literal["some", "none"]
Beside = Literal["below", "above"]


class Known(NamedTuple):
    """What the figures of a place say, as far as an ask depends on it. None: not known."""

    place: PlaceKind
    change: float | None
    put_in: float | None
    attracted: float | None
    beside_peers: Beside | None
    coverage: float | None


class Ask(Declared):
    """One thing to ask for, and when: every condition given must hold."""

    code: str
    place: PlaceKind | None = None
    change_below: float | None = None
    change_above: float | None = None
    put_in: Amount | None = None
    attracted: Amount | None = None
    beside_peers: Beside | None = None
    coverage_below: float | None = None

    @property
    def always(self) -> bool:
        """True where nothing is a condition."""
        return not self.model_dump(exclude={"code"}, exclude_none=True)

    def holds(self, known: Known) -> bool:
        """Return whether the figures meet every condition; what is not known meets none."""
        return all(
            (
                self.place in (None, known.place),
                self.change_below is None or (known.change is not None and known.change <= self.change_below),
                self.change_above is None or (known.change is not None and known.change >= self.change_above),
                self.put_in in (None, _amount(known.put_in)),
                self.attracted in (None, _amount(known.attracted)),
                self.beside_peers in (None, known.beside_peers),
                self.coverage_below is None or (known.coverage is not None and known.coverage < self.coverage_below),
            )
        )


class Money(Declared):
    """The indicators of money: what the authority put in, and what came from others."""

    put_in: tuple[str, ...]
    attracted: tuple[str, ...]


class Sheets(Declared):
    """factsheets.toml."""

    least_coverage: float
    least_panel: float
    services_shown: int
    activities: str
    attendances: str
    services: str
    money: Money
    ask: tuple[Ask, ...]

    def carries(self, comparison: Comparison) -> bool:
        """Return whether enough of the reports were there in both years for the change to stand for all of them."""
        known = comparison.change_pct is not None and comparison.reported > 0
        return known and 100 * comparison.pairs >= self.least_panel * comparison.reported

    def asked_of(self, known: Known) -> Ask:
        """Return the first ask whose conditions hold."""
        return next(one for one in self.ask if one.holds(known))


@cache
def declared(path: Path = FILE) -> Sheets:
    """Return what is declared; raises DefinitionError, also where no ask is left for whoever meets no condition."""
    found = build(Sheets, path, "", read_toml(path))
    if not found.ask or not found.ask[-1].always:
        raise DefinitionError(path, "ask", "the last one has a condition", "end with an [[ask]] that always holds")
    return found


def _amount(value: float | None) -> Amount | None:
    return None if value is None else "some" if value > 0 else "none"
