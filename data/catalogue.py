"""The catalogue: every declared fact, shared by all networks or belonging to one, as one frozen object."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.annotations import Annotation, load_annotations
from data.check_rules import CheckRules
from data.corrections import Correction, Key, load_corrections
from data.credits import FILE as CREDITS
from data.credits import Credit
from data.loading_checks import check_references
from data.loading_files import DefinitionError, Model, add_unique, build, read_tables, read_toml
from data.loading_network import (
    SHIPPED,
    NetworkFolder,
    load_campaigns,
    load_groups,
    load_libraries,
    load_places,
    load_rates,
    open_network,
)
from data.models import (
    Area,
    Campaign,
    Category,
    Check,
    EventFormat,
    ExchangeRate,
    ImpactArea,
    Indicator,
    Library,
    LibraryKind,
    NetworkSettings,
    RegionGroup,
    Territory,
)
from data.populations import Population, load_populations
from data.statuses import LibraryStatus, load_statuses

__all__ = ["DEFINITIONS", "Catalogue", "DefinitionError", "load_catalogue", "network_folder"]

DEFINITIONS = Path(__file__).parent / "definitions"
DEFAULT_NETWORK = "novateca"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is declared, by code and in file order; nobody writes into these dictionaries."""

    settings: NetworkSettings
    folder: Path
    layout_folders: tuple[Path, ...]  # the network's own first, then its base's
    text_folders: tuple[Path, ...]  # the base's first, so that the network's own words win
    indicators: dict[str, Indicator]
    categories: dict[str, Category]
    impact_areas: dict[str, ImpactArea]
    event_formats: dict[str, EventFormat]
    library_kinds: dict[str, LibraryKind]
    checks: dict[str, Check]
    check_rules: CheckRules
    areas: dict[str, Area]
    territories: dict[str, Territory]
    groups: dict[str, RegionGroup]
    campaigns: dict[str, Campaign]
    libraries: dict[str, Library]
    populations: tuple[Population, ...] = ()
    annotations: tuple[Annotation, ...] = ()  # in order of time
    corrections: dict[Key, Correction] = field(default_factory=dict)
    statuses: dict[str, tuple[LibraryStatus, ...]] = field(default_factory=dict)  # by library, in order of time
    rates: tuple[ExchangeRate, ...] = ()
    credits: dict[str, Credit] = field(default_factory=dict)

    @property
    def unclassified(self) -> str:
        """The code of the category of what names none; "" where none is declared."""
        return next((code for code, category in self.categories.items() if category.impact_area is None), "")

    def rate(self, currency: str, day: date) -> ExchangeRate | None:
        """Return the rate at which a currency is converted on a day, or None where none is declared."""
        return next((r for r in self.rates if r.currency == currency and r.since <= day <= r.until), None)

    @property
    def text_folder(self) -> Path:
        """The folder of the network's own words, else its base's; it need not exist."""
        return self.text_folders[-1] if self.text_folders else self.folder / "text"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the network is shown in, the first being its own."""
        return self.settings.languages


def network_folder(name: str | None = None) -> Path:
    """Return the folder of a network: a folder's path, or the name of a shipped network; without one the default."""
    shipped = SHIPPED / (name or DEFAULT_NETWORK)
    return shipped if (shipped / "network.toml").is_file() else Path(name or DEFAULT_NETWORK)


def load_catalogue(network: Path | None = None) -> Catalogue:
    """Return everything declared for a network (a folder; default: the shipped one); raises DefinitionError.

    A network's own indicators.toml and categories.toml add to the shared definitions.
    """
    found = open_network(network or network_folder())
    areas, territories = load_places(found)
    catalogue = Catalogue(
        settings=found.settings,
        folder=found.folder,
        layout_folders=found.every("layouts"),
        text_folders=tuple(reversed(found.every("text"))),
        indicators=_shared_and_own(found, "indicators.toml", Indicator),
        categories=_shared_and_own(found, "categories.toml", Category),
        impact_areas=read_tables(DEFINITIONS / "impact_areas.toml", ImpactArea),
        event_formats=read_tables(DEFINITIONS / "event_formats.toml", EventFormat),
        library_kinds=read_tables(DEFINITIONS / "library_kinds.toml", LibraryKind),
        checks=read_tables(DEFINITIONS / "checks.toml", Check),
        check_rules=_check_rules(found),
        areas=areas,
        territories=territories,
        groups=load_groups(found),
        campaigns=load_campaigns(found),
        libraries=load_libraries(found),
        rates=load_rates(found),
        populations=load_populations(found),
        annotations=load_annotations(found),
        corrections=load_corrections(found),
        statuses=load_statuses(found),
        credits=_shared_and_own(found, CREDITS, Credit),
    )
    check_references(catalogue)
    return catalogue


def _check_rules(network: NetworkFolder) -> CheckRules:
    """Return the rules of the network's own file, else the shared ones."""
    path = network.find("check_rules.toml") or DEFINITIONS / "check_rules.toml"
    return build(CheckRules, path, "", read_toml(path))


def _shared_and_own(network: NetworkFolder, name: str, model: type[Model]) -> dict[str, Model]:
    """Return the shared objects of a definitions file with those that the network adds."""
    declared = read_tables(DEFINITIONS / name, model)
    own = network.find(name)
    if own is not None:
        add_unique(declared, read_tables(own, model), own)
    return declared
