"""The filter panel: period, territory, group and kind of library. Its controls write the address and stand outside
the part that is redrawn, so that a keyboard user keeps their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import dash_mantine_components as dmc  # type: ignore[import-untyped]
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.address import Address
from dashboard.components.links import inside
from dashboard.components.marked import marked
from data.selection import Selection
from data.wording import Text

Option = tuple[str, str]  # its code in the address, its name


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen; months by year. A list without a choice hides its control."""

    months: dict[str, list[Option]]
    territories: list[Option]
    groups: list[Option]
    kinds: list[Option]


def filter_panel(text: Text, address: Address, selection: Selection, choices: Choices, *, shown: bool) -> Component:
    """Return the panel; every control is there, but those this network has no use for are hidden."""
    months = [{"group": year, "items": _options(names)} for year, names in choices.months.items()]
    groups = [("", text["filter.no_group"]), *choices.groups]
    starts, ends = (str(month) if month else None for month in (selection.start, selection.end))
    fields = [
        _field(_one(ids.PERIOD_FROM, text["filter.from"], months, starts), bool(months)),
        _field(_one(ids.PERIOD_TO, text["filter.to"], months, ends), bool(months)),
        _field(
            _many(ids.TERRITORY, text, "territory", choices.territories, selection.territories),
            bool(choices.territories),
            "wide",
        ),
        _field(
            _one(ids.GROUP, text["filter.group"], _options(groups), selection.group or ""),
            bool(choices.groups),
            "middle",
        ),
        _field(_many(ids.KIND, text, "kind", choices.kinds, selection.kinds), bool(choices.kinds)),
        html.Div(inside(text["filter.reset"], Address(address.language, address.page)), className="field reset"),
    ]
    button = html.Button(text["filter.show"], id=ids.FILTERS_BUTTON, type="button")
    marked(button, aria_expanded="false", aria_controls=ids.FILTERS)
    panel = [button, html.Div(fields, id=ids.FILTERS)]
    return marked(html.Section(panel, id=ids.FILTER_BAR, hidden=not shown), aria_label=text["filter.title"])


def _options(names: Sequence[Option]) -> list[dict[str, str]]:
    return [{"value": code, "label": name} for code, name in names]


def _field(control: Component, used: bool, width: str = "") -> Component:
    return html.Div(control, className=f"field {width}".strip(), hidden=not used)


def _one(id_: str, label: str, options: Sequence[object], value: str | None) -> Component:
    control: Component = dmc.Select(
        id=id_,
        label=label,
        data=list(options),
        value=value,
        allowDeselect=False,
        checkIconPosition="right",
        maxDropdownHeight=320,
    )
    return control


def _many(id_: str, text: Text, key: str, options: Sequence[Option], values: Sequence[str]) -> Component:
    control: Component = dmc.MultiSelect(
        id=id_,
        label=text[f"filter.{key}"],
        placeholder="" if values else text[f"filter.every_{key}"],
        data=_options(options),
        value=list(values),
        searchable=True,
        clearable=True,
        clearButtonProps={"aria-label": text["filter.clear"]},
        nothingFoundMessage=text["filter.nothing"],
        hidePickedOptions=False,
        checkIconPosition="right",
        maxDropdownHeight=320,
    )
    return control
