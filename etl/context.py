"""What reading needs of a network, made once a process and kept warm: words, layouts, registers, plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.catalogue import Catalogue, load_catalogue
from etl.cells import CellReader
from etl.identify import Identifier
from etl.layout_errors import LayoutError
from etl.layouts import load_layouts, number_format
from etl.libraries import Sought
from etl.lists.choices import Choices, vocabularies
from etl.lists.listplans import ListPlan
from etl.recognise import FoundList, FoundTable, PreparedLayout
from etl.tables.cellplans import CellPlanner
from etl.tables.header import Plan
from etl.tables.rowrules import RowRules
from etl.texts.names import SharedNames
from etl.texts.words import mark_key


@dataclass
class ReadingContext:
    """A network as readers need it."""

    catalogue: Catalogue
    layouts: tuple[PreparedLayout, ...]
    identifier: Identifier
    today: date = field(default_factory=date.today)  # no period after it can be reported
    found: dict[Sought, str] = field(default_factory=dict)  # libraries found without any doubt
    _planners: dict[tuple[str, int], tuple[Plan, CellPlanner]] = field(default_factory=dict)
    _cells: dict[str, CellReader] = field(default_factory=dict)
    _lists: dict[tuple[str, int], tuple[Plan, ListPlan]] = field(default_factory=dict)
    _choices: dict[str, dict[str, Choices]] = field(default_factory=dict)

    def planner(self, prepared: PreparedLayout, place: FoundTable) -> CellPlanner:
        """Return the cell plans of a header, remembered with it."""
        plan = place.found.plan
        key = (prepared.layout.key, id(plan))
        if key not in self._planners:
            rules = RowRules(prepared.layout, place.table, plan, prepared.vocabulary)
            self._planners[key] = (plan, CellPlanner(plan, self.catalogue, prepared.vocabulary, rules))
        return self._planners[key][1]

    def cells(self, prepared: PreparedLayout) -> CellReader:
        """Return the cell reader of a layout."""
        layout = prepared.layout
        if layout.key not in self._cells:
            codes = {
                form: meaning for meaning, texts in layout.cells for text in texts for form in (text, mark_key(text))
            }
            self._cells[layout.key] = CellReader(number_format(layout), codes, self.catalogue.settings.currency)
        return self._cells[layout.key]

    def list_plan(self, prepared: PreparedLayout, place: FoundList) -> ListPlan:
        """Return what is read from the columns of a list, remembered with its header."""
        plan = place.found.plan
        key = (prepared.layout.key, id(plan))
        if key not in self._lists:
            self._lists[key] = (plan, ListPlan.of(prepared, place))
        return self._lists[key][1]

    def choices(self, prepared: PreparedLayout) -> dict[str, Choices]:
        """Return the vocabularies of a layout's lists."""
        layout = prepared.layout
        if layout.key not in self._choices:
            self._choices[layout.key] = vocabularies(self.catalogue, layout)
        return self._choices[layout.key]


def make_context(network: Path | None = None, layouts: Path | None = None) -> ReadingContext:
    """Return what reading needs: the network's catalogue and layouts, and those of a user's own folder, which go first.

    Raises DefinitionError (LayoutError for a layout) naming file, key and remedy.
    """
    catalogue = load_catalogue(network)
    if layouts and not any(layouts.glob("*.toml")):
        raise LayoutError(layouts, "", "no layout lies there", "name the folder that holds your layouts (*.toml)")
    folders = ([layouts] if layouts else []) + list(catalogue.layout_folders)
    names = SharedNames.of(catalogue)
    identifier = Identifier(catalogue)
    territory = _territory_finder(catalogue, identifier)
    prepared = tuple(PreparedLayout.of(layout, names, territory) for layout in load_layouts(folders, catalogue))
    return ReadingContext(catalogue, prepared, identifier)


def _territory_finder(catalogue: Catalogue, identifier: Identifier) -> Callable[[str], str | None]:
    """Return what finds a territory; an open register takes any text for one."""
    if not catalogue.settings.open_register:
        return identifier.territory
    return lambda written: identifier.territory(written) or written
