"""The frame around every page: header, navigation, languages, filters, page, footer; and the one Location."""

from __future__ import annotations

from dataclasses import asdict

import dash_mantine_components as dmc  # type: ignore[import-untyped]
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.asked import Asked
from dashboard.choices import choices, own_lists, used
from dashboard.components.filters import filter_panel, options
from dashboard.components.footer import page_footer
from dashboard.components.header import languages, navigation, site_header
from dashboard.components.not_found import not_found
from dashboard.page import Page
from dashboard.papers import as_of
from dashboard.site import Site
from dashboard.tools import tools
from data.wording import Text

_THEME = {
    "primaryColor": "indigo",
    "primaryShade": {"light": 8, "dark": 4},
    "fontFamily": "var(--font)",
    "headings": {"fontFamily": "var(--font)"},
}


def skeleton() -> Component:
    """Return what is the same for everybody: the address, and the place where a callback draws the frame."""
    provider: Component = dmc.MantineProvider(
        [
            # "callback-nav": what a control or a link writes into the address goes into the history, without a reload.
            dcc.Location(id=ids.ADDRESS, refresh="callback-nav"),
            dcc.Store(id=ids.LANGUAGE),
            html.Div(id=ids.FRAME),
        ],
        theme=_THEME,
        defaultColorScheme="auto",
    )
    return provider


def page_title(text: Text, page: Page | None) -> str:
    """Return the title of the browser's window."""
    title = text[f"page.{page.key}.title"] if page else text["not_found.title"]
    return f"{title} · {text['product.name']}"


def frame(site: Site, asked: Asked) -> Component:
    """Return the whole frame with the page in it."""
    text = asked.text
    page = site.page(asked.address)
    demonstration = text["demonstration.label"] if asked.catalogue.settings.demonstration else ""
    return html.Div(
        [
            html.A(text["frame.skip"], href=f"#{ids.MAIN}", className="skip-link"),
            _header(site, text, demonstration, html.Div(links(site, asked), id=ids.NAVIGATION)),
            _filters(asked, page),
            _trouble(text),
            html.Div(drawn_page(site, asked), id=ids.PAGE),
            dcc.Store(id=ids.SHOWN, data=shown(site, asked)),
        ],
        className="site",
    )


def _header(site: Site, text: Text, demonstration: str, navigation_bar: Component) -> Component:
    viewer = site.viewer()
    local = text["local.label"] if viewer.role == "local" else ""
    return site_header(text, demonstration, navigation_bar, local=local, tools=tools(viewer, text.language))


def _trouble(text: Text) -> Component:
    """Return the notice that assets/trouble.js shows when the page could not be fetched."""
    again = html.Button(text["trouble.again"], type="button", className="quiet")
    return html.Div([html.P(text["trouble.what"]), again], id=ids.TROUBLE, role="alert", hidden=True)


def _filters(asked: Asked, page: Page | None) -> Component:
    followed, own = page.filters if page else (), own_lists(asked, page)
    return filter_panel(asked.text, asked.address, asked.selection, choices(asked), own, followed=followed)


def links(site: Site, asked: Asked) -> list[Component]:
    """Return the links to the pages and to the languages; the filters go with both."""
    return [
        navigation(asked.text, asked.address, site.offered()),
        languages(asked.address, {code: site.text(code) for code in site.languages}),
    ]


def drawn_page(site: Site, asked: Asked) -> list[Component]:
    """Return the page of the address with its footer; for an address without a page, the page that says so."""
    page = site.page(asked.address)
    if page is None:
        asked_for, forbidden = site.pages.get(asked.address.page), site.forbidden(asked.address)
        what = asked_for.missing if asked_for else "not_found.what"
        parts = not_found(asked.text, asked.address, site.offered(), what=what, forbidden=forbidden)
        content = None
    else:
        content = site.content(page, asked)
        parts = page.body(content, asked)
    offered = content and page and page.files and not content.empty and content.holds_figures
    files = asked.address if offered else None
    demonstration = asked.catalogue.settings.demonstration
    footer = page_footer(
        asked.text, files, as_of=as_of(asked) if asked.available.files else "", demonstration=demonstration
    )
    return [html.Main(parts, id=ids.MAIN, tabIndex="-1"), footer]


def shown(site: Site, asked: Asked) -> dict[str, object]:
    """Return what the browser must know of the page drawn: its title, and where its filters stand."""
    address, selection = asked.address, asked.selection
    page = site.page(address)
    return {
        "title": page_title(asked.text, page),
        "page": address.page,
        "filters": list(page.filters) if page else [],
        "own": [{**asdict(one), "options": options(one.options)} for one in own_lists(asked, page)],
        "used": used(asked),
        "from": str(selection.start) if selection.start else None,
        "to": str(selection.end) if selection.end else None,
        "territory": list(selection.territories),
        "group": selection.group or "",
        "kind": list(selection.kinds),
        "library": selection.library,
        "query": address.to_query(),
    }
