"""The filter panel: period, territory, group, kind of library, library, and what only the page shown asks. Its controls
write the address and stand outside the part that is redrawn, so that a keyboard user keeps their place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
_FOUND = 60  # libraries listed at once; typing narrows them
# Functions of assets/navigation.js: what is typed without accents finds names with them.
_FOLDED = {"function": "folded"}
_INSIDE = {"withinPortal": False}  # lists open inside the panel, a landmark; each scrolls itself (site.css)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen; months by year. A list without a choice hides its control."""

    months: dict[str, list[Option]]
    territories: list[Option]
    groups: list[Option]
    kinds: list[Option]
    libraries: list[Option]


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of the page's own: the key it writes into the address, its label, its options and what is chosen."""

    key: str
    label: str
    options: list[Option]
    value: str


def filter_panel(
    text: Text,
    address: Address,
    selection: Selection,
    choices: Choices,
    own: Sequence[OwnList],
    *,
    followed: Collection[str],
) -> Component:
    """Return the panel; every control is there, but those the page does not follow (`followed`) or the network has no
    use for are hidden."""
    months = [{"group": year, "items": options(names)} for year, names in choices.months.items()]
    groups = [("", text["filter.no_group"]), *choices.groups]
    starts, ends = (str(month) if month else None for month in (selection.start, selection.end))
    period = "period" in followed and bool(months)
    fields = [
        _field(_one(ids.PERIOD_FROM, text["filter.from"], months, starts), period, "narrow"),
        _field(_one(ids.PERIOD_TO, text["filter.to"], months, ends), period, "narrow"),
        _field(
            _many(ids.TERRITORY, text, "territory", choices.territories, selection.territories),
            "territory" in followed and bool(choices.territories),
            "wide",
        ),
        _field(
            _one(ids.GROUP, text["filter.group"], options(groups), selection.group or ""),
            "group" in followed and bool(choices.groups),
            "middle",
        ),
        _field(
            _many(ids.KIND, text, "kind", choices.kinds, selection.kinds), "kind" in followed and bool(choices.kinds)
        ),
        _field(_library(text, choices, selection), "library" in followed and bool(choices.libraries), "wide"),
        *(_own_list(slot, own[place] if place < len(own) else None) for place, slot in enumerate(ids.CHOICES)),
        html.Div(inside(text["filter.reset"], Address(address.language, address.page)), className="field reset"),
    ]
    button = html.Button(text["filter.show"], id=ids.FILTERS_BUTTON, type="button")
    marked(button, aria_expanded="false", aria_controls=ids.FILTERS)
    panel = [button, html.Div(fields, id=ids.FILTERS)]
    shown = bool(followed) or bool(own)
    return marked(html.Section(panel, id=ids.FILTER_BAR, hidden=not shown), aria_label=text["filter.title"])


def options(names: Sequence[Option]) -> list[dict[str, str]]:
    """Return the options as the lists take them."""
    return [{"value": code, "label": name} for code, name in names]


def _field(control: Component, used: bool, width: str = "") -> Component:
    return html.Div(control, className=f"field {width}".strip(), hidden=not used)


def _one(id_: str, label: str, offered: Sequence[object], value: str | None) -> Component:
    control: Component = dmc.Select(
        id=id_,
        label=label,
        data=list(offered),
        value=value,
        allowDeselect=False,
        checkIconPosition="right",
        withScrollArea=False,
        comboboxProps=_INSIDE,
    )
    return control


def _own_list(slot: str, own: OwnList | None) -> Component:
    if own is None:
        return _field(_one(slot, "", [], None), False)
    return _field(_one(slot, own.label, options(own.options), own.value), True, "own")


def _library(text: Text, choices: Choices, selection: Selection) -> Component:
    control: Component = dmc.Select(
        id=ids.LIBRARY,
        label=text["filter.library"],
        placeholder=text["filter.every_library"],
        data=options(choices.libraries),
        value=selection.library,
        searchable=True,
        clearable=True,
        clearButtonProps={"aria-label": text["filter.clear"]},
        nothingFoundMessage=text["filter.nothing"],
        limit=_FOUND,
        filter=_FOLDED,
        checkIconPosition="right",
        withScrollArea=False,
        comboboxProps=_INSIDE,
    )
    return control


def _many(id_: str, text: Text, key: str, offered: Sequence[Option], values: Sequence[str]) -> Component:
    control: Component = dmc.MultiSelect(
        id=id_,
        label=text[f"filter.{key}"],
        placeholder="" if values else text[f"filter.every_{key}"],
        data=options(offered),
        value=list(values),
        searchable=True,
        clearable=True,
        clearButtonProps={"aria-label": text["filter.clear"]},
        nothingFoundMessage=text["filter.nothing"],
        filter=_FOLDED,
        hidePickedOptions=False,
        checkIconPosition="right",
        withScrollArea=False,
        comboboxProps=_INSIDE,
    )
    return control
