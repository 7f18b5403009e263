"""Two networks in which every count of people in a sensitive service differs say the same, letter by letter.

Whatever a reader does with what leaves (subtract, divide, compare filters, months, areas, files), he does it to the
same letters in both networks. So of no count can he tell which of the two it is: nothing recovers a small one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from dashboard.content import PageContent
from dashboard.exports import EXTENSIONS, export
from dashboard.factsheets.declared import declared
from dashboard.factsheets.material import gather
from dashboard.factsheets.writing import Writer
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.subject import of_place
from dashboard.site import Site
from data.campaign.figures import load_by_category, load_figures, load_libraries
from data.catalogue import Catalogue
from data.figure_ids import FigureKey
from data.panel import compare
from data.periods import Month
from data.queries.attendance import library_totals, monthly_totals, territory_totals, total
from data.queries.figure import figure_value
from data.queries.services import by_category, by_group_and_month
from data.queries.services_by_place import categories_by_place
from data.release.making import make_release
from data.schema import indicator, library, observation
from data.selection import Selection
from tests.dashboard.sensitive import PROTECTED, RAW, SESSIONS, YEAR, Worlds, in_both


def test_every_protected_count_differs_between_the_two(worlds: Worlds) -> None:
    """Else the others would say nothing."""
    rows = observation.c
    question = select(rows.indicator_id, rows.category_id, rows.library_id, rows.period, rows.value)
    one, other = in_both(worlds, lambda session: {row[:4]: row[4] for row in session.execute(question)})
    differ = {cell for cell, value in one.items() if other[cell] != value}
    assert one.keys() == other.keys() and len(differ) > 1_000
    assert all(one[cell] > 0 and other[cell] > 0 for cell in differ)
    with worlds["one"].sessions() as session:
        protected = set(session.scalars(select(indicator.c.id).where(indicator.c.code == "S03")))
    assert {cell for cell in one if cell[0] in protected} <= differ


def selections(catalogue: Catalogue, session: Session) -> Iterator[Selection]:
    """Yield every place with every stretch of time: months, quarters, a half, a stage, years."""
    codes = list(session.scalars(select(library.c.code).order_by(library.c.code)))
    territories = sorted({code[:5] for code in codes})
    places: list[dict[str, object]] = [{}, *({"library": code} for code in codes[:4])]
    places += [{"territories": (code,)} for code in territories[:4]]
    places += [{"territories": pair} for pair in combinations(territories[:3], 2)]
    places += [{"group": code} for code in list(catalogue.groups)[:3]]
    times = [(Month(2017, month), Month(2017, month)) for month in (1, 2)]
    times += [(Month(2017, 1), Month(2017, 3)), (Month(2017, 1), Month(2017, 2)), (Month(2017, 2), Month(2017, 3))]
    times += [(Month(2017, 4), Month(2017, 10)), (Month(2016, 1), Month(2017, 12))]
    for place, (first, last) in product(places, times):
        yield Selection(first, last, **place)


def test_no_pair_of_filters_tells_more_than_rounded_counts(worlds: Worlds, catalogue: Catalogue) -> None:
    """All figures are the same in both networks, so every difference of two is."""

    def figures(session: Session) -> dict[object, object]:
        said: dict[object, object] = {}
        for asked in selections(catalogue, session):
            for of in ("S01", "S02", "S03"):
                frame = by_category(session, catalogue, of, asked)
                said[of, asked, "categories"] = frame.to_json()
                said[of, asked, "all"] = (total(session, catalogue, of, asked), compare(session, catalogue, of, asked))
        return said

    one, other = in_both(worlds, figures)
    assert one == other and len(one) > 300


def test_no_table_by_month_place_or_region_and_no_evaluation_tells_more(worlds: Worlds, catalogue: Catalogue) -> None:
    year = Selection(Month(2017, 1), Month(2017, 12))

    def tables(session: Session) -> list[str]:
        said = []
        for of in ("S01", "S02", "S03"):
            whole = (session, catalogue, of, year)
            frames = [question(*whole) for question in (monthly_totals, territory_totals, library_totals)]
            frames += [categories_by_place(*whole, by="library"), categories_by_place(*whole, by="territory")]
            frames += [by_group_and_month(*whole), by_group_and_month(*whole, ("HE.PSY",))]
            said += [frame.to_json() for frame in frames]
            libraries, periods = load_libraries(session), [201704, 201705]
            arrays = [load_figures(session, libraries, of, periods)]
            arrays += load_by_category(session, libraries, of, periods).values()
            said += [np.array2string(array.values, threshold=10**6) for array in arrays]
        return said

    one, other = in_both(worlds, tables)
    assert one == other


@pytest.mark.parametrize("said", ["total", "change", "rate", "reporting"])
def test_no_passport_tells_more(worlds: Worlds, catalogue: Catalogue, said: str) -> None:
    def values(session: Session) -> list[object]:
        places = [{}, {"territories": ("MD-OR",)}, {"library": session.scalar(select(library.c.code).limit(1))}]
        keys = [
            FigureKey(of, Selection(Month(2017, 1), last, **place), said, in_category)
            for (of, in_category), place, last in product(
                PROTECTED + SESSIONS, places, (Month(2017, 1), Month(2017, 12))
            )
        ]
        return [figure_value(session, catalogue, key) for key in keys]

    one, other = in_both(worlds, values)
    assert one == other


def addresses(site: Site) -> list[tuple[str, str]]:
    """Return every page, and those about services in each of their ways, for the network, a territory and a library."""
    with site.sessions() as session:
        code = session.scalar(select(library.c.code).order_by(library.c.code).limit(1))
    found = [(f"/en/{page.key}", YEAR) for page in PAGES if page.listed]
    for of, view in product(("S01", "S02", "S03"), ("mix", "growth", "reach", "regions")):
        found.append(("/en/services", f"{YEAR}&measure={of}&view={view}"))
    for place in (f"territory={str(code)[:5]}", f"library={code}", "group=centru"):
        june = f"from=2017-06&to=2017-06&{place}"
        found += [("/ro/services", f"{YEAR}&{place}"), ("/en/services", june), ("/ru/services", f"{june}&area=HE")]
        found += [("/en/attendance", f"{YEAR}&measure=S02&{place}"), ("/en/overview", f"{YEAR}&{place}")]
    return [*found, ("/en/libraries", f"{YEAR}&library={code}"), ("/en/territories", f"{YEAR}&measure=S02")]


def contents(site: Site) -> dict[tuple[str, str], PageContent]:
    """Return what the pages say at every address."""
    said = {}
    for path, search in addresses(site):
        with site.asked(site.address(path, search)) as asked:
            said[path, search] = site.pages[asked.address.page].content(asked)
    return said


def everything_in(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a file with their names, those of files within files, too."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        yield name, body
        return
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for part in parts.namelist():
            yield from everything_in(f"{name}/{part}", parts.read(part))


def test_no_page_and_no_file_tells_more(worlds: Worlds) -> None:
    """Pages and files are drawn of the same content; of services, every kind of file is opened and read, too."""
    one, other = (contents(site) for site in worlds.values())
    assert [address for address in one if one[address] != other[address]] == []
    withheld = [key for key, said in one.items() if any(table.withheld for table in said.tables)]
    assert len(withheld) > 3
    opened = 0
    for address in [*withheld, ("/ro/services", f"{YEAR}&group=centru")]:
        words = worlds["one"].text(one[address].language)
        for kind in EXTENSIONS:
            if kind == "svg" and not one[address].charts:
                continue
            files = [export(said[address], kind, words, [(said[address], words)]).body for said in (one, other)]
            for (name, here), (same, there) in zip(*(everything_in(kind, body) for body in files), strict=True):
                assert name == same and (here == there or name.endswith("docProps/core.xml")), (address, name)
                assert not RAW.search(here.decode("utf-8", errors="ignore")), (address, name)
                opened += 1
    assert opened > 300


def test_no_fact_sheet_tells_more(worlds: Worlds, catalogue: Catalogue) -> None:
    def sheets(session: Session) -> list[object]:
        material = gather(session, catalogue, Selection(Month(2017, 4), Month(2017, 10)), declared())
        writer = Writer(session, material, declared(), "https://vitrina.example")
        return [writer.write(place, "ro") for place in material.places if not writer.refused(place, "ro")]

    one, other = in_both(worlds, sheets)
    assert one == other and len(one) > 10


def test_a_table_of_a_page_says_withheld_where_few_came(worlds: Worlds) -> None:
    site = worlds["one"]
    with site.sessions() as session:
        code = session.scalar(select(library.c.code).order_by(library.c.code).limit(1))
    with site.asked(site.address("/en/services", f"from=2017-06&to=2017-06&library={code}")) as asked:
        said = site.pages["services"].content(asked)
        drawn = str(site.pages["services"].body(said, asked))
    assert said.tables[0].withheld and "[c]" in drawn
    assert "[c]: some, but fewer than 10 (of psychological support, fewer than 20)" in drawn


def test_few_people_and_nobody_else_are_told_in_words_and_not_drawn(worlds: Worlds) -> None:
    """In health services alone nothing is left to draw; the page says why, and names the area."""
    site = worlds["one"]
    with site.sessions() as session:
        code = session.scalar(select(library.c.code).order_by(library.c.code).limit(1))
    told = 0
    for month in range(3, 13):
        asked_of = f"from=2017-{month:02d}&to=2017-{month:02d}&library={code}&area=HE"
        with site.asked(site.address("/ru/services", asked_of)) as asked:
            page = site.pages["services"].content(asked)
        if page.charts or page.empty:
            continue
        told += 1
        assert any(sentence.startswith("[c]: не ноль") for sentence in page.sentences)
        assert [table.key for table in page.tables if table.withheld] == ["areas"]
    assert told > 2


def test_no_impact_page_tells_more(worlds: Worlds, catalogue: Catalogue, tmp_path: Path) -> None:
    year = Selection(Month(2017, 1), Month(2017, 12))
    files: list[dict[str, bytes]] = []
    for name, site in worlds.items():
        for subject in (of_place(year, catalogue), of_place(replace(year, group="centru"), catalogue)):
            Publisher(site, tmp_path / name).publish(subject, ("ro", "en"), now=datetime(2018, 2, 10, tzinfo=UTC))
        folder = tmp_path / name
        files.append({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    one, other = files
    assert one == other and len(one) > 10
    assert not [name for name, body in one.items() if RAW.search(body.decode("utf-8", errors="ignore"))]


def test_a_release_holds_rounded_counts_and_the_same_ones(worlds: Worlds, catalogue: Catalogue) -> None:
    """Between a release and today, what did not change is rounded alike, so their difference tells nothing."""
    kept = []
    for site in worlds.values():
        with site.sessions() as session:
            engine = session.get_bind().engine
        make_release(engine, catalogue, "2017", datetime(2018, 6, 1, tzinfo=UTC))
        with engine.connect() as connection:
            for name, held in (("library_month", "total"), ("territory_month", "total"), ("category_values", "cells")):
                columns = f"indicator_id, period, {held}"
                today, then = (
                    sorted(map(tuple, connection.execute(text(f"SELECT {columns} FROM {table}"))))  # noqa: S608
                    for table in (name, f"release_{name}")
                )
                assert today == then
                kept.append(then)
    assert kept[:3] == kept[3:] and all(kept)
