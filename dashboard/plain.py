"""Plain pages: forms and messages as HTML that needs no script, in the frame of every other page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from dash import Dash
from flask import Response, abort, make_response, render_template, request

from dashboard.site import Site
from dashboard.tools import tools
from dashboard.words import preferred
from data.wording import Text

Tone = Literal["well", "wrong"]
_ASSETS = Path(__file__).parent / "assets"


class Plain:
    """Draws plain pages of a site."""

    def __init__(self, app: Dash, site: Site) -> None:
        self._app, self.site = app, site

    def text(self, language: str) -> Text:
        """Return the words of a language."""
        return self.site.text(language)

    def language(self) -> str:
        """Return the language of a request: of its address, else the browser's."""
        first = request.path.strip("/").partition("/")[0]
        accepted = [tag for tag, _ in request.accept_languages]
        return first if first in self.site.languages else preferred(accepted, self.site.languages)

    def page(
        self,
        template: str,
        title: str,
        *,
        said: str = "",
        tone: Tone = "wrong",
        status: int = 200,
        values: Mapping[str, object] | None = None,
    ) -> Response:
        """Return a page of a template; `said` is what came of what was asked, `title` the key of its heading."""
        language, viewer = self.language(), self.site.viewer()
        text = self.text(language)
        drawn = render_template(
            f"{template}.html",
            text=text,
            title=text[title],
            language=language,
            languages=[
                (code, self.text(code)["language.name"], self._in_language(code)) for code in self.site.languages
            ],
            pages=self.site.offered(),
            tools=tools(viewer, language),
            here=request.path.strip("/").partition("/")[2],
            demonstration=self.site.catalogue.settings.demonstration,
            local=viewer.role == "local",
            viewer=viewer,
            said=said,
            tone=tone,
            theme=self.asset("theme.js"),
            style=self.asset("site.css"),
            icon=self.asset("favicon.svg"),
            **(values or {}),
        )
        return make_response(drawn, status)

    def of_language(self, answer: Callable[[], Response]) -> Callable[[str], Response]:
        """Return a page at an address whose language must be one that pages are written in."""

        def page(language: str) -> Response:
            if language not in self.site.languages:
                abort(404)
            return answer()

        return page

    def _in_language(self, code: str) -> str:
        first, _, rest = request.path.strip("/").partition("/")
        return f"/{code}/{rest}" if first in self.site.languages else f"/{code}/"

    def asset(self, name: str) -> str:
        """Return the address of a file of the pages, which changes with its content."""
        return f"{self._app.get_asset_url(name)}?m={(_ASSETS / name).stat().st_mtime_ns}"
