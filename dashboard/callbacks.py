"""The callbacks: the frame is drawn once a language, the page whenever the address changes; filters write it."""

from __future__ import annotations

from dash import ALL, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.access import Door
from dashboard.shell import drawn_page, frame, links, shown
from dashboard.site import Site

Parts = list[Component]
_FILTERS = (ids.PERIOD_FROM, ids.PERIOD_TO, ids.TERRITORY, ids.GROUP, ids.KIND, ids.LIBRARY, *ids.CHOICES)
_LISTS = [Output(slot, part) for part in ("label", "data") for slot in ids.CHOICES]


def add_callbacks(door: Door, site: Site) -> None:
    """Register the callbacks of the frame."""

    @door.callback(
        "figures",
        Output(ids.FRAME, "children"),
        Output(ids.LANGUAGE, "data"),
        Input(ids.ADDRESS, "pathname"),
        State(ids.ADDRESS, "search"),
        State(ids.LANGUAGE, "data"),
        at_start=True,
        remembered=True,
    )
    def draw_frame(path: str | None, search: str | None, language: str | None) -> tuple[Component, str]:
        address = site.address(path, search)
        if address.language == language:
            raise PreventUpdate  # redrawn controls would lose the focus
        with site.asked(address) as asked:
            return frame(site, asked), address.language

    @door.callback(
        "figures",
        Output(ids.PAGE, "children"),
        Output(ids.NAVIGATION, "children"),
        Output(ids.SHOWN, "data"),
        Input(ids.ADDRESS, "pathname"),
        Input(ids.ADDRESS, "search"),
        remembered=True,
    )
    def draw_page(path: str | None, search: str | None) -> tuple[Parts, Parts, dict[str, object]]:
        with site.asked(site.address(path, search)) as asked:
            return drawn_page(site, asked), links(site, asked), shown(site, asked)

    # Two functions and no circle: what is shown sets the controls; a control that differs from it writes the address.
    values = [Output(one, "value") for one in _FILTERS]
    door.clientside("anyone", "vitrina.show", *values, *_LISTS, Input(ids.SHOWN, "data"))
    door.clientside("anyone", "vitrina.ask", *(Input(one, "value") for one in _FILTERS), State(ids.SHOWN, "data"))
    door.clientside("anyone", "vitrina.follow", Input({"type": "chart", "key": ALL}, "clickData"))
