"""The frame: what is around every page, and what the browser is told when the address changes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.asked import Asked
from dashboard.shell import drawn_page, frame, links, page_title, shown
from dashboard.site import Site

DASHBOARD = Path(__file__).parents[2] / "dashboard"
Words = Callable[[object], str]


def found(tree: Component, kind: type[Component]) -> list[Component]:
    """Return every component of a kind below a component."""
    return [one for one in tree._traverse() if isinstance(one, kind)]


@pytest.mark.parametrize("page", ["overview", "attendance", "method", "about"])
def test_every_page_has_its_landmarks_and_one_heading(
    site: Site, asked: Callable[..., Asked], page: str, language: str
) -> None:
    tree = frame(site, asked(f"/{language}/{page}"))
    assert len(found(tree, html.Main)) == len(found(tree, html.H1)) == len(found(tree, html.Header)) == 1
    assert len(found(tree, html.Footer)) == 1
    assert next(link for link in found(tree, html.A)).href == f"#{ids.MAIN}"


def test_every_page_of_a_demonstration_says_so(
    site: Site, asked: Callable[..., Asked], words_of: Words, language: str
) -> None:
    label = site.text(language)["demonstration.label"]
    assert all(label in words_of(frame(site, asked(f"/{language}/{page}"))) for page in site.pages)


def test_the_links_keep_the_filters_and_mark_the_page(site: Site, asked: Callable[..., Asked]) -> None:
    pages, languages = links(site, asked("/ro/attendance", "?group=nord&sort=library"))
    hrefs = {link.href for link in found(pages, html.A)}
    assert {"/ro/overview?group=nord", "/ro/attendance?group=nord", "/ro/method?group=nord"} <= hrefs
    marked = [link for link in found(pages, html.A) if getattr(link, "aria-current", "") == "page"]
    assert [link.href for link in marked] == ["/ro/attendance?group=nord"]
    assert [link.href for link in found(languages, html.A)] == [
        f"/{code}/attendance?group=nord&sort=library" for code in ("ro", "ru", "en")
    ]


def test_an_unknown_page_says_so_with_ways_out(site: Site, asked: Callable[..., Asked], language: str) -> None:
    main = drawn_page(site, asked(f"/{language}/nothing"))[0]
    assert site.text(language)["not_found.title"] in main.children.children[0].children[0].children
    assert {link.href for link in found(main, html.A)} == {f"/{language}/{key}" for key in site.offered()}
    assert page_title(site.text(language), None).startswith(site.text(language)["not_found.title"])


def test_the_filters_stand_where_the_page_stands(site: Site, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/overview", "?territory=MD-OR,MD-XX&kind=sat")
    told = shown(site, question)
    assert (told["from"], told["to"]) == ("2017-01", "2017-12")
    assert (told["territory"], told["group"], told["kind"]) == (["MD-OR"], "", ["sat"])
    filters = {ids.PERIOD_FROM, ids.PERIOD_TO, ids.TERRITORY, ids.GROUP, ids.KIND}
    drawn = {str(getattr(one, "id", "")): one for one in frame(site, question)._traverse()}
    controls = {id_: drawn[id_].value for id_ in filters}
    assert controls == {
        ids.PERIOD_FROM: "2017-01",
        ids.PERIOD_TO: "2017-12",
        ids.TERRITORY: ["MD-OR"],
        ids.GROUP: "",
        ids.KIND: ["sat"],
    }


def test_what_the_network_does_not_know_is_named(site: Site, asked: Callable[..., Asked], words_of: Words) -> None:
    assert "MD-XX" in words_of(drawn_page(site, asked("/ro/overview", "?territory=MD-XX")))


def test_every_chart_leaves_through_the_one_door(site: Site, asked: Callable[..., Asked]) -> None:
    for page in site.pages:
        tree = html.Div(drawn_page(site, asked(f"/ro/{page}")))
        graphs = found(tree, dcc.Graph)
        figures = found(tree, html.Figure)
        assert len(graphs) == len(figures)
        for figure in figures:
            assert found(figure, html.Figcaption) and found(figure, html.Table) and found(figure, html.Summary)
            picture = next(one for one in found(figure, html.Div) if getattr(one, "role", "") == "img")
            assert getattr(picture, "aria-label")


def test_nothing_else_makes_a_graph() -> None:
    makers = [
        path.relative_to(DASHBOARD).as_posix()
        for path in DASHBOARD.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "Graph" and isinstance(node.ctx, ast.Load)
    ]
    assert set(makers) == {"components/captioned_chart.py"}
