"""A page, or one chart or table of it, inside the page of somebody else: plain HTML with drawn charts and their tables.

No script, no cookie, nothing fetched. What it shows follows from the embedding alone, whoever looks at it.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, request

from dashboard.access import Door
from dashboard.access.share import Share
from dashboard.access.shares import Shares
from dashboard.content import PageContent, only, page_papers
from dashboard.public.declared import declared
from dashboard.public.page import chart_values, drawn_template, table_values
from dashboard.public.protecting import protected_chart, protected_table
from dashboard.public.route import POLICY
from dashboard.site import Site
from dashboard.stories import KEY as STORIES
from data.wording import Text

_GONE = 404


def add_embedding(door: Door, site: Site, shares: Shares) -> None:
    """Serve embeddings to everybody, in pages of any site; revoked ones are gone at once."""

    @door.route("anyone", "/embed/<language>/<name>", "embedding")
    def embedding(language: str, name: str) -> Response:
        if language not in site.languages:
            abort(_GONE)
        one = shares.embedded(name)
        text = site.text(language)
        said = _drawn(site, shares, one, language) if one else None
        body = said or drawn_template(
            "embed", language, text, title=text["embedded.title"], content=None, demonstration=""
        )
        answer = Response(body, 200 if said else _GONE, mimetype="text/html")
        answer.headers["Cache-Control"] = "public, no-cache"  # asked for again each time: it may be revoked
        answer.headers["Content-Security-Policy"] = POLICY.format(ancestors="*")
        answer.add_etag()
        answer.make_conditional(request)
        return answer


def _drawn(site: Site, shares: Shares, one: Share, language: str) -> str | None:
    """Return the page as its embedding's bearer sees it; None where there is no such page."""
    viewer = shares.bearer(one)
    seen = replace(site, viewer=lambda: viewer)
    path, _, query = one.address.partition("?")
    address = seen.address(f"/{language}{path}", query)
    page = seen.page(address)
    if page is None:
        return None
    with seen.asked(address) as asked:
        return embedded_html(only(seen.content(page, asked), address.table), asked.text)


def embedded_html(content: PageContent, text: Text) -> str:
    """Return what a page says as one document; what too few libraries stand behind is withheld, as on impact pages."""
    public = declared()
    charts = [protected_chart(chart, public) for chart in content.charts]
    few = [after for after, before in zip(charts, content.charts, strict=True) if after != before]
    if few:  # whatever else the page says could tell what these do not
        charts, content = few, replace(content, finding="", cards=(), tables=())
    drawn = {chart.table.key for chart in charts}
    left_out = {*drawn, STORIES}  # consent to stand on the pages of this site is none to stand elsewhere
    tables = [protected_table(table, public) for table in content.tables if table.key not in left_out]
    return drawn_template(
        "embed",
        text.language,
        text,
        title=content.title or text[f"page.{content.page}.title"],  # a network without reports has none
        content=content,
        demonstration=content.demonstration,
        cards=content.cards,
        charts=[chart_values(chart, text) for chart in charts],
        tables=[table_values(table, text) for table in tables],
        papers=page_papers(content, text),
        own_papers=content.part and bool(charts),  # a chart says its own beneath it
    )
