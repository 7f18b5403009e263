"""Tables that leave for good, attacked with all that they hold: no count withheld is told but within its range."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from dashboard.cells import WITHHELD
from dashboard.content import PageContent
from dashboard.exports import FIXED, export
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.snapshot import NothingToPublish
from dashboard.public.subject import of_place
from dashboard.site import Site
from data import register, rollups
from data.catalogue import Catalogue
from data.disclosure import class_of
from data.periods import Month
from data.queries.attendance import total
from data.schema import category, library, observation
from data.selection import Selection
from data.store import open_engine, prepare, session_factory, writing
from data.suppression import audited
from tests.dashboard.conftest import fill
from tests.dashboard.sensitive import YEAR, Worlds, add_sensitive

Cells = dict[str, float | None]  # name of a category -> its count, None for the mark


def sensitive(site: Site, of: str, language: str) -> dict[str, tuple[int, int]]:
    """Return, by its name, the least and the range of each sensitive category."""
    text, rule = site.text(language), class_of(of)
    said = {code: rule.protection(one) for code, one in site.catalogue.categories.items()}
    return {text[f"category.{code}.name"]: (one.least, one.range) for code, one in said.items() if one}


def attacked(cells: Cells, whole: float, kept: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Return how many cells are withheld, and how many of these are not small ones; fail where one is told.

    The reader knows every cell shown and the total; the programme says what these leave possible.
    """
    names = list(cells)
    out = [cells[name] is None for name in names]
    left = whole - sum(value for value in cells.values() if value is not None)
    gone = [place for place, hidden in enumerate(out) if hidden]
    assert left >= 0 and (gone or left == 0)
    # Any table that agrees with what is shown does for the programme: it asks for the ends of all that do.
    counts = [left if gone and place == gone[0] else (cells[name] or 0.0) for place, name in enumerate(names)]
    possible = audited(counts, out=out, totals=[list(range(len(names)))])
    for place, (low, high) in possible.items():
        assert high - low > max(wide for _, wide in kept.values()), (names[place], low, high)
    for name, value in cells.items():
        assert name not in kept or value is None or value == 0 or value >= kept[name][0]
    return len(gone), len([place for place in gone if names[place] not in kept])


def addresses(site: Site) -> Iterator[tuple[Selection, str]]:
    """Yield months, quarters, a half and a year of libraries, territories, a group and the network."""
    with site.sessions() as session:
        codes = list(session.scalars(select(library.c.code).order_by(library.c.code)))
    stretches = [(1, 1), (4, 4), (6, 6), (9, 9), (12, 12), (1, 3), (4, 6), (7, 12), (1, 12)]
    for first, last in stretches:
        months = (Month(2017, first), Month(2017, last))
        places = [("", {}), ("&group=centru", {"group": "centru"})]
        places += [(f"&library={code}", {"library": code}) for code in codes[:5]]
        places += [(f"&territory={code}", {"territories": (code,)}) for code in sorted({one[:5] for one in codes})[:3]]
        for query, place in places:
            yield Selection(*months, **place), f"from={months[0]}&to={months[1]}{query}"


def content_of(site: Site, search: str, *, fixed: bool) -> PageContent:
    address = site.address("/en/services", search)
    with site.asked(address, fixed=fixed) as asked:
        return site.content(site.pages["services"], asked)


def test_no_package_tells_what_it_withholds(worlds: Worlds, catalogue: Catalogue) -> None:
    """Also that it is worth it: the same tables of the pages, where small counts go alone, do not stand the attack."""
    site, told, found = worlds["one"], 0, [0, 0]
    kept = sensitive(site, "S02", "en")
    for selection, search in addresses(site):
        with site.sessions() as session:
            whole = total(session, catalogue, "S02", selection).value or 0.0
        for fixed in (True, False):
            said = content_of(site, search, fixed=fixed)
            table = next((one for one in said.tables if one.key == "services-mix"), None)
            if table is None:
                continue
            place = [column.key for column in table.columns].index("value")
            cells: Cells = {str(row[0]): row[place] for row in table.rows}  # type: ignore[misc]
            if fixed:
                withheld, others = attacked(cells, whole, kept)
                found = [found[0] + withheld, found[1] + others]
                assert not withheld or any("[c]" in note for note in said.charts[0].notes)
                continue
            with suppress(AssertionError):
                attacked(cells, whole, kept)
                continue
            told += 1
    assert found[0] > 30 and found[1] > 5 and told > 10, (found, told)


def test_where_nothing_else_is_left_the_package_says_why_and_nothing_more(worlds: Worlds) -> None:
    """One-to-one sessions, which here only sensitive services hold: their total alone would tell them."""
    site, empty = worlds["one"], 0
    for _, search in list(addresses(site))[:40]:
        said = content_of(site, f"{search}&measure=S03", fixed=True)
        if said.empty:
            assert said.empty.startswith("[c]") and not said.tables and not said.cards and not said.finding
            empty += 1
        else:
            assert not any(table.withheld for table in said.tables)
    assert empty > 10


def test_an_impact_area_tells_no_more_than_its_services(worlds: Worlds) -> None:
    site, hidden = worlds["one"], 0
    areas = {code: one.impact_area for code, one in site.catalogue.categories.items()}
    names = {site.text("en")[f"category.{code}.name"]: area for code, area in areas.items()}
    for _, search in addresses(site):
        tables = {table.key: table for table in content_of(site, search, fixed=True).tables}
        if "services-mix" not in tables:
            continue
        gone = {names[str(tables["services-mix"].rows[row][0])] for row, _ in tables["services-mix"].withheld}
        said = {str(row[0]): row[1] for row in tables["areas"].rows}
        for area in gone - {None, ""}:
            assert said[site.text("en")[f"impact_area.{area}.name"]] is None
            hidden += 1
    assert hidden > 10


def test_the_package_itself_holds_the_marks_and_says_what_they_are(worlds: Worlds) -> None:
    """Read back from the archive at its address and from the terminal's writer, in each language."""
    site, marked = worlds["one"], 0
    client = create_app(site.catalogue, site.sessions).server.test_client()
    for _, search in list(addresses(site))[2:8]:
        body = client.get(f"/en/services.zip?{search}").data
        said = content_of(site, search, fixed=True)
        if said.empty or not any(table.withheld for table in said.tables):
            continue
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
            texts = {name: archive.read(name).decode("utf-8-sig") for name in names}
        assert json.loads(texts[next(name for name in names if name.endswith("datapackage.json"))])
        mix = next(texts[name] for name in names if "services-mix" in name and name.endswith(".csv"))
        rows = list(csv.DictReader(io.StringIO(mix)))
        withheld = [row for row in rows if "" in row.values() or WITHHELD in row.values()]
        assert len(withheld) >= len({row for row, _ in said.tables[0].withheld})
        readmes = [text for name, text in texts.items() if "readme" in name.lower()]
        assert len(readmes) == 3 and all(WITHHELD in text for text in readmes)
        marked += 1
    assert marked > 1
    assert FIXED == ("zip",)
    assert export(content_of(site, YEAR, fixed=True), "zip", site.text("en")).body


@pytest.fixture
def sparse(catalogue: Catalogue, tmp_path: Path) -> Iterator[Site]:
    """Yield the site of a network in which few people in a region have psychological support."""
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    fill(engine, catalogue, every=40)
    with writing(engine) as connection:
        add_sensitive(connection, otherwise=False)
        rows, codes = observation.c, register.codes(connection, category)
        few = (rows.category_id == codes["HE.PSY"]) & (rows.library_id % 9 == 0) & (rows.value < 10)
        of_others = rows.category_id.in_([codes["HE.HEA"], codes["HE.PSY"]])
        connection.execute(delete(observation).where(of_others, ~few))
        taught = {"category_id": codes["ED.LLL"], "value": 3.0}
        told = connection.execute(select(observation).where(rows.category_id == codes["DI.ITL"])).mappings()
        connection.execute(insert(observation), [{**row, **taught} for row in told])
        rollups.rebuild(connection)
    yield Site.of(catalogue, session_factory(engine), PAGES)
    engine.dispose()


def test_no_impact_page_tells_what_it_withholds(sparse: Site, catalogue: Catalogue, tmp_path: Path) -> None:
    """The figures of a page as its file has them: the services and the number of participations above them."""
    site, publisher = sparse, Publisher(sparse, tmp_path / "public")
    kept, found, pages = sensitive(site, "S02", "en"), [0, 0], 0
    for selection, _ in addresses(site):
        if selection.library or selection.start != selection.end:
            continue
        try:
            home = publisher.publish(of_place(selection, catalogue), ["en"], now=datetime(2018, 2, 10, tzinfo=UTC))
        except NothingToPublish:
            continue
        figures = json.loads((home / "figures-en.json").read_bytes())
        cards = {card["key"]: card["value"] for part in figures["sections"] for card in part["cards"]}
        tables = {table["key"]: table for part in figures["sections"] for table in part["tables"]}
        if "services-mix" not in tables or "S02" not in cards:
            continue
        mix = tables["services-mix"]
        place = [column["key"] for column in mix["columns"]].index("value")
        withheld, others = attacked({row[0]: row[place] for row in mix["rows"]}, cards["S02"], kept)
        found, pages = [found[0] + withheld, found[1] + others], pages + 1
    assert pages > 5 and found[0] > 2 and found[1] > 0, (pages, found)
