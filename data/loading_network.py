"""The files of a network folder -> its areas, territories, libraries, groups and campaigns.

Columns of the CSV files are the fields of data/models.py; `name_<language>` columns become names, an empty cell is
unknown, and several values in one cell (aliases, languages) are separated by ";".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from data.loading_files import DefinitionError, Model, build, by_code, read_rows, read_tables, read_toml, table
from data.models import (
    Area,
    Campaign,
    ExchangeRate,
    Library,
    NetworkSettings,
    RegionGroup,
    Stage,
    Territory,
    Theme,
)

SHIPPED = Path(__file__).parent / "networks"
_LISTS = ("aliases", "languages")


@dataclass(frozen=True, slots=True)
class NetworkFolder:
    """A network's folder and, where network.toml names a base, the shipped folder that serves what it lacks."""

    folder: Path
    settings: NetworkSettings
    base: Path | None

    def find(self, name: str) -> Path | None:
        """Return the path of a file or folder of this network, its own before its base's; None where neither has it."""
        return next((path for path in self.every(name)), None)

    def every(self, name: str) -> tuple[Path, ...]:
        """Return every path of that name, the network's own first."""
        folders = [self.folder] if self.base is None else [self.folder, self.base]
        return tuple(folder / name for folder in folders if (folder / name).exists())

    def beside(self, anchor: str, name: str) -> Path | None:
        """Return the path of a file in the folder from which another one is read; None where it is not there.

        What is said of single libraries holds for the register it was written for, not for another network's.
        """
        known = self.find(anchor)
        return known.with_name(name) if known is not None and known.with_name(name).exists() else None


def open_network(folder: Path) -> NetworkFolder:
    """Return the network of a folder; raises DefinitionError where there is none or its base is not a shipped one."""
    path = folder / "network.toml"
    if not path.is_file():
        raise DefinitionError(path, "", "there is no such file", 'make it; it needs one line: name = "…"')
    settings = build(NetworkSettings, path, "network", read_toml(path))
    base = None
    if settings.base:
        base = SHIPPED / settings.base
        if not (base / "network.toml").is_file():
            shipped = ", ".join(sorted(found.parent.name for found in SHIPPED.glob("*/network.toml")))
            raise DefinitionError(
                path, "base", f"no shipped network is called {settings.base!r}", f"use one of: {shipped}"
            )
    return NetworkFolder(folder=folder, settings=settings, base=base)


def _objects(path: Path | None, model: type[Model], needed: tuple[str, ...]) -> dict[str, Model]:
    """Return the rows of a CSV file as objects by code."""
    if path is None:
        return {}
    declared = []
    for number, row in enumerate(read_rows(path, needed), start=2):
        fields: dict[str, object] = {
            column: tuple(cell.split(";")) if column in _LISTS else cell
            for column, cell in row.items()
            if not column.startswith("name_")
        }
        names = {column.removeprefix("name_"): cell for column, cell in row.items() if column.startswith("name_")}
        if "names" in model.model_fields:
            fields["names"] = names
        declared.append(build(model, path, f"line {number}", fields))
    return by_code(declared, path)


def _aliases(path: Path | None, target: str) -> dict[str, tuple[str, ...]]:
    """Return the other names of each code of an alias file (columns: text, and the code under `target`)."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(path, ("text", target)) if path else []:
        found[row[target]].append(row["text"])
    return {code: tuple(texts) for code, texts in found.items()}


def load_places(network: NetworkFolder) -> tuple[dict[str, Area], dict[str, Territory]]:
    """Return the areas and the territories with their aliases; a territory's area takes its ISO code and obligation."""
    areas = _objects(network.find("areas.csv"), Area, ("code", "parent", "depth", "kind"))
    territories = _objects(network.find("territories.csv"), Territory, ("code",))
    path = network.find("area_aliases.csv")
    for code, aliases in _aliases(path, "code").items():
        if code in territories:
            territories[code] = territories[code].model_copy(update={"aliases": territories[code].aliases + aliases})
        elif code in areas:
            areas[code] = areas[code].model_copy(update={"aliases": areas[code].aliases + aliases})
        else:
            raise DefinitionError(
                path or "", code, "no territory and no area has this code", "correct it or remove the line"
            )
    for territory in territories.values():
        if territory.area in areas:
            update = {"iso": territory.code, "obligated": territory.obligated}
            areas[territory.area] = areas[territory.area].model_copy(update=update)
    return areas, territories


def load_libraries(network: NetworkFolder) -> dict[str, Library]:
    """Return the register of libraries with their aliases."""
    libraries = _objects(network.find("libraries.csv"), Library, ("code", "name", "kind", "territory"))
    path = network.beside("libraries.csv", "library_aliases.csv")
    for code, aliases in _aliases(path, "library").items():
        if code not in libraries:
            raise DefinitionError(path or "", code, "no library has this code", "correct it or remove the line")
        libraries[code] = libraries[code].model_copy(update={"aliases": libraries[code].aliases + aliases})
    return libraries


def load_groups(network: NetworkFolder) -> dict[str, RegionGroup]:
    """Return the statistical regions and programme groups."""
    path = network.find("groups.toml")
    return read_tables(path, RegionGroup) if path else {}


def load_rates(network: NetworkFolder) -> tuple[ExchangeRate, ...]:
    """Return the exchange rates of exchange_rates.toml in file order."""
    path = network.find("exchange_rates.toml")
    if path is None:
        return ()
    entries = read_toml(path).get("rate", [])
    rows = enumerate(entries if isinstance(entries, list) else [], start=1)
    return tuple(build(ExchangeRate, path, f"rate {number}", table(path, "rate", row)) for number, row in rows)


def load_campaigns(network: NetworkFolder) -> dict[str, Campaign]:
    """Return the campaigns, their stages holding the themes of themes.toml."""
    path = network.find("campaigns.toml")
    if path is None:
        return {}
    themes = _themes(network.find("themes.toml"))
    campaigns = {}
    for code, value in read_toml(path).items():
        fields = table(path, code, value)
        stages = [
            build(
                Stage,
                path,
                f"{code}.stages.{name}",
                {**table(path, name, one), "code": name, "themes": themes.pop(f"{code}.{name}", ())},
            )
            for name, one in table(path, code, fields.pop("stages")).items()
        ]
        campaigns[code] = build(Campaign, path, code, {**fields, "code": code, "stages": stages})
    for stage in themes:
        remedy = "use <campaign>.<stage> as campaigns.toml declares them"
        raise DefinitionError(network.folder / "themes.toml", stage, "there is no such stage", remedy)
    return campaigns


def _themes(path: Path | None) -> dict[str, list[Theme]]:
    """Return the themes of each stage, "<campaign>.<stage>" -> themes in file order."""
    found: dict[str, list[Theme]] = defaultdict(list)
    entries = read_toml(path).get("theme", []) if path else []
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        fields = table(path or Path(), f"theme {number}", entry)
        stage = str(fields.pop("stage", ""))
        found[stage].append(build(Theme, path or Path(), f"theme {number}", fields))
    return dict(found)
